"""What an import brings, in words: "45 customers and 12 invoices"."""

from collections.abc import Mapping

from desktop.services.importing.planning.plan import Applying
from desktop.views.importing.words import listed
from desktop.views.widgets.formats import counted

NOTHING = Applying()

WORDS = {
    "customers": ("customer", "customers"),
    "properties": ("property", "properties"),
    "systems": ("system", "systems"),
    "assets": ("tank", "tanks"),
    "contracts": ("contract", "contracts"),
    "visits": ("service visit", "service visits"),
    "estimates": ("estimate", "estimates"),
    "invoices": ("invoice", "invoices"),
    "payments": ("payment", "payments"),
    "other_transactions": ("other transaction", "other transactions"),
    "interactions": ("contact", "contacts"),
    "tasks": ("task", "tasks"),
}
MAIN = ("customers", "visits", "invoices", "payments", "estimates")
FURTHER = (
    "properties", "systems", "assets", "contracts", "other_transactions",
    "interactions", "tasks",
)  # fmt: skip


def counted_records(counts: Mapping[str, int], kinds: tuple[str, ...]) -> str:
    """The records of these kinds that are there: "45 customers and 12 invoices"."""
    return listed(_each(counts, kinds))


def _each(counts: Mapping[str, int], kinds: tuple[str, ...]) -> list[str]:
    return [counted(counts[kind], *WORDS[kind]) for kind in kinds if counts.get(kind)]


def brings(new: Mapping[str, int], changed_rows: int, applying: Applying = NOTHING) -> str:
    """What a press of the button does; "" when the office has all of it already.

    A change is a row in the box "changed", so that the button and the boxes agree.
    """
    added = _each(new, MAIN) or _each(new, FURTHER)
    changed = [counted(changed_rows, "change")] if changed_rows else []
    if applying.wanted and applying.cents and not (added or changed):
        return counted(applying.money, "applied payment")
    return listed([*added, *changed])


def brought(new: Mapping[str, int], changed: Mapping[str, int]) -> str:
    """What an import did, for the history."""
    added = counted_records(new, (*MAIN, *FURTHER))
    altered = counted_records(changed, (*MAIN, *FURTHER))
    said = [f"{added} new" if added else "", f"{altered} changed" if altered else ""]
    return "; ".join(part for part in said if part) or "nothing new, nothing changed"
