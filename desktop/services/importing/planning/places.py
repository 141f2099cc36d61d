"""Plans what hangs on a customer's place: property, system, tank, last service, contract."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from desktop.models.folding import fold
from desktop.services.care.contracts import IMPLIED, INSPECTIONS
from desktop.services.dates import add_months
from desktop.services.importing.cells.addresses import Address, address_key
from desktop.services.importing.cells.sold import is_sold
from desktop.services.importing.headings.tables import SPREADSHEET
from desktop.services.importing.lists.draft import as_cents
from desktop.services.importing.lists.equipment import kind_of_new, known_part
from desktop.services.importing.lists.visits import line_values, more_work, visit_note
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.owners import place_of_both, settle_owner
from desktop.services.importing.planning.plan import Plan, Row
from desktop.services.importing.records import ProposedCustomer

FROM_BILLING = "Address taken from billing."
TANK_OF = {"grease_trap": "grease_trap", "grit_trap": "grease_trap"}
_HUNDREDTH, _DAYS_OF_YEAR = Decimal("0.01"), 366
NEEDS_PLACE = ("property", "system", "asset", "visit")


def plan_place(
    row: Row, plan: Plan, around: Around, customer_id: int, proposal: ProposedCustomer
) -> None:
    """Stage the place a row names, and everything the row says about it."""
    parts = proposal.parts
    if proposal.fills_only and not plan.staging.is_new("customers", customer_id):
        parts = {name: parts[name] for name in ("property",) if name in parts}
    if plan.index.is_former(proposal.name, customer_id) and not around.place_at(
        customer_id, proposal.site.key
    ):
        parts = {}  # what is said of a place under an old name is said of that place only
    needs_place = proposal.site.is_street or any(parts.get(name) for name in NEEDS_PLACE)
    has_places = customer_id in around.properties or customer_id in around.ended
    has_places = has_places or _has_site_key(row, proposal)
    property_id = _find_place(row, plan, around, customer_id, proposal) if has_places else None
    if property_id is None and (needs_place or proposal.name.site):
        property_id = place_of_both(row, around, customer_id, proposal)
        if property_id is None:
            property_id = _add_place(row, plan, around, customer_id, proposal)
    if property_id is not None:
        settle_owner(row, plan, around, customer_id, property_id, of=proposal)
        _plan_at_place(row, around, customer_id, property_id, parts)
    if parts.get("contract"):
        plan_contract(row, around, customer_id, property_id, parts["contract"])


def _plan_at_place(
    row: Row,
    around: Around,
    customer_id: int,
    property_id: int,
    parts: dict[str, dict[str, Any]],
) -> None:
    """Stage the system, its tank and the last service of a place."""
    row.change("properties", property_id, parts.get("property", {}))
    asset_id = plan_system(row, around, property_id, parts)
    if parts.get("visit", {}).get("date"):
        _plan_visit(row, around, customer_id, property_id, asset_id, parts)
    elif parts.get("visit"):
        row.reasons.append("Work without a day was not made a visit")


def site_key(proposal: ProposedCustomer) -> str:
    """How a QuickBooks list names a place: the customer's name and the job's."""
    return f"site:{proposal.name.key}:{fold(proposal.name.site)}"[:400]


def _has_site_key(row: Row, proposal: ProposedCustomer) -> bool:
    """Whether the file names places by itself; in a plain spreadsheet the address is the name."""
    return bool(proposal.name.site) or row.table.parsed.table.kind != SPREADSHEET


def _find_place(
    row: Row, plan: Plan, around: Around, customer_id: int, proposal: ProposedCustomer
) -> int | None:
    """The place this row means, its address brought up to date when the file owns it."""
    named = None
    if _has_site_key(row, proposal):
        named = plan.key_of("properties", site_key(proposal))
    if named is not None and named in around.staging.rows["properties"]:
        _update_address(row, around, named, proposal)
        return named
    if proposal.site.line1:
        same = _place_at(around, customer_id, proposal.site)
        if same is not None:
            row.saw("properties", same)
            if proposal.site.written:
                _update_address(row, around, same, proposal)
            if proposal.name.site:
                plan.set_key("properties", site_key(proposal), same)
                row.reasons.append("At a place the customer has already")
            return same
    if proposal.name.site:
        return None
    places = _main_or_left(plan, around, customer_id, proposal)
    if proposal.site_from_billing or not proposal.site.is_street:
        return places[0] if places else None
    empty = [p for p in places if not around.row("properties", p).get("line1")]
    if empty:
        _update_address(row, around, empty[0], proposal)
        return empty[0]
    return None


def _place_at(around: Around, customer_id: int, site: Address) -> int | None:
    """The customer's place at this address, also when it came in before its town was known."""
    same = around.place_at(customer_id, site.key)
    if same is None and site.written:
        whole = address_key(site.written, "", site.zip5)
        return around.place_at(customer_id, whole) or _split_elsewhere(around, customer_id, whole)
    return same


