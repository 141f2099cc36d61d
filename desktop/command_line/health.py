"""Commands for health and lifetime value: who, why, the weights, new rules, months of movement."""

from datetime import date
from typing import Any

from desktop.command_line.command import Call, Command, Result, argument, utc_now
from desktop.command_line.value_common import (
    PUBLISHING,
    amount,
    dollars,
    read_rules,
    told,
    told_change,
    version_line,
)
from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.services import after_change, facts
from desktop.services.office.known_customers import by_account
from desktop.services.value import health_why, lifetime, money, movement, snapshots, versions
from desktop.services.value.health_cards import CARDS
from desktop.services.value.health_list import rated
from desktop.services.value.health_measures import MEASURE_OF

_RULES = ("health", "lifetime")


def _list(call: Call) -> Result:
    grade = call.arguments.grade
    key = c.HEALTH_GRADE.key(grade) if grade else None
    if grade and key is None:
        raise UserError(f"There is no grade “{grade}”; choose A, B, C, D, F or not_rated.")
    with call.reading() as db:
        return [one._asdict() for one in rated(db, call.as_of, key)]


def _list_text(rows: list[dict[str, Any]]) -> str:
    lines = [
        f"{'—' if row['score'] is None else row['score']:>3}  {row['grade']:<9}  "
        f"{c.HEALTH_COLOUR.label(row['colour']):<9}  {c.HEALTH_CARD.label(row['card']):<16}  "
        f"{row['account_no'] or '':<10}  {row['name']}"
        for row in rows
    ]
    return "\n".join([*lines, f"{len(rows):,} customers"])


def _customer(call: Call) -> Result:
    with call.reading() as db:
        one = by_account(db, call.arguments.account)
        found = health_why.why(db, one.id, call.as_of)
        worth = lifetime.of_customer(db, one.id, call.as_of)
        if found is None:
            raise UserError(f"Nothing is known of account “{call.arguments.account}” yet.")
        values = found._asdict() | {
            "account_no": one.account_no,
            "name": one.display_name,
            "rules": found.rules.version,
            "lines": [line._asdict() for line in found.lines],
            "lifetime_value": amount(worth.value_cents),
            "yearly_revenue": amount(worth.yearly_cents),
            "assumptions": worth.text,
        }
        del values["customer_id"]
        return values


def _customer_text(result: dict[str, Any]) -> str:
    score = result["not_rated_reason"] or (
        f"{result['score']}, grade {result['grade']},"
        f" {c.HEALTH_COLOUR.label(result['colour'])}; {result['trend_words']}"
    )
    lines = [
        f"{result['name']}: {score}",
        f"Card {result['card_label']}: {result['card_reason']}",
        *([result["cap_reason"]] if result["cap_reason"] else []),
    ]
    for line in result["lines"]:
        points = "no data" if line["value"] is None else f"{line['value']:.1f}"
        lines.append(f"  {line['weight']:>3}  {line['label']:<24} {points:>7}  {line['reason']}")
    lines += [f"Lifetime value {dollars(result['lifetime_value'])}", result["assumptions"]]
    return "\n".join(lines)


def _rules(call: Call) -> Result:
    with call.reading() as db:
        kind = call.arguments.kind
        return {
            "kind": kind,
            "versions": told(versions.history(db, kind), bodies=True),
        }


def _rules_text(result: dict[str, Any]) -> str:
    newest = result["versions"][0]
    lines = [version_line(one) for one in result["versions"]]
    if result["kind"] == "lifetime":
        return "\n".join([*lines, *(f"{key}: {value}" for key, value in newest["body"].items())])
    for card in CARDS:
        lines.append(card.label)
        lines += [
            f"  {weight:>3}  {MEASURE_OF[code].label}"
            for code, weight in newest["body"]["cards"][card.key].items()
        ]
    return "\n".join(lines)


