"""Commands for segments: list, count, members, sentence, check, save, exchange, delete."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.command_line.command import (
    Call,
    Command,
    Result,
    UsageError,
    argument,
    utc_now,
)
from desktop.models.choices import MOVE_CAUSE
from desktop.models.errors import UserError
from desktop.services import after_change
from desktop.services.segments import counting, exchange, membership, membership_log, saved
from desktop.services.segments.checks import Finding, check
from desktop.services.segments.context import Context
from desktop.services.segments.sentence import sentence
from desktop.services.segments.sql_text import as_sql
from desktop.services.segments.tree import AnyNode, from_json, to_json

DEFINITION = argument("--definition", metavar="FILE", required=True, help="a tree as JSON")
WHICH = (
    argument("--name", metavar="N", help="a saved segment"),
    argument("--definition", metavar="FILE", help="a tree as JSON"),
)


def read_definition(file: str) -> AnyNode:
    """The tree in a JSON file."""
    path = Path(file)
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UserError(f"There is no file {file}.", where=file) from None
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}.", where=file) from error
    except ValueError as error:
        raise UserError(f"{file} is not JSON: {error}", where=file) from error
    return from_json(data)


def wanted_tree(db: Session, call: Call) -> AnyNode:
    """The tree of `--definition`, checked, or membership of the segment of `--name`."""
    given = call.arguments
    if bool(given.definition) == bool(given.name):
        raise UsageError("Name a saved segment or give a definition file, one of the two.")
    if given.name:
        return saved.as_condition(db, saved.by_name(db, given.name))
    tree = read_definition(given.definition)
    errors = check(tree, Context(db, call.as_of)).errors
    # A tree in which everything is switched off selects nobody; it only cannot be saved.
    wrong = [error for error in errors if error.code != "nothing_active"]
    if wrong:
        raise UserError(wrong[0].message, where=_place(wrong[0]))
    return tree


def _place(finding: Finding) -> str:
    return "/".join(str(step) for step in finding.path)


def _list(call: Call) -> Result:
    with call.reading() as db:
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


def _count(call: Call) -> Result:
    with call.reading() as db:
        found = counting.count(db, wanted_tree(db, call), call.as_of)
    return {"count": found.count, "of": found.live_total, "as_of": call.as_of}


def _members(call: Call) -> Result:
    with call.reading() as db:
        tree = wanted_tree(db, call)
        found = [
            {"account_no": member.account_no, "name": member.name}
            for member in counting.members(db, tree, call.as_of)
        ]
    return {"count": len(found), "as_of": call.as_of, "members": found}


def _sentence(call: Call) -> Result:
    tree = read_definition(call.arguments.definition)
    with call.reading() as db:
        return {"sentence": sentence(db, tree, call.as_of)}


def _check(call: Call) -> Result:
    tree = read_definition(call.arguments.definition)
    with call.reading() as db:
        found = check(tree, Context(db, call.as_of))
    return {
        kind: [
            {"path": list(one.path), "code": one.code, "message": one.message}
            for one in getattr(found, kind)
        ]
        for kind in ("errors", "warnings")
    }


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
        )
        membership.refresh(db, call.as_of, now, touched=())
        members = counting.count(db, saved.as_condition(db, segment), call.as_of).count
        return {"id": saved.get(db, segment).open_id, "name": given.name, "members": members}


def _export(call: Call) -> Result:
    given = call.arguments
    with call.reading() as db:
        tree = _stored(db, given.name)
    if given.file:
        exchange.write_file(Path(given.file), tree)
    return {"name": given.name, "file": given.file, "definition": to_json(tree)}


def _stored(db: Session, name: str) -> AnyNode:
    tree = saved.get(db, saved.by_name(db, name)).tree
    if tree is None:
        raise UserError(f"“{name}” is a list without conditions.")
    return tree


def _import(call: Call) -> Result:
    given = call.arguments
    tree = exchange.read_file(Path(given.file))
    with call.writing() as db:
        if saved.find(db, given.name) is not None:
            raise UserError(f"There is a segment called “{given.name}” already.")
        now = utc_now()
        segment = saved.save(
            db, name=given.name, node=tree, kind="active", as_of=call.as_of, saved_at=now
        )
        membership.refresh(db, call.as_of, now, touched=())
        members = counting.count(db, saved.as_condition(db, segment), call.as_of).count
        return {"id": saved.get(db, segment).open_id, "name": given.name, "members": members}


def _sql(call: Call) -> Result:
    given = call.arguments
    with call.reading() as db:
        tree = _stored(db, given.name) if given.name else wanted_tree(db, call)
        return {"sql": as_sql(db, tree, call.as_of), "as_of": call.as_of}


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
        return "No segments yet."
    return "\n".join(
        f"{'?' if row['members'] is None else format(row['members'], ','):>10}"
        f"  {'built in' if row['builtin'] else row['kind']:<8}"
        f"  {row['name']}: {row['problem'] or row['sentence']}"
        for row in rows
    )


def _members_text(result: dict[str, Any]) -> str:
    lines = [f"{one['account_no'] or '':<10} {one['name']}" for one in result["members"]]
    return "\n".join([*lines, f"{result['count']:,} customers"])


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


def _check_text(result: dict[str, Any]) -> str:
    lines = [
        f"{kind[:-1].capitalize()}: {one['message']}"
        for kind in ("errors", "warnings")
        for one in result[kind]
    ]
    return "\n".join(lines) or "Nothing to remark."


COMMANDS = (
    Command("segment list", "all segments with their members today", _list, _list_text),
    Command(
        "segment count",
        "how many customers, exactly",
        _count,
        lambda result: f"{result['count']:,} of {result['of']:,} customers",
        WHICH,
    ),
    Command("segment members", "who they are", _members, _members_text, WHICH),
    Command(
        "segment sentence",
        "a definition in plain words",
        _sentence,
        lambda result: str(result["sentence"]),
        (DEFINITION,),
    ),
    Command(
        "segment check",
        "errors and warnings of a definition",
        _check,
        _check_text,
        (DEFINITION,),
        failed=lambda result: bool(result["errors"]),
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
        "segment sql",
        "the statement that selects the members",
        _sql,
        lambda result: str(result["sql"]),
        WHICH,
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
