"""Proposes for every column of a table where it goes, with a score and the reason."""

import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.cells.values import is_blank_word, text
from desktop.services.importing.headings import reports, targets
from desktop.services.importing.headings.target import Target

_WORDS = re.compile(r"[a-z0-9#']+")
_SAMPLES = 5
_SURE, _LIKELY, _DOUBTFUL = 1.0, 0.8, 0.3
_OF_REPORT = "A column of this report"
_PLAIN_NAMES = 7  # the aliases before "name" can mean nobody but the customer
# What a second column with the same meaning is, when nothing else fits it.
_SECOND = {
    "mail_line1": "site_line1",
    "mail_city": "site_city",
    "mail_state": "site_state",
    "mail_zip": "site_zip",
    "capacity_gal": "gallons_pumped",
    "contract_start": "contract_end",
}
_MOST = 0.5  # of the words of a heading, of the values of a column


class Column(NamedTuple):
    """One column of a file and where it is proposed to go."""

    at: int
    heading: str
    target: str  # a key of `targets.TARGETS`, "custom" or "leave_out"
    score: float
    reason: str
    samples: tuple[str, ...]
    custom_type: str = ""  # chosen for a custom field; "" lets the values decide
    sensitive: str = ""  # what it seems to say of people that should not be kept
    is_insisted: bool = False  # and that the office keeps all the same

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
            column = Column(index, heading, known[index], _SURE, _OF_REPORT, samples)
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
    readable = _fitting(fits, samples)
    is_known = any(fit.score == _SURE for fit in fits)
    if not readable or (is_known and readable[0].score < _SURE):
        reason = "The values do not look like it"
        return Column(index, heading, targets.CUSTOM, _DOUBTFUL, reason, samples)
    best = readable[0]
    other = next((f for f in readable[1:] if f.score == best.score == _SURE), None)
    if other and _evidence(best, samples) == _evidence(other, samples):
        reason = f"“{heading}” may also mean {targets.BY_KEY[other.target].label}"
        return Column(index, heading, best.target, _LIKELY, reason, samples)
    return Column(index, heading, best.target, best.score, best.reason, samples)


def _fitting(fits: Sequence["Fit"], samples: tuple[str, ...]) -> list["Fit"]:
    """The fits that most values allow, the best one first."""
    kept = [fit for fit in fits if _share(fit, samples) >= _MOST]
    return sorted(kept, key=lambda fit: (fit.score, *_evidence(fit, samples)), reverse=True)


def _evidence(fit: "Fit", samples: tuple[str, ...]) -> tuple[float, bool]:
    """How many values allow a target, and whether they could have forbidden it."""
    return _share(fit, samples), bool(samples) and not _takes_all(targets.BY_KEY[fit.target])


def _share(fit: "Fit", samples: tuple[str, ...]) -> float:
    return _readable(targets.BY_KEY[fit.target], samples)


class Fit(NamedTuple):
    """A target whose alias fits a heading, and how well."""

    target: str
    score: float
    reason: str
    rank: int = 0  # of the alias that fits: a "Customer" is the name before an "Owner" is


def best_target(heading: str) -> Fit:
    """The target whose alias fits a heading best: whole, or by its words."""
    return max(candidates(heading), key=lambda fit: fit.score, default=Fit("", 0.0, ""))


@lru_cache(maxsize=2048)
def candidates(heading: str) -> tuple[Fit, ...]:
    """Every target that a heading may mean; the values decide between them."""
    key = reports.heading_key(heading).replace("_", " ").rstrip(" :*")
    words = set(_WORDS.findall(key))
    found = []
    for target in targets.TARGETS:
        if key in target.aliases or key == fold(target.label) or key == target.key:
            rank = target.aliases.index(key) if key in target.aliases else 0
            found.append(Fit(target.key, _SURE, f"“{heading}” means {target.label}", rank))
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
    from desktop.services.importing.lists.cell_parsers import can_read  # noqa: PLC0415 - a circle otherwise

    told = [sample for sample in samples if not is_blank_word(sample)]
    if _takes_all(target) or not told:
        return 1.0
    return sum(can_read(target.parser, sample) for sample in told) / len(told)


def _takes_all(target: Target) -> bool:
    return target.parser in ("text", "name", "note", "lines", "tags")


def _without_doubles(columns: list[Column], taken: set[str]) -> list[Column]:
    """Each single-valued target once, at its best column; the others get their next best one."""
    best: dict[str, Column] = {}
    for column in columns:
        known = best.get(column.target)
        if known is None or _strength(column) > _strength(known):
            best[column.target] = column
    used = taken | {column.target for column in columns}
    result = []
    for column in columns:
        winner = best[column.target]
        if not _is_single(column.target):
            result.append(column)
        elif winner is not column or (column.target in taken and column.score < _SURE):
            other = _next_best(column, used)
            used.add(other.target)
            result.append(other)
        else:
            result.append(_doubted(column, columns))
    return result


def _strength(column: Column) -> tuple[float, int]:
    """How well a column fits its target; of two that fit wholly the more usual heading wins."""
    fits = [fit for fit in candidates(column.heading) if fit.target == column.target]
    return column.score, -min((fit.rank for fit in fits), default=0)


def _next_best(column: Column, used: set[str]) -> Column:
    """Another target that is free, or the second of its kind; else a custom field."""
    fits = _fitting(candidates(column.heading), column.samples)
    for fit in fits:
        if fit.target not in used:
            return column._replace(target=fit.target, score=_LIKELY, reason=fit.reason)
    second = _SECOND.get(column.target, "")
    if second and second not in used:
        label = targets.BY_KEY[second].label
        reason = f"The second column of its kind: perhaps {label}"
        return column._replace(target=second, score=_LIKELY, reason=reason)
    reason = "Another column fits better"
    return column._replace(target=targets.CUSTOM, score=_DOUBTFUL, reason=reason)


def _doubted(column: Column, columns: list[Column]) -> Column:
    """A column that another one with the same heading, or another name, throws doubt upon."""
    if not column.heading or column.reason == _OF_REPORT:
        return column
    for other in columns:
        if other is column or other.target != column.target or other.score < _SURE:
            continue
        same = fold(other.heading) == fold(column.heading)
        if same or (column.target == "display_name" and -_strength(column)[1] >= _PLAIN_NAMES):
            reason = f"Column “{other.heading}” could be meant too"
            return column._replace(score=min(column.score, _LIKELY), reason=reason)
    return column


def _is_single(key: str) -> bool:
    target = targets.BY_KEY.get(key)
    return bool(target and target.parser not in targets.MANY and not _is_collected(target))


def _is_collected(target: Target) -> bool:
    return target.part in ("extra", "job", "visit_more")
