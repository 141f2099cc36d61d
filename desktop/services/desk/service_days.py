"""On which day a truck is in a zone for something that is due."""

from collections.abc import Sequence
from datetime import date

from desktop.models import choices as c
from desktop.services.dates import add_days

_DAYS_OF_WEEK = tuple(c.WEEKDAY)


def service_day(weekdays: Sequence[str], due: date | None, as_of: date) -> date | None:
    """The last service day of the zone up to the due day, else the next one from today.

    None for a zone without service days, and for work without a due day.
    """
    if due is None:
        return None
    served = {_DAYS_OF_WEEK.index(day) for day in weekdays if day in _DAYS_OF_WEEK}
    if not served:
        return None
    week = range(len(_DAYS_OF_WEEK))
    before = (add_days(due, -back) for back in week)
    in_time = (day for day in before if day >= as_of and day.weekday() in served)
    next_one = (add_days(as_of, ahead) for ahead in week)
    later = (day for day in next_one if day.weekday() in served)
    return next(in_time, None) or next(later, None)  # the calendar may end before
