"""What decided the value of each measure, in one plain sentence per measure."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from desktop.models.choices import CONDITION
from desktop.services.desk.words import counted
from desktop.services.value.health_measures import DATA_PARTS, STEP_PARTS, On

Reason = Callable[[Any, On], str]
_RATINGS = tuple(CONDITION)


def said(day: date) -> str:
    """A day that cannot be misread: "Mar 4, 2025"."""
    return f"{day:%b} {day.day}, {day.year}"


def _since(day: Any, on: On, what: str, none: str) -> str:
    if day is None or day >= on.as_of:
        return none
    return f"{what} for {counted((on.as_of - day).days, 'day')}, since {said(day)}"


def _of(done: str, whole: str, what: str) -> Reason:
    return lambda row, _on: f"{row[done]:,} of {row[whole]:,} {what}"


def _security(row: Any, on: On) -> str:
    if row["contract_status"] == "active":
        end = row["unrenewed_end"]
        if end is None:
            return "A contract is active and goes on"
        left = counted((end - on.as_of).days, "day")
        return f"The contract ends {said(end)}, in {left}, and none follows"
    end = row["last_contract_end"]
    return f"The last contract ended {said(end)}" if end else "No contract is active"


def _parts(parts: Mapping[str, str]) -> Reason:
    def reason(row: Any, _on: On) -> str:
        lacking = [label for key, label in parts.items() if not row[key]]
        if not lacking:
            return f"All {len(parts)} are there"
        return f"{len(parts) - len(lacking)} of {len(parts)}; missing: {', '.join(lacking)}"

    return reason


def _complaints(row: Any, _on: On) -> str:
    if row["complaint_open"]:
        return "A complaint is open"
    return "A complaint within the last 12 months" if row["complaint_closed"] else "No complaint"


def _win_back(row: Any, _on: On) -> str:
    if row["won"]:
        return "Came back, called or answered within the last 90 days"
    return "Contacted within the last 90 days" if row["tried"] else "Not contacted for 90 days"


REASONS: dict[str, Reason] = {
    "TIM": lambda row, on: _since(row["late_since"], on, "Overdue", "Nothing is overdue"),
    "INS": _of("inspected", "required", "inspections done in the last 12 months"),
    "CON": lambda row, _: f"Rated {_RATINGS[row['rating']]} at the last rated visit",
    "TRB": lambda row, _: f"{counted(row['troubles'], 'trouble visit')} in the last 18 months",
    "PAY": lambda row, on: _since(
        row["oldest_open_due"], on, "An invoice is past due", "Nothing is past due"
    ),
    "SEC": _security,
    "RSP": _of("responses", "attempts", "attempts got a response in the last 24 months"),
    "REL": lambda row, _: f"With us since {said(row['first_activity'])}",
    "AGE": lambda row, _: f"The oldest system was installed {said(row['system_installed'])}",
    "DAT": _parts(DATA_PARTS),
    "ONB": _parts(STEP_PARTS),
    "FRQ": _of("plan_done", "plan_wanted", "services of the last 12 months, worst tank"),
    "TKT": _of("tickets", "waste_visits", "trap visits have a complete trip ticket"),
    "CMP": _complaints,
    "WIN": _win_back,
}
