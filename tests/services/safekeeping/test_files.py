"""Files are written whole or not at all, under names that every system accepts."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.errors import UserError
from desktop.services.safekeeping.files import replacing, safe_name


def test_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("old")
    with replacing(path) as temporary:
        temporary.write_text("new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match="gone does not exist"),
        replacing(tmp_path / "gone" / "list.xlsx"),
    ):
        pass


def test_full_disk_is_a_sentence() -> None:
    if not os.path.exists("/dev/full"):  # noqa: PTH110 - a device, not a file of ours
        pytest.skip("this system has no /dev/full")
    with (
        pytest.raises(UserError, match="disk is full"),
        replacing(Path("/dev/shm/ecbtx-full")),  # noqa: S108 - the real device of a full disk
        open("/dev/full", "w", buffering=1) as full,  # noqa: PTH123
    ):
        full.write("x\n")


@given(st.text())
def test_safe_name_is_accepted_everywhere_and_stable(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('<>:"/\\|?*')
    assert safe[-1] not in " ."
    assert len(safe.encode("utf-16-le", "surrogatepass")) // 2 <= 81
    assert safe_name(safe) == safe


@pytest.mark.parametrize("name", ["CON", "nul.txt", "com1", "COM¹"])
def test_device_names_of_windows_are_avoided(name: str) -> None:
    assert safe_name(name) == f"_{name}"
