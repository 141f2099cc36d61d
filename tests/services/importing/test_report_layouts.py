"""Every example of a report's layout is recognised and gives what stands in it, in any dress."""

from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from tests.services.importing.conftest import AS_OF, Import, picture
from tests.services.importing.reports_help import (
    LAYOUTS,
    VARIANTS,
    Layout,
    content,
    expected,
    found,
    grid,
)

ONLINE_2025 = (
    "qbo-new-transaction-list-by-customer.csv",
    "qbo-new-sales-by-customer-detail.csv",
    "qbo-invoice-list-by-date.csv",
    "qbo-open-invoices.csv",
    "qbo-invoices-and-received-payments.csv",
)
DESKTOP_2022 = (
    "desktop-sales-by-customer-detail-direct.csv",
    "desktop-transaction-list-by-customer-spaced.csv",
    "desktop-ar-aging-detail-spaced.csv",
)
PAIRS = [*permutations(ONLINE_2025, 2), *permutations(DESKTOP_2022, 2)]
LINKED = ("properties", "visits", "service_lines", "invoices", "payments", "estimates")
IDS = [layout.file for layout in LAYOUTS]


@pytest.fixture
def examples(shared_data: Path) -> Path:
    """The folder of made-up examples."""
    return shared_data / "quickbooks" / "layout-examples"


def test_every_example_is_in_the_table(examples: Path) -> None:
    assert sorted(path.name for path in examples.iterdir()) == sorted(IDS)


@pytest.mark.parametrize("layout", LAYOUTS, ids=IDS)
def test_an_example_gives_what_stands_in_it(layout: Layout, db: Session, examples: Path) -> None:
    shown = importing.preview(db, [examples / layout.file], AS_OF)
    assert found(shown) == expected(layout, layout.file)
    assert sum(shown.boxes.values()) == shown.tables[0].rows_read
    assert all(check.agrees for check in shown.tables[0].checks)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("layout", LAYOUTS, ids=IDS)
def test_an_example_in_another_dress_gives_the_same(
    layout: Layout, variant: str, tmp_path: Path, db: Session, examples: Path
) -> None:
    dressed = VARIANTS[variant](grid(examples / layout.file), tmp_path / "dressed.csv")
    shown = importing.preview(db, [dressed], AS_OF)
    assert found(shown) == expected(layout, dressed.name)
    assert sum(shown.boxes.values()) == shown.tables[0].rows_read


@pytest.mark.parametrize("layout", LAYOUTS, ids=IDS)
def test_an_example_imported_twice_changes_nothing(
    layout: Layout, db: Session, bring_in: Import, examples: Path
) -> None:
    bring_in(examples / layout.file)
    before = picture(db)
    again = bring_in(examples / layout.file).preview
    assert again.boxes["new"] == again.boxes["changed"] == 0
    assert picture(db) == before


@pytest.mark.parametrize("layout", LAYOUTS, ids=IDS)
def test_undo_of_an_example_gives_back_the_office(
    layout: Layout, db: Session, bring_in: Import, examples: Path
) -> None:
    before = picture(db)
    importing.undo(db, bring_in(examples / layout.file).batch_id)
    assert picture(db) == before


@pytest.fixture(scope="module")
def contents() -> dict[tuple[str, ...], dict[str, list[str]]]:
    """What the office holds after two files in an order; filled by the test below."""
    return {}


@pytest.mark.parametrize("pair", PAIRS, ids=" then ".join)
def test_the_order_of_two_reports_does_not_matter(
    pair: tuple[str, str],
    db: Session,
    bring_in: Import,
    examples: Path,
    contents: dict[tuple[str, ...], dict[str, list[str]]],
) -> None:
    for name in pair:
        bring_in(examples / name)
    contents[pair] = content(db)
    for name in pair:
        again = bring_in(examples / name).preview.boxes
        assert again["new"] == again["changed"] == 0
    assert content(db) == contents[pair]
    other = contents.get(pair[::-1])
    assert other is None or other == contents[pair]


@pytest.mark.parametrize("sales", [*ONLINE_2025[:2], ONLINE_2025[4]])
def test_customers_may_come_before_or_after_their_sales(
    sales: str, db: Session, bring_in: Import, examples: Path
) -> None:
    found = []
    for order in ((IDS[4], sales), (sales, IDS[4])):
        batches = [bring_in(examples / name).batch_id for name in order]
        found.append({name: told for name, told in content(db).items() if name in LINKED})
        for batch in reversed(batches):
            importing.undo(db, batch)
    assert found[0] == found[1]


def test_reports_of_the_same_sales_never_double_them(bring_in: Import, examples: Path) -> None:
    shown = bring_in(*(examples / name for name in ONLINE_2025)).preview
    assert (shown.totals.invoices, shown.totals.payments) == (2, 1)
    assert (str(shown.totals.revenue), str(shown.totals.paid)) == ("1510", "390")