def _split_elsewhere(around: Around, customer_id: int, whole: str) -> int | None:
    """The place of a line that was split at another word before its town was known."""
    for place in around.properties[customer_id]:
        row = around.row("properties", place)
        if row.get("line1") and row.get("city"):
            key = address_key(f"{row['line1']} {row['city']}", "", row.get("zip5"))
            street, _, zip5 = key.rpartition("|")
            if whole.startswith(f"{street} ") and whole.endswith(f"|{zip5}"):
                return place
    return None


def main_places(plan: Plan, around: Around, customer_id: int) -> list[int]:
    """The customer's places that are no jobs, the first one first."""
    jobs = plan.job_places()
    return [place for place in around.properties[customer_id] if place not in jobs]


def _main_or_left(
    plan: Plan, around: Around, customer_id: int, proposal: ProposedCustomer
) -> list[int]:
    """The customer's places; of who has none now, sold, or names none, those he left."""
    places = main_places(plan, around, customer_id)
    if places or (proposal.site.line1 and not is_sold(proposal.name)):
        return places
    return [link["property_id"] for link in around.ended.get(customer_id, ())]


def _update_address(row: Row, around: Around, property_id: int, proposal: ProposedCustomer) -> None:
    stored = around.row("properties", property_id)
    was_billing = FROM_BILLING in (stored.get("note") or "")
    if not proposal.site.is_street or (proposal.site_from_billing and not was_billing):
        row.saw("properties", property_id)
        return
    row.change("properties", property_id, address_values(proposal.site), may_erase=True)
    if was_billing and not proposal.site_from_billing:
        note = stored["note"].replace(FROM_BILLING, "").strip() or None
        row.change("properties", property_id, {"note": note}, may_erase=True)


def address_values(site: Address) -> dict[str, Any]:
    """The columns of a property that an address fills."""
    return {
        "line1": site.line1 or None,
        "line2": site.line2 or None,
        "city": site.city or None,
        "state": site.state or None,
        "zip5": site.zip5 or None,
    }


def _add_place(
    row: Row, plan: Plan, around: Around, customer_id: int, proposal: ProposedCustomer
) -> int:
    notes = [proposal.name.site] if proposal.name.site else []
    values = address_values(proposal.site) if proposal.site.is_street else {}
    if not values and proposal.name.site[:1].isdigit():
        values = {"line1": proposal.name.site[:200]}
    notes += [FROM_BILLING] if proposal.site_from_billing and values else []
    if notes:
        values["note"] = "\n".join(notes)
    property_id = add_property(row, around, customer_id, values)
    if _has_site_key(row, proposal):
        plan.set_key("properties", site_key(proposal), property_id)
    return property_id


def add_property(row: Row, around: Around, customer_id: int, values: dict[str, Any]) -> int:
    """Stage a new property and its link to the customer."""
    property_id = row.add("properties", values)
    link = {"customer_id": customer_id, "property_id": property_id, "role": "owner"}
    row.add("property_links", link)
    around.add_place(customer_id, property_id)
    return property_id


def plan_system(
    row: Row, around: Around, property_id: int, parts: dict[str, dict[str, Any]]
) -> int | None:
    """The system and its tank; a tank size alone makes a system of unknown kind."""
    system, asset = parts.get("system", {}), _asset_values(parts.get("asset", {}), row)
    if not system and not asset:
        return None
    known = around.systems[property_id]
    if known:
        system_id = known[0]
        row.change("systems", system_id, system)
    else:
        values = {"kind": "unknown", "active": True, **system, "property_id": property_id}
        system_id = row.add("systems", values)
        known.append(system_id)
    return _plan_asset(row, around, system_id, asset) if asset else None


