"""What is asked about a row "to review", and the values that stand side by side; no widget."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from desktop.services.importing.cells.addresses import Address
from desktop.services.importing.planning.alike import Candidate
from desktop.services.importing.planning.plan import RowResult
from desktop.services.importing.preview import Preview
from desktop.services.importing.records import Parsed, ProposedCustomer, ProposedDocument
from desktop.services.office.customer_card import CustomerCard
from desktop.views.importing.words import dollars
from desktop.views.widgets.formats import day, money

MOST = 5  # candidates that stand beside a row
LABELS = (
    "Name",
    "Company",
    "Account number",
    "Phone",
    "E-mail",
    "Mailing address",
    "Property address",
    "Type",
    "Document",
    "Notes",
    "On file",
)


class Question(NamedTuple):
    """One row that asks, with what the file says about it."""

    key: str  # the table, as the options of an import name it
    row: int
    where: str
    name: str
    reason: str
    values: tuple[str, ...]  # in the order of `LABELS`
    candidates: tuple[Candidate, ...]
    earlier: Mapping[int, tuple[str, ...]] = {}  # the values of rows that are candidates

    @property
    def place(self) -> tuple[str, int]:
        """How the options of an import name the row."""
        return self.key, self.row


def questions_of(planned: Preview) -> tuple[Question, ...]:
    """Every row that an answer can place, in the order of the files."""
    return tuple(
        question
        for table, parsed in zip(planned.tables, planned.parsed, strict=True)
        for question in _of_table(f"{table.file} › {table.sheet}" if table.sheet else table.file,
                                  parsed, table.review)
    )  # fmt: skip


def _of_table(where: str, parsed: Parsed, waiting: Sequence[RowResult]) -> Iterator[Question]:
    rows = {result.row: result for result in waiting if result.what}
    customers = {one.row: one for one in parsed.customers if one.row in rows}
    named = {candidate.row for result in waiting for candidate in result.candidates}
    earlier = {one.row: one for one in parsed.customers if one.row in named}
    documents = {one.row: one for one in parsed.documents if one.row in rows}
    for number, result in rows.items():
        if number in customers:
            values = _of_customer(customers[number])
        elif number in documents and result.candidates:
            values = _of_document(documents[number])
        else:
            continue
        yield Question(
            parsed.table.key,
            number,
            where,
            result.what,
            result.reason,
            values,
            result.candidates[:MOST],
            {
                one.row: _of_customer(earlier[one.row])
                for one in result.candidates
                if one.row in earlier
            },
        )


def _in_order(values: dict[str, str]) -> tuple[str, ...]:
    return tuple(values.get(label, "") for label in LABELS)


def _of_customer(proposal: ProposedCustomer) -> tuple[str, ...]:
    values = proposal.values
    return _in_order(
        {
            "Name": proposal.name.display,
            "Company": _text(values.get("company")),
            "Account number": _text(values.get("account_no")),
            "Phone": ", ".join(phone.number for phone in proposal.phones),
            "E-mail": _text(values.get("email")),
            "Mailing address": address_line(proposal.mail),
            "Property address": "" if proposal.site_from_billing else address_line(proposal.site),
            "Type": _text(values.get("customer_type")).capitalize(),
            "Notes": "; ".join(proposal.notes)[:400],
        }
    )


def _of_document(document: ProposedDocument) -> tuple[str, ...]:
    amount = "" if document.amount is None else dollars(document.amount)
    said = (document.kind.replace("_", " ").capitalize(), document.number, day(document.date))
    return _in_order(
        {
            "Name": document.name.display,
            "Document": ", ".join(part for part in (*said, amount, document.memo) if part),
        }
    )


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def address_line(address: Address) -> str:
    """An address on one line."""
    town = " ".join(part for part in (address.state, address.zip5) if part)
    return _joined((address.line1, address.line2, address.city, town))


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(text for text in texts if text)


def values_of(card: CustomerCard | None) -> tuple[str, ...]:
    """The values of a customer on file, in the order of `LABELS`; blank while not read."""
    if card is None:
        return ("",) * len(LABELS)
    owed = card.open_balance_cents
    visits = [f"last visit {day(card.visits[0].day)}"] if card.visits else []
    on_file = [*visits, f"{money(owed)} open" if owed else "", card.status]
    return _in_order(
        {
            "Name": card.name,
            "Account number": card.account_no or "",
            "Phone": ", ".join(phone.number for phone in card.phones),
            "E-mail": card.email or "",
            "Mailing address": _joined(card.mail_to.splitlines()),
            "Property address": "; ".join(_joined(p.address.splitlines()) for p in card.places),
            "Type": card.kind,
            "Notes": (card.notes or "")[:400],
            "On file": ", ".join(part for part in on_file if part),
        }
    )
