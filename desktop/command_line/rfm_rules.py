"""Commands for the rules of RFM: those in force, who would move by new ones, publishing them."""

from typing import Any

from desktop.command_line.command import Call, Command, Result, argument, utc_now
from desktop.command_line.value_common import PUBLISHING, read_rules, told, version_line
from desktop.services import after_change, facts
from desktop.services.value import bands, movers, versions
from desktop.services.value.rfm_map import DIMENSIONS
from desktop.services.value.rfm_reason import in_force


def _bands(call: Call) -> Result:
    with call.reading() as db:
        facts.for_day(db, call.as_of)
        ruling = in_force(db)
        history = versions.history(db, "rfm")
    return {
        "version": ruling.version.version,
        "body": ruling.version.body,
        "bands": {
            dimension.key: {
                str(score): bands.label_of(dimension.key, band)
                for score, band in bands.ranges(ruling.rules, dimension.key).items()
            }
            for dimension in DIMENSIONS
        },
        "history": told(history),
    }


def _preview(call: Call) -> Result:
    body = read_rules(call.arguments.file)
    with call.reading() as db:
        found = movers.preview_publish(db, body, call.as_of)
        told = _moves(found)
        if call.arguments.names:
            for move, line in zip(told["moves"], found.lines, strict=True):
                who = movers.movers(db, body, call.as_of, line.before, line.after)
                move["names"] = [_moving(one) for one in who]
    return told


def _moving(one: movers.Moving) -> dict[str, Any]:
    return {
        "account_no": one.account_no,
        "name": one.name,
        "from": one.code_before,
        "to": one.code_after,
    }


def _moves(found: movers.Movers) -> dict[str, Any]:
    return {
        "total": found.total,
        "rescored": found.rescored,
        "moved": found.moved,
        "moves": [
            {"from": one.before_label, "to": one.after_label, "customers": one.customers}
            for one in found.lines
        ],
    }


def _publish(call: Call) -> Result:
    given = call.arguments
    body = read_rules(given.file)
    with call.writing() as db:
        moves = _moves(movers.preview_publish(db, body, call.as_of))
        made = versions.publish(db, "rfm", body, given.note, given.author, call.as_of)
        after_change.bring_up_to_date(db, call.as_of, utc_now(), None, rules_only=True)
    return {"version": made.version} | moves


def _bands_text(result: dict[str, Any]) -> str:
    lines = [f"Version {result['version']} of the rules"]
    for dimension in DIMENSIONS:
        lines.append(dimension.label)
        lines += [f"  {score}  {label}" for score, label in result["bands"][dimension.key].items()]
    lines += map(version_line, result["history"])
    return "\n".join(lines)


def _moves_text(result: dict[str, Any]) -> str:
    lines = []
    for one in result["moves"]:
        lines.append(f"{one['customers']:>10,}  {one['from']} → {one['to']}")
        lines += [
            f"{'':>14}{who['from']} → {who['to']}  {who['account_no'] or '':<10}  {who['name']}"
            for who in one.get("names", ())
        ]
    made = f"Version {result['version']} is in force. " if "version" in result else ""
    said = f"{made}{result['moved']:,} of {result['total']:,} customers bear another name."
    return "\n".join([*lines, said])


_FILE = argument("file", metavar="FILE", help="rules as JSON, as “rfm bands --json” shows them")

COMMANDS = (
    Command("rfm bands", "the rules in force and their versions", _bands, _bands_text),
    Command(
        "rfm preview",
        "who would move by new rules",
        _preview,
        _moves_text,
        (_FILE, argument("--names", action="store_true", help="the first 200 of each move too")),
    ),
    Command(
        "rfm publish",
        "make new rules the ones in force",
        _publish,
        _moves_text,
        (
            _FILE,
            *PUBLISHING,
        ),
    ),
)
