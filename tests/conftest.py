"""What every test may use: an offscreen screen and an empty office."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy.orm import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop.models.database import Office, open_office

# Other work runs beside the tests; how long an example took says nothing about the program.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run thousands of random examples")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if "long" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="only with --long"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An empty office in a file of its own."""
    opened = open_office(tmp_path / "office.db")
    yield opened
    opened.close()


@pytest.fixture
def db(office: Office) -> Iterator[Session]:
    """A session that may write; rolled back at the end."""
    with office.writing() as session:
        yield session


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real sample files; tests that need it skip loudly where it is absent."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"sample files are not here: {SHARED_DATA}")
    return SHARED_DATA
