"""The customer card as it is printed: headings with lines of plain text."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from desktop.services.days import DayWriter
from desktop.services.desk.card import Card
from desktop.services.desk.card_due import DueCard
from desktop.services.desk.card_places import PlaceCard, TankCard
from desktop.services.desk.next_action import next_actions
from desktop.services.desk.words import counted, visits_owed
from desktop.services.records.words import money_text


class Section(NamedTuple):
    """A heading and its lines; never without a line."""

    head: str
    lines: tuple[str, ...]
    key: str = ""  # what it is about, where the heading does not say it


PLACE = "place"


def card_sheet(card: Card) -> tuple[Section, ...]:
    """The sections of the print-out that have something in them; days as the card writes them."""
    day = card.write_day
    before = (
        ("Next", [action.text for action in next_actions(card)]),
        ("Contact", list(_contact(card))),
        ("Due", [_due(item, day) for item in card.due]),
    )
    after = (
        ("Booked", [_visit(one.day, one.services, day) for one in card.booked]),
        ("Last visits", [_visit(one.day, one.services, day) for one in card.visits]),
        ("Contracts", list(_contracts(card))),
        ("Money", list(_money(card))),
        ("To do", [_dated(one.due, one.text, day) for one in card.tasks]),
        ("Notes", list(_notes(card))),
        ("Labels", [f"{one.title}: {one.value} ({one.words})" for one in card.reasons if one.key]),
    )
    places = (
        Section(f"Property: {place.address or 'no address'}", tuple(_place(place, day)), PLACE)
        for place in card.places
    )
    return (*_filled(before), *places, *_filled(after))


def _filled(parts: Iterable[tuple[str, list[str]]]) -> Iterator[Section]:
    return (Section(head, tuple(lines)) for head, lines in parts if lines)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _contact(card: Card) -> Iterator[str]:
    for phone in card.who.phones:
        yield _joined(phone.number, phone.kind)
    yield from (text for text in (card.who.email, card.who.mail_to) if text)
    if card.who.warnings:
        yield "Please note: " + "; ".join(card.who.warnings)


def _due(item: DueCard, day: DayWriter) -> str:
    when = day(item.due) if item.due else "no due date"
    marks = [item.status_words.lower()]
    if item.booked:
        marks.append("booked")
    if item.postponed_until:
        marks.append(f"postponed until {day(item.postponed_until)}")
    why = _joined(item.interval, item.code_words.lower())
    return f"{item.service_name}, {item.name}: {when} ({', '.join(marks)}; {why})"


def _place(place: PlaceCard, day: DayWriter) -> Iterator[str]:
    yield _joined(place.role, place.zone) or "Role not known"
    access = {
        "Gate code": place.gate_code,
        "Dogs": place.dogs,
        "Driveway": place.driveway,
        "Hose": f"{place.hose_ft} ft" if place.hose_ft else "",
        "Ground": "gets wet" if place.wet_ground else "",
        "Best time": place.best_time,
        "Directions": place.directions,
        "Note": place.note,
    }
    yield from (f"{name}: {text}" for name, text in access.items() if text)
    unseen = (one.note for one in place.sketches if one.note and not one.picture)
    yield from (f"Sketch: {note}" for note in unseen)
    for system in place.systems:
        installed = f"installed {day(system.installed)}" if system.installed else ""
        in_use = "" if system.active else "not in use"
        yield _joined(system.kind, system.make, installed, in_use)
        yield from (f"· {_tank(tank)}" for tank in system.tanks)


def _tank(tank: TankCard) -> str:
    gallons = f"{tank.gallons:,} gal" if tank.gallons else ""
    return _joined(tank.kind, gallons, tank.material, tank.lids, tank.own_interval)


def _visit(when: date | None, services: str, day: DayWriter) -> str:
    return f"{day(when) if when else 'No day yet'}: {services or 'Visit'}"


IN_FORCE = ("active", "future")


def _contracts(card: Card) -> Iterator[str]:
    """Those that count; of those that are over only the latest is named, as over."""
    now = [one for one in card.contracts if one.state in IN_FORCE]
    over = [one for one in card.contracts if one.state not in IN_FORCE]
    for one in now:
        until = f"until {card.write_day(one.end)}" if one.end else "open-ended"
        done = visits_owed(one.owed.done, one.owed.by_now) if one.owed else ""
        yield _joined(one.no, one.kind, one.state_words.lower(), until, done)
    if over and not now:
        last = over[0]
        ended = f"{last.state_words.lower()} {card.write_day(last.end)}" if last.end else "over"
        yield _joined("None in force; the last one", last.no, last.kind, ended)
    elif over:
        yield f"{counted(len(over), 'earlier contract')}, over"


def _money(card: Card) -> Iterator[str]:
    if card.balance_cents is not None:
        yield f"Open: {money_text(card.balance_cents)}"
    for one in card.invoices:
        yield _joined(
            f"Invoice {one.number}".rstrip(),
            card.write_day(one.date),
            money_text(one.open_cents),
            one.note,
        )
    for offer in card.estimates:
        cents = money_text(offer.amount_cents) if offer.amount_cents is not None else ""
        yield _joined(f"Estimate {offer.number}".rstrip(), card.write_day(offer.issued_on), cents)


def _dated(when: date | None, text: str, day: DayWriter) -> str:
    return f"{day(when)}: {text}" if when else text


def _notes(card: Card) -> Iterator[str]:
    if card.who.notes:
        yield card.who.notes
    yield from (_dated(one.written_on, one.text, card.write_day) for one in card.notes)
