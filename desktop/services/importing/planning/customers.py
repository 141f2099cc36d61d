"""Plans the rows of a customer list: the customer, phones, notes, tags and custom fields."""

import re
from collections.abc import Sequence
from typing import Any

from desktop.models.folding import fold
from desktop.services.importing import iif
from desktop.services.importing.cells.addresses import address_key
from desktop.services.importing.headings.tables import SPREADSHEET
from desktop.services.importing.kinds import Checkpoint
from desktop.services.importing.lists import jobs
from desktop.services.importing.lists.draft import Custom, as_cents
from desktop.services.importing.lists.owners_lists import looks_like_remark
from desktop.services.importing.planning.answers import NEW, Answer, row_meant
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.former import MAIL, blanks_only
from desktop.services.importing.planning.jobs import plan_job, plan_own_job
from desktop.services.importing.planning.matching import Found
from desktop.services.importing.planning.notes import contacts_by_row, plan_contacts
from desktop.services.importing.planning.places import plan_place
from desktop.services.importing.planning.plain import plain_rows
from desktop.services.importing.planning.plain_columns import stage_plain
from desktop.services.importing.planning.plan import Plan, Row, TablePlan
from desktop.services.importing.planning.suggestions import hear_notes
from desktop.services.importing.records import ProposedCustomer

SAME_NAME_WAITS = "Row {row:,} has the same name and is not decided yet"
MAY_BE_REMARK = "Only these words stand in the row: are they a customer, or a remark?"
_EVERY = 200
_SLUG = re.compile(r"[^a-z0-9]+")


def plan_customers(
    plan: Plan, table: TablePlan, around: Around, found: dict[int, int], checkpoint: Checkpoint
) -> None:
    """Stage every proposed customer of a table; `found` maps its rows to known customers."""
    fields = {c.at: _field(plan, around, c) for c in table.parsed.customs}
    chosen = {job.row: job for job in jobs.jobs_of(table.parsed, plan.options.jobs)}
    contacts = contacts_by_row(table.parsed)
    documents = {document.row for document in table.parsed.documents}
    plain, others = plain_rows(plan, table, {*chosen, *contacts})
    stage_plain(plan, table, plain)
    for done, proposal in enumerate(others, len(plain)):
        if done % _EVERY == 0:
            checkpoint(done, len(table.parsed.customers))
        if proposal.row in table.results:
            continue  # already a question
        row = Row(plan, table, proposal.row, _what(proposal))
        name_key = proposal.name.key
        match = _known_or_made(plan, table, proposal, found)
        if name_key in plan.waiting and proposal.row not in found and match == Found():
            match = Found(None, SAME_NAME_WAITS.format(row=plan.waiting[name_key]))
        if match == Found() and proposal.row not in found and _may_be_remark(proposal, table):
            match = Found(None, MAY_BE_REMARK)
        if match.question:
            plan.waiting.setdefault(name_key, proposal.row)
            row.ask(match.question, match.candidates)
            continue
        customer_id = match.customer_id
        if proposal.name.site:
            customer_id = customer_id or _add_customer(row, plan, proposal, {})
            plan_job(row, plan, around, customer_id, proposal, chosen[proposal.row])
        else:
            customer_id = _plan_customer(row, plan, around, customer_id, proposal)
            plan_place(row, plan, around, customer_id, proposal)
            _plan_custom(row, around, customer_id, proposal, fields)
            plan_own_job(row, plan, around, customer_id, proposal, chosen.get(proposal.row))
            hear_notes(plan, table, around, customer_id, proposal)
            _say_repeats(row, table, customer_id, documents)
        plan_contacts(row, plan, customer_id, proposal.name, contacts.get(proposal.row, ()))
        plan.touched.add(customer_id)
        table.customer_of[proposal.row] = customer_id
        _set_keys(plan, table, customer_id, proposal)
        row.finish()


def _say_repeats(row: Row, table: TablePlan, customer_id: int, documents: set[int]) -> None:
    """Say of a row that brings no record of its own which earlier row has its customer.

    What it adds to a customer whom that row makes is no change of anything on file.
    """
    earlier = table.first_rows.setdefault(customer_id, row.number)
    if earlier == row.number or row.added_entities or row.number in documents:
        return
    row.completes = row.plan.staging.is_new("customers", customer_id)
    row.reasons.insert(0, f"Same customer as row {earlier:,}")


