"""Commands for saved segments: list, save, freeze, exchange, refresh, history, delete."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from desktop.command_line.command import Call, Command, Result, argument, utc_now
from desktop.command_line.segment_trees import DEFINITION, NAME, read_definition
from desktop.models.choices import MOVE_CAUSE
from desktop.models.errors import UserError
from desktop.person import login_name
from desktop.services import after_change
from desktop.services.segments import (
    counting,
    details,
    exchange,
    lists,
    membership,
    membership_log,
    saved,
)
from desktop.services.segments.tree import to_json


def _list(call: Call) -> Result:
    with call.reading() as db:
        if call.arguments.archived:
            return [one._asdict() for one in details.archived(db)]
        return [
            {
                "id": row.open_id,
                "name": row.name,
                "kind": row.kind,
                "builtin": row.builtin,
                "members": row.count,
                "last_calculated": row.as_of if row.kind == "static" else call.as_of,
                "last_logged": row.calculated_on,
                "sentence": row.sentence,
                "problem": row.problem,
            }
            for row in saved.list_segments(db, call.as_of)
        ]


def _save(call: Call) -> Result:
    given = call.arguments
    tree = read_definition(given.definition)
    with call.writing() as db:
        existing, now = saved.find(db, given.name), utc_now()
        segment = saved.save(
            db,
            name=given.name,
            node=tree,
            kind="static" if given.static else "active",
            as_of=call.as_of,
            saved_at=now,
            segment_id=existing,
            author=login_name(),
            version_note=given.note or "",
        )
        membership.refresh(db, call.as_of, now, touched=())
        members = counting.count(db, saved.as_condition(db, segment), call.as_of).count
        return {"id": saved.get(db, segment).open_id, "name": given.name, "members": members}


def _freeze(call: Call) -> Result:
    given = call.arguments
    with call.writing() as db:
        segment, now = saved.by_name(db, given.name), utc_now()
        made = lists.snapshot(db, segment, given.kept_as, call.as_of, now, login_name())
        members = counting.count(db, saved.as_condition(db, made), call.as_of).count
        return {"id": saved.get(db, made).open_id, "name": given.kept_as, "members": members}


def _export(call: Call) -> Result:
    given = call.arguments
    with call.reading() as db:
        tree = saved.stored_tree(db, saved.by_name(db, given.name))
    if given.file:
        exchange.write_file(Path(given.file), tree)
    return {"name": given.name, "file": given.file, "definition": to_json(tree)}


def _import(call: Call) -> Result:
    given = call.arguments
    tree = exchange.read_file(Path(given.file))
    with call.writing() as db:
        if saved.find(db, given.name) is not None:
            raise UserError(f"There is a segment called “{given.name}” already.")
        now = utc_now()
        segment = saved.save(
            db,
            name=given.name,
            node=tree,
            kind="active",
            as_of=call.as_of,
            saved_at=now,
            author=login_name(),
        )
        membership.refresh(db, call.as_of, now, touched=())
        members = counting.count(db, saved.as_condition(db, segment), call.as_of).count
        return {"id": saved.get(db, segment).open_id, "name": given.name, "members": members}


def _export_text(result: dict[str, Any]) -> str:
    if result["file"]:
        return f"Wrote “{result['name']}” to {result['file']}"
    return json.dumps(result["definition"], ensure_ascii=False, indent=2)


def _refresh(call: Call) -> Result:
    with call.writing() as db:
        touched = None if call.arguments.all else ()
        moves = after_change.bring_up_to_date(db, call.as_of, utc_now(), touched)
    moved = [move._asdict() for move in moves]
    return {"as_of": call.as_of, "segments": moved}


def _history(call: Call) -> Result:
    given = call.arguments
    with call.reading() as db:
        segment = saved.by_name(db, given.name)
        found = membership_log.history(db, segment, given.since)
        size = len(membership_log.at(db, segment, call.as_of))
    return {"name": given.name, "members": size, "moves": [one._asdict() for one in found]}


def _delete(call: Call) -> Result:
    with call.writing() as db:
        saved.delete(db, saved.by_name(db, call.arguments.name))
    return {"deleted": call.arguments.name}


def _list_text(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "No segments."
    if "archived_on" in rows[0]:
        return "\n".join(f"{row['archived_on']}  {row['kind']:<8}  {row['name']}" for row in rows)
    return "\n".join(
        f"{'?' if row['members'] is None else format(row['members'], ','):>10}"
        f"  {'built in' if row['builtin'] else row['kind']:<8}"
        f"  {row['name']}: {row['problem'] or row['sentence']}"
        for row in rows
    )


def _refresh_text(result: dict[str, Any]) -> str:
    lines = [
        f"{one['size']:>10,}  {one['segment']}: {one['entered']:,} in, {one['left']:,} out"
        for one in result["segments"]
    ]
    return "\n".join(lines) or "The log of members is of a later day already; nothing was changed."


def _history_text(result: dict[str, Any]) -> str:
    lines = [
        f"{one['day']}  {'in ' if one['came_in'] else 'out'}"
        f"  {one['account_no'] or '':<10} {one['name'] or 'no longer on file'}"
        f" ({MOVE_CAUSE.label(one['cause']).lower()})"
        for one in result["moves"]
    ]
    return "\n".join([*lines, f"{result['members']:,} customers on the day"])


COMMANDS = (
    Command(
        "segment list",
        "all segments with their members today",
        _list,
        _list_text,
        (argument("--archived", action="store_true", help="those that were put away"),),
    ),
    Command(
        "segment save",
        "save a definition under a name",
        _save,
        lambda result: f"Saved “{result['name']}”: {result['members']:,} customers",
        (
            argument("--name", required=True, metavar="N"),
            DEFINITION,
            argument("--static", action="store_true", help="freeze today's list"),
            argument("--note", metavar="TEXT", help="why this version is saved"),
        ),
    ),
    Command(
        "segment freeze",
        "keep the members of the day as a list of its own",
        _freeze,
        lambda result: f"Kept “{result['name']}”: {result['members']:,} customers",
        (
            NAME,
            argument("--as", dest="kept_as", required=True, metavar="M", help="name of the list"),
        ),
    ),
    Command(
        "segment export",
        "the definition of a segment as text, or into a file",
        _export,
        _export_text,
        (
            argument("--name", required=True, metavar="N"),
            argument("--file", metavar="FILE", help="write it here"),
        ),
    ),
    Command(
        "segment import",
        "save the definition in a file of text, such as an e-mail, as a new segment",
        _import,
        lambda result: f"Saved “{result['name']}”: {result['members']:,} customers",
        (
            argument("--name", required=True, metavar="N"),
            argument("--file", required=True, metavar="FILE"),
        ),
    ),
    Command(
        "segment refresh",
        "work out the members and log who came and who left",
        _refresh,
        _refresh_text,
        (argument("--all", action="store_true", help="the facts and hot zones of everyone too"),),
    ),
    Command(
        "segment history",
        "who came into a segment and who left it",
        _history,
        _history_text,
        (
            argument("--name", required=True, metavar="N"),
            argument("--since", type=date.fromisoformat, metavar="DAY", help="from this day on"),
        ),
    ),
    Command(
        "segment delete",
        "delete a segment that no other uses",
        _delete,
        lambda result: f"Deleted “{result['deleted']}”",
        (argument("--name", required=True, metavar="N"),),
    ),
)
