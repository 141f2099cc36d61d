"""The commands `zones`: the zones as they are, and why a property lies in the one it lies in."""

from typing import Any

from desktop.command_line.command import Call, Command, Result, argument
from desktop.services.office.known_customers import by_account
from desktop.services.records.words import counted
from desktop.services.territory.why_places import zoned_places
from desktop.services.territory.zone_list import ZoneLine, list_zones


def _list(call: Call) -> Result:
    with call.reading() as db:
        return [_zone(line) for line in list_zones(db)]


def _zone(line: ZoneLine) -> dict[str, Any]:
    hidden = ("id", "technician_id", "colour")
    return {key: value for key, value in line._asdict().items() if key not in hidden}


def _why(call: Call) -> Result:
    account = call.arguments.account
    with call.reading() as db:
        customer = None if account is None else by_account(db, account).id
        return [one._asdict() for one in zoned_places(db, customer)]


def _list_text(zones: list[dict[str, Any]]) -> str:
    lines = []
    for one in zones:
        lines.append(f"{one['properties']:>7,}  {one['name']}{_by_hand(one['by_hand'])}")
        lines += [f"         {doubt}" for doubt in one["doubts"]]
    return "\n".join([*lines, counted("zones", len(zones))])


def _by_hand(number: int) -> str:
    return f" ({number:,} of them by hand)" if number else ""


def _why_text(places: list[dict[str, Any]]) -> str:
    lines = [f"{one['property']:<8}  {one['site'] or 'no address'}: {one['why']}" for one in places]
    return "\n".join([*lines, counted("properties", len(places))])


COMMANDS = (
    Command("zones list", "the zones, and how many properties lie in each", _list, _list_text),
    Command(
        "zones why",
        "in which zone each property lies, and why; of all properties or of one customer",
        _why,
        _why_text,
        (argument("account", nargs="?", metavar="ACCOUNT", help="only those of this customer"),),
    ),
)
