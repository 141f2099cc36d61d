"""Jobs of QuickBooks lists ("Customer:Job"): is each a place, work at a place, or a contract?"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.cells.names import is_work
from desktop.services.importing.records import Parsed, ProposedCustomer

PLACE, NOTE, CONTRACT = "property", "note", "contract"
CHOICES = (
    (PLACE, "A place of the customer"),
    (NOTE, "A note at the customer’s place"),
    (CONTRACT, "A service contract at the customer’s place"),
)
_CONTRACT_WORDS = ("contract", "agreement", "maintenance plan")
_ABOUT_A_YEAR = range(330, 400)  # days


class Job(NamedTuple):
    """One job of a list, what is proposed for it, and what it becomes now."""

    row: int
    path: str  # how `Options.jobs` names it: "Balak, Mike:330 Main St"
    customer: str
    job: str  # "" where the customer's own line holds a contract
    proposed: str  # a key of CHOICES
    choice: str  # the same, or as the person switched it
    reason: str
    is_contract_like: bool
    detail: str


def jobs_of(parsed: Parsed, chosen: Mapping[str, str] | None = None) -> list[Job]:
    """Every job of a table, and every customer whose own line looks like a service contract."""
    found = [one for one in parsed.customers.alone if one.name.site or is_contract_like(one)]
    names = {one.name.key for one in found}
    homes = {
        one.name.key: _streets(one)
        for one in (parsed.customers.named(names) if names else ())
        if not one.name.site
    }
    return [_job(one, homes.get(one.name.key, frozenset()), chosen or {}) for one in found]


def path_of(proposal: ProposedCustomer) -> str:
    """How the options name a job."""
    name = proposal.name
    return f"{name.display}:{name.site}" if name.site else name.display


def _job(proposal: ProposedCustomer, home: frozenset[str], chosen: Mapping[str, str]) -> Job:
    proposed, reason = _proposed(proposal, home)
    path = path_of(proposal)
    wanted = chosen.get(path, proposed)
    return Job(
        proposal.row,
        path,
        proposal.name.display,
        proposal.name.site,
        proposed,
        wanted if wanted in dict(CHOICES) else proposed,
        reason,
        is_contract_like(proposal),
        describe(proposal),
    )


def _proposed(proposal: ProposedCustomer, home: frozenset[str]) -> tuple[str, str]:
    """What a job most likely is, and why."""
    if not proposal.name.site:
        return NOTE, "The customer’s own line has a job"
    own = proposal.site.is_street and not proposal.site_from_billing
    if own and proposal.site.key not in home:
        return PLACE, "It has an address of its own"
    ended = proposal.parts.get("job", {}).get("end")
    if ended:
        return NOTE, f"The job ended on {say_day(ended)}"
    if is_work(proposal.name.site):
        return NOTE, "The name sounds like work, not like a place"
    return PLACE, "The name may be a place"


def _streets(proposal: ProposedCustomer) -> frozenset[str]:
    """The addresses of a customer's own line, as they are compared."""
    places = (proposal.site, proposal.mail)
    return frozenset(place.key for place in places if place.is_street)


def is_contract_like(proposal: ProposedCustomer) -> bool:
    """Whether a job is called a contract and runs for about a year."""
    job = proposal.parts.get("job")
    if not job:
        return False
    start, end = job.get("start"), job.get("projected") or job.get("end")
    words = fold(job.get("type", ""))
    if not start or not end or not any(word in words for word in _CONTRACT_WORDS):
        return False
    return (end - start).days in _ABOUT_A_YEAR


def contract_of(proposal: ProposedCustomer) -> dict[str, date]:
    """First and last day of the contract a job stands for; only what is known."""
    job = proposal.parts.get("job", {})
    days = {"start_date": job.get("start"), "end_date": job.get("projected") or job.get("end")}
    return {key: day for key, day in days.items() if day}


def describe(proposal: ProposedCustomer) -> str:
    """A job in words: "Spa (Install - 6 Man Spa), New Construction, in progress, …"."""
    job = proposal.parts.get("job", {})
    name, detail = proposal.name.site, job.get("detail", "")
    head = f"{name} ({detail})" if name and detail else name or detail
    days = [say_day(job[key]) for key in ("start", "end") if key in job]
    if "projected" in job and "end" not in job:
        days.append(f"planned until {say_day(job['projected'])}")
    period = " – ".join(days) if "end" in job else ", ".join(days)
    return ", ".join(filter(None, (head, job.get("type", ""), job.get("status", ""), period)))


def say_day(day: date) -> str:
    """A day as a note writes it: "Sep 15, 2026"."""
    return f"{day:%b} {day.day}, {day.year}"
