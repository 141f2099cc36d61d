"""The command `segment why`: why a customer is in a segment, or is not."""

from typing import Any

from sqlalchemy.orm import Session

from desktop.command_line.command import Call, Command, Result, argument
from desktop.models.errors import UserError
from desktop.services.office.search import Hit, find
from desktop.services.segments import saved
from desktop.services.segments.why import Verdict, why_saved
from desktop.services.segments.why_text import as_text

_MOST = 5  # customers named when several may be meant
_BY_NAME = ("name_begins", "name")


def one_customer(db: Session, text: str) -> Hit:
    """The customer with that account number, telephone number or name.

    Raises:
        UserError: nobody or more than one fits.
    """
    found = find(db, text, _MOST)
    best = [hit for hit in found if hit.matched_by in ("account", "phone", *_BY_NAME)]
    best = [hit for hit in best if hit.matched_by == "account"] or best
    exact = [hit for hit in best if hit.name.casefold() == text.strip().casefold()]
    chosen = exact or best
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        raise UserError(f"No customer is found by “{text}”.", where=text)
    names = ", ".join(f"{hit.name} ({hit.account_no or 'no account number'})" for hit in chosen)
    raise UserError(f"More than one customer fits “{text}”: {names}.", where=text)


def _why(call: Call) -> Result:
    given = call.arguments
    with call.reading() as db:
        segment = saved.get(db, saved.by_name(db, given.segment))
        customer = one_customer(db, given.customer)
        answer = why_saved(db, segment.open_id, customer.customer_id, call.as_of)
    return {
        "segment": segment.name,
        "customer": customer.name,
        "account_no": customer.account_no,
        "as_of": call.as_of,
        "is_in": answer.is_in,
        "remark": answer.remark,
        "tree": _shown(answer.tree) if answer.tree else None,
        "text": as_text(customer.name, segment.name, answer),
    }


def _shown(verdict: Verdict) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "path": list(verdict.path),
        "condition": verdict.words,
        "holds": verdict.holds,
        "own": verdict.own,
        "alone": verdict.alone,
    }
    return shown | ({"below": [_shown(one) for one in verdict.below]} if verdict.below else {})


COMMANDS = (
    Command(
        "segment why",
        "why a customer is in a segment, or is not",
        _why,
        lambda result: str(result["text"]),
        (
            argument("segment", metavar="SEGMENT", help="a saved segment"),
            argument(
                "customer",
                metavar="CUSTOMER",
                help="an account number, a telephone number or a name",
            ),
        ),
    ),
)
