"""What is asked about a row "to review", and the values that stand side by side; no widget."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from desktop.services.desk.glance import Glance
from desktop.services.importing.cells.addresses import Address
from desktop.services.importing.planning.alike import Candidate
from desktop.services.importing.planning.answers import ANOTHER_SALE, NEW, SAME_SALE, Answer
from desktop.services.importing.planning.customers import MAY_BE_REMARK
from desktop.services.importing.planning.plan import RowResult
from desktop.services.importing.preview import Preview
from desktop.services.importing.records import Parsed, ProposedCustomer, ProposedDocument
from desktop.views.importing.words import dollars
from desktop.views.widgets.formats import day, money

MOST = 5  # candidates that stand beside a row
EQUAL = "number, day and amount are equal"
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


class About(NamedTuple):
    """The words of one kind of question; without `rest` each is answered by itself."""

    new: str
    new_answer: Answer
    same: str
    group: str = ""  # all open ones of the same name, answered at once
    rest: str = ""  # all open ones
    said: str = ""


ABOUT = {
    "person": About(
        "New customer",
        NEW,
        "Same customer",
        "All {count:,} named “{name}” are different people",
        "All {count:,} still open are different people",
        "{count:,} rows become new customers: they are different people.",
    ),
    "remark": About("New customer", NEW, "Same customer"),
    "buyer": About("New customer", NEW, "Same customer"),
    "sale": About(
        "Another invoice",
        ANOTHER_SALE,
        "Same invoice",
        "All {count:,} of “{name}” are other invoices",
        "All {count:,} still open are other invoices",
        "{count:,} rows become invoices of their own.",
    ),
}


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
    about: str = "person"  # a key of `ABOUT`

    @property
    def words(self) -> About:
        """The words of its kind."""
        return ABOUT[self.about]

    def same(self, candidate: Candidate) -> Answer:
        """The answer that the row is what a candidate is."""
        return SAME_SALE if self.about == "sale" else candidate.answer

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
    find = parsed.customers.by_row()
    customers = {row: one for row in rows if (one := find(row))}
    named = {candidate.row for result in waiting for candidate in result.candidates}
    earlier = {row: one for row in named if (one := find(row))}
    named |= {result.twice for result in waiting}
    documents = {one.row: one for one in parsed.documents if one.row in rows or one.row in named}
    for number, result in rows.items():
        about = _about(result, is_customer=number in customers)
        if about in ("person", "remark"):
            values = _of_customer(customers[number])
        elif number in documents and (result.twice or result.candidates):
            values = _of_document(documents[number])
        else:
            continue
        candidates = result.candidates[:MOST]
        beside = {one.row: _of_customer(earlier[one.row]) for one in candidates
                  if one.row in earlier}  # fmt: skip
        if result.twice:
            candidates = (Candidate(0, 100, (EQUAL,), result.twice),)
            beside = {result.twice: _of_document(documents[result.twice])}
        yield Question(
            parsed.table.key, number, where, result.what, result.reason, values, candidates,
            beside, about,
        )  # fmt: skip


def _about(result: RowResult, *, is_customer: bool) -> str:
    """What a row to review asks: a key of `ABOUT`."""
    if result.twice:
        return "sale"
    if not is_customer:
        return "buyer"
    return "remark" if result.reason == MAY_BE_REMARK else "person"


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


def values_of(known: Glance | None) -> tuple[str, ...]:
    """The values of a customer on file, in the order of `LABELS`; blank while not read."""
    if known is None:
        return ("",) * len(LABELS)
    who, owed = known.who, known.open_cents
    on_file = (
        f"last visit {day(known.last_visit)}" if known.last_visit else "",
        f"{money(owed)} open" if owed else "",
        "active" if who.is_active else who.inactive_reason.lower() or "inactive",
    )
    return _in_order(
        {
            "Name": who.name,
            "Company": who.company,
            "Account number": who.account_no,
            "Phone": ", ".join(phone.number for phone in who.phones),
            "E-mail": who.email,
            "Mailing address": who.mail_to,
            "Property address": "; ".join(known.places),
            "Type": who.kind,
            "Notes": who.notes[:400],
            "On file": _joined(on_file),
        }
    )
