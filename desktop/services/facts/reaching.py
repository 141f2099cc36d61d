"""Whether mail can reach a customer, and whether any channel is allowed (domain 13.1 and 14.3)."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from desktop.models.customers import Customer, CustomerPhone
from desktop.models.work import Interaction
from desktop.services.facts import contact
from desktop.services.facts.scope import Scope

_GONE = ("deceased", "moved_sold")
_MAILED = ("letter", "postcard")
_NOT_CALLED = ("fax", "pager")
_STATE_LETTERS, _ZIP_DIGITS = 2, 5
_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ "
    "NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY PR VI GU AS MP AA AE AP"
)
STATES = tuple(_STATES.split())


def complete(line1: Any, city: Any, state: Any, zip5: Any) -> ColumnElement[bool]:
    """Whether an address has a street line, a city, a state, and a ZIP code of five digits."""
    digits = [func.substr(func.trim(zip5), n, 1).between("0", "9") for n in range(1, 6)]
    return and_(
        _filled(line1),
        _filled(city),
        func.upper(func.trim(func.coalesce(state, ""))).in_(STATES),
        func.length(func.trim(func.coalesce(zip5, ""))) == _ZIP_DIGITS,
        *digits,
    )


def gaps(line1: Any, city: Any, state: Any, zip5: Any) -> ColumnElement[bool]:
    """No street, no town, no state of two letters or no ZIP code of five digits."""
    return or_(
        _blank(line1),
        _blank(city),
        or_(state.is_(None), func.length(state) != _STATE_LETTERS),
        or_(zip5.is_(None), func.length(zip5) != _ZIP_DIGITS),
    )


def address_gaps(site_gaps: Any) -> ColumnElement[bool]:
    """Whether the mailing address has gaps; who has none gets the letters at the property."""
    own = (Customer.line1, Customer.city, Customer.state, Customer.zip5)
    none = and_(_blank(Customer.line1), _blank(Customer.city), _blank(Customer.zip5))
    return case((none, func.coalesce(site_gaps, True)), else_=gaps(*own))


def _blank(text: Any) -> ColumnElement[bool]:
    return or_(text.is_(None), text == "")


def _filled(text: Any) -> ColumnElement[bool]:
    return func.trim(func.coalesce(text, "")) != ""


def mailed(scope: Scope) -> Subquery:
    """Whether the latest piece of mail to a customer came back."""
    place = func.row_number().over(
        partition_by=Interaction.customer_id,
        order_by=(Interaction.date.desc(), Interaction.id.desc()),
    )
    numbered = (
        select(Interaction.customer_id, Interaction.outcome, place.label("place"))
        .where(
            # A bare column would make SQLite walk all mail by channel for one customer.
            func.coalesce(Interaction.channel, "").in_(_MAILED),
            Interaction.date <= scope.as_of,
            scope.has(Interaction.customer_id),
        )
        .subquery()
    )
    return (
        select(numbered.c.customer_id)
        .where(numbered.c.place == 1, numbered.c.outcome == "undeliverable")
        .subquery("mailed")
    )


def phones(scope: Scope) -> Subquery:
    """Of each customer with numbers: whether one can be called, and one can take a text."""
    called = or_(CustomerPhone.kind.is_(None), CustomerPhone.kind.not_in(_NOT_CALLED))
    texted = or_(
        CustomerPhone.can_text.is_(True),
        and_(CustomerPhone.kind == "mobile", CustomerPhone.can_text.is_(None)),
    )
    return (
        select(
            CustomerPhone.customer_id,
            func.max(case((called, 1), else_=0)).label("called"),
            func.max(case((texted, 1), else_=0)).label("texted"),
        )
        .where(_filled(CustomerPhone.number), scope.has(CustomerPhone.customer_id))
        .group_by(CustomerPhone.customer_id)
        .subquery("phones")
    )


def bad_address(came_back: Any, site_complete: Any) -> ColumnElement[bool]:
    """Whether mail comes back, or the address is not complete.

    A customer without any mailing address is written to at the main property.
    """
    none = ~or_(*map(_filled, (Customer.line1, Customer.city, Customer.zip5)))
    own = complete(Customer.line1, Customer.city, Customer.state, Customer.zip5)
    is_complete = case((none, func.coalesce(site_complete, False)), else_=own)
    return or_(Customer.undeliverable_mail.is_(True), came_back.is_not(None), ~is_complete)


def reach_by(scope: Scope, is_bad_address: Any, numbers: Any) -> ColumnElement[str]:
    """The channel for a reminder: the one asked for if it is allowed, else the first that is."""
    allowed = _allowed(scope, is_bad_address, numbers)
    gone = func.coalesce(Customer.inactive_reason, "").in_(_GONE)
    wanted = (
        (and_(func.coalesce(Customer.preferred_channel, "") == channel, holds), channel)
        for channel, holds in allowed.items()
    )
    first = ((holds, channel) for channel, holds in allowed.items())
    return case(
        (or_(Customer.do_not_contact.is_(True), gone), "none"), *wanted, *first, else_="none"
    )


def _allowed(scope: Scope, is_bad_address: Any, numbers: Any) -> dict[str, ColumnElement[bool]]:
    """Which channels a service reminder may use (domain 14.3), in the order they are tried."""
    email_refused = func.coalesce(contact.email_opt_out(scope), False)
    texts_agreed = func.coalesce(contact.sms_ok(scope), False)
    return {
        "phone": and_(Customer.do_not_call.is_not(True), func.coalesce(numbers.called, 0) == 1),
        "mail": and_(Customer.do_not_mail.is_not(True), ~is_bad_address),
        "email": and_(
            Customer.email.contains("@", autoescape=True),
            Customer.undeliverable_email.is_not(True),
            email_refused.is_(False),
        ),
        "sms": and_(texts_agreed, func.coalesce(numbers.texted, 0) == 1),
    }
