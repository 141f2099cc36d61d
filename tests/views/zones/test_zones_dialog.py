"""The window of the zones: enter, change, remove, what is refused, and taking back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from desktop.models.customers import Property, Zone
from desktop.services.records import InvalidError
from desktop.services.territory.zone_list import ZoneLine
from desktop.views.customers.page import CustomersPage
from desktop.views.records.dialog import FormDialog
from desktop.views.records.office_past import OfficePast
from desktop.views.today.page import TodayPage
from desktop.views.window import Window
from desktop.views.zones.dialog import ZonesDialog
from desktop.views.zones.zone_form import COLOURS, FIELDS, draft, editors
from desktop.views.zones.zone_rows import who
from tests.views.conftest import settle
from tests.views.sample_office import make_file, window_on

SQUARE = '{"type": "Polygon", "coordinates": [[[-97, 30], [-96, 30], [-96, 31], [-97, 30]]]}'
Done = Callable[[], None]


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office with zones."""
    return make_file(tmp_path_factory.mktemp("zones"), 30, years=2, seed=2)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, sample_file: Path) -> Iterator[Window]:
    yield from window_on(qtbot, sample_file, tmp_path)


@pytest.fixture
def done(qtbot: QtBot, window: Window) -> Done:
    return lambda: settle(qtbot, window)


@pytest.fixture
def dialog(window: Window, done: Done) -> Iterator[ZonesDialog]:
    """The window, opened from the menu."""
    window.trigger("today.zones")
    done()
    page = window.page
    assert isinstance(page, TodayPage)
    yield page.zones
    page.zones.reject()


def names(dialog: ZonesDialog) -> list[str]:
    return [zone.name for zone in dialog.model.lines]


def enter(dialog: ZonesDialog, done: Done, **values: object) -> FormDialog:
    dialog.new()
    done()
    assert dialog.dialog is not None
    dialog.dialog.form.show_values(values)
    dialog.dialog.save()
    done()
    return dialog.dialog


def test_a_zone_is_entered_changed_and_taken_back(dialog: ZonesDialog, done: Done) -> None:
    before = names(dialog)
    enter(dialog, done, name="Lake", zip_codes=["77802", "77845"], weekdays=["mon", "fri"],
          colour="#2f6db5")  # fmt: skip
    zone = next(zone for zone in dialog.model.lines if zone.name == "Lake")
    assert (zone.zip_codes, zone.weekdays) == (("77802", "77845"), ("mon", "fri"))
    dialog.view.selectRow(names(dialog).index("Lake"))
    dialog.edit()
    done()
    assert dialog.dialog is not None
    assert dialog.dialog.form.values()["colour"] == "#2f6db5"
    dialog.dialog.form.show_values({"name": "Lakeside"})
    dialog.dialog.save()
    done()
    assert "Lakeside" in names(dialog)
    for _ in range(2):
        dialog.undo_button.click()
        done()
    assert names(dialog) == before


def test_the_new_zone_is_chosen_and_after_a_removal_the_one_in_its_place(
    dialog: ZonesDialog, done: Done
) -> None:
    first, *_, last = before = names(dialog)
    enter(dialog, done, name=f"{last} two")
    assert dialog.current is not None
    assert dialog.current.name == f"{last} two"
    dialog.remove()
    done()
    assert names(dialog) == before
    assert dialog.current.name == last != first


def test_what_is_wrong_stands_at_its_field(dialog: ZonesDialog, done: Done) -> None:
    form = enter(dialog, done, name="Lake", zip_codes=["778"])
    assert "not a ZIP code" in form.form.messages["zip_codes"].text()
    form.form.show_values({"zip_codes": [], "minutes_up_to": "soon"})
    form.save()
    done()
    assert form.form.messages["minutes_up_to"].text() == "Minutes are a whole number."
    form.reject()


def test_a_zone_with_choices_by_hand_says_so_when_it_is_removed(
    dialog: ZonesDialog, window: Window, done: Done
) -> None:
    assert window.context is not None
    zone = next(zone for zone in dialog.model.lines if zone.by_hand)
    dialog.view.selectRow(dialog.model.lines.index(zone))
    dialog.remove()
    done()
    assert "put into it by hand" in dialog.problem.text()
    dialog.clear_button.click()
    done()
    with window.context.office.reading() as db:
        chosen = select(func.count()).select_from(Property).where(Property.zone_id == zone.id)
        assert db.scalar(chosen) == 0
    dialog.remove()
    done()
    assert zone.name not in names(dialog)