def _publish(call: Call) -> Result:
    given = call.arguments
    body = read_rules(given.file)
    with call.writing() as db:
        made = versions.publish(db, given.kind, body, given.note, given.author, call.as_of)
        after_change.bring_up_to_date(db, call.as_of, utc_now(), None, rules_only=True)
    return {"kind": given.kind, "version": made.version}


def _movement(call: Call) -> Result:
    given, as_of = call.arguments, call.as_of
    try:
        month = date.fromisoformat(f"{given.month}-01") if given.month else as_of
    except ValueError:
        raise UserError(f"{given.month} is not a month like 2026-06.", where="month") from None
    if month > as_of:
        raise UserError(f"{given.month} has not begun by {as_of}.", where="month")
    days = movement.matrix_days(month, as_of)
    with call.writing() as db:
        facts.for_day(db, as_of)
        snapshots.ensure_days(db, days, as_of, call.checkpoint)
        after_change.labels_kept(db, as_of, utc_now())
        found = movement.matrix(db, given.label, month, as_of)
    rows = [row._asdict() for row in found.rows]
    return found._asdict() | {"rows": rows, "changed_rules": told_change(found.changed_rules)}


def _movement_text(result: dict[str, Any]) -> str:
    heads = [label for _, label in result["columns"]]
    lines = [f"From {result['before_day']} to {result['after_day']}: {', '.join(heads)}"]
    lines += [
        f"{row['label']:<16} {row['total']:>7,}  " + " ".join(f"{n:>6,}" for n in row["cells"])
        for row in result["rows"]
    ]
    lines.append(f"{'':<25} " + " ".join(f"{n:>6,}" for n in result["totals"]))
    changed = result["changed_rules"]
    said = (result["hint"], changed["words"] if changed else "")
    return "\n".join([*lines, *(part for part in said if part)])


def _worth(call: Call) -> Result:
    with call.reading() as db:
        found = lifetime.by_dimension(db, call.as_of, call.arguments.label)
    return {
        "label": found.dimension,
        "total": amount(found.total_cents),
        "assumptions": found.text,
        "lines": [
            {
                "value": line.value,
                "label": line.label,
                "customers": line.customers,
                "valued": line.valued,
                "lifetime_value": amount(line.value_cents),
                "average": amount(line.average_cents),
            }
            for line in found.lines
        ],
    }


def _worth_text(result: dict[str, Any]) -> str:
    lines = [
        f"{line['label']:<24} {line['customers']:>7,} customers"
        f"  {dollars(line['lifetime_value']):>15}"
        for line in result["lines"]
    ]
    return "\n".join([*lines, f"Together {dollars(result['total'])}", result["assumptions"]])


_KIND = argument("--kind", choices=_RULES, default="health", help="which rules (health)")
COMMANDS = (
    Command(
        "health list",
        "every customer with card, score and grade, lowest score first",
        _list,
        _list_text,
        (argument("--grade", metavar="GRADE", help="A, B, C, D, F or not_rated"),),
    ),
    Command(
        "health customer",
        "the health of one customer, and why",
        _customer,
        _customer_text,
        (argument("account", metavar="ACCOUNT", help="the account number"),),
    ),
    Command("health weights", "the rules in force and their versions", _rules, _rules_text,
            (_KIND,)),
    Command(
        "health publish",
        "make new weights, or new assumptions of lifetime value, the ones in force",
        _publish,
        lambda result: f"Version {result['version']} of {result['kind']} is in force.",
        (
            argument("file", metavar="FILE", help="a JSON file with the rules"),
            _KIND,
            *PUBLISHING,
        ),
    ),
    Command(
        "health movement",
        "how customers moved within a month",
        _movement,
        _movement_text,
        (
            argument("label", choices=tuple(movement.DIMENSIONS), help="the label to follow"),
            argument("--month", metavar="YYYY-MM", help="the month (the running one)"),
        ),
    ),
    Command(
        "health lifetime",
        "lifetime values by a label, with the assumptions behind them",
        _worth,
        _worth_text,
        (argument("label", choices=tuple(money.DIMENSIONS), help="the label to sum up by"),),
    ),
)  # fmt: skip
