"""The random offices of the judge reach every value of every label, not only the frequent ones."""

from collections import Counter
from collections.abc import Iterable

import pytest

from desktop.models import choices as c
from desktop.models.database import Office, open_office
from desktop.services.facts.lifecycle import CODES
from tests.services.care.houses import TODAY, sure
from tests.services.facts import naive
from tests.services.facts.random_office import Maker

VALUES: dict[str, Iterable[object]] = {
    "lifecycle_code": CODES,
    "service_tier": c.SERVICE_TIER,
    "system_type": c.SYSTEM_TYPE,
    "due_status": c.DUE_STATUS,
    "relationship": c.RELATIONSHIP,
    "value_tier": c.VALUE_TIER,
    "contract_status": c.CONTRACT_STATUS,
    "zone_by": c.ZONE_BY,
    "reach_by": c.REACH_BY,
    "repeat_service": (True,),
    "degradation": (True,),
    "high_risk_component": (True,),
    "reactivated": (True,),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Counter[tuple[str, object]]:
    office: Office = open_office(tmp_path_factory.mktemp("random") / "office.db")
    counts: Counter[tuple[str, object]] = Counter()
    for seed in range(60):
        with office.writing() as db:
            Maker(seed, sure(TODAY)).fill(db)
            judge = naive.Office(db, sure(TODAY))
            for one in judge.customers:
                facts = naive.customer_facts(judge, one)
                counts.update((label, facts[label]) for label in VALUES)
            db.rollback()
    office.close()
    return counts


@pytest.mark.parametrize("label", VALUES)
def test_every_value_comes_up_in_sixty_offices(
    found: Counter[tuple[str, object]], label: str
) -> None:
    missing = [value for value in VALUES[label] if not found[label, value]]
    assert missing == []
