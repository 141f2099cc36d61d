"""The command `customer`: everything the card of a customer shows."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from desktop.command_line.command import Call, Command, Result, argument
from desktop.models.equipment import Asset, System
from desktop.models.errors import UserError
from desktop.services.desk.card import Card, card
from desktop.services.desk.card_due import DueCard
from desktop.services.desk.card_money import InvoiceCard
from desktop.services.desk.card_sheet import card_sheet
from desktop.services.desk.card_work import ContractCard, VisitCard
from desktop.services.desk.next_action import next_actions
from desktop.services.desk.why import Reason
from desktop.services.office.customer_labels import labels
from desktop.services.office.known_customers import OpenIds, by_account


def _customer(call: Call) -> Result:
    with call.reading() as db:
        one = by_account(db, call.arguments.account)
        found = card(db, one.id, call.as_of)
        if found is None:
            raise UserError(f"Nothing is known of account “{call.arguments.account}” yet.")
        who = {"id": one.open_id, "account_no": one.account_no, "name": one.display_name}
        return who | _values(db, found)


def _values(db: Session, found: Card) -> dict[str, Any]:
    return {
        "as_of": found.as_of,
        "status": "active" if found.who.is_active else "inactive",
        "phones": [phone.number for phone in found.who.phones],
        "labels": _scores(db, found) | {one.label: _label(one) for one in found.reasons},
        "due": [_due(db, item) for item in found.due],
        "contracts": [_contract(one) for one in found.contracts],
        "visits": [_visit(one) for one in found.visits],
        "booked": [_visit(one) for one in found.booked],
        "balance": _amount(found.balance_cents),
        "open_invoices": [
            {
                "number": one.number,
                "date": one.date,
                "due": one.due,
                "open": _amount(one.open_cents),
            }
            for one in found.invoices
        ],
        "next_actions": [action.text for action in next_actions(found)],
        "warnings": list(found.who.warnings),
        "sheet": [{"head": part.head, "lines": list(part.lines)} for part in card_sheet(found)],
    }


def _scores(db: Session, found: Card) -> dict[str, Any]:
    """Labels and scores as the columns of the list have them."""
    return {
        one.key: {
            "title": one.title,
            "value": _amount(one.shown) if one.kind == "money" else one.shown,
            "key": one.stored,
        }
        for one in labels(db, found.who.customer_id)
    }


def _label(one: Reason) -> dict[str, Any]:
    return {
        "title": one.title,
        "value": one.value,
        "key": one.key,
        "reason": one.code,
        "words": one.words,
        "facts": dict(one.facts),
        "also": [code for code, _ in one.also],
    }


def _due(db: Session, item: DueCard) -> dict[str, Any]:
    assets, systems = OpenIds(db, Asset), OpenIds(db, System)
    return {
        "asset": assets.of(item.asset_id),
        "system": systems.of(item.system_id),
        "service": item.service,
        "due": item.due,
        "status": item.status,
        "code": item.code,
        "owed_by": item.owed_by,
        "base": item.base,
        "interval": item.interval,
        "booked": item.booked,
        "postponed_until": item.postponed_until,
        "reason": item.why_not or item.code_words,
    }


def _contract(one: ContractCard) -> dict[str, Any]:
    return {
        "no": one.no,
        "kind": one.kind,
        "state": one.state,
        "start": one.start,
        "end": one.end,
        "visits_per_year": one.visits_per_year,
        "expiring": one.is_expiring,
        "file_by": one.file_by,
        "visits_done": one.owed.done if one.owed else None,
        "visits_owed": one.owed.by_now if one.owed else None,
        "windows_missed": [
            {"first": window.first, "last": window.last}
            for window in (one.owed.missed if one.owed else ())
        ],
    }


def _visit(one: VisitCard) -> dict[str, Any]:
    return {
        "date": one.day,
        "status": one.status,
        "services": one.services,
        "technician": one.technician,
        "amount": _amount(one.amount_cents),
        "lines": [
            {"service": line.service, "gallons": line.gallons, "condition": line.condition}
            for line in one.lines
        ],
    }


def _invoice(one: InvoiceCard) -> dict[str, Any]:
    open_ = _amount(one.open_cents)
    return {"number": one.number, "date": one.date, "due": one.due, "open": open_}


def _amount(cents: int | None) -> str | None:
    return None if cents is None else f"{Decimal(cents) / 100:.2f}"


def _text(result: dict[str, Any]) -> str:
    lines = [f"{result['name']}  account {result['account_no']}, {result['status']}"]
    for part in result["sheet"]:
        lines += ["", part["head"], *(f"  {line}" for line in part["lines"])]
    return "\n".join(lines)


COMMANDS = (
    Command(
        "customer",
        "labels, due items, contracts and visits of one customer",
        _customer,
        _text,
        (argument("account", metavar="ACCOUNT", help="the account number"),),
    ),
)
