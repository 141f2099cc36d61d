"""The list behind a part of a picture on paper, as it stands on the screen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services import freshness
from desktop.services.days import paper_day
from desktop.services.office import customer_list
from desktop.services.office.customer_columns import BY_KEY
from desktop.services.office.customer_columns import Column as ListColumn
from desktop.services.office.customer_list import Query
from desktop.services.outreach.list_columns import remarks
from desktop.services.value import narrowed
from desktop.views.printing.content import Column, Group, Head, Print, Table, Text
from desktop.views.value.opening import Opening
from desktop.views.widgets.formats import FORMATS, counted

MOST = 5_000  # lines: a hundred pages
READ_AT_ONCE = 1_000
ROOM = 560  # points beside each other on a page
WIDE = {"text": 92, "choice": 72, "number": 46, "money": 66, "date": 58}
SHARES = {"name": 118, "address": 118, "phone": 70, "city": 70, "zip": 40, "account_no": 60,
          "email": 120, "rfm": 34, "on_cycle": 48, "health_score": 66, "health_change": 118,
          "health_colour": 66, "health_grade": 66, "health_cap": 100}  # fmt: skip
PAPER = FORMATS | {"date": FORMATS["date"]._replace(shown=paper_day)}


def prints(
    db: Session, what: Opening, columns: Sequence[str], order: Query, as_of: date, head: Head
) -> Print:
    """The customers of an opening in the order of the screen, in as many columns as fit.

    Raises:
        UserError: the list is too long for paper.
    """
    within = what._replace(query=None).people(db, as_of)
    narrow = what.query or Query()
    asked = replace(narrow, sort=order.sort, descending=order.descending, within=within)
    found = customer_list.ids(db, asked)
    if len(found) > MOST:
        raise UserError(
            f"{counted(len(found), 'customer')} are too many for paper, {MOST:,} at most: narrow"
            " the list, or write it to Excel."
        )
    shown, left = fitting([BY_KEY[key] for key in columns])
    rows = tuple(_rows(db, found, shown))
    table = Table(tuple(map(_column, shown)), (Group("", rows),))
    said = (one for _, one in remarks(db, (column.key for column in shown), paper_day))
    about = " ".join((_about(db, what, len(found), left, as_of), *said))
    return Print(what.title, head, (Text(about), table))


def fitting(columns: Sequence[ListColumn]) -> tuple[list[ListColumn], list[ListColumn]]:
    """The columns that fit on a page, from left to right, and those that do not.

    A list on paper is called from: a phone without room goes beside the name.
    """
    _shown, left = _cut(columns)
    phone = [one for one in left if one.key == "phone"]
    return _cut([*columns[:1], *phone, *(one for one in columns[1:] if one not in phone)])


def _cut(columns: Sequence[ListColumn]) -> tuple[list[ListColumn], list[ListColumn]]:
    shown: list[ListColumn] = []
    room = float(ROOM)
    for column in columns:
        room -= share(column)
        if room < 0:
            break
        shown.append(column)
    return shown, list(columns[len(shown) :])


def share(column: ListColumn) -> float:
    """The room of a column, in points."""
    return SHARES.get(column.key, WIDE[column.kind])


def _column(column: ListColumn) -> Column:
    return Column(column.label, share(column), PAPER[column.kind].to_the_right)


def _about(db: Session, what: Opening, number: int, left: Sequence[ListColumn], as_of: date) -> str:
    said = [f"{counted(number, 'customer')}."]
    if what.only_due:
        said.append("Without those who are on cycle: their next service is not due yet.")
    if what.query is not None and what.is_narrowed:
        said.append(f"Narrowed to {narrowed.words(what.query, paper_day)}.")
    if left:
        said.append(f"No room for: {', '.join(one.label for one in left)}.")
    if data := freshness.summary(db, as_of).written(paper_day):
        said.append(f"{data}.")
    return " ".join(said)


def _rows(
    db: Session, found: Sequence[int], columns: Sequence[ListColumn]
) -> Iterator[tuple[str, ...]]:
    keys = [column.key for column in columns]
    for start in range(0, len(found), READ_AT_ONCE):
        for row in customer_list.rows(db, found[start : start + READ_AT_ONCE], keys):
            yield tuple(_text(column, value) for column, value in zip(columns, row, strict=True))


def _text(column: ListColumn, value: object) -> str:
    if value is None:
        return ""
    return column.choices.label(str(value)) if column.choices else PAPER[column.kind].shown(value)
