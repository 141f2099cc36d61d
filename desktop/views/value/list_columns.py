"""Which columns stand in the list behind a part: what the picture is about, then the usual ones."""

from desktop.services.office.customer_columns import BY_KEY, Column
from desktop.services.office.customer_list import Query
from desktop.views.customers import layout as remembered
from desktop.views.settings import Settings
from desktop.views.value.opening import Opening

# What stands beside the name, so that nobody wonders why somebody is on the list. A segment of RFM
# never stands without the due status beside it.
ABOUT: dict[str, tuple[str, ...]] = {
    "rfm": ("rfm", "rfm_segment", "on_cycle", "due_status"),
    "health": ("health_score", "health_change", "health_colour", "health_grade", "health_cap"),
    "money": ("value_tier", "revenue_3y", "lifetime_value"),
}
OF_KIND = {
    "cell": "rfm",
    "code": "rfm",
    "tile": "rfm",
    "band": "rfm",
    "cross": "rfm",
    "rfm_segment": "rfm",
    "points": "health",
    "colour": "health",
    "grade": "health",
    "card": "health",
    "trend": "health",
    "cap": "health",
    "billed": "money",
    "served": "money",
    "label": "money",
}
OF_LABEL = {
    "rfm_segment": "rfm",
    "health_colour": "health",
    "health_grade": "health",
    "health_card": "health",
}
NAME = "name"
# In which order a list is shown at first, if not by name: the column, and whether downwards.
FIRST_BY = {"up": ("health_change", True), "down": ("health_change", False)}


def order(what: Opening) -> Query:
    """Whoever moved most stands first."""
    by, down = FIRST_BY.get(str(dict(what.values).get("way")), (NAME, False))
    return Query(sort=by, descending=down)


def columns(settings: Settings, what: Opening) -> list[Column]:
    """The name, what the part is about, then what the Customers page shows."""
    values = dict(what.values)
    about = OF_LABEL.get(str(values.get("dimension"))) or OF_KIND.get(what.kind, "")
    first = [NAME, *(key for key in ABOUT.get(about, ()) if key in BY_KEY)]
    others = [one.key for one in remembered.columns(settings) if one.key not in first]
    return [BY_KEY[key] for key in (*first, *others)]
