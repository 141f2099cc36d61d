"""What is asked to complete the data, one record after the other."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.records import Field, Now, Saved, Work, change, read
from desktop.services.records.coordinates import place_property
from desktop.services.records.first_dates import Basis, enter_dates
from desktop.views.records.ask import Ask, Values, known

INTERVAL = ("custom_interval", "custom_interval_unit")
ADDRESS = ("line1", "line2", "city", "state", "zip5", "zip4")


def _only(stored: Values, *keys: str) -> Values:
    return {key: stored[key] for key in keys}


def _dates(db: Session, item: Any, values: Values, now: Now) -> Saved:
    work = Work(item.service, item.asset_id or None)
    basis = Basis(
        values["done"], values["install_date"],
        values["custom_interval"], values["custom_interval_unit"],
    )  # fmt: skip
    return enter_dates(db, item.system_id, work, basis, now)


def _dates_on_file(db: Session, item: Any) -> Values:
    system = read(db, "system", item.system_id)
    whose = read(db, "asset", item.asset_id) if item.asset_id else system
    return _only(system, "install_date") | _only(whose, *INTERVAL)


ASKS_OF_DATA: dict[str, Ask] = {
    "tank_size": Ask(
        "Size of the tank",
        "Save",
        "Size kept.",
        (known("asset", "capacity_gal", required=True),),
        lambda db, tank, v, now: change(db, "asset", tank, v, now),
    ),
    "coordinates": Ask(
        "Where the place lies",
        "Save",
        "Coordinates kept.",
        (
            Field(
                "place",
                "Coordinates",
                "text",
                required=True,
                help="Paste 30.6744, -96.3700 or the link of a map",
            ),
            known("property", "geocode_source", required=True),
        ),
        lambda db, place, v, now: place_property(db, place, v["place"], v["geocode_source"], now),
        lambda _place, _today: {"geocode_source": "manual_pin"},
    ),
    "address": Ask(
        "Mailing address",
        "Save",
        "Address kept.",
        tuple(known("customer", key) for key in ADDRESS),
        lambda db, customer, v, now: change(db, "customer", customer, v, now),
        stored=lambda db, customer: _only(read(db, "customer", customer), *ADDRESS),
    ),
    "dates": Ask(
        "What the due day is counted from",
        "Save",
        "Dates kept.",
        (
            Field("done", "Last done on", "date", help="By us: it is entered as a visit"),
            replace(known("system", "install_date"), help="The system; the year alone will do"),
            known("asset", "custom_interval", "Wanted every"),
            known("asset", "custom_interval_unit"),
        ),
        _dates,
        stored=_dates_on_file,
    ),
    "done_day": Ask(
        "Day of the work",
        "Save",
        "Day corrected.",
        (known("visit", "completed_date", required=True),),
        lambda db, visit, v, now: change(db, "visit", visit, v, now),
        stored=lambda db, visit: _only(read(db, "visit", visit), "completed_date"),
    ),
}