def test_an_area_comes_from_a_file_and_goes(
    dialog: ZonesDialog, done: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "area.geojson"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    dialog.bring_area()
    done()
    assert "no text" in dialog.problem.text()
    path.write_text("{}", encoding="utf-8")
    dialog.bring_area()
    done()
    assert "no area" in dialog.problem.text()
    path.write_text(SQUARE, encoding="utf-8")
    dialog.bring_area()
    done()
    assert dialog.current is not None
    assert dialog.current.has_area
    dialog.no_area_button.click()
    done()
    assert not dialog.current.has_area


def test_drive_time_zones_are_made_once(dialog: ZonesDialog, done: Done) -> None:
    dialog.add_rings()
    done()
    number = len(names(dialog))
    dialog.add_rings()
    done()
    assert len(names(dialog)) == number


def test_the_changes_of_the_office_are_told(
    qtbot: QtBot, dialog: ZonesDialog, window: Window, done: Done
) -> None:
    enter(dialog, done, name="Lake", zip_codes=["77802"])
    assert window.context is not None
    past = OfficePast(dialog, window.context)
    qtbot.addWidget(past)
    done()
    line = past.past.lines[0]
    assert line.action == "Zone entered"
    assert {(one.field, one.new) for one in line.details} >= {
        ("Name", "Lake"),
        ("ZIP codes", "77802"),
    }


def test_a_property_is_put_into_a_zone_by_hand_and_given_back(window: Window, done: Done) -> None:
    context = window.context
    assert context is not None
    with context.office.reading() as db:
        zone = db.scalars(select(Zone.id).order_by(Zone.id.desc())).first()
    window.go("customers", 1)
    done()
    page = window.page
    assert isinstance(page, CustomersPage)
    for chosen in (zone, None):
        card = page.card.card
        assert card is not None
        page.card.deeds.do("zone", card.places[0], card)
        done()
        dialog = page.card.deeds.dialog
        assert isinstance(dialog, FormDialog)
        dialog.form.editors["zone"].show(chosen)
        dialog.save()
        done()
        assert page.card.card is not None
        place = page.card.card.places[0]
        assert place.zone_chosen == chosen
        assert ("by hand" in place.zone_why) is (chosen is not None)


def test_every_field_has_an_editor_and_a_place_in_the_zone(qtbot: QtBot) -> None:
    assert {field.key for field in FIELDS} <= set(ZoneLine._fields)
    own = editors()
    for one in own.values():
        qtbot.addWidget(one.widget)
    colour = own["colour"]
    for value in (*COLOURS, "#123456", None):
        colour.show(value)
        assert colour.value() == value
    with pytest.raises(InvalidError, match="whole number"):
        draft({"minutes_up_to": "x"})


LINE = ZoneLine(1, "Brazos", "county", (), None, "", None, (), (), None, False, 0, 0, ())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Only by hand"),
        ({"zip_codes": ("1", "2", "3", "4", "5", "6")}, "ZIP 1, 2, 3, 4 and 2 more"),
        ({"counties": ("Brazos County",), "has_area": True}, "Area on the map, Brazos County"),
        ({"kind": "drive_time", "minutes_up_to": 15}, "up to 15 minutes of driving"),
        ({"kind": "drive_time"}, "all that is farther"),
    ],
)
def test_who_lies_in_a_zone_is_said_in_words(changes: dict[str, object], said: str) -> None:
    assert who(LINE._replace(**changes)) == said  # type: ignore[arg-type] # fields by name


def test_the_delete_key_removes_as_the_button_does(
    qtbot: QtBot, dialog: ZonesDialog, done: Done
) -> None:
    zone = next(zone for zone in dialog.model.lines if zone.by_hand)
    dialog.view.selectRow(names(dialog).index(zone.name))
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Delete)
    done()
    assert f"{zone.name} cannot be removed" in dialog.problem.text()
