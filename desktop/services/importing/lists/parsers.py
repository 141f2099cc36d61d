"""Reads the words of owners' own lists: equipment, materials, kinds of contract, what is paid."""

import re
from collections.abc import Callable
from typing import Any

from desktop.models import choices as c
from desktop.services.importing.cells import values
from desktop.services.importing.cells.values import text
from desktop.services.importing.kinds import BadValueError

# The first word that a text holds wins.
_EQUIPMENT_WORDS = (
    ("trash", "trash_tank"),
    ("aeration tank", "aeration_tank"),
    ("pump tank", "pump_tank"),
    ("dosing tank", "pump_tank"),
    ("grease", "grease_trap"),
    ("clarifier", "clarifier"),
    ("septic tank", "septic_tank"),
    ("holding tank", "septic_tank"),
    ("aerator", "aerator"),
    ("air pump", "aerator"),
    ("blower", "aerator"),
    ("compressor", "aerator"),
    ("spray pump", "spray_pump"),
    ("spray head", "spray_head"),
    ("sprinkler", "spray_head"),
    ("effluent pump", "effluent_pump"),
    ("pump", "effluent_pump"),
    ("panel", "control_panel"),
    ("control", "control_panel"),
    ("alarm", "control_panel"),
    ("float", "float"),
    ("chlor", "chlorinator"),
    ("filter", "filter"),
    ("drain", "drainfield"),
    ("field", "drainfield"),
    ("tank", "septic_tank"),
)
_MATERIAL_WORDS = (
    ("conc", "concrete"),
    ("cement", "concrete"),
    ("poly", "poly"),
    ("plastic", "poly"),
    ("fiber", "fiberglass"),
    ("fibre", "fiberglass"),
    ("steel", "steel"),
    ("metal", "steel"),
)
_CONTRACT_WORDS = (
    ("two", "initial_two_year"),
    ("2 y", "initial_two_year"),
    ("2-y", "initial_two_year"),
    ("initial", "initial_two_year"),
    ("full", "full_maintenance"),
    ("maint", "full_maintenance"),
    ("chlor", "inspection_chlorine"),
    ("insp", "inspection_only"),
    ("grease", "grease_plan"),
    ("pump", "pumping_plan"),
)
_YES = re.compile(r"^(?:paid|pd|yes|y|x|true|paid in full|full|cash|check|card|cc)\.?$")
_NO = re.compile(r"^(?:no|n|false|unpaid|open|owes|due|billed|not paid|0)$")
PAID, UNPAID = "paid", "unpaid"


def _named(
    choices: c.Choices, words: tuple[tuple[str, str], ...], unknown: str
) -> Callable[[Any], str]:
    """A parser for a closed list: its own words, else the first word that a text holds."""

    def read(value: Any) -> str:
        raw = text(value).casefold()
        found = next((key for word, key in words if word in raw), unknown)
        return choices.key(raw) or found

    return read


def read_months(value: Any) -> tuple[int, str] | None:
    """How often, under a heading that says months."""
    return values.interval(value, "months")


def read_paid(value: Any) -> str | Any:
    """What a "Paid" cell says: "paid", "unpaid", or the amount; its day is not needed.

    Raises:
        BadValueError: none of these.
    """
    raw = text(value).casefold()
    if _YES.match(raw):
        return PAID
    if _NO.match(raw):
        return UNPAID
    if re.match(r"^\d{1,4}[/\-]\d{1,2}[/\-]\d{1,4}", raw):
        return PAID
    try:
        return values.amount(value)
    except BadValueError as error:
        raise BadValueError("is neither an amount, a day, nor yes or no") from error


LIST_PARSERS: dict[str, Callable[[Any], Any]] = {
    "equipment": _named(c.ASSET_KIND, _EQUIPMENT_WORDS, "other"),
    "material": _named(c.MATERIAL, _MATERIAL_WORDS, "unknown"),
    "contract_kind": _named(c.CONTRACT_KIND, _CONTRACT_WORDS, "other"),
    "channel": lambda value: c.CHANNEL.key(text(value)),
    "months": read_months,
    "paid": read_paid,
}
GUESSING = ("equipment", "material", "contract_kind")  # an unknown word is no error to them
