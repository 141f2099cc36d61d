"""The locked requirements: hashes for everything, no addresses, no Qt that aborts."""

import re
from pathlib import Path

import pytest

LOCKS = sorted((Path(__file__).parents[1] / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_names_no_address(lock: Path) -> None:
    assert "://" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8"))
    packages = [entry for entry in entries if "==" in entry.splitlines()[0]]
    assert packages
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_qt_is_older_than_6_12(lock: Path) -> None:
    """PySide6 6.12 on Python 3.11 loses a reference to None per call until the process aborts."""
    found = re.findall(r"^pyside6-essentials==6\.(\d+)", lock.read_text("utf-8"), re.MULTILINE)
    assert [int(minor) for minor in found if int(minor) >= 12] == []
    assert found


def test_dev_lock_agrees_with_app_lock() -> None:
    versions = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))
        for lock in LOCKS
    ]
    app, dev = versions
    assert {name: dev.get(name) for name in app} == app
