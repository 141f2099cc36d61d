"""Commands for RFM: who, how many, why, the bands in force, new rules, and the money behind."""

import json
from pathlib import Path
from typing import Any

from desktop.command_line.command import Call, Command, Result, argument, utc_now
from desktop.command_line.customers import by_account
from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.services import after_change, facts
from desktop.services.desk.why import reasons
from desktop.services.segments.tree import AnyNode, Everyone
from desktop.services.value import bands, chosen, money, movers, rfm_picture, versions
from desktop.services.value.rfm_map import DIMENSIONS
from desktop.services.value.rfm_reason import in_force
from desktop.services.value.scored import Scored, scored

_LABELS = ("rfm", "rfm_segment", "value_tier", "due_status")


def _amount(cents: int | None) -> str | None:
    """An amount as decimal text."""
    if cents is None:
        return None
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _segment_key(text: str) -> str:
    key = c.RFM_SEGMENT.key(text)
    if key is None:
        named = ", ".join(label for _, label in c.RFM_SEGMENT.items)
        raise UserError(f"There is no RFM segment “{text}”; choose one of: {named}.", where=text)
    return key


def _wanted(call: Call) -> AnyNode:
    named = call.arguments.segment
    return chosen.tree("tile", key=_segment_key(named)) if named else Everyone()


def _list(call: Call) -> Result:
    tree = _wanted(call)
    with call.reading() as db:
        return [_line(one) for one in scored(db, call.as_of, tree)]


def _line(one: Scored) -> dict[str, Any]:
    return {
        "account_no": one.account_no,
        "name": one.name,
        "rfm": one.rfm,
        "segment": one.segment,
        "on_cycle": one.on_cycle,
        "due_status": one.due_status,
        "value_tier": one.value_tier,
        "last_service": one.last_service,
        "visits_3y": one.visits,
        "revenue_3y": _amount(one.revenue_cents),
    }


def _counts(call: Call) -> Result:
    with call.reading() as db:
        found = rfm_picture.picture(db, call.as_of)
    return {
        "as_of": call.as_of,
        "total": found.total,
        "unscored": found.unscored,
        "rules": found.rules.version,
        "segments": [
            {
                "key": one.key,
                "label": one.label,
                "customers": one.customers,
                "on_cycle": one.on_cycle,
                "revenue_3y": _amount(one.revenue_cents),
                "action": one.action,
            }
            for one in found.segments
        ],
        "cells": [
            {
                "recency": one.recency,
                "frequency": one.frequency,
                "customers": one.customers,
                "revenue_3y": _amount(one.revenue_cents),
            }
            for one in found.cells
        ],
        "bands": [
            {
                "dimension": one.dimension,
                "score": one.score,
                "label": one.label,
                "customers": one.customers,
                "revenue_3y": _amount(one.revenue_cents),
            }
            for one in found.bands
        ],
    }


def _customer(call: Call) -> Result:
    with call.reading() as db:
        one = by_account(db, call.arguments.account)
        labels = [label for label in reasons(db, one.id, call.as_of) if label.label in _LABELS]
        return {
            "account_no": one.account_no,
            "name": one.display_name,
            "as_of": call.as_of,
            "labels": {
                label.label: {
                    "value": label.value,
                    "key": label.key,
                    "reason": label.code,
                    "words": label.words,
                    "facts": dict(label.facts),
                }
                for label in labels
            },
        }


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
        "history": [
            {"version": one.version, "created_on": one.created_on, "author": one.author,
             "note": one.note}
            for one in history
        ],
    }  # fmt: skip


def _read_body(file: str) -> dict[str, Any]:
    try:
        body = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UserError(f"There is no file {file}.", where=file) from None
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}.", where=file) from error
    except ValueError as error:
        raise UserError(f"{file} is not JSON: {error}", where=file) from error
    if not isinstance(body, dict):
        raise UserError(f"{file} does not hold rules of RFM.", where=file)
    return body


def _preview(call: Call) -> Result:
    body = _read_body(call.arguments.file)
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
    body = _read_body(given.file)
    with call.writing() as db:
        moves = _moves(movers.preview_publish(db, body, call.as_of))
        made = versions.publish(db, "rfm", body, given.note, given.author, call.as_of)
        after_change.bring_up_to_date(db, call.as_of, utc_now(), None, rules_only=True)
    return {"version": made.version} | moves


