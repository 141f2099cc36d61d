"""The part of a system that a row of a list means: its tank, or an aerator, a pump, a panel."""

from collections.abc import Iterable
from typing import Any

from desktop.models import choices as c
from desktop.models.folding import fold
from desktop.services.importing.planning.staging import Values

TANKS = ("septic_tank", "trash_tank", "grease_trap", "holding_tank", "aeration_tank", "pump_tank")
_OF_SYSTEM = ("kind", "treatment_gpd")  # what a row about a part still says of the whole system
Parts = dict[str, dict[str, Any]]


def arranged(parts: Parts) -> tuple[Parts, list[str]]:
    """The parts of a row with the make, model and day of an aerator taken off its system.

    An asset has no fields for make and model: they become a note.
    """
    asset = parts.get("asset", {})
    kind = asset.get("kind")
    if kind is None or kind in TANKS:
        return parts, []
    system = parts.get("system", {})
    named = [system[key] for key in ("make", "model") if system.get(key)]
    kept = {key: value for key, value in system.items() if key in _OF_SYSTEM}
    if "install_date" in system:
        asset = {**asset, "install_date": system["install_date"]}
    whole = {**parts, "asset": asset, "system": kept}
    if not named:
        return whole, []
    serial = f", serial number {asset['serial']}" if asset.get("serial") else ""
    return whole, [f"{c.ASSET_KIND.label(kind)}: {' '.join(named)}{serial}"]


def known_part(stored: Iterable[Values], asset: dict[str, Any]) -> int | None:
    """The stored part a row means: the one with its serial number, else the first of its kind."""
    serial, kind = fold(asset.get("serial")), asset.get("kind")
    others = []
    for part in stored:
        if serial and fold(part.get("serial")) == serial:
            return int(part["id"])
        is_kind = part["kind"] == kind if kind else part["kind"] in TANKS
        if is_kind and not (serial and part.get("serial")):
            others.append(int(part["id"]))
    return others[0] if others else None


def kind_of_new(asset: dict[str, Any], tank: str) -> str:
    """What a new part is when its row does not say: a tank, unless only a serial is known."""
    return "other" if set(asset) == {"serial"} else tank