def _may_be_remark(proposal: ProposedCustomer, table: TablePlan) -> bool:
    """Whether a row of a spreadsheet holds only words under the name that read like a remark."""
    others = (proposal.phones, proposal.parts, proposal.notes, proposal.custom, proposal.tags)
    if any(others) or proposal.mail.line1 or proposal.site.line1 or proposal.values.get("email"):
        return False
    return table.parsed.table.kind == SPREADSHEET and looks_like_remark(proposal.name.display)


def _what(proposal: ProposedCustomer) -> str:
    name = proposal.name
    return f"{name.display}: {name.site}" if name.site else name.display


def _known_or_made(
    plan: Plan, table: TablePlan, proposal: ProposedCustomer, found: dict[int, int]
) -> Found:
    """The customer matched before planning, or one that an earlier row made; 0 forces a new one."""
    if proposal.row in found:
        return Found(found[proposal.row] or None)
    answer = _answer(plan, table, proposal)
    earlier = None if answer is None else row_meant(answer)
    if earlier in table.customer_of:
        return Found(table.customer_of[earlier])
    if earlier is not None:
        return Found(None, f"It is the same customer as row {earlier}, and that one is not decided")
    return plan.index.made_before(proposal)


def _answer(plan: Plan, table: TablePlan, proposal: ProposedCustomer) -> Answer | None:
    """What the office said about a row."""
    decisions = plan.options.decisions
    return decisions.get((table.parsed.table.key, proposal.row)) if decisions else None


def _add_customer(row: Row, plan: Plan, proposal: ProposedCustomer, values: dict[str, Any]) -> int:
    name = proposal.name
    taken = name.notes and name.bare != name.key and plan.index.by_name.get(name.bare)
    display = f"{name.display} ({', '.join(name.notes)})" if taken else name.display
    if values.get("account_no") in plan.index.by_account:
        row.reasons.append(f"Account number {values.pop('account_no')} belongs to somebody else")
    customer_id = row.add(
        "customers", {"status": "active", **values, "display_name": display[:200]}
    )
    row.is_new = True
    plan.index.remember(name, customer_id, proposal)
    return customer_id


def _plan_customer(
    row: Row, plan: Plan, around: Around, customer_id: int | None, proposal: ProposedCustomer
) -> int:
    values = dict(proposal.values)
    mail = proposal.mail
    if mail.line1 or mail.zip5 or mail.city:
        values |= {part: said or None for part, said in zip(MAIL, mail, strict=False)}
    notes = "\n".join(dict.fromkeys(proposal.notes)) if proposal.notes else ""
    if customer_id is None:
        customer_id = _add_customer(
            row, plan, proposal, values | ({"notes": notes} if notes else {})
        )
    else:
        if plan.index.is_former(proposal.name, customer_id):
            values = blanks_only(around.row("customers", customer_id), values)
        _change_customer(row, plan, around, customer_id, values)
        _append_notes(row, around, customer_id, proposal.notes)
    _add_phones(row, around, customer_id, proposal)
    _add_tags(row, around, customer_id, proposal.tags)
    return customer_id


def _change_customer(
    row: Row, plan: Plan, around: Around, customer_id: int, values: dict[str, Any]
) -> None:
    stored = around.row("customers", customer_id)
    if values.get("status") == "active" and stored.get("inactive_reason") != "marked_in_source":
        values.pop("status")  # the office's own "inactive" is not undone by a file
    if values.get("status") == "inactive" and stored.get("status") == "inactive":
        values.pop("inactive_reason", None)
    if "extra" in values:
        values["extra"] = {**(stored.get("extra") or {}), **values["extra"]}
    _claim_account(plan, customer_id, values)
    mail = {key: values.pop(key) for key in MAIL if key in values}
    if not any(stored.get(key) for key in MAIL) and _is_place(around, customer_id, mail):
        mail = {}  # his mail goes to his place already
    row.change("customers", customer_id, values)
    moved = mail.get("line1") and mail["line1"] != stored.get("line1")
    row.change("customers", customer_id, mail, may_erase=bool(moved))


def _claim_account(plan: Plan, customer_id: int, values: dict[str, Any]) -> None:
    """Give a customer the account number of his row, unless it is somebody's already."""
    account = values.get("account_no")
    if account and plan.index.is_claimed(account, customer_id):
        values.pop("account_no")


def _is_place(around: Around, customer_id: int, mail: dict[str, Any]) -> bool:
    """Whether a mailing address is that of one of the customer's places."""
    key = address_key(mail.get("line1"), mail.get("city"), mail.get("zip5"))
    return around.place_at(customer_id, key) is not None


