"""The columns of two customers that become one: what stays, what is filled, what is only noted."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from desktop.models.folding import fold

Values = Mapping[str, Any]

# Columns that say nothing apart from each other are taken together or not at all.
GROUPS = (
    ("line1", "line2", "city", "state", "zip5", "zip4", "undeliverable_mail"),
    ("email", "undeliverable_email"),
    ("sms_consent", "sms_consent_on", "sms_consent_how"),
)
# Whoever asked not to be contacted asked it for both.
REFUSALS = (
    "do_not_contact", "do_not_mail", "do_not_email", "do_not_call", "do_not_text",
    "on_national_dnc",
)  # fmt: skip
EARLIEST = ("first_seen",)
LATEST = ("email_opt_out_on", "sms_opt_out_on")
# Columns with a rule of their own, or that stay what they are.
SPECIAL = frozenset(
    ["id", "uid", "account_no", "display_name", "status", "inactive_reason", "merged_into_id",
     "notes", "extra", "other_emails"]
)  # fmt: skip
_LABELS = {
    "line1": "address",
    "email": "e-mail",
    "account_no": "account number",
    "sms_consent": "text consent",
}


class Merged(NamedTuple):
    """What changes in the customer who stays, and what of the other one was only noted."""

    changes: dict[str, Any]
    not_taken: dict[str, str]  # what it is -> the value that was not taken


def merged(keep: Values, gone: Values) -> Merged:
    """Put two customers' own columns together; nothing that differs is lost."""
    changes: dict[str, Any] = {}
    not_taken: dict[str, str] = {}
    for group in _groups(keep):
        _fill(group, keep, gone, changes, not_taken)
    changes |= _told_apart(keep, gone)
    changes |= _status(keep, gone)
    _emails(keep, gone, changes)
    extra = {**(gone.get("extra") or {}), **(keep.get("extra") or {})}
    if extra != (keep.get("extra") or {}):
        changes["extra"] = extra
    if keep.get("account_no") is None and gone.get("account_no") is not None:
        changes["account_no"] = gone["account_no"]
    notes = _notes(keep, gone, not_taken)
    if notes != keep.get("notes"):
        changes["notes"] = notes
    return Merged(changes, not_taken)


def _groups(row: Values) -> Iterator[tuple[str, ...]]:
    """The columns that are filled where blank, those of a group together."""
    grouped = {column for group in GROUPS for column in group}
    ruled = {*REFUSALS, *EARLIEST, *LATEST, *SPECIAL}
    yield from GROUPS
    yield from ((column,) for column in row if column not in grouped and column not in ruled)


def _fill(
    group: tuple[str, ...],
    keep: Values,
    gone: Values,
    changes: dict[str, Any],
    not_taken: dict[str, str],
) -> None:
    theirs = {column: gone[column] for column in group if gone[column] is not None}
    if not theirs:
        return
    if all(keep[column] is None for column in group):
        changes.update(theirs)
        return
    other = {c: v for c, v in theirs.items() if keep[c] is None or _key(v) != _key(keep[c])}
    if other:
        label = _LABELS.get(group[0], group[0].replace("_", " "))
        not_taken[label] = ", ".join(str(v) for v in theirs.values() if not isinstance(v, bool))


def _key(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value


def _told_apart(keep: Values, gone: Values) -> dict[str, Any]:
    """Refusals of either side hold; of two days the earlier or the later one."""
    wanted: dict[str, Any] = {}
    for column in REFUSALS:
        wanted[column] = True if gone[column] else keep[column]
        if keep[column] is None and gone[column] is not None:
            wanted[column] = gone[column]
    for columns, choose in ((EARLIEST, min), (LATEST, max)):
        for column in columns:
            days: list[date] = [row[column] for row in (keep, gone) if row[column] is not None]
            wanted[column] = choose(days) if days else None
    return {column: value for column, value in wanted.items() if value != keep[column]}


def _status(keep: Values, gone: Values) -> dict[str, Any]:
    """A customer who is active under one of the names is active."""
    if keep["status"] == "active" or gone["status"] != "active":
        return {}
    return {"status": "active", "inactive_reason": None}


def _emails(keep: Values, gone: Values, changes: dict[str, Any]) -> None:
    known = [changes.get("email", keep["email"]) or "", *(keep["other_emails"] or ())]
    seen = {fold(one) for one in known}
    more = [gone["email"] or "", *(gone["other_emails"] or ())]
    fresh = [one for one in dict.fromkeys(more) if one and fold(one) not in seen]
    if fresh:
        changes["other_emails"] = [*(keep["other_emails"] or ()), *fresh]


def _notes(keep: Values, gone: Values, not_taken: dict[str, str]) -> str | None:
    """Both notes, and one line about what was not taken from the other customer."""
    own, theirs = keep["notes"] or "", gone["notes"] or ""
    lines = [own] if own else []
    if theirs and fold(theirs) not in fold(own):
        lines.append(theirs)
    number = f", account {gone['account_no']}" if gone["account_no"] else ""
    said = "; ".join(f"other {label}: {value}" for label, value in not_taken.items())
    lines.append(f"Merged with {gone['display_name']}{number}" + (f" ({said})" if said else ""))
    return "\n".join(lines)
