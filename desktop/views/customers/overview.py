"""The left side of the card: what is due, the places and how to get in, what was done."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.choices import SERVICE
from desktop.services.desk import loose_ends
from desktop.services.desk.card import Card
from desktop.services.desk.card_due import DueCard
from desktop.services.desk.card_places import PlaceCard, SketchCard, SystemCard, TankCard
from desktop.services.desk.card_work import VisitCard
from desktop.views.customers.blocks import Act, Choice, Section, below, beside, joined, menu, text
from desktop.views.customers.why import ahead
from desktop.views.widgets import parts
from desktop.views.widgets.formats import counted, day, money

TICKETED = frozenset(SERVICE.label(key) for key in loose_ends.TICKETED)
SIGNS = {
    "overdue": "triangle-alert", "due": "clock", "upcoming": "calendar", "current": "circle-check",
    "unknown": "circle-question-mark", "not_applicable": "minus",
}  # fmt: skip


def due(card: Card, act: Act) -> Section:
    """What is due and when, each with its why."""
    section = Section(
        "Due", parts.tool("Why all this? (?)", "circle-question-mark", lambda: act("why", None))
    )
    for item in card.due:
        section.add(_item(item, act))
    if not card.due:
        section.add(text("Nothing is due: no system is on file."))
        for one in card.places[:1]:
            section.add(
                parts.link(
                    "Add the system", partial(act, "new_system", one.property_id), icon_name="plus"
                )
            )
    return section


def _item(item: DueCard, act: Act) -> QWidget:
    head = f"{item.service_name}, {item.name}"
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
        parts.tool(
            f"Print the history of {one.address}",
            "printer",
            lambda: act("print_history", one.property_id),
        ),
        parts.tool("New sketch", "house", lambda: act("new_sketch", one.property_id)),
        parts.tool("New system", "plus", lambda: act("new_system", one.property_id)),
        parts.tool(f"Edit {one.address}", "pencil", lambda: act("edit", key)),
    )
    section.add(text(joined(one.role, one.county, one.use, _people(one))))
    zone = parts.tool(f"Zone of {one.address}…", "group", partial(act, "zone", one))
    section.add(beside(text(one.zone_why), zone))
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
    for sketch in one.sketches:
        section.add(_sketch(sketch, act))
    for system in one.systems:
        section.add(_system(system, act))
        for tank in system.tanks:
            section.add(_tank(tank, act))
    if not one.systems:
        section.add(text("No system on file."))
    return section


def _sketch(one: SketchCard, act: Act) -> QWidget:
    from desktop.views.records.picture_input import pixmap_of  # noqa: PLC0415 - seldom

    shown = text(f"Sketch: {one.note}" if one.note else "Sketch")
    if one.picture:
        picture = QLabel()
        picture.setPixmap(pixmap_of(one.picture, picture.fontMetrics().averageCharWidth() * 32))
        picture.setAccessibleName("Location sketch")
        shown = below(shown, picture)
    edit = partial(act, "edit", ("sketch", one.sketch_id))
    return beside(shown, parts.tool("Edit the sketch", "pencil", edit))


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
    gallons = f"{one.gallons:,} gal" if one.gallons else "size not known" if one.holds else ""
    lids = one.lids or ("lids not known" if one.holds else "")
    out = "" if one.in_service else "out of service"
    line = text(joined(one.kind, gallons, one.material, lids, out))
    return beside(
        line, parts.tool(f"Edit {one.kind}", "pencil", lambda: act("edit", ("asset", one.asset_id)))
    )


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
        head = f"{one.status}: {when}"
        line = text(head, joined(one.services, one.technician, _for(one), one.note), bold=True)
        section.add(beside(line, menu(f"More for visit {head}", act, one, choices)))
    for one in card.visits:
        section.add(_visit(one, act))
    if not card.booked and not card.visits:
        section.add(text("No visit yet."))
    return section


def _for(one: VisitCard) -> str:
    return f"for {one.for_whom}" if one.for_whom else ""


def _visit(one: VisitCard, act: Act) -> QWidget:
    gallons = sum(line.gallons or 0 for line in one.lines)
    conditions = ", ".join(dict.fromkeys(line.condition for line in one.lines if line.condition))
    paid = "" if one.amount_cents is None else money(one.amount_cents)
    under = joined(
        f"{gallons:,} gal" if gallons else "", conditions, one.technician, _for(one), paid, one.note
    )
    when = day(one.day) if one.day else "No day"
    line = text(f"{when}  {one.services}".rstrip(), under)
    name = f"Edit the visit of {when}"
    buttons = [parts.tool(name, "pencil", lambda: act("edit", ("visit", one.visit_id)))]
    if any(line.service in TICKETED for line in one.lines):
        ticket = f"Enter the trip ticket of {when}"
        buttons.insert(0, parts.tool(ticket, "file-text", lambda: act("new_ticket", one.visit_id)))
    return beside(line, *buttons)


def _no_place(act: Act) -> Section:
    """Where to begin with a customer of whom only the name is known."""
    section = Section("Property")
    section.add(text("No property on file."))
    section.add(parts.link("Add the property", partial(act, "new", "property"), icon_name="plus"))
    return section


def main_sections(card: Card, act: Act) -> list[Section]:
    """What is due, and the places."""
    places = [place(one, act) for one in card.places] or [_no_place(act)]
    return [due(card, act), *places]
