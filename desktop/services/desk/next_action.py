"""What to do next for a customer: an ordered table of rules, the most pressing first."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from desktop.models.choices import INTERACTION_CHANNEL
from desktop.services.desk.card import Card
from desktop.services.desk.card_due import DueCard
from desktop.services.desk.due_list import EMPTYING
from desktop.services.desk.words import counted
from desktop.services.records.words import money_text

NEW_OWNER_DAYS = 60  # so long a letter to a new owner is worth a stamp
WRITTEN = tuple(INTERACTION_CHANNEL.label(key) for key in ("letter", "postcard", "email"))
NO_MAIL = frozenset(("Do not contact", "Do not mail", "Mail came back"))


class Action(NamedTuple):
    """One thing to do: the rule it comes from, and one sentence."""

    key: str
    text: str


def _open_items(card: Card, status: str, owed_by: str) -> Iterator[DueCard]:
    """The items of a status that this customer answers for, neither booked nor postponed."""
    for item in card.due:
        hidden = item.booked or item.postponed_until or not item.answers
        if item.status == status and item.owed_by == owed_by and not hidden:
            yield item


def _work(item: DueCard) -> str:
    """The service, and where it is wanted if that is not plain: "pump-out at 12 Oak St"."""
    return item.service_name.lower() + (f" at {item.where}" if item.where else "")


def _do_not_serve(card: Card) -> Iterator[str]:
    if not card.who.is_active:
        why = f": {card.who.inactive_reason.lower()}" if card.who.inactive_reason else ""
        yield f"Inactive{why}. Ask before booking anything."


def _complaint(card: Card) -> Iterator[str]:
    for task in card.tasks:
        if task.kind == "complaint":
            since = f" of {card.write_day(task.created_on)}" if task.created_on else ""
            yield f"Settle the complaint{since}: {task.text}"


def _owed_by_us(card: Card) -> Iterator[str]:
    for item in _open_items(card, "overdue", "us"):
        late = counted(-(item.days or 0), "day")
        yield f"Book the {_work(item)} we owe under contract, {late} overdue."


def _new_owner(card: Card) -> Iterator[str]:
    """A house that changed hands, until something was written to who has it now."""
    written = [one.day for one in card.contacts if one.channel in WRITTEN]
    for place in card.places:
        came = place.taken_over
        if came is None or (card.as_of - came).days > NEW_OWNER_DAYS:
            continue
        if not NO_MAIL.intersection(card.who.warnings) and not any(one >= came for one in written):
            since = card.write_day(came)
            yield f"Write to the new owner of {place.address}, since {since}."


def _overdue(card: Card) -> Iterator[str]:
    for item in _open_items(card, "overdue", "customer"):
        late = counted(-(item.days or 0), "day")
        yield f"Offer a day: {_work(item)} is {late} overdue."


def _task(card: Card) -> Iterator[str]:
    for task in card.tasks:
        if task.kind != "complaint" and task.days is not None and task.days <= 0:
            yield f"{task.kind_words}: {task.text}"


def _invoice(card: Card) -> Iterator[str]:
    late = [one for one in card.invoices if one.days_late > 0]
    if late:
        total = sum(one.open_cents for one in late)
        yield f"Ask about {money_text(total)} open since {card.write_day(late[0].due)}."


def _renewal(card: Card) -> Iterator[str]:
    for one in card.contracts:
        if one.is_expiring and one.end:
            yield f"Renew the contract: it ends {card.write_day(one.end)}."


def _estimate(card: Card) -> Iterator[str]:
    for one in card.estimates:
        number = f" {one.number}" if one.number else ""
        yield f"Ask about estimate{number} of {card.write_day(one.issued_on)}."


def _due_soon(card: Card) -> Iterator[str]:
    for owed_by in ("us", "customer"):
        for item in _open_items(card, "due", owed_by):
            if item.due:
                yield f"Offer a day: {_work(item)} is due {card.write_day(item.due)}."


def _fuller(card: Card) -> Iterator[str]:
    """A tank that was fuller than its interval reckons with."""
    for item in card.due:
        if item.sooner and item.answers:
            yield f"{item.sooner.reason}: set its due day to {card.write_day(item.sooner.day)}."


def _missing(card: Card) -> Iterator[str]:
    if not card.who.phones:
        yield "Ask for a phone number."
    if not card.places:
        yield "Ask for the address of the property."
    for item in card.due:
        if item.status == "unknown":
            yield f"Ask when the last {_work(item)} was: no due date without it."
    if any(_lacks_size(card, item) for item in card.due):
        yield "Ask for the size of the tank."


def _lacks_size(card: Card, item: DueCard) -> bool:
    if not item.asset_id or item.service not in EMPTYING or item.status == "not_applicable":
        return False
    tanks = (tank for place in card.places for one in place.systems for tank in one.tanks)
    return any(tank.asset_id == item.asset_id and tank.gallons is None for tank in tanks)


def _confirm(card: Card) -> Iterator[str]:
    for visit in card.booked:
        day = f" for {card.write_day(visit.day)}" if visit.day else ", no day yet"
        yield f"Booked{day}: {visit.services or 'visit'}."


def _offer_contract(card: Card) -> Iterator[str]:
    aerobic = card.reason("system_type").key == "aerobic"
    if aerobic and not any(one.state in ("active", "future") for one in card.contracts):
        yield "Offer an inspection contract: aerobic and without one."


RULES: dict[str, Callable[[Card], Iterator[str]]] = {
    "inactive": _do_not_serve,
    "complaint": _complaint,
    "owed_by_us": _owed_by_us,
    "new_owner": _new_owner,
    "overdue": _overdue,
    "task": _task,
    "invoice": _invoice,
    "renewal": _renewal,
    "estimate": _estimate,
    "fuller": _fuller,
    "due_soon": _due_soon,
    "missing": _missing,
    "booked": _confirm,
    "offer_contract": _offer_contract,
}


def next_actions(card: Card) -> tuple[Action, ...]:
    """Everything the rules suggest, the best first; for somebody inactive nothing but that."""
    found = tuple(Action(key, text) for key, rule in RULES.items() for text in rule(card))
    return found if card.who.is_active else found[:1]
