"""The condition tree behind every part of a picture, so that each part opens its customers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.services.dates import add_days, add_months
from desktop.services.segments.tree import AnyNode, Event, Group, Records, Rule, SegmentRef, Window
from desktop.services.value.rfm_map import DIMENSIONS, ON_CYCLE_NAMES

# The labels that have a closed list; the builder shows their words, so that is what trees hold.
CHOICES: dict[str, c.Choices] = {
    "lifecycle": c.LIFECYCLE,
    "service_tier": c.SERVICE_TIER,
    "system_type": c.SYSTEM_TYPE,
    "value_tier": c.VALUE_TIER,
    "rfm_segment": c.RFM_SEGMENT,
    "health_colour": c.HEALTH_COLOUR,
    "health_grade": c.HEALTH_GRADE,
    "health_card": c.HEALTH_CARD,
    "due_status": c.DUE_STATUS,
    "relationship": c.RELATIONSHIP,
    "contract_status": c.CONTRACT_STATUS,
    "customer_type": c.CUSTOMER_TYPE,
    "system_age_category": c.AGE_CATEGORY,
    "season": c.SEASON,
    "reach_by": c.REACH_BY,
    "health_cap": c.HEALTH_CAP,
    "health_trend": c.HEALTH_TREND,
}
_FIELD_OF_SCORE = {dimension.key: dimension.field for dimension in DIMENSIONS}
Nodes = tuple[AnyNode, ...]
RFM_NAME = "rfm_segment"
SEGMENT = "segment"  # the one label of which a customer may have several values


def tree(kind: str, **values: Any) -> Group:
    """The tree that selects the customers of a part of a picture.

    Raises:
        UserError: there is no such kind of part.
    """
    if kind not in KINDS:
        raise UserError(f"There is no part of a picture called “{kind}”.", where=kind)
    return Group(children=KINDS[kind](**values))


def _is(field: str, value: Any) -> AnyNode:
    if value is None:
        return Rule(field=field, op="is_unknown")
    shown = CHOICES[field].label(value) if field in CHOICES else value
    return Rule(field=field, op="is", value=shown)


def _cell(recency: int, frequency: int) -> Nodes:
    return _is("rfm_r", recency), _is("rfm_f", frequency)


def _code(code: str) -> Nodes:
    return tuple(
        _is(dimension.field, int(digit)) for dimension, digit in zip(DIMENSIONS, code, strict=True)
    )


def _tile(key: str, on_cycle: bool | None = None) -> Nodes:  # noqa: FBT001 - always by name
    named = _is("rfm_segment", key)
    return (named,) if on_cycle is None else (named, _is("on_cycle", on_cycle))


def _band(dimension: str, score: int) -> Nodes:
    return (_is(_FIELD_OF_SCORE[dimension], score),)


def _label(dimension: str, value: Any) -> Nodes:
    if dimension == SEGMENT:
        return (SegmentRef(segments=(value,)),)
    return (_is(dimension, value),)


def _both(segment: str, dimension: str, value: Any) -> Nodes:
    return _is("rfm_segment", segment), _is(dimension, value)


def _of(field: str) -> Callable[..., Nodes]:
    def chosen(key: str) -> Nodes:
        return (_is(field, key),)

    return chosen


def _points(low: int, high: int) -> Nodes:
    return (Rule(field="health_score", op="between", value=low, value2=high),)


def _trend(way: str) -> Nodes:
    return (_is("health_trend", way),)


def _moved(dimension: str, before_day: date, after_day: date, before: str, after: str) -> Nodes:
    return _on_day(dimension, before_day, before), _on_day(dimension, after_day, after)


def _on_day(dimension: str, day: date, value: str) -> Records:
    then = Rule(field="day", op="on", value=day.isoformat())
    return Records(records="labels", where=Group(children=(then, _is(dimension, value))))


def _served(month: date, **label: Any) -> Nodes:
    last = add_days(add_months(month, 1), -1)
    window = Window(kind="dates", start=month.isoformat(), end=last.isoformat())
    return (*(_label(**label) if label else ()), Event(event=("service",), window=window))


def _region(open_ids: Sequence[str], inside: Sequence[bool]) -> Nodes:
    from desktop.services.segments.overlap import region_tree  # noqa: PLC0415 - of segments alone

    return region_tree(open_ids, tuple(inside)).children


def asks_back(kind: str, values: Mapping[str, Any]) -> bool:
    """Whether a part names an RFM segment that is won back: there some may simply not be due."""
    named = values.get("segment") or values.get("key") or values.get("value")
    is_segment = kind in ("tile", "rfm_segment", "cross") or (
        kind == "label" and values.get("dimension") == RFM_NAME
    )
    return is_segment and named in ON_CYCLE_NAMES and values.get("on_cycle") is None


def off_cycle() -> AnyNode:
    """Leaves out those whose next service is not due yet (domain 7.2)."""
    return _is("on_cycle", value=False)


KINDS: dict[str, Callable[..., Nodes]] = {
    "cell": _cell,  # recency, frequency
    "code": _code,  # code
    "tile": _tile,  # key, on_cycle
    "unscored": lambda: _tile("unscored"),
    "band": _band,  # dimension, score
    "label": _label,  # dimension, value
    "cross": _both,  # segment, dimension, value
    "points": _points,  # low, high
    "trend": _trend,  # way: "up" or "down"
    "cap": _of("health_cap"),
    "served": _served,  # month, its first day; dimension and value where it is of one value
    "region": _region,  # open_ids, inside
    "matrix_cell": _moved,  # dimension, before_day, after_day, before, after
    "rfm_segment": _of("rfm_segment"),
    "tier": _of("value_tier"),
    "lifecycle": _of("lifecycle"),
    "colour": _of("health_colour"),
    "grade": _of("health_grade"),
    "card": _of("health_card"),
}
