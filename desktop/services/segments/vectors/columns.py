"""Reads whole columns quickly: SQLite joins the values of a column to one text, numpy parts it.

A row of Python objects for each of a million events takes seconds, this a third of one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Boolean, Date, FromClause, Integer, Select, String, Table, func, select
from sqlalchemy import column as unbound
from sqlalchemy import literal_column as plain
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from desktop.services.segments.vectors.values import UnsupportedError, Vec

_NO_NUMBER = -(2**63)
_NO_DAY = "0000-00-00"
_BREAK, _NO_TEXT = "\x1f", "\x1e\x1d\x1e"
_DAY = np.array([10**7, 10**6, 10**5, 10**4, 0, 10**3, 10**2, 0, 10, 1, 0], dtype=np.int32)


def read_columns(db: Session, table: FromClause, names: Sequence[str]) -> dict[str, Vec]:
    """Some columns of a table, or of a statement that stands by itself, in one order of rows."""
    kinds = {name: _kind(table.c[name]) for name in names}
    joined = [_joined(unbound(name), kinds[name]) for name in names]
    statement = select(func.count(), *joined).select_from(_in_stored_order(db, table))
    number, *texts = db.execute(statement).one()
    return {
        name: _READERS[kinds[name]](text, number) for name, text in zip(names, texts, strict=True)
    }


def read_ids(db: Session, chosen: Select[Any]) -> Any:
    """The whole numbers that a statement selects, without blanks."""
    found = chosen.subquery()
    text = db.scalar(select(func.group_concat(found.c[0])))
    return _numbers(text)


def _in_stored_order(db: Session, table: FromClause) -> Any:
    """By the primary key, never by an index that may have been preferred for other columns."""
    if not isinstance(table, Table):
        return table
    quoted = db.get_bind().dialect.identifier_preparer.format_table(table)
    return sql(f"{quoted} NOT INDEXED")


def _kind(column: Any) -> type:
    for kind in _READERS:
        if isinstance(column.type, kind):
            return kind
    raise UnsupportedError(str(column.type))


def _joined(column: Any, kind: type) -> Any:
    blank, sign = _BLANKS[kind]
    return func.group_concat(func.coalesce(column, plain(blank)), plain(sign))


_BLANKS = {
    Integer: (str(_NO_NUMBER), "','"),
    Boolean: (str(_NO_NUMBER), "','"),
    Date: (f"'{_NO_DAY}'", "','"),
    String: ("char(30, 29, 30)", "char(31)"),
}


def _numbers(text: str | None) -> Any:
    return np.fromstring(text, dtype=np.int64, sep=",") if text else np.zeros(0, np.int64)


def _read_numbers(text: str | None, number: int) -> Vec:
    data = _checked(_numbers(text), number)
    known = data != _NO_NUMBER
    data = np.where(known, data, 0)
    return Vec(_small(data), None if known.all() else known)


def _small(data: Any) -> Any:
    top = np.iinfo(np.int32).max
    fits = not data.size or (data.min() >= -top and data.max() <= top)
    return data.astype(np.int32) if fits else data


def _read_days(text: str | None, number: int) -> Vec:
    """Days are ten characters and a comma each, so their digits stand in columns."""
    letters = np.frombuffer(f"{text},".encode("ascii") if text else b"", dtype=np.uint8)
    width = len(_DAY)
    if letters.size != number * width:
        raise UnsupportedError("a day that is none")
    digits = letters.reshape(number, width)
    data = np.zeros(number, np.int32)
    for place, worth in enumerate(_DAY):
        if worth:
            data += (digits[:, place].astype(np.int32) - ord("0")) * worth
    known = data != 0
    return Vec(data, None if known.all() else known)


def _read_truths(text: str | None, number: int) -> Vec:
    read = _read_numbers(text, number)
    return Vec(read.data != 0, read.known)


def _read_texts(text: str | None, number: int) -> Vec:
    found = text.split(_BREAK) if text is not None else []
    words = sorted(set(found))
    place = {word: n for n, word in enumerate(words)}
    data = _checked(np.fromiter(map(place.__getitem__, found), np.int32, len(found)), number)
    known = None if _NO_TEXT not in place else data != place[_NO_TEXT]
    return Vec(data, known, tuple(words))


def _checked(data: Any, number: int) -> Any:
    if data.size != number:
        raise UnsupportedError("values that do not part")
    return data


_READERS: Mapping[type, Any] = {
    Boolean: _read_truths,
    Integer: _read_numbers,
    Date: _read_days,
    String: _read_texts,
}
