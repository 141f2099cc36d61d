"""The sections of the card: what is due, how to get there, what was done, what is owed."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop.services.desk.card import Card
from desktop.services.desk.card_due import DueCard
from desktop.services.desk.card_places import PlaceCard, SystemCard, TankCard
from desktop.services.desk.card_work import ContractCard, VisitCard
from desktop.services.desk.why import Reason
from desktop.views.customers.blocks import Act, Choice, Section, beside, menu, text
from desktop.views.customers.why import ahead
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.formats import counted, day, money

SIGNS = {
    "overdue": "triangle-alert", "due": "clock", "upcoming": "calendar", "current": "circle-check",
    "unknown": "circle-question-mark", "not_applicable": "minus",
}  # fmt: skip
DOT = "  ·  "


def joined(*said: str) -> str:
    """Parts of a line with a dot between them."""
    return DOT.join(one for one in said if one)


def _add(act: Act, kind: str, name: str) -> QToolButton:
    return parts.tool(name, "plus", lambda: act("new", kind))


def due(card: Card, act: Act) -> Section:
    """What is due and when, each with its why."""
    section = Section(
        "Due", parts.tool("Why all this? (?)", "circle-question-mark", lambda: act("why", None))
    )
    for item in card.due:
        section.add(_item(item, act))
    if not card.due:
        section.add(text("Nothing is due: no system is on file."))
    return section


def _item(item: DueCard, act: Act) -> QWidget:
    head = f"{item.service_name}, {item.asset}"
    when = f"{day(item.due)}, {ahead(item.days)}" if item.due else "no due date"
    marks = joined(
        f"{item.status_words}: {when}" if item.status != "not_applicable" else item.status_words,
        "booked" if item.booked else "",
        f"postponed until {day(item.postponed_until)}" if item.postponed_until else "",
        item.why_not or item.interval,
    )
    sign = parts.Picture(SIGNS[item.status], 18, _ink(item.status))
    line = text(head, marks, bold=True)
    button = parts.tool(f"Why: {head}", "circle-question-mark", lambda: act("why", item))
    more = menu(f"More for {head}", act, item, list(_choices(item)))
    whole = beside(line, button, more)
    layout = whole.layout()
    assert layout is not None  # noqa: S101 - made above
    layout.insertWidget(0, sign)  # type: ignore[attr-defined] # a box layout
    layout.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    return whole


def _ink(status: str) -> parts.Role:
    if status == "overdue":
        return parts.Role.BrightText
    return parts.Role.Accent if status in ("due", "upcoming") else parts.Role.PlaceholderText


def _choices(item: DueCard) -> Iterator[Choice]:
    yield "book", "Book a visit…", "calendar"
    if item.due:
        yield "postpone", "Postpone…", "clock"
    if item.postponed_until:
        yield "clear", "Put back on the work lists", "undo-2"
    if item.asset_id:
        yield "due_day", "Set the due day by hand…", "pencil"
        yield "edit_asset", "Edit the tank…", "pencil"
    yield "edit_system", "Edit the system…", "pencil"


def place(one: PlaceCard, act: Act) -> Section:
    """A property: how to get in, and what lies in the ground."""
    key = ("property", one.property_id)
    section = Section(
        one.address or "No address",
        parts.tool("New system", "plus", lambda: act("new_system", one.property_id)),
        parts.tool(f"Edit {one.address}", "pencil", lambda: act("edit", key)),
    )
    section.add(text(joined(one.role, one.zone or "No zone", one.county, one.use, _people(one))))
    access = {
        "Gate code": one.gate_code,
        "Dogs": one.dogs,
        "Driveway": one.driveway,
        "Hose": f"{one.hose_ft} ft" if one.hose_ft else "",
        "Ground": "gets wet" if one.wet_ground else "",
        "Best time": one.best_time,
        "Directions": one.directions,
        "Note": one.note,
    }
    for name, said in access.items():
        if said:
            section.add(text(f"{name}: {said}", bold=name in ("Gate code", "Dogs")))
    for system in one.systems:
        section.add(_system(system, act))
        for tank in system.tanks:
            section.add(_tank(tank, act))
    if not one.systems:
        section.add(text("No system on file."))
    return section


def _people(one: PlaceCard) -> str:
    return counted(one.people, "person", "people") if one.people else ""


def _system(one: SystemCard, act: Act) -> QWidget:
    installed = f"installed {day(one.installed)}" if one.installed else ""
    in_use = "" if one.active else "not in use"
    permit = f"permit {one.permit_no}" if one.permit_no else ""
    cared = f"maintained by {one.maintained_by.lower()}" if one.maintained_by else ""
    line = text(f"{one.kind} system", joined(one.make, installed, permit, cared, in_use), bold=True)
    return beside(
        line,
        parts.tool(f"New tank of {one.kind}", "plus", lambda: act("new_asset", one.system_id)),
        parts.tool(
            f"Edit system {one.kind}", "pencil", lambda: act("edit", ("system", one.system_id))
        ),
    )


def _tank(one: TankCard, act: Act) -> QWidget:
    gallons = f"{one.gallons:,} gal" if one.gallons else "size not known"
    out = "" if one.in_service else "out of service"
    line = text(joined(one.kind, gallons, one.material, one.lids or "lids not known", out))
    return beside(
        line, parts.tool(f"Edit {one.kind}", "pencil", lambda: act("edit", ("asset", one.asset_id)))
    )


def visits(card: Card, act: Act) -> Section:
    """What is booked and what was done."""
    section = Section(
        f"Visits ({counted(card.visit_count, 'service')} so far)",
        parts.tool("Enter a visit", "plus", lambda: act("new", "visit")),
    )
    for one in card.booked:
        choices = (
            ("edit_visit", "Edit…", "pencil"),
            ("no_access", "No access…", "ban"),
            ("cancel_visit", "Cancel the visit…", "x"),
        )
        when = day(one.day) if one.day else "no day yet"
        head = f"{one.status}: {when}"
        line = text(head, joined(one.services, one.technician, one.note), bold=True)
        section.add(beside(line, menu(f"More for visit {head}", act, one, choices)))
    for one in card.visits:
        section.add(_visit(one, act))
    if not card.booked and not card.visits:
        section.add(text("No visit yet."))
    return section


def _visit(one: VisitCard, act: Act) -> QWidget:
    gallons = sum(line.gallons or 0 for line in one.lines)
    conditions = ", ".join(dict.fromkeys(line.condition for line in one.lines if line.condition))
    paid = "" if one.amount_cents is None else money(one.amount_cents)
    under = joined(
        f"{gallons:,} gal" if gallons else "", conditions, one.technician, paid, one.note
    )
    when = day(one.day) if one.day else "No day"
    line = text(f"{when}  {one.services}".rstrip(), under)
    name = f"Edit the visit of {when}"
    return beside(line, parts.tool(name, "pencil", lambda: act("edit", ("visit", one.visit_id))))


def contact(card: Card, act: Act) -> Section:
    """How to reach the customer."""
    who = card.who
    section = Section(
        "Contact",
        parts.tool(
            "Edit the customer", "pencil", lambda: act("edit", ("customer", who.customer_id))
        ),
    )
    for phone in who.phones:
        section.add(text(phone.number, phone.kind, bold=True))
    for said in (who.email, who.mail_to):
        if said:
            section.add(text(said))
    if who.warnings:
        section.add(text(joined(*who.warnings)))
    if not who.phones and not who.email:
        section.add(text("No telephone number and no email."))
    return section


def contracts(card: Card, act: Act) -> Section:
    """The contracts, with what is done and when to file."""
    section = Section(
        "Contract", parts.tool("Sign a contract", "plus", lambda: act("new", "contract"))
    )
    for one in card.contracts:
        section.add(_contract(one, act))
    if not card.contracts:
        section.add(text("No contract."))
    return section


def _contract(one: ContractCard, act: Act) -> QWidget:
    until = f"until {day(one.end)}" if one.end else "open-ended"
    done = f"{one.owed.done} of {one.owed.by_now} visits owed by now" if one.owed else ""
    filing = f"file by {day(one.file_by)}" if one.file_by and not one.filed_on else ""
    ends = "ends soon" if one.is_expiring else ""
    line = text(
        joined(one.kind, one.state_words.lower()), joined(until, ends, filing, done), bold=True
    )
    choices = (
        ("edit_contract", "Edit…", "pencil"),
        ("cancel_contract", "Cancel the contract…", "x"),
    )
    buttons: list[QWidget] = [menu(f"More for {one.kind}", act, one, choices)]
    if one.end and one.followed_by is None and one.state in ("active", "expired"):
        buttons.insert(0, parts.button("Renew", lambda: act("renew", one)))
    return beside(line, *buttons)


def balance(card: Card, act: Act) -> Section:
    """What is open, and what was offered."""
    section = Section(
        "Money",
        parts.tool("New estimate", "file-text", lambda: act("new", "estimate")),
        parts.tool("Enter a payment", "plus", lambda: act("new", "payment")),
    )
    owed = card.balance_cents
    section.add(text(f"{money(owed)} open" if owed else "Nothing open", bold=bool(owed)))
    for one in card.invoices:
        late = f"{counted(one.days_late, 'day')} late" if one.days_late else ""
        number = f"Invoice {one.number}".rstrip()
        line = text(number, joined(day(one.date), f"{money(one.open_cents)} open", late))
        section.add(
            beside(
                line,
                parts.tool(
                    f"Edit {number}",
                    "pencil",
                    partial(act, "edit", ("invoice", one.invoice_id)),
                ),
            )
        )
    for offer in card.estimates:
        cents = money(offer.amount_cents) if offer.amount_cents is not None else ""
        head = f"Estimate {offer.number}".rstrip()
        line = text(head, joined(f"open since {day(offer.issued_on)}", cents))
        section.add(
            beside(
                line,
                parts.tool(
                    f"Edit {head}",
                    "pencil",
                    partial(act, "edit", ("estimate", offer.estimate_id)),
                ),
            )
        )
    if card.lifetime_cents is not None:
        section.add(text(f"{money(card.lifetime_cents)} so far"))
    return section


def to_do(card: Card, act: Act) -> Section:
    """Open tasks, notes and the latest contacts."""
    section = Section(
        "To do and notes",
        _add(act, "task", "New task"),
        parts.tool("New note", "pencil", lambda: act("new", "note")),
    )
    for task in card.tasks:
        when = f"until {day(task.due)}, {ahead(task.days)}" if task.due else "no day"
        line = text(task.text, joined(task.kind_words, when), bold=True)
        section.add(
            beside(
                line,
                parts.tool(f"Done: {task.text}", "check", partial(act, "task_done", task)),
            )
        )
    if card.who.notes:
        section.add(text(card.who.notes))
    for note in card.notes:
        section.add(text(note.text, joined(day(note.written_on), note.user)))
    for one in card.contacts:
        section.add(
            text(joined(one.channel, one.outcome, one.purpose), joined(day(one.day), one.note))
        )
    if not (card.tasks or card.notes or card.contacts or card.who.notes):
        section.add(text("Nothing noted yet."))
    return section


def labels(card: Card, act: Act) -> Section:
    """The labels; a press says why."""
    section = Section("Labels")
    inside = QWidget()
    flow = FlowLayout(inside, look.XS)
    for reason in card.reasons:
        if reason.key is not None:
            flow.addWidget(_label(reason, act))
    section.add(inside)
    return section


def _label(reason: Reason, act: Act) -> QPushButton:
    made = parts.button(f"{reason.title}: {reason.value}", lambda: act("why", reason))
    made.setToolTip(reason.words)
    return made


def main_sections(card: Card, act: Act) -> list[Section]:
    """The left side."""
    return [due(card, act), *(place(one, act) for one in card.places), visits(card, act)]


def side_sections(card: Card, act: Act) -> list[Section]:
    """The right side, below the form for a call."""
    return [make(card, act) for make in (contact, contracts, balance, to_do, labels)]
