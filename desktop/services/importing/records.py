"""What a file proposes, as plain values: customers with their places, and sales documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from desktop.services.importing.addresses import Address
from desktop.services.importing.draft import Custom
from desktop.services.importing.kinds import Outcome, Problem, Table
from desktop.services.importing.mapping import Mapping as ColumnMapping
from desktop.services.importing.names import Name
from desktop.services.importing.phones import Phone

LATER_PARTS = ("property", "system", "asset", "visit", "contract", "job")


@dataclass(slots=True)
class ProposedCustomer:
    """One row of a customer list; `name.site` is filled for a job or sub-customer."""

    row: int
    name: Name
    values: dict[str, Any]
    phones: Sequence[Phone]
    tags: Sequence[str]
    notes: Sequence[str]
    custom: Mapping[int, Any]
    mail: Address
    site: Address
    site_from_billing: bool
    parts: dict[str, dict[str, Any]]  # those of `LATER_PARTS` that the row fills
    external_id: str = ""


@dataclass(slots=True)
class ProposedDocument:
    """One row of a sales report."""

    row: int
    name: Name
    kind: str  # a key of `documents.KINDS`
    number: str
    date: date
    amount: Decimal
    memo: str
    is_void: bool = False

    @property
    def amount_cents(self) -> int:
        """The amount in whole cents."""
        return int(self.amount * 100)


class TotalCheck(NamedTuple):
    """A total the file states beside our own sum of the same rows."""

    row: int
    group: str | None
    stated: Decimal
    ours: Decimal

    @property
    def agrees(self) -> bool:
        """Whether both are equal to the cent."""
        return self.stated == self.ours


@dataclass
class Parsed:
    """All that one table proposes, and the box of every row that proposes nothing."""

    table: Table
    mapping: ColumnMapping
    customs: list[Custom] = field(default_factory=list)
    customers: list[ProposedCustomer] = field(default_factory=list)
    documents: list[ProposedDocument] = field(default_factory=list)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    checks: list[TotalCheck] = field(default_factory=list)
    as_of: date | None = None
    date_order: str | None = None
