"""What the Customers page remembers: columns, sort and filters, and how they are read back."""

from datetime import date
from typing import Any

from desktop.services.office.customer_columns import BY_KEY, COLUMNS, Column
from desktop.services.office.customer_list import Filter, Query
from desktop.views.settings import Settings


def columns(settings: Settings) -> list[Column]:
    """The columns shown, in order."""
    kept = [BY_KEY[key] for key in settings.get("customers.columns") if key in BY_KEY]
    return kept or [column for column in COLUMNS if column.shown_first]


def query(settings: Settings) -> Query:
    """The order and the filters of last time; never the search."""
    key, direction = (*settings.get("customers.sort"), "", "")[:2]
    filters = [_filter(kept) for kept in settings.get("customers.filters")]
    return Query(
        sort=key if key in BY_KEY else "name",
        descending=direction == "descending",
        filters=tuple(found for found in filters if found),
    )


def keep_query(settings: Settings, shown: Query) -> None:
    """Remember the order and the filters."""
    settings.set("customers.sort", [shown.sort, "descending" if shown.descending else "ascending"])
    settings.set("customers.filters", [_plain(kept) for kept in shown.filters])


def _plain(kept: Filter) -> dict[str, Any]:
    ends = {
        end: value.isoformat() if isinstance(value, date) else value
        for end, value in (("low", kept.low), ("high", kept.high))
    }
    return {
        "column": kept.column,
        "values": kept.values and list(kept.values),
        "contains": kept.contains,
        **ends,
    }


def _filter(plain: Any) -> Filter | None:
    """The filter of a remembered dictionary; None when it does not make sense (any more)."""
    try:
        column = BY_KEY[plain["column"]]
        values = plain["values"]
        low, high = (_end(column, plain[end]) for end in ("low", "high"))
        return Filter(
            column.key,
            None if values is None else tuple(values),
            str(plain["contains"]),
            low,
            high,
        )
    except (KeyError, TypeError, ValueError):
        return None


def _end(column: Column, value: Any) -> Any:
    if value is None:
        return None
    return date.fromisoformat(value) if column.kind == "date" else int(value)
