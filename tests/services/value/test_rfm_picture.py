"""The picture adds up, and each of its parts opens the customers that it counts."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.database import Office, open_office
from desktop.models.facts import CustomerFact
from desktop.models.value import LabelDay, LabelledDay
from desktop.services.segments import counting
from desktop.services.segments.tree import Group
from desktop.services.value import chosen
from desktop.services.value.rfm_map import CODES
from desktop.services.value.rfm_picture import picture
from tests.services.value.offices import TODAY, Person, fill, of_code

MONTH_AGO = TODAY - timedelta(days=30)


@pytest.fixture(scope="module")
def codes_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """All codes once, some twice, one inactive and two never served."""
    opened = open_office(tmp_path_factory.mktemp("picture") / "office.db")
    people = [of_code(code) for code in (*CODES, *CODES[:20])]
    people += [Person(None), Person(None, cents=500), Person(3, active=False)]
    with opened.writing.begin() as db:
        fill(db, people)
    yield opened
    opened.close()


@pytest.fixture
def seen(codes_office: Office) -> Iterator[Session]:
    with codes_office.writing() as db:
        yield db


def members(db: Session, tree: Group) -> tuple[int, int]:
    """How many customers a tree opens, and their revenue of 36 months."""
    ids = list(counting.member_ids(db, tree, TODAY))
    cents = db.scalars(
        select(CustomerFact.revenue_3y_cents).where(CustomerFact.customer_id.in_(ids))
    )
    return len(ids), sum(one or 0 for one in cents)


def test_an_empty_office_has_an_empty_picture(db: Session) -> None:
    found = picture(db, TODAY)
    assert (found.total, found.unscored) == (0, 0)
    assert (len(found.cells), len(found.segments), len(found.bands)) == (25, 10, 15)
    assert sum(one.customers for one in found.cells) == 0
    assert sum(one.customers for one in found.segments) == 0
    assert sum(one.customers for one in found.bands) == 0


def test_cells_tiles_and_bars_add_up_to_the_live_scored_customers(seen: Session) -> None:
    found = picture(seen, TODAY)
    assert (found.total, found.unscored) == (147, 2)
    assert sum(one.customers for one in found.cells) == 145
    assert sum(one.customers for one in found.segments) == 145
    for name in ("recency", "frequency", "money"):
        assert sum(one.customers for one in found.bands if one.dimension == name) == 145


def test_money_is_the_same_to_the_cent_whichever_way_it_is_summed(seen: Session) -> None:
    found = picture(seen, TODAY)
    cents = sum(one.revenue_cents for one in found.cells)
    assert cents == sum(one.revenue_cents for one in found.segments)
    assert cents * 3 == sum(one.revenue_cents for one in found.bands)


def test_every_cell_opens_its_customers(seen: Session) -> None:
    for one in picture(seen, TODAY).cells:
        tree = chosen.tree("cell", recency=one.recency, frequency=one.frequency)
        assert members(seen, tree) == (one.customers, one.revenue_cents)
        assert sum(count for _, count in one.segments) == one.customers


def test_every_tile_opens_its_customers_on_cycle_or_not(seen: Session) -> None:
    for one in picture(seen, TODAY).segments:
        assert members(seen, chosen.tree("tile", key=one.key)) == (
            one.customers,
            one.revenue_cents,
        )
        on_cycle = members(seen, chosen.tree("tile", key=one.key, on_cycle=True))
        off_cycle = members(seen, chosen.tree("tile", key=one.key, on_cycle=False))
        assert (on_cycle[0], on_cycle[0] + off_cycle[0]) == (one.on_cycle, one.customers)


def test_every_bar_opens_its_customers(seen: Session) -> None:
    for one in picture(seen, TODAY).bands:
        tree = chosen.tree("band", dimension=one.dimension, score=one.score)
        assert members(seen, tree) == (one.customers, one.revenue_cents)


def test_the_unscored_open_too(seen: Session) -> None:
    assert members(seen, chosen.tree("unscored"))[0] == picture(seen, TODAY).unscored


@pytest.mark.parametrize("code", ["555", "111", "343"])
def test_a_code_opens_its_customers(seen: Session, code: str) -> None:
    ids = list(counting.member_ids(seen, chosen.tree("code", code=code), TODAY))
    assert CODES.index(code) + 1 in ids


def test_before_is_none_until_the_labels_of_the_day_are_kept(seen: Session) -> None:
    assert {one.before for one in picture(seen, TODAY, MONTH_AGO).segments} == {None}
    seen.add(LabelledDay(day=MONTH_AGO))
    seen.add_all(
        LabelDay(day=MONTH_AGO, customer_id=n, lifecycle=stage, rfm="555", rfm_segment="champions",
                 value_tier="vip", rfm_version=1, health_version=1)
        for n, stage in ((1, "loyal"), (2, "new"), (3, "inactive"))
    )  # fmt: skip
    seen.flush()
    found = picture(seen, TODAY, MONTH_AGO).segments
    assert [(one.key, one.before) for one in found][:2] == [("champions", 2), ("loyal", 0)]


def test_a_cell_of_the_matrix_opens_those_who_moved(seen: Session) -> None:
    for day, names in ((MONTH_AGO, ("lost", "lost", "loyal")), (TODAY, ("lost", "loyal", "loyal"))):
        seen.add_all(
            LabelDay(day=day, customer_id=n, lifecycle="new", rfm=None, rfm_segment=name,
                     value_tier="vip", rfm_version=1, health_version=1)
            for n, name in enumerate(names, 1)
        )  # fmt: skip
    seen.flush()
    tree = chosen.tree(
        "matrix_cell", dimension="rfm_segment", before_day=MONTH_AGO, after_day=TODAY,
        before="lost", after="loyal",
    )  # fmt: skip
    assert list(counting.member_ids(seen, tree, TODAY)) == [2]


@pytest.mark.parametrize("dimension", chosen.CHOICES)
def test_every_label_of_a_list_can_be_opened(seen: Session, dimension: str) -> None:
    for key in chosen.CHOICES[dimension]:
        counting.count(seen, chosen.tree("label", dimension=dimension, value=key), TODAY)


def test_a_tree_shows_words_not_keys() -> None:
    (rule,) = chosen.tree("tile", key="cant_lose").children
    assert rule.value == c.RFM_SEGMENT.label("cant_lose")  # type: ignore[union-attr]
