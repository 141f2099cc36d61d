"""The customer card as it is printed: headings with lines of plain text."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from desktop.services.days import DayWriter
from desktop.services.desk.card import Card
from desktop.services.desk.card_due import DueCard
from desktop.services.desk.card_grounds import place_lines
from desktop.services.desk.card_reports import ReportCard
from desktop.services.desk.card_talk import ContactCard
from desktop.services.desk.card_work import ContractCard, VisitCard, told
from desktop.services.desk.next_action import next_actions
from desktop.services.desk.words import counted, joined, visits_owed, windows_missed
from desktop.services.records.words import money_text


class Section(NamedTuple):
    """A heading and its lines; never without a line."""

    head: str
    lines: tuple[str, ...]
    key: str = ""  # what it is about, where the heading does not say it


PLACE, VISITS = "place", "Last visits"
NO = "No"  # what is not so takes no room


def card_sheet(card: Card) -> tuple[Section, ...]:
    """The sections of the print-out that have something in them; days as the card writes them."""
    day = card.write_day
    before = (
        ("Next", [action.text for action in next_actions(card)]),
        ("Contact", list(_contact(card))),
        ("Due", [_due(item, day) for item in card.due]),
    )
    after = (
        ("Booked", [_booked(one, day) for one in card.booked]),
        (VISITS, [_visit(one, day) for one in card.visits]),
        ("Reports", [_report(one, day) for one in card.reports]),
        ("Contracts", list(_contracts(card))),
        ("Money", list(_money(card))),
        ("To do", [_dated(one.due, f"{one.kind_words}: {one.text}", day) for one in card.tasks]),
        ("Last contacts", [_spoken(one, day) for one in card.contacts]),
        ("Notes", list(_notes(card))),
        (
            "Labels",
            [
                f"{one.title}: {one.value} ({one.words})"
                for one in card.reasons
                if one.key and one.value != NO
            ],
        ),
    )
    places = (
        Section(f"Property: {place.address or 'no address'}", tuple(place_lines(place, day)), PLACE)
        for place in card.places
    )
    return (*_filled(before), *places, *_filled(after))


def _filled(parts: Iterable[tuple[str, list[str]]]) -> Iterator[Section]:
    return (Section(head, tuple(lines)) for head, lines in parts if lines)


def _contact(card: Card) -> Iterator[str]:
    for phone in card.who.phones:
        yield joined(phone.number, phone.kind)
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
    return f"{item.service_name}, {item.name}: {when} ({', '.join(marks)}; {why_due(item)})"


def why_due(item: DueCard) -> str:
    """Why it is due then, in a few words; of a day set or put off by hand what was entered."""
    by_hand = f"{item.code_words}: {item.by_hand.reason}" if item.by_hand else ""
    interval = "" if item.by_hand else joined(item.interval, item.code_words.lower())
    late = item.put_off
    put_off = f"postponed: {joined(late.reason.lower(), late.note)}" if late else ""
    return "; ".join(
        part for part in (item.why_not, by_hand.rstrip(": "), interval, put_off) if part
    )


def _booked(one: VisitCard, day: DayWriter) -> str:
    when = joined(day(one.day) if one.day else "No day yet", one.window)
    return f"{when}: {joined(one.services or 'Visit', one.technician, one.note)}"


def _visit(one: VisitCard, day: DayWriter) -> str:
    when = day(one.day) if one.day else "No day"
    gallons = f"{one.gallons:,} gal" if one.gallons else ""
    done = joined(one.services or "Visit", gallons, one.conditions, one.technician)
    return f"{when}: {'. '.join(part for part in (done, found_on(one)) if part)}"


def found_on(one: VisitCard) -> str:
    """What was found on a visit, whose it was where it was not for this customer, and its note."""
    lines = [told(line, named=len(one.lines) > 1) for line in one.lines]
    whose = f"For {one.for_whom}" if one.for_whom else ""
    return ". ".join(part.rstrip(".") for part in (whose, *lines, one.note) if part)


def _report(one: ReportCard, day: DayWriter) -> str:
    left = counted(one.days_left, "day") + " left" if one.days_left >= 0 else "late"
    return f"Test of {joined(day(one.inspected_on), one.site)}: {joined(one.what, left)}"


def _spoken(one: ContactCard, day: DayWriter) -> str:
    return f"{day(one.day)}: {joined(one.channel, one.outcome, one.purpose, one.note)}"


IN_FORCE = ("active", "future")


def _contracts(card: Card) -> Iterator[str]:
    """Those that count; of those that are over only the latest is named, as over."""
    now = [one for one in card.contracts if one.state in IN_FORCE]
    over = [one for one in card.contracts if one.state not in IN_FORCE]
    for one in now:
        yield _contract(one, card.write_day)
    if over and not now:
        last = over[0]
        ended = f"{last.state_words.lower()} {card.write_day(last.end)}" if last.end else "over"
        yield joined("None in force; the last one", last.no, last.kind, ended)
    elif over:
        yield f"{counted(len(over), 'earlier contract')}, over"


def _contract(one: ContractCard, day: DayWriter) -> str:
    """One in force: what it is, until when, what it costs and includes, what is done of it."""
    until = f"until {day(one.end)}" if one.end else "open-ended"
    done = visits_owed(one.owed.done, one.owed.by_now) if one.owed else ""
    missed = windows_missed(one.owed.missed, day) if one.owed else ""
    file_by = f"file the renewal by {day(one.file_by)}" if one.file_by else ""
    return joined(
        one.no,
        one.kind,
        one.state_words.lower(),
        until,
        one.price,
        *one.services,
        done,
        missed,
        file_by,
    )


def _money(card: Card) -> Iterator[str]:
    if card.balance_cents is not None:
        yield f"Open: {money_text(card.balance_cents)}"
    for one in card.invoices:
        yield joined(
            f"Invoice {one.number}".rstrip(),
            card.write_day(one.date),
            money_text(one.open_cents),
            one.note,
        )
    for offer in card.estimates:
        cents = money_text(offer.amount_cents) if offer.amount_cents is not None else ""
        head = joined(f"Estimate {offer.number}".rstrip(), card.write_day(offer.issued_on), cents)
        yield ": ".join(part for part in (head, "; ".join(offer.offered) or offer.memo) if part)


def _dated(when: date | None, text: str, day: DayWriter) -> str:
    return f"{day(when)}: {text}" if when else text


def _notes(card: Card) -> Iterator[str]:
    if card.who.notes:
        yield card.who.notes
    yield from (_dated(one.written_on, one.text, card.write_day) for one in card.notes)
