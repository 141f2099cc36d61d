"""The letter that asks to renew a contract, with what is to be signed and sent back."""

from collections.abc import Iterator, Sequence

from desktop.services.dates import add_months
from desktop.services.days import paper_day
from desktop.services.outreach.letters import Letter
from desktop.services.outreach.renewals import Renewal, Terms, visits_words
from desktop.services.records.words import money_text
from desktop.views.printing.content import Column, Drawing, Facts, Group, Head, Part, Table, Text
from desktop.views.printing.contract_form import contract_form
from desktop.views.printing.faces import POINT
from desktop.views.printing.letter_page import Envelope, letter_sheets
from desktop.views.printing.pages import Sheet, lay_out
from desktop.views.printing.slip import slip
from desktop.views.widgets.formats import counted

TITLE = "Renewal letter"
BILLED = {"prepaid": "paid in advance", "per_visit": "billed by visit", "monthly": "billed monthly"}
WORK_COLUMNS = (Column("Date", 62), Column("Service", 120), Column("What was found", 290))
SIGN_ROOM = 22 * POINT  # for a name by hand
SIGNED = "Thank you for your trust,"
CALL = "Questions, or another day that suits you better? Call us{phone}."


def renewal_sheets(
    found: Sequence[Letter], head: Head, forms: Terms | None = None
) -> Iterator[tuple[Sheet, ...]]:
    """Each letter with its pages, and with `forms` the contract to sign behind it.

    The place of the letter in the mailing is the key of its sheets.
    """
    for key, letter in enumerate(found):
        pages = letter_sheets(
            TITLE, head, _envelope(letter, head), tuple(_parts(letter, head)), key
        )
        signed = (contract_form(one, letter, forms, head) for one in letter.renewals if forms)
        yield (*pages, *(sheet._replace(key=key) for sheet in lay_out(*signed)))


def _envelope(letter: Letter, head: Head) -> Envelope:
    only = letter.renewals[0].no if len(letter.renewals) == 1 else ""
    beside = (
        ("Date", paper_day(head.as_of)),
        ("Account", letter.to.account_no),
        ("Contract", only),
    )
    return Envelope(letter.to.lines, tuple(pair for pair in beside if pair[1]), letter.to.name)


def _parts(letter: Letter, head: Head) -> Iterator[Part]:
    yield Text(letter.to.greeting, "letter")
    yield Text(_opening(letter.renewals), "letter")
    for one in letter.renewals:
        yield from _contract(one, letter, alone=len(letter.renewals) == 1)
    phone = head.company.phone
    yield Text(CALL.format(phone=f" at {phone}" if phone else ""), "letter")
    yield Text(SIGNED, "letter")
    yield Drawing(lambda _width: SIGN_ROOM, lambda _painter, _area: None)
    yield Text(head.company.name, "letter")
    yield slip(letter, head)


def _opening(renewals: Sequence[Renewal]) -> str:
    first = renewals[0]
    if len(renewals) > 1:
        return (
            f"{counted(len(renewals), 'service contract')} of yours will end soon, the first on"
            f" {paper_day(first.end)}. Please sign the slip below and send it back, so that your"
            " systems stay covered without a gap."
        )
    return (
        f"Your service contract ends on {paper_day(first.end)}. Please sign the slip below and"
        " send it back, so that your system stays covered without a gap."
    )


def _contract(one: Renewal, letter: Letter, *, alone: bool) -> Iterator[Part]:
    yield Text(f"Contract {one.words}" if one.no else one.words, "heading")
    holder = "" if len(letter.holders) == 1 else letter.holders[one.customer_id].name
    pairs = (
        ("For", holder),
        ("Property", one.site),
        ("System", one.system),
        ("Ends on", paper_day(one.end)),
        ("Included", included(one)),
        (_price_of(one), price(one)),
    )
    yield Facts(tuple(pair for pair in pairs if pair[1]), 1)
    yield from _work(one, alone=alone)


def included(one: Renewal) -> str:
    """What a contract includes, in one line; a service with its interval needs no visits."""
    often = visits_words(one.visits_per_year)
    return ", ".join(part for part in (*one.included, often) if part)


def price(one: Renewal) -> str:
    """What the coming year costs and how it is paid."""
    if one.price_cents is None:
        return "please ask us"
    paid = BILLED.get(one.billing, "")
    return ", ".join(part for part in (money_text(one.price_cents), paid) if part)


def _price_of(one: Renewal) -> str:
    """The coming year, or the whole term of a contract that goes on longer."""
    is_year = add_months(one.next_start, 12) > one.next_end
    return "Price of the coming year" if is_year else f"Price until {paper_day(one.next_end)}"


def _work(one: Renewal, *, alone: bool) -> Iterator[Part]:
    if not one.work:
        yield Text("No visit under this contract in the last twelve months.")
        return
    if alone:
        yield Text("What we did for you in the last twelve months", "heading")
    rows = tuple((paper_day(work.day), work.words, work.found) for work in one.work)
    yield Table(WORK_COLUMNS, (Group("", rows),), lines=4)
    if one.earlier_work:
        yield Text(f"And {counted(one.earlier_work, 'earlier service')}.")
