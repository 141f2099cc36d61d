"""One place a column of a customer list can go."""

from typing import NamedTuple

CUSTOMER, PLACE, SYSTEM = "Customer", "Property", "System and tank"
SERVICE, AGREEMENT, INVOICE, OTHER = "Last service", "Contract", "Invoice", "Other"


class Target(NamedTuple):
    """One place a column can go.

    `parser` names the reader in `draft.PARSERS`; `part` and `field` say where the value lands.
    """

    key: str
    label: str
    group: str
    aliases: tuple[str, ...]
    parser: str
    part: str
    field: str
    example: str = ""


def target(key: str, label: str, group: str, aliases: str, how: str, example: str = "") -> Target:
    """Make a target; `aliases` separated by |, `how` as "parser part.field"."""
    parser, _, place = how.partition(" ")
    part, _, field = place.partition(".")
    names = tuple(alias.strip() for alias in aliases.split("|") if alias.strip())
    return Target(key, label, group, names, parser, part, field, example)
