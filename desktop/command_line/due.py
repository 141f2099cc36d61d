"""The command `due`: what is due, for all customers."""

from typing import Any

from desktop.command_line.command import Call, Command, Result, UsageError, argument, whole_number
from desktop.models.equipment import Asset, System
from desktop.services.desk.due_list import EVERY_STATUS, DueRow, due_list
from desktop.services.desk.due_query import DueQuery
from desktop.services.office.known_customers import OpenIds


def _due(call: Call) -> Result:
    within = call.arguments.within
    if within is not None and within < 0:
        raise UsageError("Give a number of days from 0 on.")
    statuses = EVERY_STATUS if within is not None else (*EVERY_STATUS, "unknown")
    query = DueQuery(
        statuses=statuses,
        within_days=within,
        include_booked=True,
        include_postponed=True,
        order="due",
    )
    with call.reading() as db:
        found = due_list(db, call.as_of, query)
        assets, systems = OpenIds(db, Asset), OpenIds(db, System)
        return [_item(row, assets, systems) for row in found.rows]


def _item(row: DueRow, assets: OpenIds, systems: OpenIds) -> dict[str, Any]:
    return {
        "account_no": row.account_no,
        "name": row.name,
        "phone": row.phone,
        "site": row.site,
        "zone": row.zone if row.zone_id else None,
        "asset": assets.of(row.asset_id),
        "system": systems.of(row.system_id),
        "service": row.service,
        "due": row.due,
        "days": row.days,
        "status": row.status,
        "code": row.code,
        "owed_by": "us" if row.under_contract else "customer",
        "last_service": row.last_service,
        "gallons": row.gallons,
        "attempts": row.attempts,
        "booked": row.booked,
        "postponed_until": row.postponed_until,
    }


def _text(rows: list[dict[str, Any]]) -> str:
    lines = [
        f"{row['due']!s:<10}  {row['status']:<8}  {row['service']:<11}  "
        f"{row['account_no'] or '':<10}  {row['name']}, {row['site']}{_marks(row)}"
        for row in rows
    ]
    hidden = sum(1 for row in rows if row["booked"] or row["postponed_until"])
    return "\n".join([*lines, f"{len(rows):,} services, {hidden:,} of them booked or postponed"])


def _marks(row: dict[str, Any]) -> str:
    if row["booked"]:
        return " (booked)"
    return f" (postponed until {row['postponed_until']})" if row["postponed_until"] else ""


COMMANDS = (
    Command(
        "due",
        "what is due for all customers, longest overdue first",
        _due,
        _text,
        (
            argument(
                "--within",
                type=whole_number,
                metavar="DAYS",
                help="overdue, or due in so many days",
            ),
        ),
    ),
)
