"""How the lists of the day say what they hold: in a sentence, in the line over a group."""

from calendar import month_abbr
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from desktop.services.days import DayWriter, day_text, paper_day
from desktop.services.desk.due_list import EVERY_STATUS, DueGroup, DueList
from desktop.services.desk.due_query import UNZONED, DueQuery
from desktop.services.desk.morning import Choice, Places
from desktop.views.widgets.formats import counted


class Filter(NamedTuple):
    """One filter over the due list: the field of the query that it sets, and its choices."""

    field: str
    name: str
    choices: tuple[Choice, ...]


WHICH = (
    Choice(("overdue", "due"), "Overdue and due"),
    Choice(("overdue",), "Overdue"),
    Choice(("due",), "Due, not overdue"),
    Choice(("overdue", "due", "upcoming"), "Overdue, due and upcoming"),
    Choice(EVERY_STATUS, "Everything with a due date"),
    Choice(("unknown",), "Without a due date"),
)
WITHIN = (
    Choice(None, "Any day"),
    Choice(7, "Within 7 days"),
    Choice(30, "Within 30 days"),
    Choice(90, "Within 90 days"),
)
OWED_BY = (
    Choice("", "With and without contract"),
    Choice("us", "We owe it under contract"),
    Choice("customer", "The customer decides"),
)
ORDERS = (
    Choice("zone", "By zone and day"),
    Choice("due", "By due date"),
    Choice("name", "By name"),
)


def filters(places: Places) -> tuple[Filter, ...]:
    """All filters of the due list, in the order of the screen."""
    return (
        Filter("statuses", "Which", WHICH),
        Filter("within_days", "When due", WITHIN),
        Filter("services", "Service", (Choice((), "All services"), *places.services)),
        Filter("zone_id", "Zone", (Choice(None, "All zones"), *places.zones)),
        Filter("owed_by", "Contract", OWED_BY),
        Filter("order", "Order", ORDERS),
    )


def weekday(value: date, write_day: DayWriter = day_text) -> str:
    """A day of work: "Tue, Nov 24, 2026"."""
    return f"{value:%a}, {write_day(value)}"


def group_label(group: DueGroup, write_day: DayWriter = day_text) -> str:
    """The line over a group: zone, day, how many, how much."""
    when = weekday(group.day, write_day) if group.day else "no fixed day"
    gallons = f", {group.gallons:,} gal" if group.gallons else ""
    return f"{group.zone}  ·  {when}  ·  {counted(len(group.rows), 'service')}{gallons}"


def totals(found: DueList) -> str:
    """All rows together: "41 services at 38 places, 38,500 gallons"."""
    sites = len({row.property_id for row in found.rows})
    said = f"{counted(len(found.rows), 'service')} at {counted(sites, 'place')}"
    if found.gallons:
        said += f", {found.gallons:,} gallons to pump"
    if found.gallons_unknown:
        said += f", {counted(found.gallons_unknown, 'tank')} of unknown size"
    return said


def hidden(found: DueList) -> str:
    """What the list leaves out: "12 not shown: 9 already booked, 3 postponed: wet ground"."""
    if not found.hidden:
        return ""
    reasons = (f"{one.items:,} {one.label[:1].lower()}{one.label[1:]}" for one in found.hidden)
    return f"{found.hidden_count:,} not shown: {', '.join(reasons)}."


ONLY = {
    "booked": "only what is booked already",
    "postponed": "only what is postponed",
}


def span(query: DueQuery, write_day: DayWriter = day_text) -> str:
    """From when to when the due days lie, where that was asked for: "Due until Jun 14, 2026"."""
    since, until = (day and write_day(day) for day in (query.due_from, query.due_to))
    if since and until:
        return f"Due {since} to {until}"
    if since or until:
        return f"Due from {since}" if since else f"Due until {until}"
    return ""


def month(query: DueQuery) -> str:
    """The one month in which the due days lie, where that was asked for: "Mar 2027"."""
    since, until = query.due_from, query.due_to
    if since is None or until is None or (since.year, since.month) != (until.year, until.month):
        return ""
    return f"{month_abbr[since.month]} {since.year}"


def asked(query: DueQuery, places: Places) -> str:
    """What was asked for, as a sentence for paper: "Overdue, within 7 days, zone North"."""
    labels = [
        _label(one, getattr(query, one.field))
        for one in filters(places)
        if getattr(query, one.field) not in _ALL.get(one.field, ())
    ]
    if days := span(query, paper_day):
        labels.append(f"{days[:1].lower()}{days[1:]}")
    if query.only:
        labels.append(ONLY[query.only])
    elif query.include_booked or query.include_postponed:
        labels.append("with those booked or postponed")
    return ", ".join(labels)


_ALL: Mapping[str, tuple[object, ...]] = {
    "within_days": (None,),
    "services": ((),),
    "zone_id": (None,),
    "owed_by": ("",),
}


def _label(one: Filter, value: object) -> str:
    found = next((choice.label for choice in one.choices if choice.value == value), "")
    if one.field == "statuses":
        return found
    if one.field == "zone_id":
        return "in no zone" if value == UNZONED else f"zone {found}"
    return found[:1].lower() + found[1:]
