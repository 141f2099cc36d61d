"""Commands for what is noted about a segment, and for where it is used."""

from datetime import date
from typing import Any

from desktop.command_line.command import Call, Command, Result, UsageError, argument, utc_now
from desktop.command_line.segment_trees import NAME
from desktop.models.choices import SEGMENT_GOAL
from desktop.models.errors import UserError
from desktop.services.segments import details, saved, usage
from desktop.services.segments.usage import Used

TEXTS = ("folder", "owner", "note")
NONE = "none"


def _details(call: Call) -> Result:
    given = vars(call.arguments)
    if given["archive"] and given["unarchive"]:
        raise UsageError("Archive or bring back: one of them.")
    changes = _changes(given)
    if not changes and not given["archive"] and not given["unarchive"]:
        with call.reading() as db:
            noted = details.read_details(db, saved.by_name(db, given["name"]), call.as_of)
            return _shown(given["name"], noted)
    with call.writing() as db:
        segment = saved.by_name(db, given["name"])
        if changes:
            known = details.read_details(db, segment, call.as_of)
            if known.is_builtin and "note" in changes:
                raise UserError(f"“{given['name']}” is built in; its note stays as it is.")
            details.write_details(db, segment, known.details._replace(**changes))
        if given["archive"]:
            details.archive(db, segment, call.as_of)
        if given["unarchive"]:
            details.unarchive(db, segment, call.as_of, utc_now())
        return _shown(given["name"], details.read_details(db, segment, call.as_of))


def _changes(given: dict[str, Any]) -> dict[str, Any]:
    """What is to be noted; an empty text or “none” takes away what is."""
    changes: dict[str, Any] = {key: given[key] for key in TEXTS if given[key] is not None}
    if given["tags"] is not None:
        changes["tags"] = tuple(tag.strip() for tag in given["tags"].split(",") if tag.strip())
    if given["goal"] is not None:
        changes["goal"] = None if given["goal"] == NONE else given["goal"]
    if given["review_on"] is not None:
        changes["review_on"] = _day(given["review_on"])
    return changes


def _day(text: str) -> date | None:
    if text == NONE:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text} is not a day like 2026-06-15, or “none”.") from None


def _shown(name: str, noted: details.Noted) -> Result:
    return {
        "name": name,
        **noted.details._asdict(),
        "review_due": noted.is_review_due,
        "source": noted.source,
        "builtin": noted.is_builtin,
        "archived_on": noted.archived_on,
    }


def _details_text(found: dict[str, Any]) -> str:
    due = " (due)" if found["review_due"] else ""
    goal = SEGMENT_GOAL.label(found["goal"]) if found["goal"] else ""
    lines = (
        ("Folder", found["folder"]),
        ("Tags", ", ".join(found["tags"])),
        ("Owner", found["owner"]),
        ("Goal", goal),
        ("Review on", f"{found['review_on']}{due}" if found["review_on"] else ""),
        ("Note", found["note"]),
        ("List from", found["source"]),
        ("Archived on", found["archived_on"]),
    )
    told = [f"{label}: {value}" for label, value in lines if value]
    return "\n".join(told) or "Nothing is noted."


def _usage(call: Call) -> Result:
    with call.reading() as db:
        found = usage.usage(db, saved.by_name(db, call.arguments.name))
    return {
        "name": call.arguments.name,
        "uses": [_used(one) for one in found.uses],
        "used_by": [_used(one) for one in found.used_by],
    }


def _used(one: Used) -> dict[str, Any]:
    return {"name": one.name, "steps": one.steps, "archived": one.is_archived}


def _usage_text(found: dict[str, Any]) -> str:
    lines: list[str] = []
    for key, label in (("uses", "Uses"), ("used_by", "Used by")):
        lines += [label] if found[key] else []
        lines += [
            f"{'  ' * one['steps']}{one['name']}{' (archived)' if one['archived'] else ''}"
            for one in found[key]
        ]
    return "\n".join(lines) or "It uses no other segment, and no segment uses it."


COMMANDS = (
    Command(
        "segment details",
        "what is noted about a segment; with options, note it or put the segment away",
        _details,
        _details_text,
        (
            NAME,
            *(argument(f"--{key}", metavar="TEXT", help=f"its {key}") for key in TEXTS),
            argument("--tags", metavar="A,B", help="several, with commas between"),
            argument("--goal", choices=(*SEGMENT_GOAL, NONE), help="what it is for"),
            argument("--review-on", metavar="DAY", help="when to look at it again, or none"),
            argument("--archive", action="store_true", help="put it away, with its history"),
            argument("--unarchive", action="store_true", help="bring it back"),
        ),
    ),
    Command(
        "segment usage",
        "the segments it is made of, and those made of it",
        _usage,
        _usage_text,
        (NAME,),
    ),
)
