"""Offers what sentences state of tanks and contracts, and writes what the office ticked."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from desktop.services.dates import add_months
from desktop.services.importing.documents.kinds import KINDS
from desktop.services.importing.lists.equipment import known_part
from desktop.services.importing.lists.jobs import say_day
from desktop.services.importing.lists.parsers import LIST_PARSERS
from desktop.services.importing.lists.suggestions import (
    BY_FIELD,
    CONTRACT,
    Said,
    Suggestion,
    facts_in,
)
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.document_places import WITHOUT_PLACE
from desktop.services.importing.planning.places import (
    add_property,
    main_places,
    plan_contract,
    plan_system,
)
from desktop.services.importing.planning.plan import Plan, Row, TablePlan, together
from desktop.services.importing.records import ProposedCustomer, ProposedDocument

_MONTHS = 12


def hear_document(
    plan: Plan, table: TablePlan, document: ProposedDocument, customer_id: int, place: int | None
) -> None:
    """Note what the memo and the lines of a sale state."""
    kind = KINDS.get(document.kind)
    if document.is_void or kind is None or not kind.invoice_kind or kind.sign < 0:
        return
    said = [(document.row, document.memo)]
    said += [
        (line.row, ": ".join(filter(None, (line.item, line.memo))))
        for line in document.lines
        if not line.kind and line.quantity in (None, 1, -1)
    ]
    key = table.parsed.table.key
    plan.said += [
        Said(key, row, customer_id, place, document.name, document.date, field, value, sentence)
        for row, sentence in said
        for field, value in facts_in(sentence)
    ]


def hear_notes(
    plan: Plan, table: TablePlan, around: Around, customer_id: int, proposal: ProposedCustomer
) -> None:
    """Note what the notes in a row of a list state of the customer's main place."""
    if proposal.fills_only or proposal.name.site:
        return
    found = [(note, fact) for note in proposal.notes for fact in facts_in(note)]
    if not found:
        return
    places = main_places(plan, around, customer_id)
    place, key = places[0] if places else None, table.parsed.table.key
    plan.said += [
        Said(key, proposal.row, customer_id, place, proposal.name, plan.as_of, *fact, note)
        for note, fact in found
    ]


def plan_suggestions(plan: Plan, around: Around) -> None:
    """List what may be taken over; stage what the office accepted."""
    made: dict[int, int] = {}
    for said in [*_about_tanks(plan.said), *_about_contracts(plan.said, around)]:
        shown = _suggestion(said, around)
        if shown is None:
            continue
        plan.suggestions.append(shown)
        if (said.table_key, said.row, said.field) in plan.options.accepted:
            _accept(plan, around, said, made)
    _adopt(plan, made)


def _about_tanks(said: Iterable[Said]) -> list[Said]:
    """The newest that is said of each field of a place; the first row of a day wins."""
    newest: dict[tuple[int, int | None, str], Said] = {}
    for one in said:
        if one.field != CONTRACT:
            key = (one.customer_id, one.property_id, one.field)
            if key not in newest or newest[key].day < one.day:
                newest[key] = one
    return list(newest.values())


def _about_contracts(said: Iterable[Said], around: Around) -> list[Said]:
    """The sales of contracts that no contract covers, on file or offered before."""
    found: list[Said] = []
    until: dict[tuple[int, int | None], date] = {}
    for one in sorted((one for one in said if one.field == CONTRACT), key=lambda one: one.day):
        key = (one.customer_id, one.property_id)
        if until.get(key, date.min) < one.day and not _is_covered(one, around):
            until[key] = last_day(one.day)
            found.append(one)
    return found


def last_day(start: date) -> date:
    """The last day of a contract of twelve months."""
    return add_months(start, _MONTHS) - timedelta(days=1)


def _is_covered(said: Said, around: Around) -> bool:
    stored = (around.row("contracts", i) for i in around.contracts[said.customer_id])
    places = (None, said.property_id)
    return any(
        one["start_date"] <= said.day <= (one["end_date"] or date.max)
        and (said.property_id is None or one["property_id"] in places)
        for one in stored
    )


def _suggestion(said: Said, around: Around) -> Suggestion | None:
    """A fact as it is shown; None when the office has it already."""
    customer = str(around.row("customers", said.customer_id)["display_name"])
    place = (said.table_key, said.row, customer)
    if said.field == CONTRACT:
        period = f"{say_day(said.day)} to {say_day(last_day(said.day))}"
        return Suggestion(*place, "Contract", CONTRACT, period, said.sentence)
    fact, old = BY_FIELD[said.field], _tank(around, said.property_id).get(said.field)
    if old == said.value:
        return None
    shown = "" if old is None else fact.show(old)
    value = fact.show(said.value)
    return Suggestion(*place, fact.what, said.field, value, said.sentence, shown)


def _tank(around: Around, place: int | None) -> dict[str, Any]:
    """The tank of a place, as it is now; an unknown one has nothing."""
    systems = around.systems[place] if place is not None else []
    parts = [around.row("assets", part) for part in around.assets[systems[0]]] if systems else []
    known = known_part(parts, {})
    return around.row("assets", known) if known is not None else {}


def _accept(plan: Plan, around: Around, said: Said, made: dict[int, int]) -> None:
    """Stage an accepted fact; its row tells of it."""
    table = next(one for one in plan.tables if one.parsed.table.key == said.table_key)
    row = Row(plan, table, said.row, "")
    place = said.property_id or made.get(said.customer_id)
    if said.field == CONTRACT:
        _write_contract(row, around, said, place)
    else:
        if place is None:
            place = made[said.customer_id] = _make_place(row, plan, around, said)
        plan_system(row, around, place, {"asset": {said.field: said.value}})
    row.reasons.append(f"Accepted from “{said.sentence}”")
    earlier = table.results.get(said.row)
    row.finish()
    if earlier:
        table.results[said.row] = together(earlier, table.results[said.row])


def _write_contract(row: Row, around: Around, said: Said, place: int | None) -> None:
    values = {
        "start_date": said.day,
        "end_date": last_day(said.day),
        "price": said.price,
        "kind": LIST_PARSERS["contract_kind"](said.sentence),
        "note": f"From a sale: {said.sentence}"[:400],
    }
    plan_contract(row, around, said.customer_id, place, values)


def _make_place(row: Row, plan: Plan, around: Around, said: Said) -> int:
    """A place for a tank of a customer who has none; a later list gives it its address."""
    place = add_property(row, around, said.customer_id, {})
    plan.set_key("properties", f"site:{said.name.key}:"[:400], place)
    return place


def _adopt(plan: Plan, made: dict[int, int]) -> None:
    """Put the work of a customer at the place that was made for its tank."""
    for table in WITHOUT_PLACE if made else ():
        for row_id, row in plan.staging.rows[table].items():
            if row.get("property_id") is None and row["customer_id"] in made:
                place = {"property_id": made[row["customer_id"]]}
                plan.staging.change(table, row_id, place)
