"""Commands for behavior groups: look for them, and show those found last."""

from typing import Any

from desktop.command_line.command import Call, Command, Result, argument, utc_now
from desktop.command_line.value_common import amount
from desktop.models.errors import UserError
from desktop.services.value import behaviour, behaviour_kept
from desktop.services.value.behaviour_groups import INPUTS
from desktop.services.value.behaviour_kept import Group
from desktop.services.value.cross import cross
from desktop.services.value.drivers import words


def _find(call: Call) -> Result:
    inputs = call.arguments.inputs.split(",") if call.arguments.inputs else INPUTS
    with call.reading() as db:
        found = behaviour.find(db, call.as_of, inputs, call.checkpoint)
    with call.writing() as db:
        behaviour_kept.keep(db, found, utc_now())
    return _show(call)


def _show(call: Call) -> Result:
    with call.reading() as db:
        found = behaviour_kept.newest(db, call.as_of)
        if found is None:
            raise UserError("No groups have been looked for yet; use “behavior find”.")
        table = cross(db, call.as_of, behaviour_kept.FIELD)
    return {
        "found_on": found.as_of,
        "method": found.method,
        "parameters": found.parameters,
        "card": found.card,
        "groups": [_group(one) for one in found.groups],
        "without": found.without,
        "rfm": {
            "columns": [label for _, label in table.columns],
            "rows": [{"segment": row.key, "cells": list(row.cells)} for row in table.rows],
        },
    }


def _group(one: Group) -> dict[str, Any]:
    return {
        "name": one.name,
        "customers": one.customers,
        "revenue_3y": amount(one.revenue_cents),
        "visits_3y": one.visits,
        "told_apart": [words(*apart) for apart in one.apart],
    }


def _text(result: dict[str, Any]) -> str:
    lines = [f"Found on {result['found_on']} by {result['method']}"]
    for one in result["groups"]:
        lines.append(f"{one['customers']:>10,}  {one['name']}  ${one['revenue_3y']}")
        lines += [f"{'':>12}{told}" for told in one["told_apart"]]
    lines.append(f"{result['without']:>10,}  in no group")
    lines += [f"Rejected: {name} ({n:,}): {why}" for name, n, why in result["card"]["rejected"]]
    lines += [
        f"{groups} groups: {apart:.2f} apart, {stability:.2f} stable"
        for groups, apart, stability in result["card"]["tried"]
    ]
    return "\n".join(lines)


_INPUTS = argument(
    "--inputs", metavar="A,B", help=f"two or more of {', '.join(INPUTS)} (all of them)"
)
COMMANDS = (
    Command("behavior find", "look for customers who behave alike", _find, _text, (_INPUTS,)),
    Command("behavior groups", "the groups found last, and by which numbers", _show, _text),
)
