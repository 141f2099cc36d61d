"""What a list is narrowed to: said as conditions, it selects exactly whom the list shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.database import Office
from desktop.models.errors import UserError
from desktop.services import facts
from desktop.services.office import customer_list
from desktop.services.office.customer_columns import BY_KEY
from desktop.services.office.customer_list import Filter, Query
from desktop.services.segments import counting
from desktop.services.segments.catalogue import FIELDS as ASKED
from desktop.services.segments.tree import Everyone, Group
from desktop.services.value.narrowed import FIELDS, conditions, is_narrowed, is_sayable, words
from tests.services.facts.random_office import Maker
from tests.services.value.offices import TODAY

DAY = date(2026, 3, 4)
HERE = [key for key in FIELDS if key in BY_KEY]


@pytest.fixture(scope="module")
def db(shared_office: Office) -> Iterator[Session]:
    """An office whose customers have many values."""
    with shared_office.writing.begin() as db:
        Maker(7, TODAY).fill(db)
        facts.refresh(db, TODAY)
    with shared_office.reading() as db:
        yield db


def both(db: Session, wanted: Filter) -> tuple[list[int], list[int]]:
    """Whom the list shows, and whom the conditions select."""
    live = counting.selection(db, Everyone(), TODAY)
    query = Query(filters=(wanted,), within=live)
    tree = Group(children=(Everyone(), *conditions(query)))
    shown = customer_list.ids(db, query)
    return sorted(shown), list(counting.member_ids(db, tree, TODAY))


@pytest.mark.parametrize("key", HERE)
def test_ticked_values_are_conditions(db: Session, key: str) -> None:
    query = Query(within=counting.selection(db, Everyone(), TODAY))
    values = [one.key for one in customer_list.value_counts(db, key, query)]
    for ticked in (values[:1], values[-2:], [*values[:3], None]) if values else ():
        shown, selected = both(db, Filter(key, tuple(dict.fromkeys(ticked))))
        assert shown == selected


@pytest.mark.parametrize("key", [k for k in HERE if BY_KEY[k].kind in ("number", "money", "date")])
def test_ranges_are_conditions(db: Session, key: str) -> None:
    low, high = (DAY.replace(year=2025), DAY) if BY_KEY[key].kind == "date" else (60, 100_001)
    for wanted in (Filter(key, low=low), Filter(key, high=high), Filter(key, low=low, high=high)):
        shown, selected = both(db, wanted)
        assert shown == selected


@pytest.mark.parametrize("key", ["name", "city", "address", "county", "email"])
def test_parts_of_texts_are_conditions(db: Session, key: str) -> None:
    shown, selected = both(db, Filter(key, contains="A"))
    assert shown == selected


@pytest.mark.parametrize("key", [key for key in FIELDS if key in BY_KEY])
def test_every_column_has_its_field(key: str) -> None:
    assert FIELDS[key] in ASKED


@pytest.mark.parametrize(
    "query",
    [
        Query(search="smith"),
        Query(filters=(Filter("phone", contains="979"),)),
        Query(filters=(Filter("status", ("active",)),)),
        Query(filters=(Filter("zone", contains="n"),)),
        Query(filters=(Filter("city", ()),)),
    ],
)
def test_what_no_condition_says_is_refused(query: Query) -> None:
    assert is_narrowed(query)
    assert not is_sayable(query)
    with pytest.raises(UserError, match="No condition"):
        conditions(query)


def test_nothing_is_narrowed_at_first() -> None:
    assert not is_narrowed(Query(search="  ", sort="city"))
    assert conditions(Query()) == ()
    assert words(Query()) == ""


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Filter("city", ("bryan", None)), "City: bryan, no value"),
        (Filter("last_service", low=DAY), "Last service: from Mar 4, 2026"),
        (Filter("open_balance", low=5, high=120_000), "Open balance: from $0.05, up to $1,200.00"),
        (Filter("on_cycle", ("yes",)), "On cycle: Yes"),
        (Filter("tank_gallons", high=1250), "Tank (gal): up to 1,250"),
        (Filter("city", ()), "City: nothing ticked"),
        (Filter("open_balance", ("*",)), "Open balance: any value"),
    ],
)
def test_words(wanted: Filter, said: str) -> None:
    assert words(Query(filters=(wanted,))) == said


def test_search_and_filters_are_said_together() -> None:
    query = replace(Query(search=" smith "), filters=(Filter("name", contains="x"),))
    assert words(query) == "Search: “smith”; Name: contains “x”"


def test_a_choice_is_said_by_its_label() -> None:
    found: Any = conditions(Query(filters=(Filter("value_tier", ("vip",)),)))
    assert [(one.field, one.value) for one in found] == [("value_tier", ("VIP",))]


@pytest.mark.parametrize("key", ["name", "city"])
def test_a_search_for_blanks_alone_finds_who_has_a_text(db: Session, key: str) -> None:
    shown, selected = both(db, Filter(key, contains=" "))
    assert shown == selected
