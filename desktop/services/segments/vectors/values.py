"""A column of values with SQL's three-valued logic: what is not known is NULL."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any, NamedTuple

import numpy as np


class UnsupportedError(Exception):
    """An expression that is not worked out here; the database is asked instead."""


class Vec(NamedTuple):
    """Numbers, truths, days as yyyymmdd, or places in `words`; one value stands for all.

    `known` marks where there is a value; None is everywhere, False nowhere.
    """

    data: Any
    known: Any = None
    words: tuple[str, ...] | None = None

    def taken(self, index: Any) -> "Vec":
        """The values at some places."""
        data = self.data[index] if np.ndim(self.data) else self.data
        known = self.known[index] if np.ndim(self.known) else self.known
        return Vec(data, known, self.words)

    @property
    def bytes(self) -> int:
        """How much room it takes."""
        words = sum(map(len, self.words)) if self.words else 0
        return sum(getattr(one, "nbytes", 0) for one in (self.data, self.known)) + words


NOTHING = Vec(0, known=False)
_SAFE = 2**62


def truth(vec: Vec) -> Any:
    """Where a condition is met: true, and known to be."""
    data = vec.data if getattr(vec.data, "dtype", None) == np.bool_ else np.not_equal(vec.data, 0)
    return data if vec.known is None else np.logical_and(data, vec.known)


def known(vec: Vec) -> Any:
    """Where there is a value."""
    return np.True_ if vec.known is None else vec.known


def both_known(*vecs: Vec) -> Any:
    """Where all have a value."""
    marks = [vec.known for vec in vecs if vec.known is not None]
    return reduce(np.logical_and, marks) if marks else None


def all_of(parts: Sequence[Vec]) -> Vec:
    """AND: false where one is false, even if another is not known."""
    return _joined(parts, np.logical_and, np.logical_or)


def any_of(parts: Sequence[Vec]) -> Vec:
    """OR: true where one is true, even if another is not known."""
    return _joined(parts, np.logical_or, np.logical_and)


def _joined(parts: Sequence[Vec], on_true: Any, on_false: Any) -> Vec:
    met = reduce(on_true, map(truth, parts))
    if all(part.known is None for part in parts):
        return Vec(met)
    failed = reduce(on_false, (np.logical_and(~truth(one), known(one)) for one in parts))
    return Vec(met, np.logical_or(met, failed))


def negated(vec: Vec) -> Vec:
    """NOT: what is not known stays so."""
    return Vec(np.logical_not(vec.data), vec.known)


def compared(operator: Callable[[Any, Any], Any], left: Vec, right: Vec) -> Vec:
    """A comparison of numbers, days, truths, or of texts by code point."""
    if left.known is False or right.known is False:
        return NOTHING
    left, right = alike([left, right])
    return Vec(operator(left.data, right.data), both_known(left, right))


def alike(vecs: Sequence[Vec]) -> list[Vec]:
    """Texts as places in one ordered list of words, so that they can be compared and mixed."""
    if all(vec.words is None for vec in vecs):
        return list(vecs)
    if any(vec.words is None and vec.known is not False for vec in vecs):
        raise UnsupportedError("texts and numbers")
    words = tuple(sorted({word for vec in vecs for word in vec.words or ()}))
    place = {word: n for n, word in enumerate(words)}
    return [_placed(vec, words, place) for vec in vecs]


def _placed(vec: Vec, words: tuple[str, ...], place: dict[str, int]) -> Vec:
    if vec.words is None or vec.words == words:
        return vec._replace(words=words)
    if not vec.words:
        return Vec(vec.data, known=False, words=words)
    table = np.fromiter((place[word] for word in vec.words), np.int32, len(vec.words))
    return Vec(table[vec.data], vec.known, words)


def among(vec: Vec, wanted: Iterable[Any]) -> Vec:
    """IN a list of values."""
    values = list(wanted)
    if not values:
        return Vec(np.False_)
    if vec.words is not None:
        return on_words(vec, set(values).__contains__)
    if len(values) <= _FEW:
        met = [np.equal(vec.data, value) for value in values]
        return Vec(reduce(np.logical_or, met), vec.known)
    return Vec(np.isin(vec.data, np.asarray(values)), vec.known)


_FEW = 16


def on_words(vec: Vec, meets: Callable[[str], bool]) -> Vec:
    """A condition on texts, asked once for each different one."""
    words = vec.words or ()
    table = np.fromiter((meets(word) for word in words), np.bool_, len(words))
    return Vec(table[vec.data] if words else False, vec.known)


def mapped(vec: Vec, change: Callable[[str], str | None]) -> Vec:
    """Texts changed one by one; None is no value."""
    if vec.known is False or not vec.words:
        return vec
    changed = [change(word) for word in vec.words]
    kept = np.fromiter((word is not None for word in changed), np.bool_, len(changed))[vec.data]
    seen = kept if vec.known is None else np.logical_and(vec.known, kept)
    return Vec(vec.data, seen, tuple(word or "" for word in changed))


def counted(operator: Callable[[Any, Any], Any], left: Vec, right: Vec) -> Vec:
    """Arithmetic on whole numbers that stay within 64 bits."""
    if left.words is not None or right.words is not None:
        raise UnsupportedError("arithmetic on texts")
    if _largest(operator, left.data, right.data) >= _SAFE:
        raise UnsupportedError("too large")
    return Vec(operator(wide(left.data), wide(right.data)), both_known(left, right))


def divided(left: Vec, right: Vec) -> Vec:
    """Division with a fraction; by zero is no value."""
    if left.words is not None or right.words is not None:
        raise UnsupportedError("arithmetic on texts")
    whole = np.not_equal(right.data, 0)
    data = np.true_divide(left.data, np.where(whole, right.data, 1))
    return Vec(data, both_known(left, right, Vec(0, whole)))


def wide(data: Any) -> Any:
    """Whole numbers in 64 bits."""
    return data.astype(np.int64) if isinstance(data, np.ndarray | np.generic) else int(data)


def _largest(operator: Callable[[Any, Any], Any], left: Any, right: Any) -> int:
    sizes = [int(np.max(np.abs(wide(data)), initial=0)) for data in (left, right)]
    return sizes[0] * sizes[1] if operator is np.multiply else sizes[0] + sizes[1]


def chosen(cases: Sequence[tuple[Any, Vec]], other: Vec) -> Vec:
    """CASE: the value of the first condition that is met, else the other."""
    values = [_sized(one) for one in alike([*(value for _, value in cases), other])]
    met = [condition for condition, _ in cases]
    data, marks = values[-1].data, known(values[-1])
    for condition, value in zip(reversed(met), reversed(values[:-1]), strict=True):
        data = np.where(condition, value.data, data)
        marks = np.where(condition, known(value), marks)
    return Vec(data, None if np.all(marks) else marks, values[-1].words)


def _sized(vec: Vec) -> Vec:
    """One number that would not fit beside small ones gets 64 bits."""
    return vec._replace(data=np.int64(vec.data)) if type(vec.data) is int else vec


def first_known(vecs: Sequence[Vec]) -> Vec:
    """COALESCE: the first that has a value."""
    *first, last = vecs
    return chosen([(known(vec), vec) for vec in first], last)
