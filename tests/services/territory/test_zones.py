"""Zones entered, redrawn and removed; who lies where follows, and a choice by hand stays."""

import json
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink, Zone
from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.records.journal import Now, Saved
from desktop.services.records.undo import undo_edit
from desktop.services.territory import zones
from desktop.services.territory.zone_draft import ZoneDraft
from desktop.services.territory.zone_list import list_zones, zone_of

TODAY = date(2026, 11, 22)
NOW = Now(datetime(2026, 11, 22, 12), TODAY, "Ana")  # noqa: DTZ001 - stored without a zone
HERE = {"type": "Polygon", "coordinates": [[[-97, 30], [-96, 30], [-96, 31], [-97, 31]]]}
ELSEWHERE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}


@pytest.fixture
def home(db: Session) -> int:
    """The house of a customer in ZIP 77802."""
    db.add(Customer(id=1, display_name="Reyes"))
    db.add(Property(id=7, zip5="77802", lat=30.5, lon=-96.5, county="Brazos", drive_minutes=30))
    db.flush()
    db.add(PropertyLink(customer_id=1, property_id=7))
    facts.refresh(db, TODAY)
    return 7


def done(db: Session, saved: Saved) -> int:
    facts.refresh(db, TODAY, saved.touched)
    assert facts.check(db, TODAY) == []
    return saved.id


def draft(name: str, *codes: str) -> ZoneDraft:
    return ZoneDraft(name=name, zip_codes=codes)


def enter(db: Session, name: str, *codes: str) -> int:
    return done(db, zones.save_zone(db, draft(name, *codes), NOW))


def where(db: Session) -> str:
    return zone_of(db, 7).zone


def test_a_new_zone_takes_in_the_customers_of_its_zip_codes_at_once(db: Session, home: int) -> None:
    assert zone_of(db, home).by == "none"
    zone = enter(db, "North", "77802")
    assert zone_of(db, home) == (zone, "North", "zip", "ZIP 77802 is in its list")
    assert db.scalar(select(CustomerFact.zone_id)) == zone


def test_who_is_another_one_through_a_zone_is_told(db: Session, home: int) -> None:
    saved = zones.save_zone(db, draft("North", "77802"), NOW)
    assert (saved.touched, home) == (frozenset(), 7)
    assert facts.refresh(db, TODAY, saved.touched) == {1}
    assert facts.refresh(db, TODAY, []) == frozenset()


def test_an_area_on_the_map_wins_over_the_zip_list(db: Session, home: int) -> None:
    enter(db, "North", "77802")
    lake = enter(db, "Lake")
    for area, zone in ((HERE, "Lake"), (ELSEWHERE, "North"), (HERE, "Lake"), (None, "North")):
        text = None if area is None else json.dumps(area)
        done(db, zones.set_area(db, lake, text, NOW))
        assert where(db) == zone, home


def test_a_choice_by_hand_is_kept_until_it_is_cleared(db: Session, home: int) -> None:
    enter(db, "North", "77802")
    south = enter(db, "South")
    done(db, zones.choose_by_hand(db, home, south, NOW))
    db.get_one(Property, home).zip5 = "77801"
    facts.refresh(db, TODAY, [1])
    done(db, zones.save_zone(db, draft("North", "77801"), NOW, 1))
    assert zone_of(db, home)[1:3] == ("South", "manual")
    done(db, zones.choose_by_hand(db, home, None, NOW))
    assert zone_of(db, home)[1:3] == ("North", "zip")


def test_all_choices_of_a_zone_are_cleared_and_given_back(db: Session, home: int) -> None:
    south = enter(db, "South")
    done(db, zones.choose_by_hand(db, home, south, NOW))
    saved = zones.clear_manual_choices(db, south, NOW)
    done(db, saved)
    assert where(db) == ""
    done(db, undo_edit(db, saved.edit_id or 0, NOW))
    assert where(db) == "South"


def test_moving_a_house_moves_its_zone(db: Session, home: int) -> None:
    enter(db, "North", "77802")
    db.get_one(Property, home).zip5 = None
    facts.refresh(db, TODAY, [1])
    assert where(db) == ""


