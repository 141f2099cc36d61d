"""Plans the rows of a sales report: invoices, payments, estimates, and the visits they prove."""

from collections import Counter
from typing import Any

from desktop.models.folding import fold
from desktop.services.importing.around import Around
from desktop.services.importing.documents import KINDS
from desktop.services.importing.kinds import Checkpoint
from desktop.services.importing.names import person
from desktop.services.importing.plan import Plan, Row, TablePlan
from desktop.services.importing.plan_places import add_property, add_visit, main_places
from desktop.services.importing.records import ProposedDocument
from desktop.services.importing.service_words import CONTRACT, service_of

_EVERY = 200
_LINKS = ("property_id", "visit_id", "invoice_id")


def plan_documents(plan: Plan, table: TablePlan, around: Around, checkpoint: Checkpoint) -> None:
    """Stage every document of a table."""
    seen: Counter[str] = Counter()
    for done, document in enumerate(table.parsed.documents):
        if done % _EVERY == 0:
            checkpoint(done, len(table.parsed.documents))
        row = Row(plan, table, document.row, _what(document))
        found = plan.index.find_name(document.name.key, document.name.bare)
        if found.question:
            row.ask(found.question, found.candidates)
            continue
        customer_id = found.customer_id or _add_customer(row, plan, document)
        row.saw("customers", customer_id)
        plan.set_key("customers", f"name:{document.name.key}"[:400], customer_id)
        place = _place(row, plan, around, customer_id, document)
        _plan_document(row, plan, around, customer_id, place, document, seen)
        plan.touched.add(customer_id)
        row.finish()


def _what(document: ProposedDocument) -> str:
    number = f" {document.number}" if document.number else ""
    return f"{document.kind.capitalize()}{number}, {document.name.display}"


def _add_customer(row: Row, plan: Plan, document: ProposedDocument) -> int:
    """A customer who is named only in the report of documents."""
    name = document.name
    values: dict[str, Any] = {"display_name": name.display[:200], "status": "active"}
    first, last = person(name.display)
    if first:
        values |= {"first_name": first, "last_name": last}
    if name.is_deleted:
        values |= {"status": "inactive", "inactive_reason": "marked_in_source"}
    if name.notes:
        values["notes"] = "\n".join(f"({note})" for note in name.notes)
    customer_id = row.add("customers", values)
    plan.index.remember(name, customer_id, None)
    row.reasons.append("The customer is named only in this report")
    return customer_id


def _place(
    row: Row, plan: Plan, around: Around, customer_id: int, document: ProposedDocument
) -> int | None:
    """The place of the sub-customer; without one, the customer's main place."""
    if not document.name.site:
        places = main_places(plan, around, customer_id)
        return places[0] if places else None
    key = f"site:{document.name.key}:{fold(document.name.site)}"[:400]
    known = plan.key_of("properties", key)
    if known is not None:
        return known
    property_id = add_property(row, around, customer_id, {"note": document.name.site})
    plan.set_key("properties", key, property_id)
    return property_id


def _plan_document(
    row: Row,
    plan: Plan,
    around: Around,
    customer_id: int,
    place: int | None,
    document: ProposedDocument,
    seen: Counter[str],
) -> None:
    kind = KINDS[document.kind]
    invoice_id = None
    if kind.makes_estimate:
        _upsert(row, plan, around, "estimates", seen, document, {
            "customer_id": customer_id, "property_id": place, "no": document.number or None,
            "issued_on": document.date, "amount_cents": document.amount_cents,
            "memo": document.memo or None,
        })  # fmt: skip
    if kind.invoice_kind:
        visit_id = _visit(row, plan, around, customer_id, place, document)
        links = {"customer_id": customer_id, "property_id": place, "visit_id": visit_id}
        invoice_id = _invoice(row, plan, around, links, document, seen)
        plan.totals.invoices += kind.sign > 0
        plan.totals.credits += kind.sign < 0
    if kind.makes_payment:
        _upsert(row, plan, around, "payments", seen, document, {
            "customer_id": customer_id, "invoice_id": invoice_id,
            "number": document.number or None, "date": document.date,
            "amount_cents": abs(document.amount_cents), "memo": document.memo or None,
        })  # fmt: skip
        plan.totals.payments += 1
        plan.totals.paid += abs(document.amount)


