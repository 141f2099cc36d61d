"""The visits on the card: what is booked, what was done, and what was found then."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from desktop.models.choices import SERVICE
from desktop.services.desk import trip_tickets
from desktop.services.desk.card import Card
from desktop.services.desk.card_work import VisitCard, is_told, told
from desktop.views.customers.blocks import Act, Section, below, beside, joined, menu, text, wrapped
from desktop.views.widgets import parts
from desktop.views.widgets.formats import counted, day, money
from desktop.views.widgets.icons import icon

TICKETED = frozenset(SERVICE.label(key) for key in trip_tickets.TICKETED)
STATES = {True: "Shown below", False: "Hidden"}
ARROWS = {True: "chevron-down", False: "chevron-right"}


def _visits_head(card: Card) -> str:
    """How many services; the house may have had some for others before."""
    if not any(one.for_whom for one in card.visits):
        return (
            f"Visits ({counted(card.visit_count, 'service')} so far)"
            if card.visit_count
            else "Visits"
        )
    if not card.visit_count:
        return "Visits (none for this customer yet)"
    return f"Visits ({counted(card.visit_count, 'service')} for this customer)"


def visits(card: Card, act: Act) -> Section:
    """What is booked and what was done."""
    section = Section(
        _visits_head(card),
        parts.tool("Enter a visit", "plus", lambda: act("new", "visit")),
    )
    for one in card.booked:
        choices = (
            ("edit_visit", "Edit…", "pencil"),
            ("no_access", "No access…", "ban"),
            ("cancel_visit", "Cancel the visit…", "x"),
        )
        when = day(one.day) if one.day else "no day yet"
        head = f"{one.status}: {when}, {one.window}" if one.window else f"{one.status}: {when}"
        line = text(head, joined(one.services, one.technician, _for(one), one.note), bold=True)
        section.add(beside(line, menu(f"More for visit {head}", act, one, choices)))
    for one in card.visits:
        section.add(_visit(one, act, is_open=one is card.visits[0]))
    if not card.booked and not card.visits:
        section.add(text("No visit yet."))
    return section


def _for(one: VisitCard) -> str:
    return f"for {one.for_whom}" if one.for_whom else ""


def _visit(one: VisitCard, act: Act, *, is_open: bool) -> QWidget:
    """A finished visit; what was found is one press away, of the latest it is there at once."""
    pumped = f"{one.gallons:,} gal" if one.gallons else ""
    paid = "" if one.amount_cents is None else money(one.amount_cents)
    under = joined(pumped, one.conditions, one.technician, _for(one), paid, one.note)
    when = day(one.day) if one.day else "No day"
    line = text(f"{when}  {one.services}".rstrip(), under)
    found = [told(line, named=len(one.lines) > 1) for line in one.lines if is_told(line)]
    buttons = [parts.tool(f"Edit the visit of {when}", "pencil", _editing(one, act))]
    if any(line.service in TICKETED for line in one.lines):
        ticket = f"Enter the trip ticket of {when}"
        buttons.insert(0, parts.tool(ticket, "file-text", lambda: act("new_ticket", one.visit_id)))
    if not found:
        return beside(line, *buttons)
    more = wrapped(parts.muted("\n".join(found)))
    more.setVisible(is_open)
    return below(beside(line, _turns(more, when, is_open=is_open), *buttons), more)


def _editing(one: VisitCard, act: Act) -> Callable[[], None]:
    return lambda: act("edit", ("visit", one.visit_id))


def _turns(more: QLabel, when: str, *, is_open: bool) -> QToolButton:
    """Opens and closes what was found."""
    button = parts.tool(f"What was found on {when}", ARROWS[is_open])

    def turn() -> None:
        is_shown = more.isHidden()
        more.setVisible(is_shown)
        button.setIcon(icon(ARROWS[is_shown], parts.Role.WindowText))
        button.setAccessibleDescription(STATES[is_shown])

    button.setAccessibleDescription(STATES[is_open])
    button.clicked.connect(turn)
    return button
