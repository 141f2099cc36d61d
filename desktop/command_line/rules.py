"""The command `rules`: the rules of the office, what others would move, and publishing them."""

from typing import Any

from sqlalchemy.orm import Session

from desktop.command_line.command import Call, Command, Result, UsageError, argument, utc_now
from desktop.command_line.value_common import PUBLISHING, told, version_line
from desktop.models.errors import UserError
from desktop.services import after_change
from desktop.services.care import rule_table
from desktop.services.care.rule_table import BY_KEY
from desktop.services.care.rules import KIND
from desktop.services.desk import office_rules
from desktop.services.value import versions

_USUAL = "usual"


def _rules(call: Call) -> Result:
    given = call.arguments
    if not (given.set or given.usual or given.back_to):
        if given.preview:
            raise UsageError("Say with --set, --usual or --back-to what to look ahead at.")
        with call.reading() as db:
            return _told(db)
    with call.reading() as db:
        before = office_rules.in_force(db)
        body = _wanted(db, call)
        versions.known(KIND).check(body)
        changes = [one.text for one in rule_table.changes(before.body, body)]
        if given.preview:
            return {
                "changes": changes,
                "effect": office_rules.effect(db, body, call.as_of)._asdict(),
            }
    with call.writing() as db:
        versions.publish(db, KIND, body, given.note, given.author, call.as_of)
        after_change.bring_up_to_date(db, call.as_of, utc_now(), None, rules_only=True)
        return {"changes": changes} | _told(db)


def _wanted(db: Session, call: Call) -> dict[str, Any]:
    """The numbers in force, or of an older version, or the usual ones; with those set."""
    given = call.arguments
    if given.usual:
        body = rule_table.shipped_body()
    elif given.back_to:
        body = office_rules.version(db, given.back_to).body
    else:
        body = office_rules.in_force(db).body
    return body | dict(map(_number, given.set or ()))


def _number(text: str) -> tuple[str, int]:
    key, _, value = (part.strip() for part in text.partition("="))
    if key not in BY_KEY:
        raise UserError(f"There is no rule called “{key}”; “rules” lists them.", where=key)
    if value == _USUAL:
        return key, BY_KEY[key].default
    if not value.removeprefix("-").isdecimal():
        raise UserError(f"Give {key} a whole number, as in {key}={BY_KEY[key].default}.", where=key)
    return key, int(value)


def _told(db: Session) -> dict[str, Any]:
    found = office_rules.in_force(db)
    past = office_rules.history(db)
    return {
        "version": found.version,
        "created_on": found.created_on,
        "author": found.author,
        "note": found.note,
        "rules": [
            {
                "key": line.rule.key,
                "group": line.group,
                "label": line.rule.label,
                "unit": line.rule.unit,
                "value": line.value,
                "default": line.rule.default,
                "least": line.rule.least,
                "most": line.rule.most,
                "why": line.rule.why,
                "affects": line.rule.affects,
                "warning": line.warning,
            }
            for line in office_rules.lines(found.body)
        ],
        "history": [
            of_version | {"changes": [change.text for change in one.changes]}
            for of_version, one in zip(told(one.version for one in past), past, strict=True)
        ],
    }


def _text(result: dict[str, Any]) -> str:
    lines = list(result.get("changes", ()))
    if "effect" in result:
        found = result["effect"]
        lines.append(
            f"{found['moved']:,} of {found['items']:,} due days would move, {found['restated']:,}"
            f" services would have another status, {found['restaged']:,} of"
            f" {found['customers']:,} customers another stage."
        )
        return "\n".join(lines)
    lines.append(f"Version {result['version']} of the rules is in force.")
    group = ""
    for one in result["rules"]:
        if one["group"] != group:
            group = one["group"]
            lines.append(group)
        lines += _rule_lines(one)
    return "\n".join([*lines, *_history_lines(result)])


def _rule_lines(one: dict[str, Any]) -> list[str]:
    rule = BY_KEY[one["key"]]
    usual = "" if one["value"] == one["default"] else f" (usual: {one['default']:,})"
    said = f"  {one['key']:<26} {rule_table.told(rule, one['value']):>15}  {one['label']}{usual}"
    return [said, *([f"{'':<29}Mind: {one['warning']}"] if one["warning"] else [])]


def _history_lines(result: dict[str, Any]) -> list[str]:
    return [
        line
        for one in result["history"]
        for line in (version_line(one), *(f"  {change}" for change in one["changes"]))
    ]


COMMANDS = (
    Command(
        "rules",
        "the numbers behind due dates, contracts and stages; other ones are published with --set",
        _rules,
        _text,
        (
            argument(
                "--set",
                action="append",
                metavar="KEY=VALUE",
                help=f"another number, or “{_USUAL}”; may be given several times",
            ),
            argument("--usual", action="store_true", help="begin with the usual numbers of all"),
            argument(
                "--back-to", type=int, metavar="VERSION", help="begin with those of a version"
            ),
            argument("--preview", action="store_true", help="only say what would move"),
            *PUBLISHING,
        ),
    ),
)
