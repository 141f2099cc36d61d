"""Every part of every figure opens as many customers as it says, who bring as much, to the cent."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.database import open_office
from desktop.models.facts import CustomerFact
from desktop.models.work import Invoice, Visit
from desktop.services.facts.scope import total
from desktop.services.segments import counting
from desktop.services.value import (
    behaviour_kept,
    behind,
    chosen,
    cross,
    health_picture,
    money,
    money_page,
    movement,
    rfm_page,
)
from desktop.services.value.movement import matrix_days
from desktop.services.value.snapshots import kept_days
from desktop.views.charts.figure import Figure, Mark
from desktop.views.charts.ink import PAPER
from desktop.views.value import (
    cross_figure,
    group_figures,
    health_figures,
    money_figures,
    movement_tab,
    rfm_figures,
)
from desktop.views.value.money_figures import Of
from desktop.views.value.opening import Opening
from tests.views.people import TODAY
from tests.views.value.conftest import DAYS

AMOUNT = re.compile(r"-?\$[\d,]+\.\d\d")
CUSTOMERS = re.compile(r"([\d,]+) customers?\b")
VISITS = re.compile(r"([\d,]+) visits?$", re.MULTILINE)
ON_CYCLE = re.compile(r"([\d,]+) on cycle")
AREA = QRectF(0, 0, 4000, 3000)
Figures = Sequence[Figure]
MATRIX = tuple(movement.DIMENSIONS)


@pytest.fixture(scope="module")
def db(value_file: Path, qapp: QApplication) -> Iterator[Session]:  # noqa: ARG001 - its letters
    """The office with its labels of the usual days."""
    office = open_office(value_file)
    with office.reading() as db:
        yield db
    office.close()


def opened(figures: Figures) -> list[tuple[Mark, Opening]]:
    """The parts that open a list."""
    marks = [spot.mark for one in figures for spot in one.spots(AREA, PAPER)]
    return [(mark, mark.key) for mark in marks if isinstance(mark.key, Opening)]


def rfm(db: Session) -> Figures:
    found = rfm_page.page(db, TODAY, DAYS[0], "health_colour").picture
    heats = [rfm_figures.heat(found, by) for by in rfm_figures.MEASURES]
    return [*heats, rfm_figures.tiles(found, DAYS[0]), *rfm_figures.bands(found)]


def crossed(db: Session) -> Figures:
    labels = ("health_colour", "due_status", "behaviour_group", "value_tier")
    return [cross_figure.figure(cross.cross(db, TODAY, one)) for one in labels]


def health(db: Session) -> Figures:
    found = health_picture.standing(db, TODAY)
    of = health_figures
    labels = [of.colours(found), of.grades(found), of.held(found)]
    return [of.scores(found), *labels, of.cards(found)]


def by_label(db: Session) -> Figures:
    return [
        money_figures.by_label(money.by_label(db, TODAY, one), one, by)
        for one in money.DIMENSIONS
        for by in money_figures.MEASURES
    ]


def groups(db: Session) -> Figures:
    found = behaviour_kept.newest(db, TODAY)
    assert found is not None
    return [group_figures.tiles(found), group_figures.apart(found)]


def matrices(db: Session) -> Figures:
    found = [movement.matrix(db, one, DAYS[0], TODAY) for one in MATRIX]
    assert not {*matrix_days(DAYS[0], TODAY)[:2]} - {*kept_days(db)}
    return [movement_tab.figure(one) for one in found]


FIGURES: dict[str, Callable[[Session], Figures]] = {
    "rfm": rfm,
    "cross": crossed,
    "health": health,
    "label": by_label,
    "groups": groups,
    "movement": matrices,
}


@pytest.mark.parametrize("key", FIGURES)
def test_every_part_opens_whom_it_counts_and_what_they_brought(db: Session, key: str) -> None:
    found = opened(FIGURES[key](db))
    assert len(found) > 5
    for mark, what in dict.fromkeys(found):
        people = what.people(db, TODAY)
        number, cents, visits, on_cycle = _sums(db, people)
        told = mark.name.removeprefix(what.title)
        said, amount = CUSTOMERS.search(told), AMOUNT.search(told)
        assert said is None or _whole(said[1]) == number, mark.name
        if key != "groups" or "36 months" in mark.name:  # averages stand beside each other there
            assert amount is None or _cents(amount[0]) == cents, mark.name
        if key in ("label", "groups"):
            assert not (of := VISITS.search(told)) or _whole(of[1]) == visits, mark.name
        assert not (of := ON_CYCLE.search(told)) or _whole(of[1]) == on_cycle, mark.name
        assert said or amount or key == "groups", mark.name


def _sums(db: Session, people: behind.People) -> Sequence[int]:
    fact = CustomerFact
    row = db.execute(
        select(
            func.count(),
            func.coalesce(func.sum(fact.revenue_3y_cents), 0),
            func.coalesce(func.sum(fact.visits_3y), 0),
            func.count().filter(fact.on_cycle),
        ).where(fact.customer_id.in_(people))
    ).one()
    return [number or 0 for number in row]


def test_every_lifetime_value_is_that_of_its_customers(db: Session) -> None:
    for one in money.DIMENSIONS:
        figure = money_figures.lifetime(money_page.page(db, TODAY, one).lifetime)
        for mark, what in opened([figure]):
            worth = func.coalesce(func.sum(CustomerFact.lifetime_value_cents), 0)
            theirs = select(worth).where(CustomerFact.customer_id.in_(what.people(db, TODAY)))
            amount = AMOUNT.search(mark.name)
            assert amount is not None
            assert _cents(amount[0]) == db.scalar(theirs), mark.name


def test_every_month_opens_those_who_were_invoiced_or_served_in_it(db: Session) -> None:
    loyal = Of("lifecycle", "loyal", "Loyal")
    tree = chosen.tree("label", dimension="lifecycle", value="loyal")
    for of, found in ((None, money.months(db, TODAY)), (loyal, money.months(db, TODAY, tree))):
        for by, monthly in money_figures.MONTHLY.items():
            parts = opened([money_figures.trend(found, by, of)])
            assert len(parts) > 12
            for mark, what in parts:
                month = dict(what.values)["month"]
                assert monthly.spoken(_month(db, by, month, what)) in mark.name.splitlines()[0]


def _month(db: Session, by: str, month: Any, what: Opening) -> int:
    """What the customers of a list brought in a month."""
    people, like = what.people(db, TODAY), f"{month:%Y-%m}"
    if by == "visits":
        rows = db.execute(
            select(Visit.customer_id, Visit.property_id, Visit.completed_date).where(
                Visit.customer_id.in_(people), Visit.status == "completed"
            )
        )
        return len({row for row in rows if str(row.completed_date).startswith(like)})
    papers = db.execute(
        select(Invoice.date, Invoice.amount_cents, Invoice.kind).where(
            Invoice.customer_id.in_(people), Invoice.state == "posted", Invoice.date <= TODAY
        )
    )
    mine = [one for one in papers if str(one.date).startswith(like)]
    cents = sum(one.amount_cents for one in mine)
    sales = sum(one.kind in ("invoice", "sales_receipt", "charge") for one in mine)
    return cents if by == "revenue" else money.per_ticket(cents, sales) or 0


def test_a_list_that_a_segment_follows_holds_no_fewer_than_the_segment(db: Session) -> None:
    """Of a month or a movement the list has those who are inactive today besides."""
    months = money_figures.trend(money.months(db, TODAY), "visits")
    for _, what in opened([*matrices(db), months]):
        if what.has_tree:
            number = len(behind.listed(db, what.people(db, TODAY)))
            assert counting.count(db, what.tree(), TODAY).count <= number


def test_all_money_of_the_office_is_in_its_months(db: Session) -> None:
    found = money.months(db, TODAY)
    within = Invoice.date.between(found[0].month, TODAY)
    everything = select(total(Invoice.amount_cents)).where(Invoice.state == "posted", within)
    assert sum(one.revenue_cents for one in found) == db.scalar(everything)


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _cents(text: str) -> int:
    return int(re.sub(r"[$,.]", "", text))
