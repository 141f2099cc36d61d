"""Plans the jobs of a customer list: places, notes at the customer's place, service contracts."""

import re

from desktop.models.folding import fold
from desktop.services.importing.cells.addresses import address_key
from desktop.services.importing.lists import jobs
from desktop.services.importing.lists.jobs import Job
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.places import (
    main_places,
    plan_contract,
    plan_place,
    site_key,
)
from desktop.services.importing.planning.plan import Plan, Row
from desktop.services.importing.records import ProposedCustomer

_SUGGESTION = "Looks like a service contract; none was made"


def plan_job(
    row: Row, plan: Plan, around: Around, customer_id: int, proposal: ProposedCustomer, job: Job
) -> None:
    """A job is a place of the top customer, or a note or a contract at the place he has."""
    if job.choice == jobs.PLACE:
        _plan_site(row, plan, around, customer_id, proposal)
        _suggest(row, job)
        return
    place = _home(plan, around, customer_id, proposal)
    notes = [_said(proposal), *proposal.notes]
    where = "of the customer" if place is None else "at the customer's place"
    row.reasons.append(f"Work, not a place: kept as a note {where}")
    _note_somewhere(row, around, customer_id, place, notes)
    _plan_contract(row, around, customer_id, place, proposal, job)


def _plan_site(
    row: Row, plan: Plan, around: Around, customer_id: int, proposal: ProposedCustomer
) -> None:
    """The place of a job, with what its line says of the job and of whom to call there."""
    home = _same_street(around, customer_id, proposal)
    if home is not None:
        plan.set_key("properties", site_key(proposal), home)
    plan_place(row, plan, around, customer_id, proposal)
    row.is_new = row.is_new or bool(row.added)
    place = plan.key_of("properties", site_key(proposal))
    if place is not None and place in around.staging.rows["properties"]:
        notes = [_said(proposal)] if _says_more(proposal) else []
        notes += [*proposal.notes, *_contacts(around, customer_id, proposal)]
        _note(row, around, "properties", "note", place, notes)


def _same_street(around: Around, customer_id: int, proposal: ProposedCustomer) -> int | None:
    """The customer's place whose street is the job's name ("4631 W Indian Trail")."""
    name = proposal.name.site
    if not name[:1].isdigit() or proposal.site.is_street:
        return None
    wanted = address_key(name, "", "")
    for property_id in around.properties[customer_id]:
        street = around.staging.rows["properties"].get(property_id, {}).get("line1")
        if street and address_key(street, "", "") == wanted:
            return property_id
    return None


def _contacts(around: Around, customer_id: int, proposal: ProposedCustomer) -> list[str]:
    """Who is reached at a job, where that is not how the customer himself is reached."""
    stored = around.row("customers", customer_id)
    known = {re.sub(r"\D", "", phone["number"])[-10:] for phone in around.phones[customer_id]}
    who = proposal.values.get("second_name")
    found = [who] if who and who != stored.get("second_name") else []
    found += [phone.number for phone in proposal.phones if phone.digits not in known]
    return [f"Contact here: {', '.join(found)}"] if found else []


def _says_more(proposal: ProposedCustomer) -> bool:
    """Whether a line tells more of a job than how far it is."""
    job = proposal.parts.get("job")
    return job is not None and bool(job.keys() - {"status"})


def plan_own_job(
    row: Row, plan: Plan, around: Around, customer_id: int, proposal: ProposedCustomer,
    job: Job | None,
) -> None:  # fmt: skip
    """What a customer's own line says of a job."""
    if not _says_more(proposal):
        return
    place = next(iter(main_places(plan, around, customer_id)), None)
    _note_somewhere(row, around, customer_id, place, [_said(proposal)])
    if job:
        _plan_contract(row, around, customer_id, place, proposal, job)


def _said(proposal: ProposedCustomer) -> str:
    return f"Job: {jobs.describe(proposal)}"


def _suggest(row: Row, job: Job) -> None:
    if job.is_contract_like and job.choice != jobs.CONTRACT:
        row.reasons.append(_SUGGESTION)


def _plan_contract(
    row: Row,
    around: Around,
    customer_id: int,
    place: int | None,
    proposal: ProposedCustomer,
    job: Job,
) -> None:
    _suggest(row, job)
    if job.choice == jobs.CONTRACT:
        plan_contract(row, around, customer_id, place, dict(jobs.contract_of(proposal)))


def _home(plan: Plan, around: Around, customer_id: int, proposal: ProposedCustomer) -> int | None:
    """The place at which the work was done; documents of the job will find it there too."""
    places = main_places(plan, around, customer_id)
    if not places:
        return None
    plan.set_key("properties", f"site:{proposal.name.key}:"[:400], places[0])
    if plan.key_of("properties", f"site:{proposal.name.key}:"[:400]) == places[0]:
        plan.set_key("properties", site_key(proposal), places[0])
    return places[0]


def _note_somewhere(
    row: Row, around: Around, customer_id: int, place: int | None, notes: list[str]
) -> None:
    """Note at the place; of a customer without one, with the customer."""
    if place is None:
        _note(row, around, "customers", "notes", customer_id, notes)
    else:
        _note(row, around, "properties", "note", place, notes)


def _note(row: Row, around: Around, table: str, column: str, row_id: int, notes: list[str]) -> None:
    """Add what the stored note does not say yet; a note is never replaced."""
    stored = around.row(table, row_id).get(column) or ""
    fresh = [note for note in dict.fromkeys(notes) if note and fold(note) not in fold(stored)]
    if fresh:
        whole = "\n".join([stored, *fresh] if stored else fresh)
        row.change(table, row_id, {column: whole})
    else:
        row.saw(table, row_id)
