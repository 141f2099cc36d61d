"""Proposes for every column of a table where it goes, with a score and the reason."""

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from desktop.models.folding import fold
from desktop.services.importing import reports, targets
from desktop.services.importing.kinds import Table
from desktop.services.importing.target import Target
from desktop.services.importing.values import is_blank_word, text

_WORDS = re.compile(r"[a-z0-9#']+")
_SAMPLES = 5
_SURE, _LIKELY, _DOUBTFUL = 1.0, 0.8, 0.3
_MOST = 0.5  # of the words of a heading, of the values of a column
_PHONE = re.compile(r"^\D*(?:\d\D*){7,11}$")


class Column(NamedTuple):
    """One column of a file and where it is proposed to go."""

    at: int
    heading: str
    target: str  # a key of `targets.TARGETS`, "custom" or "leave_out"
    score: float
    reason: str
    samples: tuple[str, ...]

    @property
    def label(self) -> str:
        """What the mapping screen calls the target."""
        return next((label for key, _, label in targets.CHOICES if key == self.target), "")


class Mapping(NamedTuple):
    """The columns of a table and their targets."""

    columns: tuple[Column, ...]

    def place(self, target: str) -> int | None:
        """The index of the first column that goes to `target`."""
        return next((c.at for c in self.columns if c.target == target), None)

    @property
    def has_name(self) -> bool:
        """Whether some column says who the customer is."""
        return any(
            self.place(key) is not None
            for key in ("display_name", "company", "first_name", "last_name")
        )

    def with_choices(self, choices: MappingOf[str, str]) -> "Mapping":
        """The same with targets chosen by the office; keys are headings, or indexes as text.

        The index wins: two columns may have one heading, and a choice may mean only one of them.
        """
        return Mapping(
            tuple(
                c._replace(target=wanted, score=_SURE, reason="Chosen by you")
                if (wanted := choices.get(str(c.at), choices.get(c.heading)))
                else c
                for c in self.columns
            )
        )

    def as_json(self) -> dict[str, str]:
        """The mapping as it is stored: index -> target."""
        return {str(c.at): c.target for c in self.columns}


def heading_set(headings: Sequence[str]) -> str:
    """The key under which a mapping is remembered: the set of headings, sorted."""
    return "|".join(sorted({fold(heading) for heading in headings if heading}))


def propose_mapping(
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    known: MappingOf[int, str] | None = None,
) -> Mapping:
    """Propose a target for each column; `known` are columns a report already names."""
    known = known or {}
    taken = set(known.values())
    width = max([len(headings), *(len(row) for row in rows[:200])], default=0)
    columns: list[Column] = []
    for index in range(width):
        heading = headings[index] if index < len(headings) else ""
        samples = _samples(rows, index)
        if index in known:
            column = Column(index, heading, known[index], _SURE, "A column of this report", samples)
        else:
            column = _proposed(index, heading, samples)
        columns.append(column)
    return Mapping(tuple(_without_doubles(columns, taken)))


def _samples(rows: Sequence[Sequence[Any]], index: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows[:200]:
        value = text(row[index]) if index < len(row) else ""
        if value and value not in found:
            found.append(value)
            if len(found) == _SAMPLES:
                break
    return tuple(found)


def _proposed(index: int, heading: str, samples: tuple[str, ...]) -> Column:
    if not heading and not samples:
        return Column(index, heading, targets.LEAVE_OUT, _SURE, "Empty column", samples)
    if not heading:
        return Column(index, "", targets.LEAVE_OUT, _DOUBTFUL, "No heading", samples)
    fits = candidates(heading)
    if not fits:
        empty = (targets.LEAVE_OUT, "Empty column") if not samples else None
        target, reason = empty or (targets.CUSTOM, "No field has this name")
        return Column(index, heading, target, _SURE if empty else _DOUBTFUL, reason, samples)
    shares = {fit.target: _readable(targets.BY_KEY[fit.target], samples) for fit in fits}
    best = max(fits, key=lambda fit: (shares[fit.target] >= _MOST, fit.score, shares[fit.target]))
    if shares[best.target] < _MOST:
        reason = "The values do not look like it"
        return Column(index, heading, targets.CUSTOM, _DOUBTFUL, reason, samples)
    return Column(index, heading, best.target, best.score, best.reason, samples)


class Fit(NamedTuple):
    """A target whose alias fits a heading, and how well."""

    target: str
    score: float
    reason: str


def best_target(heading: str) -> Fit:
    """The target whose alias fits a heading best: whole, or by its words."""
    return max(candidates(heading), key=lambda fit: fit.score, default=Fit("", 0.0, ""))


@lru_cache(maxsize=2048)
def candidates(heading: str) -> tuple[Fit, ...]:
    """Every target that a heading may mean; the values decide between them."""
    key = reports.heading_key(heading).replace("_", " ")
    words = set(_WORDS.findall(key))
    found = []
    for target in targets.TARGETS:
        if key in target.aliases or key == fold(target.label) or key == target.key:
            found.append(Fit(target.key, _SURE, f"“{heading}” means {target.label}"))
        elif (share := _share_of_words(target, words)) >= _MOST:
            reason = f"“{heading}” sounds like {target.label}"
            found.append(Fit(target.key, _LIKELY * share, reason))
    return tuple(found)


def _share_of_words(target: Target, words: set[str]) -> float:
    """The share of a heading's words that the longest alias found in it covers."""
    aliases = (set(_WORDS.findall(alias)) for alias in target.aliases if len(alias) > 2)  # noqa: PLR2004
    return max(
        (len(alias) / len(words) for alias in aliases if alias and alias <= words), default=0
    )


def _readable(target: Target, samples: tuple[str, ...]) -> float:
    """The share of the samples that can be read as the target wants them; blanks do not count."""
    from desktop.services.importing.draft import can_read  # noqa: PLC0415 - a circle otherwise

    told = [sample for sample in samples if not is_blank_word(sample)]
    if target.parser in ("text", "note", "lines", "tags") or not told:
        return 1.0
    return sum(can_read(target.parser, sample) for sample in told) / len(told)


def _without_doubles(columns: list[Column], taken: set[str]) -> list[Column]:
    """Each single-valued target once, at its best column; the others become custom fields."""
    best: dict[str, Column] = {}
    for column in columns:
        if column.target in best and column.score <= best[column.target].score:
            continue
        best[column.target] = column
    result = []
    for column in columns:
        target = targets.BY_KEY.get(column.target)
        is_single = target and target.parser not in targets.MANY and not _is_collected(target)
        loses = is_single and (best[column.target] is not column)
        loses = loses or bool(is_single and column.target in taken and column.score < _SURE)
        result.append(
            column._replace(
                target=targets.CUSTOM, score=_DOUBTFUL, reason="Another column fits better"
            )
            if loses
            else column
        )
    return result


def _is_collected(target: Target) -> bool:
    return target.part in ("extra", "job")


def shifted_columns(table: Table, mapping: Mapping) -> list[tuple[Column, int, int, str]]:
    """Address columns where most values look like phones: the cells have slipped sideways."""
    found = []
    for column in mapping.columns:
        if not column.target.startswith(("bill", "ship", "mail_line", "site_line")):
            continue
        values = [text(r.cells[column.at]) for r in table.rows if column.at < len(r.cells)]
        values = [value for value in values if value]
        phones = sum(bool(_PHONE.match(v)) and not any(map(str.isalpha, v)) for v in values)
        if len(values) > 3 and phones * 2 > len(values):  # noqa: PLR2004
            found.append((column, phones, len(values), "phone numbers"))
    return found
