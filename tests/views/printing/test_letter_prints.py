"""Letters on paper: the window shows the address and nothing else, pages follow, texts fit."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtGui import QImage, QPainter

from desktop.services.desk.site_history import Service
from desktop.services.office.company import Company
from desktop.services.outreach.consent import Addressee
from desktop.services.outreach.letters import Letter
from desktop.services.outreach.mail_address import MailAddress
from desktop.services.outreach.past_work import PastWork
from desktop.services.outreach.people import Person
from desktop.services.outreach.renewals import MOST_WORK, Renewal, Terms
from desktop.services.outreach.welcome import NEWEST, House, Welcome
from desktop.views.printing import letter_page, pages
from desktop.views.printing.content import Head
from desktop.views.printing.contract_form import contract_form
from desktop.views.printing.faces import INCH, metrics
from desktop.views.printing.letter_page import CLEAR, FOLDS, WINDOW, window_test
from desktop.views.printing.pages import Sheet, lay_out
from desktop.views.printing.renewal_print import included, price, renewal_sheets
from desktop.views.printing.welcome_print import welcome_sheets
from tests.views.printing.test_prints import texts

pytestmark = pytest.mark.usefixtures("qapp")
DPI = 90
GREY = 160  # darker dots are ink
TODAY = date(2026, 11, 22)
OFFICE = Company("Brazos Septic", "1203 FM 2818, College Station, TX 77845", "979-555-0100", "MP1")
HEAD = Head(OFFICE, TODAY, datetime(2026, 11, 22, 7, 45, tzinfo=UTC))
LONG = "The Very Reverend Doctor Bartholomew Featherstonehaugh-Cholmondeley"
HOME = MailAddress("1 Oak St", "", "Bryan", "TX", "77801")
ANA = Person(Addressee(1, HOME), "Reyes, Ana", "Ana Reyes", "", "Dear Ana Reyes,", "1001", 0)
WORK = PastWork(date(2026, 8, 24), "INSPECT", 1, None, "condition fair")
CONTRACT = Renewal(
    1, 1, "K-1", "inspection_only", date(2025, 12, 23), date(2026, 12, 22), date(2026, 12, 23),
    date(2027, 12, 22), ("INSPECT",), ("Aerobic inspection every 4 months",), Decimal(3), 30_500,
    "prepaid", "1 Oak St, Bryan, TX 77801", "Brazos", "Aerobic Hoot", "17", "", (WORK,), 0,
)  # fmt: skip
TERMS = Terms(14, ("Ray, MP1",))


def letter(*renewals: Renewal, **person: Any) -> Letter:
    to = ANA._replace(**person)
    return Letter(to, renewals or (CONTRACT,), {1: to})


def sheets_of(one: Letter, forms: Terms | None = None, head: Head = HEAD) -> tuple[Sheet, ...]:
    return next(renewal_sheets([one], head, forms))


def painted(sheet: Sheet) -> QImage:
    """A whole sheet of paper, margins too."""
    picture = QImage(round(8.5 * DPI), 11 * DPI, QImage.Format.Format_Grayscale8)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    painter.scale(DPI / INCH, DPI / INCH)
    painter.translate(pages.MARGIN_IN * INCH, pages.MARGIN_IN * INCH)
    pages._paint_page(painter, sheet)
    painter.end()
    return picture


def ink(picture: QImage, left: float, top: float, right: float, end: float) -> set[tuple[int, int]]:
    """The dark dots of an area, given in inches."""
    dots, wide = bytes(picture.constBits()), picture.bytesPerLine()
    return {
        (x, y)
        for y in range(round(top * DPI), round(end * DPI))
        for x in range(round(left * DPI), round(right * DPI))
        if dots[y * wide + x] < GREY
    }


@pytest.mark.parametrize("name", ["Ana Reyes", LONG])
@pytest.mark.parametrize("company", ["", "Reyes and Sons Plumbing of the Whole Brazos Valley LLC"])
def test_only_the_address_stands_behind_the_window(name: str, company: str) -> None:
    long = HOME._replace(line1="12345 Farm to Market Road 2154 South", line2="Apartment 12B")
    who = letter(name=name, company=company, mail=ANA.mail._replace(address=long))
    picture = painted(sheets_of(who)[0])
    clear = ink(picture, 0.6, CLEAR[1], CLEAR[0], CLEAR[2])
    assert clear
    assert clear == ink(picture, *WINDOW)


STREET = "12345 FARM TO MARKET ROAD 2154 SOUTH APARTMENT 12B"
TOWN = "COLLEGE STATION TX 77845"


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (("ANA REYES", "1 OAK ST", TOWN), ("ANA REYES", "1 OAK ST", TOWN)),
        (("ANA REYES", STREET, TOWN), ("ANA REYES", STREET[:36], STREET[37:], TOWN)),
        (("ANA REYES", "ACME", STREET, TOWN), ("ANA REYES", "ACME", STREET, TOWN)),
        ((LONG.upper(), "ACME AND SONS " * 4, STREET, TOWN), (STREET, TOWN)),
    ],
)
def test_a_long_address_is_shown_whole(lines: tuple[str, ...], shown: tuple[str, ...]) -> None:
    found, narrow = letter_page.in_window(lines)
    assert tuple(found)[-len(shown) :] == shown
    assert len(found) <= 4
    width = letter_page.WINDOW_WIDTH / narrow
    assert all(metrics("address").horizontalAdvance(text) <= width for text in found)


def test_the_test_page_frames_the_window_and_marks_the_folds() -> None:
    picture = painted(window_test(HEAD)[0])
    left, top, right, end = WINDOW
    assert len(ink(picture, left - 0.03, top - 0.03, left + 0.05, end + 0.03)) > DPI / 4
    assert not ink(picture, 0.6, end + 0.1, right, letter_page.BODY)
    for fold in FOLDS:
        assert ink(picture, 0.3, fold - 0.05, 0.45, fold + 0.05)


def test_a_usual_letter_is_one_page_without_a_number() -> None:
    full = CONTRACT._replace(work=(WORK,) * MOST_WORK, earlier_work=3)
    (sheet,) = sheets_of(letter(full))
    assert not ink(painted(sheet), 6, 10.45, 7.6, 10.7)


def test_what_has_no_room_goes_on_on_a_second_page() -> None:
    many = (CONTRACT._replace(work=(WORK,) * MOST_WORK),) * 3
    sheets = sheets_of(letter(*many))
    assert [(one.number, one.of) for one in sheets] == [(1, 2), (2, 2)]
    for sheet in sheets:
        assert sheet.frame is not None
        assert sum(piece.height for piece in sheet.pieces) <= sheet.frame.area.height()
        assert ink(painted(sheet), 6, 10.45, 7.6, 10.7)  # its number


@pytest.mark.parametrize(
    "change",
    [{"no": "", "site": "", "system": "", "work": (), "price_cents": None, "billing": ""}, {}],
)
def test_a_letter_can_be_painted_in_grey_with_and_without_its_facts(change: dict[str, Any]) -> None:
    (sheet,) = sheets_of(letter(CONTRACT._replace(**change), account_no=""))
    assert ink(painted(sheet), 1, letter_page.BODY, 7.5, 10.4)


def test_sheets_know_their_letter_and_contracts_follow_it() -> None:
    found = [letter(), letter(CONTRACT, CONTRACT)]
    made = list(renewal_sheets(found, HEAD, TERMS))
    assert [[(one.title, one.key) for one in mailing] for mailing in made] == [
        [("Renewal letter", 0), ("Service contract", 0)],
        [("Renewal letter", 1), ("Renewal letter", 1), ("Service contract", 1),
         ("Service contract", 1)],
    ]  # fmt: skip


def test_a_company_that_is_not_named_leaves_the_top_empty() -> None:
    (sheet,) = sheets_of(letter(), head=HEAD._replace(company=Company()))
    assert not ink(painted(sheet), 1, 0.5, 7.5, 0.75)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "$305.00, paid in advance"),
        ({"billing": "per_visit"}, "$305.00, billed by visit"),
        ({"billing": ""}, "$305.00"),
        ({"price_cents": None}, "please ask us"),
    ],
)
def test_the_price_says_how_it_is_paid(change: dict[str, Any], said: str) -> None:
    assert price(CONTRACT._replace(**change)) == said


def test_what_is_included_names_the_visits() -> None:
    assert included(CONTRACT) == "Aerobic inspection every 4 months, 3 visits a year"


def test_the_contract_states_what_the_authority_asks_for_on_one_page() -> None:
    form = contract_form(CONTRACT, letter(), TERMS, HEAD)
    said = texts(form)
    for part in (
        "Brazos Septic", "MP1", "Ana Reyes (account 1001)", "1 Oak St", "Permit no.: 17",
        "Aerobic inspection every 4 months", "3 visits a year", "within 14 days",
        "the owner keeps the disinfection unit supplied", "Certified individual: Ray, MP1",
        "Answer to a complaint within", "From: 12/23/2026", "12/22/2027", "$305.00",
        "The customer: Ana Reyes", "Filed with the authority on",
    ):  # fmt: skip
        assert part in said
    assert len(lay_out(form)) == 1


def test_who_keeps_the_chlorine_follows_from_the_services() -> None:
    ours = CONTRACT._replace(services=("INSPECT", "CHLORINE"))
    said = texts(contract_form(ours, letter(), TERMS, HEAD))
    assert "the company keeps the disinfection unit supplied" in said
    pumped = CONTRACT._replace(services=("PUMP",))
    assert "disinfection" not in texts(contract_form(pumped, letter(), TERMS, HEAD))


def test_the_letter_to_a_new_owner_fits_on_a_page_with_and_without_its_facts() -> None:
    past = Service(date(2026, 8, 24), "Pump-out", "Septic tank", 1_000, "", "")
    full = House(
        "1 Oak St, Bryan, TX 77801", TODAY, ("Aerobic Hoot",), ("Septic tank, 500 gal",),
        (past,) * NEWEST, (("Pump-out", TODAY),), ("Your contract runs.",), wants_contract=True,
    )  # fmt: skip
    empty = House("", TODAY, (), (), (), (), (), wants_contract=False)
    for houses in ((full,), (full, empty), (empty,)):
        sheets = welcome_sheets(Welcome(ANA, houses, ""), HEAD)
        assert len(sheets) == 1
        assert ink(painted(sheets[0]), 1, letter_page.BODY, 7.5, 10.4)
