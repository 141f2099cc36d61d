"""The command `duplicates`: likely duplicates, merge two, take a merge back."""

from typing import Any

from sqlalchemy.orm import Session

from desktop.command_line.command import (
    Call,
    Command,
    Result,
    UsageError,
    argument,
    utc_now,
    whole_number,
)
from desktop.services import after_change, duplicates
from desktop.services.duplicates import merging
from desktop.services.office.known_customers import by_account_or_id, named

PAIRS_SHOWN = 50


def _duplicates(call: Call) -> Result:
    given = call.arguments
    wanted = [given.merge, given.undo, given.different]
    if sum(one is not None for one in wanted) > 1:
        raise UsageError("Give one of --merge, --undo and --different.")
    if given.merge:
        return _merge(call, *given.merge)
    if given.undo is not None:
        return _undo(call, given.undo)
    if given.different:
        return _different(call, *given.different)
    with call.reading() as db:
        return _pairs(db, duplicates.find(db, call.checkpoint, given.limit))


def _merge(call: Call, keep: str, gone: str) -> Result:
    with call.writing() as db:
        now = utc_now()
        done = merging.merge(db, by_account_or_id(db, keep), by_account_or_id(db, gone), now)
        after_change.bring_up_to_date(db, call.as_of, now, done.touched)
        return {"merge": done.merge_id, "moved": done.moved, "not_taken": done.not_taken}


def _undo(call: Call, merge_id: int) -> Result:
    with call.writing() as db:
        touched = merging.undo_merge(db, merge_id)
        after_change.bring_up_to_date(db, call.as_of, utc_now(), touched)
        return {"undone": merge_id}


def _different(call: Call, one: str, other: str) -> Result:
    with call.writing() as db:
        duplicates.not_same(db, by_account_or_id(db, one), by_account_or_id(db, other))
        return {"different": [one, other]}


def _pairs(db: Session, pairs: list[duplicates.Pair]) -> Result:
    known = named(db, (one for pair in pairs for one in (pair.a, pair.b)))
    accounts = {number: account for number, (account, _) in known.items()}
    return {
        "pairs": [
            {
                "a": {"id": f"c{pair.a}", "account_no": accounts.get(pair.a), "name": pair.a_name},
                "b": {"id": f"c{pair.b}", "account_no": accounts.get(pair.b), "name": pair.b_name},
                "score": pair.score,
                "reasons": list(pair.reasons),
            }
            for pair in pairs
        ]
    }


def _text(result: dict[str, Any]) -> str:
    if "merge" in result:
        moved = ", ".join(f"{n:,} {what.replace('_', ' ')}" for what, n in result["moved"].items())
        return f"Merge number {result['merge']}: {moved or 'nothing had to move'}."
    if "undone" in result:
        return f"Merge number {result['undone']} was taken back."
    if "different" in result:
        return f"{' and '.join(result['different'])} are remembered as two customers."
    pairs = result["pairs"]
    lines = [
        f"{pair['score']:>3}%  {_who(pair['a'])}  =  {_who(pair['b'])}: "
        f"{', '.join(pair['reasons'])}"
        for pair in pairs[:PAIRS_SHOWN]
    ]
    if len(pairs) > PAIRS_SHOWN:
        lines.append(f"and {len(pairs) - PAIRS_SHOWN:,} more pairs")
    return "\n".join(lines) or "No likely duplicates."


def _who(one: dict[str, Any]) -> str:
    return f"{one['name']} ({one['account_no'] or one['id']})"


COMMANDS = (
    Command(
        "duplicates",
        "likely duplicates with score and reasons; merge two, take a merge back",
        _duplicates,
        _text,
        (
            argument("--merge", nargs=2, metavar=("KEEP", "GONE"), help="account numbers or ids"),
            argument("--undo", type=whole_number, metavar="MERGE", help="take a merge back"),
            argument("--different", nargs=2, metavar=("A", "B"), help="never ask about them again"),
            argument(
                "--limit", type=whole_number, metavar="N", help="only the N most likely pairs"
            ),
        ),
    ),
)
