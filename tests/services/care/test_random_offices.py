"""The random offices of the judge reach every stage of domain 5.1, not only the frequent ones."""

from collections import Counter

from desktop.models.database import Office
from desktop.services.facts.lifecycle import CODES
from tests.services.care.houses import TODAY, sure
from tests.services.facts import naive
from tests.services.facts.random_office import Maker


def test_every_code_comes_up_in_sixty_offices(office: Office) -> None:
    found: Counter[str] = Counter()
    for seed in range(170, 230):
        with office.writing() as db:
            Maker(seed, sure(TODAY)).fill(db)
            judge = naive.Office(db, sure(TODAY))
            for one in judge.customers:
                facts = naive.customer_facts(judge, one)
                found[facts["lifecycle_code"]] += 1
                found["old part"] += facts["high_risk_component"]
            db.rollback()
    assert all(found[code] >= 1 for code in (*CODES, "old part")), found