def _plan_asset(row: Row, around: Around, system_id: int, asset: dict[str, Any]) -> int:
    parts = [around.row("assets", part) for part in around.assets[system_id]]
    known = known_part(parts, asset) if parts else None
    if known is not None:
        row.change("assets", known, asset)
        return known
    kind = TANK_OF.get(around.row("systems", system_id)["kind"], "septic_tank")
    values = {"kind": kind_of_new(asset, kind), "in_service": True, **asset, "system_id": system_id}
    asset_id = row.add("assets", values)
    around.assets[system_id].append(asset_id)
    return asset_id


def _asset_values(asset: dict[str, Any], row: Row) -> dict[str, Any]:
    values = {key: value for key, value in asset.items() if key != "interval"}
    if "interval" in asset:
        values["custom_interval"], values["custom_interval_unit"] = asset["interval"]
    if "due_override" in values:
        values["due_override_reason"] = f"From {row.table.parsed.table.file}"[:200]
    return values


def _plan_visit(
    row: Row,
    around: Around,
    customer_id: int,
    property_id: int,
    asset_id: int | None,
    parts: dict[str, dict[str, Any]],
) -> None:
    """The last service becomes one finished visit, unless that day has one already."""
    visit = parts["visit"]
    known = around.visits.get((customer_id, visit["date"]))
    work = line_values(row, visit, parts.get("system", {}).get("kind", ""))
    if work is None:
        row.reasons.append(f"“{visit['service']}” makes no visit")
        return
    line = {"asset_id": asset_id, **work}
    if known is not None:
        more_work(row, around, known, visit, line)
        return
    add_visit(
        row,
        around,
        {
            "customer_id": customer_id,
            "property_id": property_id,
            "completed_date": visit["date"],
            "amount_cents": as_cents(visit.get("amount")),
            "note": visit_note(visit.get("technician")),
        },
        line,
    )


def add_visit(row: Row, around: Around, visit: dict[str, Any], line: dict[str, Any]) -> int:
    """Stage a finished visit with its one line of work."""
    visit_id = row.add("visits", {"status": "completed", **visit})
    row.add("service_lines", {"visit_id": visit_id, "position": 0, **line})
    around.lines_of_new[visit_id] = [line]
    around.visits[visit["customer_id"], visit["completed_date"]] = visit_id
    return visit_id


def _a_year(visits: int | None) -> tuple[Decimal | None, bool]:
    """Visits a year as they are stored, and whether they are too many to be meant."""
    if visits is None:
        return None, False
    number = Decimal(visits).quantize(_HUNDREDTH)
    return (None, True) if not 0 <= number <= _DAYS_OF_YEAR else (number, False)


def plan_contract(
    row: Row, around: Around, customer_id: int, property_id: int | None, contract: dict[str, Any]
) -> None:
    """Stage a contract, or bring the one with the same days up to date."""
    start: date | None = contract.get("start_date")
    end: date | None = contract.get("end_date")
    if not start and not end:
        row.reasons.append("A contract without a first or last day was not made")
        return
    visits, is_too_many = _a_year(contract.get("visits_per_year"))
    if is_too_many:
        row.reasons.append("More than 366 visits a year were left out")
    values = {
        "no": contract.get("no"),
        "start_date": start or (_year_before(end) if end else None),
        "end_date": end,
        "visits_per_year": visits,
        "price_cents": as_cents(contract.get("price")),
    }
    values |= {key: contract[key] for key in ("kind",) if key in contract}
    for contract_id in around.contracts[customer_id]:
        stored = around.row("contracts", contract_id)
        if stored["start_date"] == values["start_date"] or (end and stored["end_date"] == end):
            row.change("contracts", contract_id, values)
            return
    note = contract.get("note")
    note = note if start else "The first day was worked out from the last."
    whole = {"kind": "other", **values, "customer_id": customer_id, "property_id": property_id}
    whole["system_id"] = _only_system(around, property_id, str(whole["kind"]))
    contract_id = row.add("contracts", whole | {"note": note})
    around.contracts[customer_id].append(contract_id)


def _only_system(around: Around, property_id: int | None, kind: str) -> int | None:
    """The one system at a place that a contract of inspections can mean."""
    if property_id is None or INSPECTIONS[0] not in IMPLIED.get(kind, ()):
        return None
    systems = around.systems[property_id]
    active = [one for one in systems if around.row("systems", one)["active"]]
    return active[0] if len(active) == 1 else None


def _year_before(end: date) -> date:
    return add_months(end, -12) + timedelta(days=1)
