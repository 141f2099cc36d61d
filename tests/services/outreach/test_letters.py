"""Renewal letters: one for each house, nobody twice, and every contract counted once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport
from desktop.models.customers import Customer
from desktop.models.equipment import Contract, ContractLine
from desktop.models.facts import CustomerFact
from desktop.models.office import Setting
from desktop.models.work import Interaction, ServiceLine, Technician, Visit
from desktop.services.outreach.letters import (
    PURPOSE,
    MailLine,
    expiring,
    letters,
    mail_lines,
    tally,
)
from desktop.services.outreach.noting import note_letters, pieces
from desktop.services.outreach.renewals import renewals, terms, visits_words
from desktop.services.records import undo_edit
from tests.services.outreach.letter_office import NOW, TODAY, add, after, ending, ready


def states(db: Session, *contracts: int) -> list[str]:
    return [one.state for one in mail_lines(db, contracts, TODAY)]


def test_a_letter_says_what_ends_and_what_was_done(db: Session) -> None:
    contract = ending(db)
    ready(db)
    (letter,) = letters(db, [contract], TODAY)
    assert letter.to.lines == ("ANA 1 REYES", "1 OAK ST", "BRYAN TX 77801")
    assert letter.to.greeting == "Dear Ana 1 Reyes,"
    (one,) = letter.renewals
    assert (one.words, one.site) == ("K-1, Inspection only", "1 Oak St, Bryan, TX 77801")
    assert (one.end, one.next_start, one.next_end) == (after(30), after(31), date(2027, 12, 22))
    assert (one.system, one.included) == ("Aerobic Hoot", ("Aerobic inspection",))
    (work,) = one.work
    assert (work.day, work.words) == (after(-90), "Aerobic inspection")
    assert work.found == "condition fair; sludge 6 in"


def test_the_report_says_what_was_found(db: Session) -> None:
    contract = ending(db)
    visit = db.scalars(select(Visit)).one()
    system = db.get_one(Contract, contract).system_id
    assert system is not None
    db.add(InspectionReport(
        visit_id=visit.id, system_id=system, inspection_date=after(-90),
        results={"aerators": "inoperative", "alarms": "operational"},
        chlorine_mg_l=Decimal("0.50"), repairs_needed="New aerator"))  # fmt: skip
    ready(db)
    (one,) = renewals(db, [contract], TODAY)
    said = "condition fair; not working: aerators; chlorine 0.5 mg/L; sludge 6 in"
    assert one.work[0].found == f"{said}; needs: New aerator"


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"completed_date": after(-366)}, 0),
        ({"completed_date": after(1)}, 0),
        ({"status": "voided"}, 0),
        ({"completed_date": TODAY}, 1),
    ],
)
def test_only_finished_work_of_the_last_year_counts(
    db: Session, change: dict[str, Any], number: int
) -> None:
    contract = ending(db)
    visit = db.scalars(select(Visit)).one()
    for key, value in change.items():
        setattr(visit, key, value)
    ready(db)
    assert len(renewals(db, [contract], TODAY)[0].work) == number


def test_work_that_the_contract_does_not_cover_is_left_out(db: Session) -> None:
    contract = ending(db)
    db.scalars(select(ServiceLine)).one().service = "PUMP"
    ready(db)
    assert renewals(db, [contract], TODAY)[0].work == ()


def test_what_a_contract_lists_is_what_it_includes(db: Session) -> None:
    contract = ending(db)
    for place, service in enumerate(("INSPECT", "PUMP")):
        db.add(ContractLine(contract_id=contract, position=place, service=service, interval=4,
                            interval_unit="months"))  # fmt: skip
    ready(db)
    said = ("Aerobic inspection every 4 months", "Pump-out every 4 months")
    assert renewals(db, [contract], TODAY)[0].included == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(None, ""), ("1", "1 visit a year"), ("3.00", "3 visits a year"), ("2.5", "2.5 visits a year"),
     ("10", "10 visits a year")],
)  # fmt: skip
def test_visits_a_year_in_words(number: str | None, said: str) -> None:
    assert visits_words(Decimal(number) if number else None) == said


def test_only_licenses_in_force_certify(db: Session) -> None:
    for name, number, until in (("Ray", "MP1", after(0)), ("Old", "MP2", after(-1)),
                                ("No", " ", None), ("Ana", "MP3", None)):  # fmt: skip
        db.add(Technician(name=name, licence_no=number, licence_expiry=until))
    db.flush()
    assert terms(db, TODAY).certified == ("Ana, MP3", "Ray, MP1")


def test_one_house_gets_one_letter(db: Session) -> None:
    first = ending(db, 1, zip5="77801")
    second = ending(db, 2, line1="1 OAK STREET")
    other = ending(db, 3)
    ready(db)
    found = letters(db, [first, second, other], TODAY)
    assert [len(one.renewals) for one in found] == [2, 1]
    assert tally(mail_lines(db, [first, second, other], TODAY), {first, second, other}).letters == 2


def test_who_brought_most_is_written_to_then_the_lowest_account(db: Session) -> None:
    contracts = [ending(db, number, line1="1 Oak St") for number in (1, 2)]
    ready(db)
    assert letters(db, contracts, TODAY)[0].to.account_no == "1001"
    rich = db.scalars(select(CustomerFact).order_by(CustomerFact.customer_id.desc())).first()
    assert rich is not None
    rich.revenue_3y_cents = 500
    db.flush()
    (letter,) = letters(db, contracts, TODAY)
    assert letter.to.account_no == "1002"
    assert len(letter.covered) == 1


def test_who_has_no_address_is_written_to_at_the_property(db: Session) -> None:
    contract = ending(db, line1=None, city=None, zip5=None)
    ready(db)
    assert letters(db, [contract], TODAY)[0].to.lines[1] == "1 OAK ST"


def test_who_must_not_be_written_to_is_told_and_gets_none(db: Session) -> None:
    contract = ending(db, do_not_mail=True)
    house = ending(db, 2, line1="1 Oak St")
    ready(db)
    first, second = mail_lines(db, [contract, house], TODAY)
    assert (first.held, second.held) == ("Does not want mail", "")
    (letter,) = letters(db, [contract, house], TODAY)
    assert [one.contract_id for one in letter.renewals] == [house]


def test_mail_that_came_back_last_holds_back(db: Session) -> None:
    contract = ending(db)
    whose = db.get_one(Contract, contract).customer_id
    ready(db)
    for day, outcome, state in ((-400, "undeliverable", "held"), (-300, "sent", "ready")):
        db.add(Interaction(customer_id=whose, date=after(day), channel="postcard", outcome=outcome))
        db.flush()
        assert states(db, contract) == [state]


# What was sent before


def noted(db: Session, *contracts: int) -> Any:
    notes = [one for letter in letters(db, contracts, TODAY) for one in pieces(letter)]
    return note_letters(db, notes, NOW)


def test_a_letter_that_was_sent_is_known_by_its_contract(db: Session) -> None:
    contract = ending(db)
    whose = db.get_one(Contract, contract).customer_id
    system = db.get_one(Contract, contract).system_id
    other = add(db, Contract(
        no="K-9", customer_id=whose, system_id=system, kind="pumping_plan",
        start_date=after(-300), end_date=after(31)))  # fmt: skip
    ready(db)
    saved = noted(db, contract)
    assert states(db, contract, other) == ["sent", "ready"]
    one = db.scalars(select(Interaction)).one()
    assert (one.channel, one.purpose, one.outcome) == ("letter", PURPOSE, "sent")
    assert one.note == "K-1, Inspection only, ends Dec 22, 2026"
    assert saved.touched == {whose}


def test_all_of_a_mailing_is_taken_back_at_once(db: Session) -> None:
    contracts = [ending(db, number, line1=f"{number % 3} Elm St") for number in range(6)]
    ready(db)
    saved = noted(db, *contracts)
    assert db.scalar(select(func.count(Interaction.id))) == 6
    assert set(states(db, *contracts)) == {"sent"}
    assert saved.edit_id is not None
    undo_edit(db, saved.edit_id, NOW)
    assert db.scalar(select(func.count(Interaction.id))) == 0
    assert set(states(db, *contracts)) == {"ready"}


def test_who_is_covered_has_a_note_of_its_own(db: Session) -> None:
    contracts = [ending(db, number, line1="1 Oak St") for number in (1, 2)]
    ready(db)
    noted(db, *contracts)
    said = db.scalars(select(Interaction.note).order_by(Interaction.customer_id)).all()
    assert said[0] == "K-1, Inspection only, ends Dec 22, 2026"
    assert said[1] == "K-2, Inspection only, ends Dec 22, 2026\nIn the letter to Reyes, Ana 1"


@pytest.mark.parametrize(
    ("days", "purpose", "note", "state"),
    [
        (-10, "Contract renewal", None, "sent"),  # a file brought it
        (-10, "renewal", "Wrote by hand", "sent"),
        (-90, "Contract renewal", None, "sent"),
        (-91, "Contract renewal", None, "ready"),  # of the term before
        (1, "Contract renewal", None, "ready"),
        (-10, "Pumping reminder", None, "ready"),
        (-10, "Contract renewal", "K-9, Other, ends Jan 1, 2027", "ready"),
    ],
)
def test_letters_noted_elsewhere_count_when_they_can_be_about_it(
    db: Session, days: int, purpose: str, note: str | None, state: str
) -> None:
    contract = ending(db)
    whose = db.get_one(Contract, contract).customer_id
    db.add(Interaction(customer_id=whose, date=after(days), channel="letter", purpose=purpose,
                       note=note, outcome="sent"))  # fmt: skip
    ready(db)
    assert states(db, contract) == [state]


# Totals


def line(number: int, held: str, sent: bool, house: int) -> MailLine:  # noqa: FBT001 - drawn
    day = TODAY if sent else None
    return MailLine(number, number, "", "", "", TODAY, None, day, held, str(house))


LINES = st.lists(
    st.tuples(st.sampled_from(["", "Does not want mail"]), st.booleans(), st.integers(0, 3)),
    max_size=12,
)


@settings(max_examples=60)
@given(LINES, st.sets(st.integers(0, 12)))
def test_every_contract_is_counted_once(
    rows: list[tuple[str, bool, int]], chosen: set[int]
) -> None:
    lines = [line(number, *row) for number, row in enumerate(rows)]
    found = tally(lines, chosen)
    assert found.chosen + found.left_out + found.sent + found.held == len(lines)
    assert found.letters <= found.chosen
    assert (found.letters == 0) == (found.chosen == 0)


def test_an_office_without_contracts_has_no_letters(db: Session) -> None:
    found = (expiring(db, TODAY), mail_lines(db, [], TODAY), letters(db, [7], TODAY))
    assert found == ([], [], [])
    assert note_letters(db, [], NOW).edit_id is None


def test_a_contract_without_place_or_price_can_be_written_about(db: Session) -> None:
    whose = add(db, Customer(display_name="Acme LLC", company="Acme LLC", status="active",
                             line1="PO Box 1", city="Bryan", state="TX", zip5="77801"))  # fmt: skip
    contract = add(db, Contract(customer_id=whose, kind="other", start_date=after(-300),
                                end_date=after(5)))  # fmt: skip
    ready(db)
    (letter,) = letters(db, [contract], TODAY)
    assert (letter.to.greeting, letter.to.name) == ("Dear customer,", "Acme LLC")
    one = letter.renewals[0]
    assert (one.words, one.site, one.system, one.work) == ("Other", "", "", ())


def test_what_runs_out_is_what_the_list_of_the_day_has(db: Session) -> None:
    soon, _late = ending(db, 1, 60), ending(db, 2, 61)
    ready(db)
    assert expiring(db, TODAY) == [soon]


def test_a_letter_long_before_the_end_counts_where_such_contracts_are_listed(db: Session) -> None:
    db.add(Setting(key="care.expiring_days", value=300))
    contract = ending(db, days=250)
    ready(db)
    assert states(db, contract) == ["ready"]
    note_letters(db, pieces(letters(db, [contract], TODAY)[0]), NOW)
    assert states(db, contract) == ["sent"]


def test_a_contract_without_number_is_not_taken_for_one_of_its_kind(db: Session) -> None:
    contract = ending(db)
    whose = db.get_one(Contract, contract).customer_id
    other = add(db, Contract(customer_id=whose, kind="inspection_only", start_date=after(-334),
                             end_date=after(30)))  # fmt: skip
    ready(db)
    note_letters(db, pieces(letters(db, [contract], TODAY)[0]), NOW)
    assert states(db, contract, other) == ["sent", "ready"]