def _invoice(
    row: Row,
    plan: Plan,
    around: Around,
    links: dict[str, int | None],
    document: ProposedDocument,
    seen: Counter[str],
) -> int:
    kind = KINDS[document.kind]
    cents = abs(document.amount_cents) * kind.sign if kind.sign < 0 else document.amount_cents
    values: dict[str, Any] = {
        **links,
        "kind": kind.invoice_kind,
        "state": "voided" if document.is_void else "posted",
        "number": document.number or None,
        "date": document.date,
        "amount_cents": cents,
        "memo": document.memo or None,
    }
    if kind.makes_payment:
        values["open_cents"] = 0
    plan.totals.revenue += abs(document.amount) * -1 if kind.sign < 0 else document.amount
    return _upsert(row, plan, around, "invoices", seen, document, values)


def _upsert(
    row: Row,
    plan: Plan,
    around: Around,
    table: str,
    seen: Counter[str],
    document: ProposedDocument,
    values: dict[str, Any],
) -> int:
    """Find the document by its key, or by its own values; else add it.

    Two documents of one file may be equal in everything; the second is another one.
    """
    customer_id = values["customer_id"]
    key = (
        f"doc:{table}:{document.kind}:{document.number}:{customer_id}:{document.date}:"
        f"{document.amount}"
    )
    seen[key] += 1
    key = f"{key}#{seen[key]}"[:400]
    known = plan.key_of(table, key)
    if known is not None and known not in around.staging.rows[table]:
        known = None  # the record was deleted by hand since
    known = known or _same_document(plan, around, table, values)
    if known is not None:
        stored = around.row(table, known)
        row.change(table, known, {k: v for k, v in values.items() if not _is_kept(k, stored)})
        plan.set_key(table, key, known)
        return known
    new_id = row.add(table, _new_values(table, values))
    row.is_new = True
    plan.set_key(table, key, new_id)
    return new_id


def _is_kept(column: str, stored: dict[str, Any]) -> bool:
    """Links are filled once and then belong to the office; a file never moves them."""
    return column == "customer_id" or (column in _LINKS and stored.get(column) is not None)


def _new_values(table: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"state": "open", **values} if table == "estimates" else values


def _same_document(plan: Plan, around: Around, table: str, values: dict[str, Any]) -> int | None:
    """A document typed in by hand, or read from another report, that is this one."""
    number, day = ("no", "issued_on") if table == "estimates" else ("number", "date")
    if not values[number]:
        return None
    columns = [number, day, "amount_cents"] + (["kind"] if table == "invoices" else [])
    taken = plan.keyed_rows(table)
    for row_id in around.documents[table, values["customer_id"]]:
        stored = around.row(table, row_id)
        if row_id not in taken and all(stored.get(c) == values[c] for c in columns):
            return row_id
    return None


def _visit(
    row: Row,
    plan: Plan,
    around: Around,
    customer_id: int,
    place: int | None,
    document: ProposedDocument,
) -> int | None:
    """The visit a memo proves: found on the same day, or proposed as finished."""
    is_sale = KINDS[document.kind].sign > 0 and not document.is_void
    service = service_of(document.memo) if document.memo and is_sale else None
    if service is None or not plan.options.make_visits:
        return None
    plan.services[service] += 1
    if service == CONTRACT:
        row.reasons.append("Names a service contract; none was made")
        return None
    known = around.visits.get((customer_id, document.date))
    if known is not None:
        row.saw("visits", known)
        return known
    visit = {
        "customer_id": customer_id,
        "property_id": place,
        "completed_date": document.date,
        "amount_cents": document.amount_cents,
        "note": f"From {document.kind} {document.number}".strip() + ".",
    }
    return add_visit(row, around, visit, {"service": service, "notes": document.memo})
