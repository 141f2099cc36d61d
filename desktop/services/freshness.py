"""How old the data of the office are: the newest date of each source against what is allowed."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.imports import ImportBatch, ImportFile
from desktop.models.office import Setting
from desktop.services.days import DayWriter, day_text

OK, AMBER, RED = "ok", "amber", "red"
NOTHING = "No data imported yet"
_LONGEST = 3_650  # days
_SETTING = "freshness.max_age."


class SourceKind(NamedTuple):
    """One kind of source: how it is called, and after how many days its data are old."""

    kind: str
    label: str
    max_age_days: int


KINDS = (
    SourceKind("sales", "sales", 7),
    SourceKind("balances", "open balances", 7),
    SourceKind("customers", "customer lists", 90),
    SourceKind("lists", "own lists", 365),
)
_BY_KIND = {one.kind: one for one in KINDS}


class Source(NamedTuple):
    """One source of data: its newest date and whether that is recent enough."""

    kind: str
    label: str
    data_date: date
    imported_at: datetime
    age_days: int
    max_age_days: int
    state: str

    @property
    def days_over(self) -> int:
        """By how many days it is older than allowed."""
        return max(self.age_days - self.max_age_days, 0)


class Freshness(NamedTuple):
    """The foot of a page: "Data as of Jun 11, 2026 · sales are 12 days older than allowed"."""

    data_date: date | None
    older: str  # what follows the date
    state: str

    @property
    def text(self) -> str:
        """The sentence on screen."""
        return self.written(day_text)

    def written(self, write_day: DayWriter) -> str:
        """The sentence with its day as screen or paper wants it."""
        return f"Data as of {write_day(self.data_date)}{self.older}" if self.data_date else NOTHING


def sources(db: Session, as_of: date) -> list[Source]:
    """The sources of which anything is in force, each by its newest date."""
    newest: dict[str, tuple[date, datetime]] = {}
    for kind, data_date, imported_on, imported_at in db.execute(_files()):
        day = data_date or imported_on
        newest[kind] = max(newest.get(kind, (day, imported_at)), (day, imported_at))
    allowed = max_ages(db)
    return [
        _source(one, *newest[one.kind], allowed[one.kind], as_of)
        for one in KINDS
        if one.kind in newest
    ]


def _files() -> Select[str, date | None, date, datetime]:
    """One row per kind of source and date."""
    return (
        select(
            ImportFile.source,
            ImportFile.data_date,
            ImportBatch.as_of,
            func.max(ImportBatch.imported_at),
        )
        .join(ImportBatch, ImportBatch.id == ImportFile.batch_id)
        .where(ImportBatch.state != "undone")
        .group_by(ImportFile.source, ImportFile.data_date, ImportBatch.as_of)
    )


def _source(one: SourceKind, day: date, imported_at: datetime, allowed: int, as_of: date) -> Source:
    age = max((as_of - day).days, 0)
    state = OK if age <= allowed else AMBER if age <= 2 * allowed else RED
    return Source(one.kind, one.label, day, imported_at, age, allowed, state)


def summary(db: Session, as_of: date) -> Freshness:
    """One short sentence for the foot of a page or the cover of a list.

    The date is that of the source whose data age fastest: who is due follows from the sales, not
    from a list of addresses.
    """
    found = sources(db, as_of)
    if not found:
        return Freshness(None, "", OK)
    day = min(found, key=lambda one: (one.max_age_days, one.data_date)).data_date
    old = sorted((one for one in found if one.state != OK), key=lambda one: -one.days_over)
    older = ""
    if old:
        days = "1 day" if old[0].days_over == 1 else f"{old[0].days_over:,} days"
        older = f" · {old[0].label} are {days} older than allowed"
        older += f", and {len(old) - 1} more" if len(old) > 1 else ""
    state = RED if any(one.state == RED for one in old) else AMBER if old else OK
    return Freshness(day, older, state)


def max_ages(db: Session) -> dict[str, int]:
    """After how many days the data of each kind are old."""
    chosen = {
        key.removeprefix(_SETTING): value
        for key, value in db.execute(select(Setting.key, Setting.value))
        if key.startswith(_SETTING) and isinstance(value, int) and 1 <= value <= _LONGEST
    }
    return {one.kind: chosen.get(one.kind, one.max_age_days) for one in KINDS}


def set_max_age(db: Session, kind: str, days: int) -> None:
    """Say after how many days the data of a kind are old; the usual number is not stored.

    Raises:
        UserError: no such kind, or a number of days that makes no sense.
    """
    if kind not in _BY_KIND:
        raise UserError(f"There is no source of data called “{kind}”.", where=kind)
    if not 1 <= days <= _LONGEST:
        raise UserError(f"Choose between 1 and {_LONGEST:,} days.", where=kind)
    key = f"{_SETTING}{kind}"
    stored = db.get(Setting, key)
    if days == _BY_KIND[kind].max_age_days:
        if stored is not None:
            db.delete(stored)
    elif stored is None:
        db.add(Setting(key=key, value=days))
    else:
        stored.value = days
    db.flush()
