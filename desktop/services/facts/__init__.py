"""What follows from the records, worked out ahead so that conditions answer in milliseconds."""

from desktop.services.facts.checking import Difference, check
from desktop.services.facts.keeping import (
    aside,
    compare_anew,
    for_day,
    is_current,
    mark_stale,
    refresh,
    relabel,
)

__all__ = [
    "Difference",
    "aside",
    "check",
    "compare_anew",
    "for_day",
    "is_current",
    "mark_stale",
    "refresh",
    "relabel",
]
