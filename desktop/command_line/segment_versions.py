"""The command `segment versions`: list, compare, restore, and say why one was saved."""

from typing import Any

from desktop.command_line.command import (
    Call,
    Command,
    Result,
    UsageError,
    argument,
    utc_now,
    whole_number,
)
from desktop.command_line.segment_trees import NAME
from desktop.person import login_name
from desktop.services.segments import membership, saved, versions
from desktop.services.segments.versions import Version

DEEDS = ("compare", "restore", "note")


def _run(call: Call) -> Result:
    given = vars(call.arguments)
    wanted = [deed for deed in DEEDS if given[deed] is not None]
    if len(wanted) > 1:
        raise UsageError("Compare, restore or note: one of them.")
    deed = {"compare": _compare, "restore": _restore, "note": _note}
    return deed[wanted[0]](call) if wanted else _list(call)


def _list(call: Call) -> Result:
    with call.reading() as db:
        segment = saved.by_name(db, call.arguments.name)
        found = versions.versions(db, segment, call.as_of)
    return {"name": call.arguments.name, "versions": [_shown(one) for one in found]}


def _compare(call: Call) -> Result:
    before, after = call.arguments.compare
    with call.reading() as db:
        segment = saved.by_name(db, call.arguments.name)
        found = versions.compare(db, segment, before, after, call.as_of)
    shown = found._asdict() | {"before": _shown(found.before), "after": _shown(found.after)}
    return {"name": call.arguments.name, "as_of": call.as_of, "compared": shown}


def _restore(call: Call) -> Result:
    name, number = call.arguments.name, call.arguments.restore
    with call.writing() as db:
        segment, now = saved.by_name(db, name), utc_now()
        made = versions.restore(db, segment, number, call.as_of, now, login_name())
        membership.refresh(db, call.as_of, now, touched=())
    return {"name": name, "restored": number, "version": made}


def _note(call: Call) -> Result:
    (number, text), name = call.arguments.note, call.arguments.name
    if not number.isdigit():
        raise UsageError(f"“{number}” is not the number of a version.")
    with call.writing() as db:
        versions.set_note(db, saved.by_name(db, name), int(number), text)
    return {"name": name, "version": int(number), "note": text.strip()}


def _shown(one: Version) -> dict[str, Any]:
    return one._asdict()


def _text(result: dict[str, Any]) -> str:
    if "versions" in result:
        return "\n".join(_line(one) for one in result["versions"])
    if "compared" in result:
        return _compared_text(result["compared"])
    if "restored" in result:
        return f"Version {result['restored']} is in use again, as version {result['version']}."
    return f"The note is with version {result['version']}."


def _line(one: dict[str, Any]) -> str:
    by = f" {one['author']}" if one["author"] else ""
    note = f" ({one['note']})" if one["note"] else ""
    now = " in use" if one["is_current"] else ""
    return f"{one['number']:>4}  {one['published_on']}{by}{now}{note}: {one['sentence']}"


def _compared_text(found: dict[str, Any]) -> str:
    lines = [
        f"{found['before']['number']}: {found['members_before']:,} customers",
        f"{found['after']['number']}: {found['members_after']:,} customers",
        f"{found['come_in']:,} come in, {found['go_out']:,} go out, {found['stay']:,} stay",
    ]
    lines += [f"- {said}" for said in found["taken_away"]]
    return "\n".join([*lines, *(f"+ {said}" for said in found["added"])])


COMMANDS = (
    Command(
        "segment versions",
        "the versions of a segment: list, compare, restore, note",
        _run,
        _text,
        (
            NAME,
            argument(
                "--compare", nargs=2, type=whole_number, metavar=("A", "B"), help="what differs"
            ),
            argument(
                "--restore", type=whole_number, metavar="K", help="put this version in use again"
            ),
            argument("--note", nargs=2, metavar=("K", "TEXT"), help="say why it was saved"),
        ),
    ),
)
