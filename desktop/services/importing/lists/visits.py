"""What a row of an owner's list says of a visit: its line of work, its note, a second work."""

import re
from typing import Any

from desktop.services.importing.documents.service_items import Meaning
from desktop.services.importing.documents.service_words import CONTRACT, NO_VISIT
from desktop.services.importing.lists.draft import as_cents
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.plan import Plan, Row

_OTHER = "OTHER"
_SERVICE_OF = {"grease_trap": "GREASE", "grit_trap": "GRIT"}
_SHORT = (  # how the office abbreviates in its own lists
    (r"\binsp", "INSPECT"),
    (r"\bpmp|\bp/o\b|\bp\.o\.|\bclean|\bempt", "PUMP"),
    (r"\brep\b|\bfix", "REPAIR"),
    (r"\bcl2\b|\btabs?\b", "CHLORINE"),
    (r"\binst\b", "INSTALL"),
)
FROM_LIST = "From the customer list."


def line_values(row: Row, visit: dict[str, Any], system: str) -> dict[str, Any] | None:
    """The service of one piece of work at a kind of system, its gallons and its note.

    None where the item table says that it is no work at a place.
    """
    said = visit.get("service", "")
    meaning = meaning_in(row.plan, said)
    if meaning is not None:
        row.plan.services[meaning].add((row.table.parsed.table.key, row.number))
    service = meaning.service if meaning else ""
    if service == NO_VISIT:
        return None
    if service in ("", CONTRACT):
        service = usual_service(system)
    said = said if service == _OTHER else None
    notes = ": ".join(filter(None, (said, visit.get("note"))))
    values = {"service": service, "gallons": visit.get("gallons"), "notes": notes or None}
    return {key: value for key, value in values.items() if value is not None}


def usual_service(system: str) -> str:
    """What work without a name is: the pump-out of a "last pumped" column."""
    return _SERVICE_OF.get(system, "PUMP")


def meaning_in(plan: Plan, said: str) -> Meaning | None:
    """What the words of a list mean by the item table, else as the office abbreviates."""
    found = plan.meanings.of_line(said, "")
    if found is None or found.service:
        return found
    short = (service for word, service in _SHORT if re.search(word, said.casefold()))
    return found._replace(service=next(short, _OTHER))


def visit_note(who: str | None) -> str:
    """The note of a visit: where it comes from, and who was there."""
    return f"{FROM_LIST} Technician: {who}." if who else FROM_LIST


def more_work(
    row: Row, around: Around, visit_id: int, visit: dict[str, Any], line: dict[str, Any]
) -> None:
    """A second row of one customer and day: another service is another line of the same visit.

    Only of visits that this import adds: those on file are complete, and stay as they are.
    """
    lines = around.lines_of_new.get(visit_id)
    if lines is None or any(known["service"] == line["service"] for known in lines):
        row.saw("visits", visit_id)
        return
    row.add("service_lines", {"visit_id": visit_id, "position": len(lines), **line})
    lines.append(line)
    cents = as_cents(visit.get("amount"))
    if cents is not None:
        stored = around.row("visits", visit_id)
        stored["amount_cents"] = (stored.get("amount_cents") or 0) + cents
    row.saw("visits", visit_id)
