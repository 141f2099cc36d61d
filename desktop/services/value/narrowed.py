"""What a list was narrowed to by its search and filters: as conditions where they can say it."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from desktop.models.errors import UserError
from desktop.services.days import DayWriter, day_text
from desktop.services.office.customer_columns import BY_KEY, YES_NO, Column
from desktop.services.office.customer_list import ANY_VALUE, Filter, Query
from desktop.services.segments.tree import AnyNode, Group, Rule
from desktop.services.value.bands import dollars

BLANK = "no value"
CANNOT_SAY = "No condition says what this list is narrowed to."
# The fields of the condition language that ask what a column of the list filters by. A search and
# the columns that are not here (phone digits, the status of customers) can be said by none.
FIELDS = {
    "name": "name",
    "account_no": "account_no",
    "type": "customer_type",
    "email": "email",
    "address": "address",
    "city": "city",
    "zip": "postcode",
    "county": "county",
    "zone": "zone",
    "system_type": "system_type",
    "tank_gallons": "tank_gallons",
    "last_service": "last_service",
    "service_count": "service_count",
    "contract_status": "contract_status",
    "contract_end": "contract_end",
    "lifetime_revenue": "lifetime_revenue",
    "open_balance": "open_balance",
    **{
        key: key
        for key in (
            "value_tier", "rfm", "rfm_r", "rfm_f", "rfm_m", "rfm_segment", "on_cycle",
            "due_status", "lifecycle", "service_tier", "relationship", "system_age_category",
            "season", "reach_by", "vacation_property", "reactivated", "repeat_service",
            "degradation", "high_risk_component", "visits_3y", "tickets_3y", "revenue_1y",
            "revenue_3y", "average_ticket", "lifetime_value", "behaviour_group", "health_score",
            "health_colour", "health_grade", "health_card", "health_coverage", "health_trend",
            "health_change", "health_cap",
        )
    },
}  # fmt: skip
_WITHOUT_PARTS = ("zone", "behaviour_group")  # closed lists: parts of their names cannot be asked
_SAID_AS: dict[str, Callable[[Any], Any]] = {
    "money": lambda cents: str(Decimal(cents) / 100),
    "date": lambda day: day.isoformat(),
    "number": int,
}


def is_narrowed(query: Query) -> bool:
    """Whether a list shows fewer than its part holds."""
    return bool(query.search.strip() or any(one.is_on for one in query.filters))


def is_sayable(query: Query) -> bool:
    """Whether conditions select whom the list shows."""
    return not query.search.strip() and all(
        _is_sayable(one) for one in query.filters if one.is_on and one.column in BY_KEY
    )


def _is_sayable(wanted: Filter) -> bool:
    if wanted.values is not None and not wanted.values:
        return False  # nothing is ticked, so nobody is there
    key = wanted.column
    has_parts = key not in _WITHOUT_PARTS and BY_KEY[key].kind == "text"
    return key in FIELDS and (has_parts or not wanted.contains)


def conditions(query: Query) -> tuple[AnyNode, ...]:
    """The filters of a list as conditions that must all hold.

    Raises:
        UserError: they cannot be said; see `is_sayable`.
    """
    if not is_sayable(query):
        raise UserError(CANNOT_SAY)
    filters = [one for one in query.filters if one.is_on and one.column in BY_KEY]
    return tuple(node for wanted in filters for node in _nodes(BY_KEY[wanted.column], wanted))


def _nodes(column: Column, wanted: Filter) -> Sequence[AnyNode]:
    found: list[AnyNode] = []
    if wanted.values is not None:
        found += _ticked(column, wanted.values)
    if wanted.contains.strip():
        found.append(Rule(field=FIELDS[column.key], op="contains", value=(wanted.contains,)))
    elif wanted.contains:  # every text holds a blank, in a search
        found.append(Rule(field=FIELDS[column.key], op="is_known"))
    said = _SAID_AS.get(column.kind, str)
    for op, end in zip(_RANGE[column.kind == "date"], (wanted.low, wanted.high), strict=True):
        if end is not None:
            found.append(Rule(field=FIELDS[column.key], op=op, value=said(end)))
    return found


_RANGE = {False: ("ge", "le"), True: ("on_or_after", "on_or_before")}


def _ticked(column: Column, values: Sequence[str | None]) -> Sequence[AnyNode]:
    """Those with a ticked value; blanks are a condition of their own."""
    known = [value for value in values if value is not None]
    blank = Rule(field=FIELDS[column.key], op="is_unknown")
    if column.kind in ("date", "money"):
        both = {*values} >= {ANY_VALUE, None}
        return () if both else (blank.with_(op="is_known") if known else blank,)
    nodes = [*(_is_one_of(column, known) if known else ()), *([blank] if None in values else ())]
    return nodes if len(nodes) == 1 else (Group(combinator="any", children=tuple(nodes)),)


def _is_one_of(column: Column, known: Sequence[str]) -> Sequence[AnyNode]:
    if column.choices is YES_NO:
        return [Rule(field=FIELDS[column.key], op="is", value=one == "yes") for one in known]
    values = tuple(_shown(column, one) for one in known)
    return [Rule(field=FIELDS[column.key], op="is_any_of", value=values)]


def _shown(column: Column, key: str) -> Any:
    if column.choices:
        return column.choices.label(key)
    return int(key) if column.kind == "number" else key


def words(query: Query, written: DayWriter = day_text) -> str:
    """What a list is narrowed to, in words: "City: bryan; Last service: from Mar 4, 2025"."""
    said = [f"Search: “{query.search.strip()}”"] if query.search.strip() else []
    for wanted in query.filters:
        if wanted.is_on and wanted.column in BY_KEY:
            column = BY_KEY[wanted.column]
            said.append(f"{column.label}: {', '.join(_parts(column, wanted, written))}")
    return "; ".join(said)


def _parts(column: Column, wanted: Filter, written: DayWriter) -> Sequence[str]:
    found = [_named(column, one) for one in wanted.values or ()]
    if wanted.values is not None and not found:
        found.append("nothing ticked")
    if wanted.contains:
        found.append(f"contains “{wanted.contains}”")
    ends = (("from", wanted.low), ("up to", wanted.high))
    return found + [f"{word} {_end(column, end, written)}" for word, end in ends if end is not None]


def _named(column: Column, key: str | None) -> str:
    if key is None:
        return BLANK
    return "any value" if key == ANY_VALUE else str(_shown(column, key))


def _end(column: Column, value: Any, written: DayWriter) -> str:
    if column.kind == "date":
        return written(value)
    return dollars(value) if column.kind == "money" else f"{value:,}"
