"""County rules that nobody has checked for a year (domain 2.3)."""

from datetime import date
from typing import Any

from sqlalchemy import Select, null, or_

from desktop.models.care import CountyRule
from desktop.services.care.counties import last_good_check
from desktop.services.desk.loose_ends import columns


def unchecked(as_of: date) -> Select[Any]:
    """The counties whose rules may have changed since somebody looked, or were never checked."""
    rule = CountyRule
    return columns(rule.id, null(), rule.county, rule.checked_on, null()).where(
        or_(rule.checked_on.is_(None), rule.checked_on < last_good_check(as_of))
    )