@pytest.mark.usefixtures("home")
def test_a_removed_zone_leaves_its_customers_to_the_next_and_undo_brings_it_back(
    db: Session,
) -> None:
    north = enter(db, "North", "77802")
    enter(db, "Other", "77802")
    saved = zones.remove_zone(db, north, NOW)
    done(db, saved)
    assert where(db) == "Other"
    done(db, undo_edit(db, saved.edit_id or 0, NOW))
    assert where(db) == "North"


def test_a_zone_with_choices_by_hand_is_not_removed(db: Session, home: int) -> None:
    south = enter(db, "South")
    done(db, zones.choose_by_hand(db, home, south, NOW))
    with pytest.raises(UserError, match="1 property was put into it by hand"):
        zones.remove_zone(db, south, NOW)
    assert db.get(Zone, south) is not None


def test_the_five_rings_are_made_once(db: Session, home: int) -> None:
    done(db, zones.add_rings(db, NOW))
    assert [zone.minutes_up_to for zone in list_zones(db)] == [None, 15, 30, 45, 60]
    assert (where(db), home) == ("Up to 30 minutes", 7)
    assert zones.add_rings(db, NOW).edit_id is None


def test_the_list_counts_who_lies_in_a_zone_and_says_what_is_shared(db: Session, home: int) -> None:
    enter(db, "A", "77802")
    second = enter(db, "B", "77802")
    done(db, zones.choose_by_hand(db, home, second, NOW))
    enter(db, "C")
    a, b, c = list_zones(db)
    assert (a.properties, b.properties, b.by_hand) == (0, 1, 1)
    assert b.doubts == ("ZIP 77802 is in the list of A too, which comes first.",)
    assert c.doubts == ("Nothing says who lies in this zone but a choice by hand.",)


def test_an_office_without_zones_has_an_empty_list(db: Session) -> None:
    assert list_zones(db) == ()


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        (ZoneDraft(name=" "), "Name is missing"),
        (ZoneDraft(name="x" * 81), "at most 80"),
        (ZoneDraft(name="north"), "called “north” already"),
        (ZoneDraft(name="A", kind="odd"), "no kind of zone"),
        (ZoneDraft(name="A", weekdays=("someday",)), "no weekday"),
        (ZoneDraft(name="A", zip_codes=("7780",)), "not a ZIP code"),
        (ZoneDraft(name="A", colour="red"), "not a color"),
        (ZoneDraft(name="A", kind="drive_time", minutes_up_to=0), "from 1 to 1,440"),
        (ZoneDraft(name="A", technician_id=9), "technician is not there"),
    ],
)
def test_what_cannot_be_a_zone_is_refused(db: Session, entered: ZoneDraft, said: str) -> None:
    zones.save_zone(db, ZoneDraft(name="North"), NOW)
    with pytest.raises(UserError, match=said):
        zones.save_zone(db, entered, NOW)


def test_two_zones_of_one_drive_time_are_refused(db: Session) -> None:
    zones.add_rings(db, NOW)
    with pytest.raises(UserError, match="same drive time"):
        zones.save_zone(db, ZoneDraft(name="A", kind="drive_time", minutes_up_to=15), NOW)


def test_entries_are_kept_once_and_in_their_order(db: Session) -> None:
    entered = ZoneDraft(" My  zone ", weekdays=("fri", "mon"), zip_codes=("77802", "", "77801"),
                        counties=("Polk", "polk ", "Lee"), minutes_up_to=5)  # fmt: skip
    zone = db.get_one(Zone, zones.save_zone(db, entered, NOW).id)
    assert (zone.name, zone.service_weekdays) == ("My zone", ["mon", "fri"])
    assert (zone.zip_codes, zone.counties) == (["77802", "77801"], ["Polk", "Lee"])
    assert zone.minutes_up_to is None


@pytest.mark.parametrize("gone", [zones.remove_zone, zones.clear_manual_choices])
def test_a_zone_that_is_gone_is_told(db: Session, gone: object) -> None:
    assert callable(gone)
    with pytest.raises(UserError, match="not there any more"):
        gone(db, 5, NOW)
