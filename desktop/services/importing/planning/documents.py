"""Plans the documents of a report: sales, payments, estimates, and the visits they prove."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from desktop.models.folding import fold
from desktop.services.importing.cells.names import person
from desktop.services.importing.cells.sold import is_sold
from desktop.services.importing.cells.values import cents
from desktop.services.importing.documents.kinds import KINDS
from desktop.services.importing.headings.layouts import BY_KEY, CUSTOMERS
from desktop.services.importing.kinds import Checkpoint
from desktop.services.importing.planning.answers import (
    ANOTHER_SALE,
    SAME_SALE,
    Answer,
    customer_meant,
)
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.customers import SAME_NAME_WAITS
from desktop.services.importing.planning.ledger import Ledger
from desktop.services.importing.planning.money import sale_values
from desktop.services.importing.planning.places import add_property, main_places
from desktop.services.importing.planning.plan import Plan, Row, RowResult, TablePlan, together
from desktop.services.importing.planning.suggestions import hear_document
from desktop.services.importing.planning.told_shares import remember_what_it_paid
from desktop.services.importing.planning.visits import Sale, Visits
from desktop.services.importing.records import ProposedDocument

SAME_SALE_TWICE = (
    "Row {row:,} is the same sale: number {number}, day and amount are equal."
    " It comes in once, unless this is another invoice"
)
_EVERY = 200
_ESTIMATE_STATES = {
    "open": "open",
    "pending": "open",
    "accepted": "accepted",
    "closed": "accepted",
    "converted": "accepted",
    "invoiced": "accepted",
    "rejected": "declined",
    "declined": "declined",
    "expired": "expired",
}
Values = dict[str, Any]


def plan_documents(plan: Plan, table: TablePlan, around: Around, checkpoint: Checkpoint) -> None:
    """Stage every document of a table."""
    documents = table.parsed.documents
    if not documents:
        return
    planner = _Planner(plan, table, around)
    # payments that name their invoices, and what needs a known customer, come behind the others
    ordered = sorted(documents, key=lambda one: (bool(one.pays), one.kind not in KINDS))
    for done, document in enumerate(ordered):
        if done % _EVERY == 0:
            checkpoint(done, len(documents))
        planner.take(document)
    _count_money(plan)


class _Planner:
    """Stages the documents of one table, each with its customer and place."""

    def __init__(self, plan: Plan, table: TablePlan, around: Around) -> None:
        self.plan, self.table, self.around = plan, table, around
        self.ledger = Ledger(plan, around, table.parsed.documents)
        self.visits = Visits(plan, around)
        report = BY_KEY.get(table.parsed.table.kind)
        self._lists_customers = report is not None and report.groups == CUSTOMERS
        self._answers = self._answered()
        self._invoice_of: dict[int, int] = {}  # row of the file -> invoice

    def _answered(self) -> Mapping[str, Answer]:
        """Whom the office named for a name; one answer counts for all rows of it."""
        decisions, key = self.plan.options.decisions, self.table.parsed.table.key
        return {
            document.name.key: decisions[key, document.row]
            for document in self.table.parsed.documents
            if (key, document.row) in decisions
        }

    def take(self, document: ProposedDocument) -> None:
        """Stage one document, or say why not; all its rows end in the same box."""
        results = self.table.results
        earlier = {n: results.pop(n) for n in document.all_rows if n in results}
        if any(one.box in ("review", "refused") for one in earlier.values()):
            results |= earlier  # whose row it is has to be known first
            return
        row = Row(self.plan, self.table, document.row, _what(document))
        listed = self.table.customer_of.get(document.row)
        customer_id = self._customer(row, document) if listed is None else listed
        if customer_id is not None and not self._asked_whether_twice(row, document, customer_id):
            row.saw("customers", customer_id)
            if listed is None:
                self.plan.set_key("customers", f"name:{document.name.key}"[:400], customer_id)
            self._stage(row, document, customer_id)
            self.plan.touched.add(customer_id)
            if document.row not in self.table.results:
                row.finish()
        for number in document.all_rows:
            results[number] = results[document.row]._replace(row=number)
            if number != document.row:
                results[number] = results[number]._replace(changes=())
        for number, one in earlier.items():
            results[number] = together(one, results[number])

    def _customer(self, row: Row, document: ProposedDocument) -> int | None:
        """The customer of a document; None when the row got its box already."""
        name = document.name
        answer = self._answers.get(name.key)
        if known := customer_meant(answer):
            return known
        found = self.plan.index.find_name(name.key, name.bare)
        if found.question and answer is None:
            row.ask(found.question, found.candidates)
            return None
        if found.customer_id is not None:
            return found.customer_id
        if name.key in self.plan.waiting and answer is None:
            row.ask(SAME_NAME_WAITS.format(row=self.plan.waiting[name.key]))
            return None
        if document.kind not in KINDS and (document.is_vendor or not self._lists_customers):
            word = document.type_word or document.kind
            self._leave_out(row, f"“{word}”: {name.display} is no customer on file")
            return None
        return self._add_customer(row, document)

    def _asked_whether_twice(self, row: Row, document: ProposedDocument, customer_id: int) -> bool:
        """Whether the row is equal to an invoice above it, so that the office has to look."""
        kind = KINDS.get(document.kind)
        if kind is None or not kind.invoice_kind:
            return False
        said = self.plan.options.repeated.get((self.table.parsed.table.key, document.row))
        if said == ANOTHER_SALE:
            return False
        wanted = {"customer_id": customer_id, "date": document.date, "number": document.number}
        earlier = self.ledger.repeats("invoices", wanted, document)
        if earlier is None:
            return False
        if said == SAME_SALE:
            reason = f"The same sale as row {earlier:,}"
            self.table.results[row.number] = RowResult(row.number, "unchanged", reason, row.what)
        else:
            row.ask_twice(SAME_SALE_TWICE.format(row=earlier, number=document.number), earlier)
        return True

    def _leave_out(self, row: Row, reason: str) -> None:
        self.table.results[row.number] = RowResult(row.number, "left_out", reason, row.what)

    def _add_customer(self, row: Row, document: ProposedDocument) -> int:
        """A customer who is named only in the report of documents."""
        name = document.name
        values: Values = {"display_name": name.display[:200], "status": "active"}
        first, last = person(name.display)
        if first:
            values |= {"first_name": first, "last_name": last}
        if name.is_deleted:
            values |= {"status": "inactive", "inactive_reason": "marked_in_source"}
        elif is_sold(name):
            values |= {"status": "inactive", "inactive_reason": "moved_sold"}
        if name.notes:
            values["notes"] = "\n".join(f"({note})" for note in name.notes)
        customer_id = row.add("customers", values)
        self.plan.index.remember(name, customer_id, None)
        row.reasons.append("The customer is named only in this report")
        return customer_id

    def _place(self, row: Row, customer_id: int, document: ProposedDocument) -> int | None:
        """The place of the sub-customer; without one, the customer's main place."""
        name = document.name
        if not name.site:
            places = main_places(self.plan, self.around, customer_id)
            left = self.around.ended.get(customer_id, ())
            places = places or [link["property_id"] for link in left]
            return places[0] if places else None
        key = f"site:{name.key}:{fold(name.site)}"[:400]
        known = self.plan.key_of("properties", key)
        if known is not None:
            return known
        property_id = add_property(row, self.around, customer_id, {"note": name.site})
        self.plan.set_key("properties", key, property_id)
        return property_id

    def _stage(self, row: Row, document: ProposedDocument, customer_id: int) -> None:
        kind = KINDS.get(document.kind)
        links: Values = {"customer_id": customer_id}
        if kind is None:
            self._other(row, document, links)
            return
        if kind.makes_payment and not kind.invoice_kind and document.amount is None:
            left = f"{abs(document.open or Decimal(0)):,.2f}"
            self._leave_out(row, f"{left} of this payment is not used yet; its amount is not said")
            return
        if kind.makes_estimate:
            self._estimate(row, document, links)
        invoice_id = self._sale(row, document, links) if kind.invoice_kind else None
        if kind.makes_payment:
            self._payment(row, document, customer_id, invoice_id)

    def _sale(self, row: Row, document: ProposedDocument, links: Values) -> int:
        place = self._place(row, links["customer_id"], document)
        kind = KINDS[document.kind]
        wanted = links | {
            "kind": kind.invoice_kind,
            "number": document.number[:40] or None,
            "date": document.date,
        }
        known = self.ledger.find("invoices", wanted, document)
        before = dict(self.around.row("invoices", known)) if known is not None else {}
        values = sale_values(document, before or None) | links
        values["property_id"] = self._better_place(document, before, place)
        now = {**before, **{key: new for key, new in values.items() if new is not None}}
        sale = Sale(known, before, now)
        at = now.get("property_id")
        hear_document(self.plan, self.table, document, links["customer_id"], at)
        if kind.sign > 0 and document.date <= self.plan.as_of:
            visit_id = self.visits.place(row, sale, document)
            values["visit_id"] = before.get("visit_id") or visit_id
            if values["visit_id"] is None and document.row in self.table.customer_of:
                day = (links["customer_id"], document.date)  # the row's own visit
                values["visit_id"] = self.around.visits.get(day)
        if document.amount is None and not before:
            row.reasons.append("Only what is open is known of it, not its amount")
        invoice_id = self._write(row, "invoices", known, values, document)
        for number in document.all_rows:
            self._invoice_of[number] = invoice_id
        return invoice_id

    def _better_place(
        self, document: ProposedDocument, before: Values, place: int | None
    ) -> int | None:
        """A job is a better place than the main one; any other place that is there stays."""
        kept = before.get("property_id")
        if kept is None or (document.name.site and kept not in self.plan.job_places()):
            return place
        return int(kept)

    def _payment(
        self, row: Row, document: ProposedDocument, customer_id: int, invoice_id: int | None
    ) -> None:
        values: Values = {
            "customer_id": customer_id,
            "number": document.number[:40] or None,
            "date": document.date,
            "amount_cents": abs(document.amount_cents),
            "method": document.method[:60] or None,
            "memo": document.memo or None,
        }
        if invoice_id is None and len(document.pays) == 1:
            invoice_id = self._invoice_of.get(document.pays[0])
        known = self._payment_of(invoice_id, document) if document.kind != "payment" else None
        if known is None:
            known = self.ledger.find("payments", values, document)
        elif document.amount_of_lines:
            del values["amount_cents"]  # without the tax it is not what was paid
        stored = self.around.row("payments", known) if known is not None else {}
        values["invoice_id"] = stored.get("invoice_id") or invoice_id
        payment_id = self._write(row, "payments", known, values, document)
        if len(document.pays) > 1:
            paid = [self._invoice_of.get(one) for one in document.pays]
            remember_what_it_paid(row, self.around, payment_id, paid)

    def _payment_of(self, invoice_id: int | None, document: ProposedDocument) -> int | None:
        """The payment that came with a sales receipt."""
        invoice = self.around.row("invoices", invoice_id) if invoice_id is not None else {}
        customer_id = invoice.get("customer_id", 0)
        earlier = self.plan.staging.before.get(("invoices", invoice_id or 0), {}).get("date")
        days = [day for day in (document.date, earlier) if day]
        paid = (i for day in days for i in self.ledger.on_day("payments", customer_id, day))
        for payment_id in paid:
            if self.around.row("payments", payment_id)["invoice_id"] == invoice_id:
                return payment_id
        return None

    def _estimate(self, row: Row, document: ProposedDocument, links: Values) -> None:
        place = self._place(row, links["customer_id"], document)
        values: Values = {
            **links,
            "property_id": place,
            "no": document.number[:40] or None,
            "issued_on": document.date,
            "amount_cents": document.amount_cents,
            "memo": document.memo or None,
            "state": _ESTIMATE_STATES.get(fold(document.status)),
        }
        known = self.ledger.find("estimates", values, document)
        if known is None:
            values["state"] = values["state"] or "open"
        else:
            before = self.around.row("estimates", known)
            values["property_id"] = self._better_place(document, before, place)
        self._write(row, "estimates", known, values, document)

    def _other(self, row: Row, document: ProposedDocument, links: Values) -> None:
        """Kept to be looked up; it counts neither as revenue nor as money that came in."""
        values: Values = {
            **links,
            "type": (document.type_word or document.kind)[:60],
            "number": document.number[:40] or None,
            "date": document.date,
            "amount_cents": None if document.amount is None else cents(document.amount),
            "open_cents": None if document.open is None else cents(document.open),
            "open_as_of": document.open_as_of,
            "memo": document.memo or None,
        }
        known = self.ledger.find("other_transactions", values, document)
        self._write(row, "other_transactions", known, values, document)
        row.reasons.append("Kept as another transaction; no sale and no payment")

    def _write(
        self, row: Row, table: str, known: int | None, values: Values, document: ProposedDocument
    ) -> int:
        """Change the record that is there, or add a new one."""
        if known is not None:
            row.change(table, known, values)
            return known
        row_id = row.add(table, values)
        row.is_new = True
        self.ledger.add(table, row_id, values, document)
        return row_id


def _what(document: ProposedDocument) -> str:
    number = f" {document.number}" if document.number else ""
    word = document.type_word or document.kind
    return f"{word.capitalize()}{number}, {document.name.display}"


def _count_money(plan: Plan) -> None:
    """Count the money of every record that the files name, each record once."""
    rows, totals = plan.staging.rows, plan.totals
    met = {
        name: {row_id for table in plan.tables for row_id in _met(table, name)}
        for name in ("invoices", "payments")
    }
    amounts = [rows["invoices"][row_id] for row_id in met["invoices"]]
    paid = sum(rows["payments"][row_id]["amount_cents"] for row_id in met["payments"])
    totals.credits = sum(one["kind"] in ("credit", "refund") for one in amounts)
    totals.invoices = len(amounts) - totals.credits
    totals.revenue = Decimal(sum(one["amount_cents"] for one in amounts)) / 100
    totals.payments, totals.paid = len(met["payments"]), Decimal(paid) / 100


def _met(table: TablePlan, name: str) -> set[int]:
    """The records of one kind that a table names."""
    count = table.counts[name]
    return count.new | count.changed | count.seen
