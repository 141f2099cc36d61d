"""RFM as numbers for a picture: a heat map, a tile per name, a bar per score."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.value import LabelDay
from desktop.services import facts
from desktop.services.value import tally, versions
from desktop.services.value.band_shorts import short_labels
from desktop.services.value.bands import band_labels
from desktop.services.value.distinct import least_size
from desktop.services.value.kept import RulesChange, kept_days, rules_change
from desktop.services.value.rfm_map import ACTIONS, DIMENSIONS, NAMES, SCORES
from desktop.services.value.rfm_parts import Part, parts
from desktop.services.value.versions import Version


class Cell(NamedTuple):
    """One field of the heat map; `segments` are the names in it, most customers first.

    `on_cycle` counts those of them whose next service is not due yet.
    """

    recency: int
    frequency: int
    customers: int
    revenue_cents: int
    segments: tuple[tuple[str, int], ...]
    on_cycle: int


class RfmTile(NamedTuple):
    """One name: how many, their revenue of 36 months, and how many of them are on cycle.

    `before` is how many there were on the earlier day; None where that day is not known.
    """

    key: str
    label: str
    action: str
    customers: int
    revenue_cents: int
    on_cycle: int
    before: int | None


class BandBar(NamedTuple):
    """One score of one dimension: "recency", "frequency" or "money", and the values it stands for.

    `label` says them in words, `short` in so few letters that they fit below a bar.
    """

    dimension: str
    score: int
    label: str
    customers: int
    revenue_cents: int
    short: str


class RfmPicture(NamedTuple):
    """All live customers by RFM; those never served are `unscored` and in no cell, tile or bar."""

    total: int
    unscored: int
    cells: tuple[Cell, ...]
    segments: tuple[RfmTile, ...]
    bands: tuple[BandBar, ...]
    rules: Version
    as_of: date
    changed_rules: RulesChange | None = None  # where the names of the earlier day follow others

    @property
    def too_small(self) -> tuple[RfmTile, ...]:
        """Segments in use with too few customers to judge them by."""
        return tuple(one for one in self.segments if 0 < one.customers < least_size(self.total))


def picture(db: Session, as_of: date, before: date | None = None) -> RfmPicture:
    """The picture of a day, beside the names of an earlier day whose labels are kept."""
    facts.for_day(db, as_of)
    return picture_of(db, parts(db), as_of, before)


def picture_of(db: Session, found: Sequence[Part], as_of: date, before: date | None) -> RfmPicture:
    """The picture that some parts make."""
    scored = [part for part in found if part.is_scored]
    then = None if before is None else names_on(db, before)
    known = before if then is not None else None
    total = sum(part.customers for part in found)
    return RfmPicture(
        total,
        total - sum(part.customers for part in scored),
        _cells(scored),
        _tiles(scored, then),
        _bars(scored, band_labels(db), short_labels(db)),
        versions.current(db, "rfm"),
        as_of,
        rules_change(db, "rfm", known, as_of, is_today=True),
    )


def names_on(db: Session, day: date) -> dict[str, int] | None:
    """How many live customers each name had on a day whose labels are kept; else None."""
    if day not in kept_days(db):
        return None
    kept = select().where(LabelDay.day == day, LabelDay.lifecycle != "inactive")
    return {name: n for (name,), n in tally.of_rows(db, kept, LabelDay.rfm_segment).items()}


def _sums(parts: Iterable[Part]) -> tuple[int, int]:
    found = list(parts)
    return sum(part.customers for part in found), sum(part.cents for part in found)


def _cells(parts: Sequence[Part]) -> tuple[Cell, ...]:
    inside: dict[tuple[int, int], list[Part]] = defaultdict(list)
    for part in parts:
        inside[part.scores[:2]].append(part)
    return tuple(_cell(r, f, inside[r, f]) for r in SCORES for f in SCORES)


def _cell(recency: int, frequency: int, parts: Sequence[Part]) -> Cell:
    named: dict[str, int] = defaultdict(int)
    for part in parts:
        named[part.segment] += part.customers
    ordered = sorted(named.items(), key=lambda one: (-one[1], NAMES.index(one[0])))
    return Cell(recency, frequency, *_sums(parts), tuple(ordered), _on_cycle(parts))


def _on_cycle(parts: Iterable[Part]) -> int:
    return sum(part.customers for part in parts if part.on_cycle)


def _tiles(parts: Sequence[Part], before: dict[str, int] | None) -> tuple[RfmTile, ...]:
    return tuple(
        RfmTile(
            name,
            c.RFM_SEGMENT.label(name),
            ACTIONS[name],
            *_sums(part for part in parts if part.segment == name),
            _on_cycle(part for part in parts if part.segment == name),
            None if before is None else before.get(name, 0),
        )
        for name in NAMES
    )


Labels = dict[tuple[str, int], str]


def _bars(parts: Sequence[Part], labels: Labels, short: Labels) -> tuple[BandBar, ...]:
    return tuple(
        BandBar(
            dimension.key,
            score,
            labels[dimension.key, score],
            *_sums(part for part in parts if part.scores[place] == score),
            short[dimension.key, score],
        )
        for place, dimension in enumerate(DIMENSIONS)
        for score in SCORES
    )
