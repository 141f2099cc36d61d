"""What the commands of customer value share: amounts, files with rules, how rules are published."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.command_line.command import Call, argument
from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.services.segments.tree import AnyNode, Everyone
from desktop.services.value import chosen
from desktop.services.value.kept import RulesChange
from desktop.services.value.versions import Version

SEGMENT = argument("--segment", metavar="NAME", help="only one of the ten names, or unscored")
PUBLISHING = (
    argument("--note", default="", metavar="TEXT", help="why"),
    argument("--author", default="", metavar="NAME", help="who decided"),
)


def amount(cents: int | None) -> str | None:
    """An amount as decimal text."""
    if cents is None:
        return None
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def dollars(text: str | None) -> str:
    """That text as people read it: "$3,561,337.50", "-$5.00", "n/a"."""
    if text is None:
        return "n/a"
    return f"{'-' if text.startswith('-') else ''}${abs(Decimal(text)):,.2f}"


def said(value: Any) -> Any:
    """A value of a reason as people say it: yes and no, and none is not known."""
    return _SAID[value] if value is None or isinstance(value, bool) else value


_SAID = {True: "yes", False: "no", None: "not known"}


def segment_key(text: str) -> str:
    """The key of an RFM segment given by its name."""
    key = c.RFM_SEGMENT.key(text)
    if key is None:
        named = ", ".join(label for _, label in c.RFM_SEGMENT.items)
        raise UserError(f"There is no RFM segment “{text}”; choose one of: {named}.", where=text)
    return key


def wanted(call: Call) -> AnyNode:
    """The customers of the RFM segment that the call names, else everybody."""
    named = call.arguments.segment
    return chosen.tree("tile", key=segment_key(named)) if named else Everyone()


def read_rules(file: str) -> dict[str, Any]:
    """The rules in a JSON file."""
    try:
        body = json.loads(Path(file).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UserError(f"There is no file {file}.", where=file) from None
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}.", where=file) from error
    except ValueError as error:
        raise UserError(f"{file} is not JSON: {error}", where=file) from error
    if not isinstance(body, dict):
        raise UserError(f"{file} does not hold rules.", where=file)
    return body


def told(history: Iterable[Version], *, bodies: bool = False) -> list[dict[str, Any]]:
    """Versions of rules, the newest first."""
    names = ("version", "created_on", "author", "note", *(("body",) if bodies else ()))
    return [
        {name: getattr(one, name) for name in names} | {"mode": one.body.get("mode")}
        for one in history
    ]


def told_change(change: RulesChange | None) -> dict[str, Any] | None:
    """Two days that follow different rules, and the sentence for it; None where they do not."""
    return None if change is None else change._asdict() | {"words": change.sentence()}


def version_line(one: dict[str, Any]) -> str:
    """One version in a line."""
    how = "  by percentile" if one.get("mode") == "quintiles" else ""
    said = f"Version {one['version']}, {one['created_on']}{how}  {one['author']}  {one['note']}"
    return said.rstrip()
