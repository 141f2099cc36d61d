"""Commands for the money behind RFM: by any label, and month by month."""

from typing import Any

from desktop.command_line.command import Call, Command, Result, argument
from desktop.command_line.value_common import SEGMENT, amount, dollars, wanted
from desktop.services.value import money


def _money(call: Call) -> Result:
    with call.reading() as db:
        return [
            {
                "value": one.value,
                "label": one.label,
                "customers": one.customers,
                "revenue_3y": amount(one.revenue_cents),
                "visits_3y": one.visits,
                "tickets_3y": one.tickets,
                "average_ticket": amount(one.average_ticket_cents),
            }
            for one in money.by_label(db, call.as_of, call.arguments.label)
        ]


def _months(call: Call) -> Result:
    tree = wanted(call) if call.arguments.segment else None
    with call.reading() as db:
        return [
            {
                "month": f"{one.month:%Y-%m}",
                "revenue": amount(one.revenue_cents),
                "visits": one.visits,
                "tickets": one.tickets,
            }
            for one in money.months(db, call.as_of, tree)
        ]


def _money_text(rows: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{row['customers']:>10,}  {row['label']:<24}  {dollars(row['revenue_3y']):>15}"
        f"  {row['visits_3y']:>8,} visits  average ticket {dollars(row['average_ticket'])}"
        for row in rows
    )


def _months_text(rows: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{row['month']}  {dollars(row['revenue']):>15}"
        f"  {row['visits']:>8,} visits  {row['tickets']:>8,} sales"
        for row in rows
    )


COMMANDS = (
    Command(
        "rfm money",
        "revenue and average ticket by a label",
        _money,
        _money_text,
        (argument("label", choices=tuple(money.DIMENSIONS), help="the label to sum up by"),),
    ),
    Command(
        "rfm months", "revenue, visits and sales month by month", _months, _months_text, (SEGMENT,)
    ),
)
