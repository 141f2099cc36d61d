"""The contract that follows one which runs out, ready to be signed and filed (domain 2.3, 16)."""

from collections.abc import Iterator

from desktop.models import choices as c
from desktop.services.care.contracts import INSPECTIONS
from desktop.services.days import paper_day
from desktop.services.outreach.letters import Letter
from desktop.services.outreach.renewals import Renewal, Terms, visits_words
from desktop.services.records.words import money_text
from desktop.views.printing.content import Facts, Head, Part, Print, Signatures, Text

TITLE = "Service contract"
BLANK = "_" * 24  # to be filled in by hand
REPORTS = "after each test, to the authority and to the owner within {days} days"
OWNER_CHLORINE = "the owner keeps the disinfection unit supplied"
OUR_CHLORINE = "the company keeps the disinfection unit supplied"


def contract_form(one: Renewal, letter: Letter, told: Terms, head: Head) -> Print:
    """What a contract must state, on one page."""
    return Print(TITLE, head, tuple(_parts(one, letter, told, head)))


def _parts(one: Renewal, letter: Letter, told: Terms, head: Head) -> Iterator[Part]:
    whose, holder = head.company, letter.holders[one.customer_id]
    yield Text("Between", "heading")
    company = ", ".join(part for part in (whose.name, whose.address, whose.phone) if part)
    account = f" (account {holder.account_no})" if holder.account_no else ""
    yield Facts(
        (
            ("The company", company or BLANK),
            ("License or registration", whose.licence or BLANK),
            ("The customer", f"{holder.name}{account}"),
        ),
        1,
    )
    yield Text("About", "heading")
    yield Facts(
        (
            ("Property", one.site or BLANK),
            ("County", one.county or BLANK),
            ("System", one.system or BLANK),
            ("Permit no.", one.permit_no or BLANK),
            ("Authority", one.authority or BLANK),
            ("Contract before", one.no or "none"),
        )
    )
    yield Text("The contract covers", "heading")
    yield Facts(tuple(_terms(one, told)), 1)
    yield Text("Price and term", "heading")
    yield Facts(tuple(_price(one)))
    yield Signatures(
        (f"The company{_named(whose.name)}", "Date", f"The customer: {holder.name}", "Date")
    )
    yield Text("Filing", "heading")
    yield Facts((("Filed with the authority on", BLANK), ("How", BLANK)))


def _named(name: str) -> str:
    return f": {name}" if name else ""


def _terms(one: Renewal, told: Terms) -> Iterator[tuple[str, str]]:
    """What the authority wants to read in it."""
    inspects = set(one.services).intersection(INSPECTIONS)
    yield "Services", ", ".join(one.included) or BLANK
    yield "Visits", visits_words(one.visits_per_year) or BLANK
    if inspects:
        yield "Tests and reports", REPORTS.format(days=told.report_days)
        yield "Disinfection", OUR_CHLORINE if "CHLORINE" in one.services else OWNER_CHLORINE
        yield "Certified individual", "; ".join(told.certified) or BLANK
    yield "Answer to a complaint within", BLANK
    yield "Not covered", BLANK


def _price(one: Renewal) -> Iterator[tuple[str, str]]:
    yield "From", paper_day(one.next_start)
    yield "To, that day included", paper_day(one.next_end)
    yield "Price", BLANK if one.price_cents is None else money_text(one.price_cents)
    yield "Paid", c.BILLING.label(one.billing).lower() or BLANK
