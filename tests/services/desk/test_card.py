"""The card: labels with their reasons, what to do next, money, and nothing breaks on nothing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.care import InspectionReport, Postponement
from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.database import Office
from desktop.models.equipment import Asset, Contract, ContractLine, System
from desktop.models.facts import CustomerFact
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Interaction, Invoice, Payment, ServiceLine, Visit
from desktop.services import facts
from desktop.services.desk.card import Card, card
from desktop.services.desk.card_sheet import card_sheet
from desktop.services.desk.card_work import told
from desktop.services.desk.next_action import RULES, next_actions
from desktop.services.desk.why import LABELS, reasons
from desktop.services.desk.why_lifecycle import DECIDED
from desktop.services.facts.lifecycle import CODES
from tests.services.desk.desk_office import FEW, TODAY, add, after, house, random_office


def of(db: Session, customer_id: int) -> Card:
    facts.refresh(db, TODAY)
    found = card(db, customer_id, TODAY)
    assert found is not None
    return found


def actions(db: Session, customer_id: int) -> list[str]:
    return [action.key for action in next_actions(of(db, customer_id))]


def test_there_is_no_card_without_a_customer(db: Session) -> None:
    assert card(db, 1, TODAY) is None
    assert reasons(db, 1, TODAY) == ()


def test_a_bare_customer_has_a_card_that_asks_for_what_is_missing(db: Session) -> None:
    customer = add(db, Customer(display_name="x", status="active"))
    found = of(db, customer)
    assert (found.reason("lifecycle").code, found.next_due, found.places) == ("LEA", None, ())
    assert actions(db, customer) == ["missing", "missing"]


def test_every_stage_says_what_decided_it() -> None:
    assert set(DECIDED) == set(CODES)


@FEW
@given(seed=st.integers(0, 100_000))
def test_every_customer_has_every_label_as_the_facts_have_it(office: Office, seed: int) -> None:
    with office.writing() as db:
        random_office(db, seed)
        for fact in db.scalars(select(CustomerFact)).all():
            found = of(db, fact.customer_id)
            assert [one.label for one in found.reasons] == list(LABELS)
            for label in ("lifecycle", "due_status", "service_tier", "system_type", "value_tier"):
                assert found.reason(label).key == getattr(fact, label)
            assert all(part.lines for part in card_sheet(found))
            assert sum(one.open_cents for one in found.invoices) >= 0
        db.rollback()


def test_all_reasons_of_risk_are_told_the_first_as_the_primary_one(db: Session) -> None:
    home = house(db, due=after(-61))
    add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed",
                  completed_date=after(-100)))  # fmt: skip
    for days in (-3, -2, -1):
        add(db, Interaction(customer_id=home.customer, date=after(days), channel="letter"))
    why = of(db, home.customer).reason("lifecycle")
    assert (why.key, why.code, [code for code, _ in why.also]) == ("at_risk", "RSK-A1", ["RSK-A3"])
    assert ("Days overdue", 61) in why.facts


def test_a_due_item_says_why_in_words(db: Session) -> None:
    home = house(db)
    db.get_one(System, home.system).install_date = after(-400)
    (item,) = of(db, home.customer).due
    assert (item.asset, item.interval, item.base_words) == (
        "Septic tank, 1,000 gal", "every 36 months", "Installed",
    )  # fmt: skip
    assert (item.code, item.code_words) == ("DEF", "The usual interval")


def test_a_day_set_by_hand_says_why_and_since_when(db: Session) -> None:
    home = house(db, due=after(20), due_override_reason="Full of roots")
    (item,) = of(db, home.customer).due
    assert item.by_hand == ("Full of roots", after(20))


def test_a_postponed_item_says_why_until_it_is_back(db: Session) -> None:
    home = house(db, due=after(20))
    about = {"system_id": home.system, "asset_id": home.tank, "service": "PUMP",
             "due_date": after(20)}  # fmt: skip
    for days, reason in ((-1, "financial"), (9, "wet_ground"), (3, "declined")):
        add(db, Postponement(**about, reason=reason, recovery_date=after(days), set_on=TODAY,
                             note="Under water"))  # fmt: skip
    (item,) = of(db, home.customer).due
    assert item.postponed_until == after(9)
    assert item.put_off == ("Wet ground", "Under water", TODAY)


def test_an_item_that_nobody_touched_has_no_such_reasons(db: Session) -> None:
    (item,) = of(db, house(db).customer).due
    assert (item.put_off, item.by_hand) == (None, None)


def test_a_contract_says_what_it_includes(db: Session) -> None:
    home = house(db)
    contract = add(db, Contract(customer_id=home.customer, system_id=home.system, no="K-1",
                                kind="full_maintenance", start_date=after(-9), billing="prepaid",
                                price_cents=28_500))  # fmt: skip
    db.add(ContractLine(contract_id=contract, service="PUMP", position=1))
    db.add(
        ContractLine(contract_id=contract, service="INSPECT", interval=4, interval_unit="months")
    )
    (one,) = of(db, home.customer).contracts
    assert one.services == ("Aerobic inspection every 4 months", "Pump-out")
    assert (one.no, one.price_cents, one.billing) == ("K-1", 28_500, "Prepaid")


def test_an_estimate_says_what_it_offers_as_far_as_its_lines_can_be_read(db: Session) -> None:
    home = house(db)
    lines = [{"text": "Spray pump", "amount": "880.00"}, {"item": "LABOR"}, {"amount": "x"}, "odd",
             {"text": "Permit", "amount": None}]  # fmt: skip
    add(db, Estimate(customer_id=home.customer, issued_on=TODAY, lines=lines))
    add(db, Estimate(customer_id=home.customer, issued_on=TODAY, memo="As agreed"))
    bare, full = of(db, home.customer).estimates
    assert full.offered == ("Spray pump, $880.00", "LABOR", "Permit")
    assert (bare.offered, bare.memo) == ((), "As agreed")


def test_a_visit_says_when_they_come_and_what_was_found(db: Session) -> None:
    home = house(db)
    visit = add(db, Visit(property_id=home.place, customer_id=home.customer, status="booked",
                          scheduled_date=TODAY, time_window="3-5 pm"))  # fmt: skip
    db.add(ServiceLine(visit_id=visit, service="GREASE", grease_percent=31, notes="Lid broken"))
    db.add(ServiceLine(visit_id=visit, position=1, service="PUMP", sludge_in=Decimal("14.0")))
    (one,) = of(db, home.customer).booked
    assert one.window == "3-5 pm"
    assert [told(line) for line in one.lines] == [
        "Grease trap cleaning: Grease and solids 31%. Lid broken", "Pump-out: Sludge 14 in",
    ]  # fmt: skip


def test_visits_owed_count_days_of_work_at_the_system(db: Session) -> None:
    home = house(db)
    add(db, Contract(customer_id=home.customer, system_id=home.system, kind="inspection_only",
                     start_date=after(-182), visits_per_year=4))  # fmt: skip
    for service in ("ANNUAL_INSP", "PUMP"):
        visit = add(db, Visit(property_id=home.place, customer_id=home.customer,
                              status="completed", completed_date=after(-90)))  # fmt: skip
        add(db, ServiceLine(visit_id=visit, service=service))
    (contract,) = of(db, home.customer).contracts
    assert contract.owed is not None
    assert (contract.state, contract.owed.by_now, contract.owed.done) == ("active", 1, 1)


def test_payments_settle_the_oldest_invoices_first(db: Session) -> None:
    customer = add(db, Customer(display_name="x", status="active"))
    for days, cents in ((-90, 10_000), (-60, 20_000), (-10, 30_000)):
        add(db, Invoice(customer_id=customer, date=after(days), amount_cents=cents, number="7"))
    add(db, Payment(customer_id=customer, date=after(-5), amount_cents=15_000))
    found = of(db, customer)
    assert [(one.open_cents, one.days_late) for one in found.invoices] == [
        (15_000, 60), (30_000, 10),
    ]  # fmt: skip
    assert found.balance_cents == 45_000


def test_what_the_books_state_as_open_is_shown(db: Session) -> None:
    customer = add(db, Customer(display_name="x", status="active"))
    for cents, is_open in ((10_000, 2_500), (20_000, 0)):
        add(db, Invoice(customer_id=customer, date=after(-9), amount_cents=cents,
                        open_cents=is_open))  # fmt: skip
    assert [one.open_cents for one in of(db, customer).invoices] == [2_500]


def test_the_most_pressing_thing_comes_first(db: Session) -> None:
    home = house(db, due=after(-40))
    add(db, CustomerPhone(customer_id=home.customer, number="903-555-0001"))
    add(db, Task(customer_id=home.customer, kind="follow_up", text="Call", due_date=TODAY))
    add(db, Task(customer_id=home.customer, kind="complaint", text="Odor"))
    assert actions(db, home.customer) == ["complaint", "overdue", "task"]


def test_what_is_booked_is_not_offered_again(db: Session) -> None:
    home = house(db, due=after(-40))
    visit = add(db, Visit(property_id=home.place, customer_id=home.customer, status="booked"))
    add(db, ServiceLine(visit_id=visit, service="PUMP", asset_id=home.tank))
    assert "overdue" not in actions(db, home.customer)
    assert "booked" in actions(db, home.customer)


def test_somebody_inactive_is_offered_nothing(db: Session) -> None:
    customer = add(
        db, Customer(display_name="x", status="inactive", inactive_reason="do_not_serve")
    )
    (action,) = next_actions(of(db, customer))
    assert (action.key, action.text) == (
        "inactive", "Inactive: do not serve. Ask before booking anything.",
    )  # fmt: skip


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len(set(RULES.values())) == len(RULES)


@pytest.mark.parametrize(
    ("values", "warning"),
    [({"do_not_contact": True}, "Do not contact"), ({"email_opt_out_on": TODAY}, "Do not email"),
     ({"sms_opt_out_on": TODAY}, "Do not text"), ({}, "Never agreed to texts")],
)  # fmt: skip
def test_what_the_customer_does_not_allow_is_said(
    db: Session, values: dict[str, object], warning: str
) -> None:
    customer = add(db, Customer(display_name="x", status="active", **values))
    assert warning in of(db, customer).who.warnings


def test_a_tag_and_a_channel_are_in_words(db: Session) -> None:
    customer = add(db, Customer(display_name="x", status="active", preferred_channel="sms"))
    assert of(db, customer).who.preferred_channel == c.CHANNEL.label("sms")


def test_the_history_of_a_house_is_on_the_card_of_its_new_owner(db: Session) -> None:
    home = house(db, due=after(10))
    add(db, Visit(property_id=home.place, customer_id=home.customer, status="completed",
                  completed_date=after(-5)))  # fmt: skip
    before = of(db, home.customer).visits
    assert before
    buyer = add(db, Customer(display_name="Buyer", status="active"))
    add(db, PropertyLink(customer_id=buyer, property_id=home.place, role="owner"))
    shown = of(db, buyer).visits
    assert [one.visit_id for one in shown] == [one.visit_id for one in before]
    assert {one.for_whom for one in shown} == {of(db, home.customer).who.name}
    assert {one.for_whom for one in before} == {""}


@pytest.mark.parametrize(
    ("filed", "copied", "waits"),
    [
        (None, None, [(9, "to file, copy to the owner")]),
        (None, TODAY, [(9, "to file")]),
        (TODAY, None, [(9, "copy to the owner")]),
        (TODAY, TODAY, []),
    ],
)
def test_a_report_waits_on_the_card_until_authority_and_owner_have_it(
    db: Session, filed: date | None, copied: date | None, waits: list[tuple[int, str]]
) -> None:
    home = house(db, due=after(10))
    visit = add(db, Visit(property_id=home.place, customer_id=home.customer, status="completed",
                          completed_date=after(-5)))  # fmt: skip
    add(db, InspectionReport(visit_id=visit, system_id=home.system, inspection_date=after(-5),
                             filed_on=filed, copy_to_owner_on=copied))  # fmt: skip
    assert [(one.days_left, one.what) for one in of(db, home.customer).reports] == waits


def test_the_printed_card_tells_contracts_that_count_from_those_that_are_over(db: Session) -> None:
    home = house(db)

    def printed() -> tuple[str, ...]:
        sheet = card_sheet(of(db, home.customer))
        return next((one.lines for one in sheet if one.head == "Contracts"), ())

    def sign(no: str, start: int, end: int) -> None:
        days = {"start_date": after(start), "end_date": after(end)}
        who = {"customer_id": home.customer, "system_id": home.system}
        add(db, Contract(no=no, kind="inspection_only", **who, **days))

    sign("K0", -900, -600)
    sign("K1", -500, -200)
    assert printed() == ("None in force; the last one, K1, Inspection only, expired Nov 27, 2025",)
    sign("K2", -10, 300)
    assert printed() == (
        "K2, Inspection only, active, until Apr 11, 2027",
        "2 earlier contracts, over",
    )


def test_work_at_several_places_says_where(db: Session) -> None:
    first = house(db, due=after(-10))
    assert [one.name for one in of(db, first.customer).due] == ["Septic tank, 1,000 gal"]
    place = add(db, Property(line1="2 Elm", city="Bryan"))
    db.add(PropertyLink(customer_id=first.customer, property_id=place, role="owner"))
    system = add(db, System(property_id=place, kind="conventional"))
    add(db, Asset(system_id=system, kind="septic_tank", due_override=after(-20),
                  due_override_set_on=after(-20)))  # fmt: skip
    found = of(db, first.customer)
    assert [one.name for one in found.due] == [
        "Septic tank, 2 Elm",
        "Septic tank, 1,000 gal, 1 Oak",
    ]
    assert next_actions(found)[0].text == "Offer a day: pump-out at 2 Elm is 20 days overdue."
