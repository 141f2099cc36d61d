"""Commands for RFM: who, how many, and why."""

from typing import Any

from desktop.command_line.command import Call, Command, Result, argument
from desktop.command_line.value_common import SEGMENT, amount, dollars, said, told_change, wanted
from desktop.models import choices as c
from desktop.services.dates import add_days
from desktop.services.desk.why import reasons
from desktop.services.office.known_customers import by_account
from desktop.services.value import rfm_picture
from desktop.services.value.scored import Scored, scored

_LABELS = ("rfm", "rfm_segment", "value_tier", "due_status")


def _list(call: Call) -> Result:
    tree = wanted(call)
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
        "revenue_3y": amount(one.revenue_cents),
    }


def _counts(call: Call) -> Result:
    month_before = add_days(call.as_of.replace(day=1), -1)
    with call.reading() as db:
        found = rfm_picture.picture(db, call.as_of, month_before)
    return {
        "as_of": call.as_of,
        "before_day": month_before,
        "changed_rules": told_change(found.changed_rules),
        "total": found.total,
        "unscored": found.unscored,
        "rules": found.rules.version,
        "mode": found.rules.body["mode"],
        "segments": [
            {
                "key": one.key,
                "label": one.label,
                "customers": one.customers,
                "before": one.before,
                "on_cycle": one.on_cycle,
                "revenue_3y": amount(one.revenue_cents),
                "action": one.action,
            }
            for one in found.segments
        ],
        "cells": [
            {
                "recency": one.recency,
                "frequency": one.frequency,
                "customers": one.customers,
                "revenue_3y": amount(one.revenue_cents),
            }
            for one in found.cells
        ],
        "bands": [
            {
                "dimension": one.dimension,
                "score": one.score,
                "label": one.label,
                "customers": one.customers,
                "revenue_3y": amount(one.revenue_cents),
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
        f"{one['customers']:>10,}  {one['label']:<15}  {dollars(one['revenue_3y']):>15}"
        f"  {one['on_cycle']:>6,} on cycle  {one['action']}"
        for one in result["segments"]
    ]
    how = " by percentile (fifths of our own customers)" if result["mode"] == "quintiles" else ""
    last = f"{result['unscored']:>10,}  Unscored; {result['total']:,} customers in all{how}"
    changed = result["changed_rules"]
    return "\n".join([*lines, last, *([changed["words"]] if changed else [])])


def _customer_text(result: dict[str, Any]) -> str:
    lines = [f"{result['name']} ({result['account_no']}) on {result['as_of']}"]
    for one in result["labels"].values():
        lines += [f"  {one['value']}: {one['words']}"]
        lines += [f"      {name}: {said(known)}" for name, known in one["facts"].items()]
    return "\n".join(lines)


COMMANDS = (
    Command("rfm list", "every customer with score, name and tier", _list, _list_text, (SEGMENT,)),
    Command("rfm counts", "how many and how much per name, cell and band", _counts, _counts_text),
    Command(
        "rfm customer",
        "the score of one customer, and why",
        _customer,
        _customer_text,
        (argument("account", metavar="ACCOUNT", help="the account number"),),
    ),
)