def _money(call: Call) -> Result:
    with call.reading() as db:
        return [
            {
                "value": one.value,
                "label": one.label,
                "customers": one.customers,
                "revenue_3y": _amount(one.revenue_cents),
                "visits_3y": one.visits,
                "tickets_3y": one.tickets,
                "average_ticket": _amount(one.average_ticket_cents),
            }
            for one in money.by_label(db, call.as_of, call.arguments.label)
        ]


def _months(call: Call) -> Result:
    tree = _wanted(call) if call.arguments.segment else None
    with call.reading() as db:
        return [
            {
                "month": f"{one.month:%Y-%m}",
                "revenue": _amount(one.revenue_cents),
                "visits": one.visits,
                "tickets": one.tickets,
            }
            for one in money.months(db, call.as_of, tree)
        ]


def _list_text(rows: list[dict[str, Any]]) -> str:
    lines = [
        f"{row['rfm'] or '—':<3}  {c.RFM_SEGMENT.label(row['segment']):<15}"
        f"  {'on cycle' if row['on_cycle'] else '':<8}"
        f"  {row['account_no'] or '':<10}  {row['name']}"
        for row in rows
    ]
    return "\n".join([*lines, "1 customer" if len(rows) == 1 else f"{len(rows):,} customers"])


def _counts_text(result: dict[str, Any]) -> str:
    lines = [
        f"{one['customers']:>10,}  {one['label']:<15}  ${one['revenue_3y']:>14}"
        f"  {one['on_cycle']:>6,} on cycle  {one['action']}"
        for one in result["segments"]
    ]
    last = f"{result['unscored']:>10,}  Unscored; {result['total']:,} customers in all"
    return "\n".join([*lines, last])


def _customer_text(result: dict[str, Any]) -> str:
    lines = [f"{result['name']} ({result['account_no']}) on {result['as_of']}"]
    for one in result["labels"].values():
        lines += [f"  {one['value']}: {one['words']}"]
        lines += [f"      {name}: {known}" for name, known in one["facts"].items()]
    return "\n".join(lines)


def _bands_text(result: dict[str, Any]) -> str:
    lines = [f"Version {result['version']} of the rules"]
    for dimension in DIMENSIONS:
        lines.append(dimension.label)
        lines += [f"  {score}  {label}" for score, label in result["bands"][dimension.key].items()]
    lines += [
        f"Version {one['version']}  {one['created_on']}  {one['author']}  {one['note']}".rstrip()
        for one in result["history"]
    ]
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


def _money_text(rows: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{row['customers']:>10,}  {row['label']:<24}  ${row['revenue_3y']:>14}"
        f"  {row['visits_3y']:>8,} visits  average ticket {row['average_ticket'] or 'n/a'}"
        for row in rows
    )


def _months_text(rows: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{row['month']}  ${row['revenue']:>14}"
        f"  {row['visits']:>8,} visits  {row['tickets']:>8,} sales"
        for row in rows
    )


_SEGMENT = argument("--segment", metavar="NAME", help="only one of the ten names, or unscored")
_FILE = argument("file", metavar="FILE", help="rules as JSON, as “rfm bands --json” shows them")

COMMANDS = (
    Command("rfm list", "every customer with score, name and tier", _list, _list_text, (_SEGMENT,)),
    Command("rfm counts", "how many and how much per name, cell and band", _counts, _counts_text),
    Command(
        "rfm customer",
        "the score of one customer, and why",
        _customer,
        _customer_text,
        (argument("account", metavar="ACCOUNT", help="the account number"),),
    ),
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
            argument("--note", default="", metavar="TEXT", help="why"),
            argument("--author", default="", metavar="NAME", help="who decided"),
        ),
    ),
    Command(
        "rfm money",
        "revenue and average ticket by a label",
        _money,
        _money_text,
        (argument("label", choices=tuple(money.DIMENSIONS), help="the label to sum up by"),),
    ),
    Command(
        "rfm months", "revenue, visits and sales month by month", _months, _months_text, (_SEGMENT,)
    ),
)
