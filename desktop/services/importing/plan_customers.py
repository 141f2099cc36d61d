"""Plans the rows of a customer list: the customer, phones, notes, tags and custom fields."""

import re
from collections.abc import Sequence
from typing import Any

from desktop.models.folding import fold
from desktop.services.importing import iif
from desktop.services.importing.around import Around
from desktop.services.importing.draft import Custom, as_cents
from desktop.services.importing.kinds import Checkpoint
from desktop.services.importing.matching import Found
from desktop.services.importing.names import is_work
from desktop.services.importing.plan import Plan, Row, TablePlan
from desktop.services.importing.plan_places import plan_place
from desktop.services.importing.records import ProposedCustomer
from desktop.services.importing.tables import SPREADSHEET

_EVERY = 200
_MAIL = ("line1", "line2", "city", "state", "zip5", "zip4")
_SLUG = re.compile(r"[^a-z0-9]+")


def plan_customers(
    plan: Plan, table: TablePlan, around: Around, found: dict[int, int], checkpoint: Checkpoint
) -> None:
    """Stage every proposed customer of a table; `found` maps its rows to known customers."""
    fields = {c.at: _field(plan, around, c) for c in table.parsed.customs}
    for done, proposal in enumerate(table.parsed.customers):
        if done % _EVERY == 0:
            checkpoint(done, len(table.parsed.customers))
        if proposal.row in table.results:
            continue  # already a question
        row = Row(plan, table, proposal.row, _what(proposal))
        match = _known_or_made(plan, proposal, found)
        if match.question:
            row.ask(match.question, match.candidates)
            continue
        customer_id = match.customer_id
        if proposal.name.site:
            customer_id = customer_id or _add_customer(row, plan, proposal, {})
            _plan_job(row, plan, around, customer_id, proposal)
        else:
            customer_id = _plan_customer(row, plan, around, customer_id, proposal)
            plan_place(row, plan, around, customer_id, proposal)
            _plan_custom(row, around, customer_id, proposal, fields)
        plan.touched.add(customer_id)
        _set_keys(plan, table, customer_id, proposal)
        row.finish()


def _what(proposal: ProposedCustomer) -> str:
    name = proposal.name
    return f"{name.display}: {name.site}" if name.site else name.display


def _known_or_made(plan: Plan, proposal: ProposedCustomer, found: dict[int, int]) -> Found:
    """The customer matched before planning, or one that an earlier row made; 0 forces a new one."""
    if proposal.row in found:
        return Found(found[proposal.row] or None)
    return plan.index.made_before(proposal)


def _add_customer(row: Row, plan: Plan, proposal: ProposedCustomer, values: dict[str, Any]) -> int:
    name = proposal.name
    taken = name.bare != name.key and plan.index.by_name.get(name.bare)
    display = f"{name.display} ({', '.join(name.notes)})" if taken else name.display
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
        values |= {part: getattr(mail, part) or None for part in _MAIL}
    notes = "\n".join(dict.fromkeys(proposal.notes))
    if customer_id is None:
        customer_id = _add_customer(
            row, plan, proposal, values | ({"notes": notes} if notes else {})
        )
    else:
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
    if values.get("account_no") and plan.index.by_account.get(values["account_no"]):
        values.pop("account_no")
    mail = {key: values.pop(key) for key in _MAIL if key in values}
    row.change("customers", customer_id, values)
    moved = mail.get("line1") and mail["line1"] != stored.get("line1")
    row.change("customers", customer_id, mail, may_erase=bool(moved))


def _append_notes(row: Row, around: Around, customer_id: int, notes: Sequence[str]) -> None:
    """Add what the stored notes do not say yet; a note is never replaced."""
    stored = around.row("customers", customer_id).get("notes") or ""
    fresh = [note for note in dict.fromkeys(notes) if fold(note) not in fold(stored)]
    if fresh:
        whole = "\n".join([stored, *fresh] if stored else fresh)
        row.change("customers", customer_id, {"notes": whole})


def _add_phones(row: Row, around: Around, customer_id: int, proposal: ProposedCustomer) -> None:
    stored = around.phones[customer_id]
    numbers = {re.sub(r"\D", "", phone["number"])[-10:] for phone in stored}
    position = max((phone["position"] for phone in stored), default=-1)
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


def _plan_job(
    row: Row, plan: Plan, around: Around, customer_id: int, proposal: ProposedCustomer
) -> None:
    """A job is a place of the top customer; work without a place of its own becomes a note."""
    has_place = proposal.site.is_street or not is_work(proposal.name.site)
    ended = proposal.parts.get("job", {}).get("end")
    if has_place and (proposal.site.is_street or ended is None):
        plan_place(row, plan, around, customer_id, proposal)
        row.is_new = row.is_new or bool(row.added)
        return
    detail = proposal.parts.get("job", {}).get("detail")
    note = f"Job: {proposal.name.site}" + (f" ({detail})" if detail else "")
    if ended:
        note += f", ended {ended:%b} {ended.day}, {ended.year}"
    row.reasons.append("Work, not a place: kept as a note of the customer")
    _append_notes(row, around, customer_id, [note, *proposal.notes])


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
        if stored is None:
            row.reasons.append(f"'{value}' does not fit the custom field {field['label']}")
            continue
        value_id = around.custom_values.get((customer_id, field["id"]))
        if value_id is None:
            keys = {"field_id": field["id"], "customer_id": customer_id}
            around.custom_values[customer_id, field["id"]] = row.add("custom_values", keys | stored)
        else:
            row.change("custom_values", value_id, stored)


def _custom_columns(kind: str, value: Any) -> dict[str, Any] | None:
    """The column of a custom value that fits its field's type; None when it does not fit."""
    if kind in ("text", "choice"):
        text = value.isoformat() if hasattr(value, "isoformat") else str(value)
        text = text.removesuffix(".0") if isinstance(value, float) else text
        return {"text": text, "text_key": fold(text)}
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
    if table.parsed.table.kind != SPREADSHEET or is_odd:
        plan.set_key("customers", f"name:{proposal.name.key}"[:400], customer_id)
