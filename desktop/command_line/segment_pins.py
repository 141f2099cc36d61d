"""The command `segment pins`: who is in a segment by hand, and who is kept out of it."""

from typing import Any

from desktop.command_line.command import Call, Command, Result, UsageError, argument, utc_now
from desktop.command_line.segment_trees import NAME
from desktop.command_line.segment_why import one_customer
from desktop.services.segments import pins, saved

WAYS = {"into": True, "out": False, "free": None}


def _run(call: Call) -> Result:
    given = vars(call.arguments)
    wanted = [way for way in WAYS if given[way]]
    if len(wanted) > 1:
        raise UsageError("Put in, keep out or free: one of them.")
    if not wanted:
        with call.reading() as db:
            return _told(call, pins.of_segment(db, saved.by_name(db, given["name"])))
    is_in = WAYS[wanted[0]]
    with call.writing() as db:
        segment, now = saved.by_name(db, given["name"]), utc_now()
        whom = [one_customer(db, text).customer_id for text in given[wanted[0]]]
        if is_in is None:
            pins.unpin(db, segment, whom, call.as_of, now)
        else:
            why = given["reason"] or ""
            pins.pin(db, segment, whom, call.as_of, now, is_in=is_in, reason=why)
        return _told(call, pins.of_segment(db, segment))


def _told(call: Call, found: list[pins.Pin]) -> Result:
    rows = [
        {
            "account_no": one.account_no,
            "name": one.customer,
            "is_in": one.is_in,
            "pinned_on": one.pinned_on,
            "reason": one.reason,
        }
        for one in found
    ]
    return {"name": call.arguments.name, "pins": rows}


def _text(result: dict[str, Any]) -> str:
    lines = [
        f"{'in ' if one['is_in'] else 'out'}  {one['pinned_on'] or '':<10}"
        f"  {one['account_no'] or '':<10} {one['name']}"
        f"{': ' + one['reason'] if one['reason'] else ''}"
        for one in result["pins"]
    ]
    return "\n".join(lines) or "Nobody is put in or kept out by hand."


COMMANDS = (
    Command(
        "segment pins",
        "who is put in or kept out by hand",
        _run,
        _text,
        (
            NAME,
            argument("--in", dest="into", nargs="+", metavar="CUSTOMER", help="always keep in"),
            argument("--out", nargs="+", metavar="CUSTOMER", help="always leave out"),
            argument("--free", nargs="+", metavar="CUSTOMER", help="let the segment decide"),
            argument("--reason", metavar="TEXT", help="why, for those put in or kept out"),
        ),
    ),
)
