"""The left side of the card: what is due, the places and how to get in."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.services.care.items import WHOLE
from desktop.services.desk.card import Card
from desktop.services.desk.card_due import DueCard
from desktop.services.desk.card_places import PlaceCard, SketchCard, SystemCard, TankCard
from desktop.views.customers.blocks import Act, Choice, Section, below, beside, joined, menu, text
from desktop.views.customers.why import ahead
from desktop.views.widgets import parts
from desktop.views.widgets.formats import counted, day

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
        _postponed(item),
        item.why_not or ("set by hand" if item.by_hand else item.interval),
    )
    sign = parts.Picture(SIGNS[item.status], 18, _ink(item.status))
    line = text(head, marks, bold=True)
    if item.sooner:
        said = f"{item.sooner.reason}: set the due day to {day(item.sooner.day)}…"
        line = below(line, parts.link(said, partial(act, "due_day", item), icon_name="calendar"))
    button = parts.tool(f"Why: {head}", "circle-question-mark", lambda: act("why", item))
    more = menu(f"More for {head}", act, item, list(_choices(item)))
    whole = beside(line, button, more)
    layout = whole.layout()
    assert layout is not None  # noqa: S101 - made above
    layout.insertWidget(0, sign)  # type: ignore[attr-defined] # a box layout
    layout.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    return whole


def _postponed(item: DueCard) -> str:
    if item.postponed_until is None:
        return ""
    why = f": {item.put_off.reason.lower()}" if item.put_off else ""
    return f"postponed until {day(item.postponed_until)}{why}"


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
    if item.asset_id or item.service in WHOLE:
        yield "due_day", "Set the due day by hand…", "pencil"
    if item.asset_id:
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
