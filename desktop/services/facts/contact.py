"""When we last heard from a customer, and what the customer allows."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from desktop.models.customers import Customer
from desktop.models.work import Interaction
from desktop.services.facts.scope import Scope

REACHED = ("answered", "booked")
SMS_AGREED = ("service_only", "marketing")


def talks(scope: Scope) -> Subquery:
    """The latest day on which a customer called us, answered, or booked."""
    heard = or_(Interaction.channel == "call_in", Interaction.outcome.in_(REACHED))
    return (
        select(Interaction.customer_id, func.max(Interaction.date).label("last_talk"))
        .where(heard, Interaction.date <= scope.as_of, scope.has(Interaction.customer_id))
        .group_by(Interaction.customer_id)
        .subquery("talks")
    )


def preferred_channel() -> ColumnElement[Any]:
    """The channel the customer asked for; “none recorded” is no value."""
    return func.nullif(Customer.preferred_channel, "none_recorded")


def email_opt_out(scope: Scope) -> ColumnElement[Any]:
    """Yes once the customer opted out or asked for no e-mail; blank while nobody asked."""
    return case((_by(Customer.email_opt_out_on, scope), True), else_=Customer.do_not_email)


def sms_ok(scope: Scope) -> ColumnElement[Any]:
    """Whether texts are agreed to and not refused; blank while nobody asked."""
    refused = or_(
        _by(Customer.sms_opt_out_on, scope),
        Customer.do_not_text.is_(True),
        Customer.do_not_contact.is_(True),
    )
    return case(
        (refused, False),
        (Customer.sms_consent.in_(SMS_AGREED), True),
        (Customer.sms_consent.is_not(None), False),
        else_=None,
    )


def _by(day: Any, scope: Scope) -> ColumnElement[bool]:
    return and_(day.is_not(None), day <= scope.as_of)
