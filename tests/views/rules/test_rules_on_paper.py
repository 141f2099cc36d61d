"""Print-outs that depend on the rules say by which they were made, when these are not the usual."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from desktop.services import facts
from desktop.services.care.rule_table import shipped_body
from desktop.services.days import paper_day
from desktop.services.desk.agenda import agenda, listed
from desktop.services.desk.card import card
from desktop.services.desk.columns import list_columns
from desktop.services.desk.due_list import due_list
from desktop.services.desk.morning import places
from desktop.services.office.company import Company
from desktop.services.value import versions
from desktop.views.printing.card_print import card_print
from desktop.views.printing.content import Head, Print, Text
from desktop.views.printing.desk_prints import due_print, list_print, morning_print
from desktop.views.printing.leaving import head_of
from tests.services.desk.desk_office import TODAY, after, house

OWN = "Rules of 06/15/2026, version 2."
HEAD = Head(Company(""), TODAY, datetime(2026, 6, 15, 7, 45, tzinfo=UTC))


@pytest.mark.parametrize("rules", [OWN, ""])
def test_lists_card_and_morning_carry_the_rules(db: Session, rules: str) -> None:
    one = house(db, due=after(5))
    facts.refresh(db, TODAY)
    found = card(db, one.customer, TODAY, paper_day)
    assert found is not None
    head = HEAD._replace(rules=rules)
    made = (
        due_print(due_list(db, TODAY), places(db, TODAY), head),
        list_print("Reports to file", listed(db, "reports", TODAY), list_columns("reports"), head),
        morning_print(agenda(db, TODAY), head),
        card_print(found, head),
    )
    assert [says(one) for one in made] == [bool(rules)] * 4


def says(one: Print) -> bool:
    return any(isinstance(part, Text) and part.text == OWN for part in one.parts)


def test_the_head_knows_the_rules_in_force(db: Session) -> None:
    assert head_of(db, TODAY).rules == ""
    versions.publish(db, "care", shipped_body() | {"due_days": 20}, "", "", TODAY)
    assert head_of(db, TODAY).rules == OWN


def test_the_board_says_the_numbers_of_the_rules(db: Session) -> None:
    body = shipped_body() | {"due_days": 20, "expiring_days": 45, "file_by_days": 35}
    versions.publish(db, "care", body, "", "", TODAY)
    found = agenda(db, TODAY)
    labels = [found.line(key).label for key in ("due_month", "expiring", "file_soon")]
    assert labels == [
        "Due in 20 days", "Contracts running out in 45 days", "Renewals to file in 35 days",
    ]  # fmt: skip
