"""Commands for the office as a whole: sample, load, dump, check."""

from pathlib import Path
from typing import Any

from desktop.command_line.command import Call, Command, Result, argument, utc_now, whole_number
from desktop.services import after_change, facts
from desktop.services.facts import last_known, left_out
from desktop.services.office import open_file
from desktop.services.office.sample import make_sample
from desktop.services.payments.books import not_fitting
from desktop.services.safekeeping.integrity import Finding, integrity
from desktop.services.safekeeping.unreadable import unreadable
from desktop.services.segments import builtin_rows, hot_zones, membership_checking, saved


def _sample(call: Call) -> Result:
    wanted = call.arguments
    with call.writing(create=True) as db:
        made = make_sample(
            db, wanted.customers, wanted.years, wanted.seed, call.as_of, call.checkpoint
        )
        after_change.bring_up_to_date(db, call.as_of, utc_now(), None)
    return {**made._asdict()}


def _load(call: Call) -> Result:
    with call.writing(create=True) as db:
        counts = open_file.load(db, Path(call.arguments.file))
        now = utc_now()
        builtin_rows.bring_in(db, now)  # the office's own segments may use them
        saved.refuse_unreadable(db)
        after_change.bring_up_to_date(db, call.as_of, now, None)
        return counts


def _dump(call: Call) -> Result:
    with call.reading() as db:
        return open_file.write_dump(db, call.as_of, Path(call.arguments.file))


def _check(call: Call) -> Result:
    with call.reading() as db:
        findings, broken = [*integrity(db), *unreadable(db)], left_out.find(db)
        findings += [
            Finding(f"{difference.table}.{difference.column}", difference.sentence)
            for difference in facts.check(db, call.as_of, broken)
        ]
        unknown = last_known.whom_they_concern(db, broken).customers
        findings += [
            Finding("membership_intervals", wrong.sentence)
            for wrong in membership_checking.check(db, unknown)
        ]
        findings += [Finding("hot_points", wrong.sentence) for wrong in hot_zones.check(db)]
        findings += [
            Finding("payment_shares", f"what is applied for {name} does not fit the invoices")
            for name in not_fitting(db)
        ]
    return {"ok": not findings, "findings": [finding._asdict() for finding in findings]}


def _counts(result: dict[str, int]) -> str:
    lines = (f"{count:>10,}  {name.replace('_', ' ')}" for name, count in result.items())
    return "\n".join(lines) or "There is nothing in it."


def _check_text(result: dict[str, Any]) -> str:
    if result["ok"]:
        return "Everything agrees."
    return "\n".join(f"{finding['where']}: {finding['message']}" for finding in result["findings"])


COMMANDS = (
    Command(
        "sample",
        "fill an empty office with a believable synthetic one",
        _sample,
        _counts,
        (
            argument("--customers", type=whole_number, default=5000, metavar="N"),
            argument("--years", type=whole_number, default=12, metavar="Y"),
            argument("--seed", type=whole_number, default=1, metavar="S"),
        ),
    ),
    Command(
        "load",
        "fill an empty office from an open office file, or a folder of CSV files",
        _load,
        _counts,
        (argument("file", metavar="FILE"),),
    ),
    Command(
        "dump",
        "write the whole office to an open office file",
        _dump,
        _counts,
        (argument("file", metavar="FILE"),),
    ),
    Command(
        "check",
        "whether the file is sound and the facts still follow from the records",
        _check,
        _check_text,
        failed=lambda result: not result["ok"],
    ),
)
