"""One office for all tests here: what a test writes is rolled back at its end."""

from collections.abc import Iterator

import pytest

from desktop.models.database import Office, open_office


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An empty office; opening one for each test would take longer than the tests."""
    opened = open_office(tmp_path_factory.mktemp("records") / "office.db")
    yield opened
    opened.close()
