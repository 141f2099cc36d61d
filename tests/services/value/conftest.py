"""One office for many examples."""

from collections.abc import Iterator

import pytest

from desktop.models.database import Office, open_office


@pytest.fixture(scope="module")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for many examples, each of which is rolled back."""
    opened = open_office(tmp_path_factory.mktemp("value") / "office.db")
    yield opened
    opened.close()
