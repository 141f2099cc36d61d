"""Every name the phrase box knows: our tables, the field catalogue, and the office's own data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import select

from desktop.models.customers import Customer
from desktop.models.segments import Segment
from desktop.services.segments.context import Context
from desktop.services.segments.events import EVENTS
from desktop.services.segments.fields import Field
from desktop.services.segments.phrase import vague
from desktop.services.segments.phrase import vocabulary as v
from desktop.services.segments.phrase.typing_errors import Corrector
from desktop.services.segments.phrase.words import Key, keys
from desktop.services.segments.spans import PERIODS
from desktop.services.segments.wording import MONTHS

FIELD_TOKENS = {
    "text": "FT", "choice": "FC", "many": "FC", "number": "FN", "money": "FN", "date": "FD",
    "yes_no": "FY",
}  # fmt: skip
SHORT_MONTHS = {name[:3].lower(): n for n, name in enumerate(MONTHS, 1)} | {"sept": 9}


class Meaning(NamedTuple):
    """What a name is to the grammar, and what stands behind it."""

    type: str
    payload: Any = None


class Listed(NamedTuple):
    """A value of the closed list of a field."""

    field: str
    label: str
    many: bool = False


class Named(NamedTuple):
    """A saved segment, and the day its list was made for, where it is a list."""

    open_id: str
    name: str
    as_of: date | None


@dataclass
class Lexicon:
    """The names by their words; `values` are those understood only beside their field."""

    names: dict[Key, Meaning] = field(default_factory=dict)
    values: dict[str, dict[Key, Listed]] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    longest: int = 1

    @cached_property
    def corrector(self) -> Corrector:
        """What a typing error may stand for: names of closed lists and of our tables."""
        open_ended = ("FILLER", "PLACE")
        return Corrector(key for key, one in self.names.items() if one.type not in open_ended)

    def add(self, name: str, type_: str, payload: Any = None) -> None:
        """Learn a name; the first meaning of a name stays, of values all stay."""
        key = keys(name)
        if not key:
            return
        known = self.names.get(key)
        if known is None:
            self.names[key] = Meaning(type_, payload)
            self.longest = max(self.longest, len(key))
        elif known.type == type_ == "VALUE" and payload[0] not in known.payload:
            self.names[key] = Meaning("VALUE", (*known.payload, *payload))


def load(context: Context) -> Lexicon:
    """Learn all names as they are now; what stands first in this order wins a name of its own."""
    lexicon = Lexicon(fields=dict(context.fields))
    _learn_tables(lexicon)
    _learn_fields(lexicon)
    _learn_values(lexicon, context)
    _learn_events(lexicon)
    _learn_places(lexicon, context)
    _learn_segments(lexicon, context)
    for word in v.FILLERS:
        lexicon.add(word, "FILLER")
    return lexicon


def _learn_tables(lexicon: Lexicon) -> None:
    for words, readings in vague.VAGUE:
        _add_all(lexicon, words, "VAGUE", readings)
    for key, words in vague.VAGUE_TIME_WORDS.items():
        _add_all(lexicon, words, "VAGUETIME", vague.VAGUE_TIMES[key])
    _add_all(lexicon, vague.SOON_WORDS, "SOON", vague.SOON)
    for type_, words in v.OPERATORS.items():
        for word in words:
            lexicon.names.setdefault(keys(word) or (word,), Meaning(type_))
    _learn_times(lexicon)
    lexicon.longest = max(len(key) for key in lexicon.names)


def _learn_times(lexicon: Lexicon) -> None:
    """Units, periods, months, and numbers that are words."""
    for unit, words in v.UNITS.items():
        _add_all(lexicon, words, "UNIT", unit)
    for name, period in PERIODS.items():
        _add_all(lexicon, (period.label, *v.PERIOD_WORDS.get(name, ())), "PERIOD", name)
    for n, month in enumerate(MONTHS, 1):
        lexicon.add(month, "MONTH", n)
    for short, n in SHORT_MONTHS.items():
        lexicon.add(short, "MONTH", n)
    for word, n in v.NUMBER_WORDS.items():
        lexicon.add(word, "NUM", n)
    for word, n in v.HOW_OFTEN.items():
        lexicon.add(word, "NTIMES", n)


def _learn_fields(lexicon: Lexicon) -> None:
    for key, one in lexicon.fields.items():
        if one.key != key:  # the office's own field under its bare key
            continue
        names = (one.label, *v.FIELD_WORDS.get(key, ()))
        _add_all(lexicon, names, FIELD_TOKENS[one.type], one)


def _learn_values(lexicon: Lexicon, context: Context) -> None:
    for key, one in lexicon.fields.items():
        if one.key != key or one.type not in ("choice", "many"):
            continue
        many = one.type == "many"
        said = lexicon.values.setdefault(key, {})
        for option in context.options(one):
            listed = Listed(key, option.label, many)
            words = (option.label, *v.VALUE_WORDS.get((key, option.label), ()))
            for name in words:
                said.setdefault(keys(name), listed)
                if _stands_alone(key, name):
                    _add_all(lexicon, (name, _several(name)), "VALUE", (listed,))
            for noun in (one.label, *v.FIELD_WORDS.get(key, ()), *v.VALUE_NOUNS.get(key, ())):
                lexicon.add(f"{option.label} {noun}", "VALUE", (listed,))


def _stands_alone(key: str, name: str) -> bool:
    """Whether a value is understood without its field beside it."""
    said_so = any(name in words for (of, _), words in v.VALUE_WORDS.items() if of == key)
    return said_so or (key in v.FREE and name.casefold() not in v.SHY)


def _several(name: str) -> str:
    """The plural of a value: leads, builders; a number has none."""
    return name if not name[-1:].isalpha() or name.endswith("s") else f"{name}s"


def _learn_events(lexicon: Lexicon) -> None:
    for table, type_ in ((v.EVENT_VERBS, "EVV"), (v.EVENT_NOUNS, "EVN")):
        for event, words in table.items():
            _add_all(lexicon, words, type_, event)
    for key, one in EVENTS.items():
        _add_all(lexicon, (one.label, one.noun, one.plural), "EVN", (key, ""))


def _learn_places(lexicon: Lexicon, context: Context) -> None:
    """Cities and ZIP codes in use; a county that is no zone."""
    for field_key, column in (("city", Customer.city), ("postcode", Customer.zip5)):
        for text in context.db.scalars(select(column).where(column != "").distinct()):
            lexicon.add(str(text), "PLACE", Listed(field_key, str(text)))
    county = lexicon.fields["county"]
    for option in county.suggestions(context.db) if county.suggestions else ():
        listed = Listed("county", option.label)
        _add_all(lexicon, (option.label, f"{option.label} county"), "PLACE", listed)


def _learn_segments(lexicon: Lexicon, context: Context) -> None:
    rows = select(Segment.id, Segment.name, Segment.kind, Segment.as_of).order_by(Segment.id)
    ids = {one.id: one.open_id for one in context.segments.values()}
    for id_, name, kind, as_of in context.db.execute(rows):
        named = Named(ids[id_], name, as_of if kind == "static" else None)
        names = (f"{name} list", f"{name} segment", f"segment {name}", f"list {name}", name)
        _add_all(lexicon, names, "SEGMENT", named)


def _add_all(lexicon: Lexicon, names: Iterable[str], type_: str, payload: Any) -> None:
    for name in names:
        lexicon.add(name, type_, payload)
