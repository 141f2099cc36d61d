"""What is said beside work that was entered: traps not emptied, systems in warranty."""

import pytest
from sqlalchemy.orm import Session

from desktop.services.records import Stop, Work, change, complete_visit, create
from tests.services.records.filled import NOW, TODAY, home


def said(db: Session, ids: dict[str, int], work: Work) -> tuple[str, ...]:
    return complete_visit(db, Stop(TODAY, (work,), property_id=ids["property"]), NOW).doubts


def trap(db: Session, ids: dict[str, int], gallons: int | None) -> int:
    values = {"system": ids["system"], "kind": "grease_trap", "capacity_gal": gallons}
    return create(db, "asset", values, NOW).id


@pytest.mark.parametrize(
    ("size", "pumped", "wholly"),
    [(1000, 999, False), (1000, 1000, True), (None, 10, True), (1000, None, True)],
)
def test_a_grease_trap_is_to_be_emptied_wholly(
    db: Session, size: int | None, pumped: int | None, *, wholly: bool
) -> None:
    ids = home(db, kind="grease_trap")
    asset = trap(db, ids, size)
    for work in (Work("GREASE", asset, pumped), Work("GREASE", None, pumped)):
        db.begin_nested()
        found = said(db, ids, work)
        assert bool([one for one in found if "emptied wholly" in one]) is not wholly
        nested = db.get_nested_transaction()
        assert nested is not None
        nested.rollback()


@pytest.mark.parametrize(
    ("ends", "service", "told"),
    [
        ("11/22/2026", "REPAIR", True),
        ("11/21/2026", "REPAIR", False),
        ("11/22/2026", "PUMP", False),
        (None, "REPAIR", False),
    ],
)
def test_a_repair_of_a_system_in_warranty_is_told(
    db: Session, ends: str | None, service: str, *, told: bool
) -> None:
    ids = home(db, kind="aerobic")
    change(db, "system", ids["system"], {"warranty_end": ends}, NOW)
    found = said(db, ids, Work(service, ids["asset"]))
    assert found == (("The aerobic system is in warranty until Nov 22, 2026.",) if told else ())