def _append_notes(row: Row, around: Around, customer_id: int, notes: Sequence[str]) -> None:
    """Add what the stored notes do not say yet; a note is never replaced."""
    stored = around.row("customers", customer_id).get("notes") or ""
    fresh = [note for note in dict.fromkeys(notes) if fold(note) not in fold(stored)]
    if fresh:
        whole = "\n".join([stored, *fresh] if stored else fresh)
        row.change("customers", customer_id, {"notes": whole})


def _add_phones(row: Row, around: Around, customer_id: int, proposal: ProposedCustomer) -> None:
    if not proposal.phones:
        return
    stored = around.phones[customer_id]
    numbers, position = set[str](), -1
    if stored:  # not of a new customer
        numbers = {re.sub(r"\D", "", phone["number"])[-10:] for phone in stored}
        position = max(phone["position"] for phone in stored)
    for phone in proposal.phones:
        if phone.digits in numbers:
            continue
        numbers.add(phone.digits)
        position += 1
        values = {
            "customer_id": customer_id,
            "position": position,
            "number": phone.number[:60],
            "kind": phone.kind,
        }
        row.add("customer_phones", values)
        stored.append(values)


def _add_tags(row: Row, around: Around, customer_id: int, tags: Sequence[str]) -> None:
    for tag in tags:
        if fold(tag) not in around.tags[customer_id]:
            around.tags[customer_id].add(fold(tag))
            row.add("customer_tags", {"customer_id": customer_id, "tag": tag[:80]})


def _field(plan: Plan, around: Around, custom: Custom) -> dict[str, Any]:
    """The custom field of a column; made when the office has none of this name."""
    if not around.fields:
        stored = plan.staging.load_all("custom_fields")
        around.fields |= {fold(field["label"]): field for field in stored}
    wanted = fold(custom.label)
    if wanted not in around.fields:
        taken = {field["key"] for field in around.fields.values()}
        field = {
            "key": _free_key(custom.label, taken),
            "label": custom.label[:120],
            "on": "customer",
            "type": custom.type,
            "choices": list(custom.choices) or None,
        }
        plan.staging.add("custom_fields", field)
        around.fields[wanted] = field
    return around.fields[wanted]


def _free_key(label: str, taken: set[str]) -> str:
    key = slug = _SLUG.sub("_", fold(label)).strip("_")[:50] or "field"
    number = 2
    while key in taken:
        key, number = f"{slug}_{number}", number + 1
    return key


def _plan_custom(
    row: Row,
    around: Around,
    customer_id: int,
    proposal: ProposedCustomer,
    fields: dict[int, dict[str, Any]],
) -> None:
    for index, value in proposal.custom.items():
        field = fields[index]
        stored = _custom_columns(field["type"], value)
        listed = field.get("choices")
        if listed and stored and stored.get("text_key") not in [fold(one) for one in listed]:
            stored = None
        if stored is None:
            row.reasons.append(f"'{value}' does not fit the custom field {field['label']}")
            continue
        value_id = around.custom_values.get((customer_id, field["id"]))
        if value_id is None:
            keys = {"field_id": field["id"], "customer_id": customer_id}
            around.custom_values[customer_id, field["id"]] = row.add("custom_values", keys | stored)
        elif not row.plan.index.is_former(proposal.name, customer_id):
            row.change("custom_values", value_id, stored)


def _custom_columns(kind: str, value: Any) -> dict[str, Any] | None:
    """The column of a custom value that fits its field's type; None when it does not fit."""
    if kind in ("text", "choice"):
        text = value.isoformat() if hasattr(value, "isoformat") else str(value)
        text = text.removesuffix(".0") if isinstance(value, float) else text
        return {"text": text, "text_key": fold(text)}
    if kind == "yes_no" and isinstance(value, bool):
        return {"yes": value}
    if kind == "money" and not isinstance(value, str | float) and hasattr(value, "quantize"):
        return {"cents": as_cents(value)}
    if kind == "number" and isinstance(value, float):
        return {"number": value}
    if kind == "date" and hasattr(value, "isoformat"):
        return {"day": value}
    return None


def _set_keys(plan: Plan, table: TablePlan, customer_id: int, proposal: ProposedCustomer) -> None:
    """Remember how the file names the customer, so that the next import finds it again."""
    if proposal.name.site:
        return
    if table.parsed.table.kind == iif.KIND and proposal.external_id:
        plan.set_key("customers", f"qbd:cust:{proposal.external_id}", customer_id)
    is_odd = proposal.name.key != proposal.name.bare
    is_said = _answer(plan, table, proposal) not in (None, NEW)  # not to be asked every week
    if table.parsed.table.kind != SPREADSHEET or is_odd or is_said:
        plan.set_key("customers", f"name:{proposal.name.key}"[:400], customer_id)
