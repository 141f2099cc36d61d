"""Remembered settings survive a restart, and damage never stops the program."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.settings import SETTINGS, Setting, Settings


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_default_is_valid(setting: Setting) -> None:
    assert setting.is_valid(setting.default)


def test_a_value_comes_back_after_saving(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "window.json")
    settings.set("window.scheme", "dark")
    settings.save()
    assert Settings(tmp_path / "window.json").get("window.scheme") == "dark"


def test_a_damaged_file_gives_defaults_and_is_kept_aside(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"window.scheme": "da', encoding="utf-8")
    settings = Settings(tmp_path / "window.json")
    assert settings.was_reset
    assert settings.get("window.scheme") == "system"
    kept = tmp_path / "window.damaged.json"
    assert kept.read_text(encoding="utf-8") == '{"window.scheme": "da'


@given(st.binary(max_size=60))
def test_no_bytes_stop_the_start(tmp_path_factory: pytest.TempPathFactory, found: bytes) -> None:
    path = tmp_path_factory.mktemp("settings") / "window.json"
    path.write_bytes(found)
    assert Settings(path).get("window.page") == "today"


def test_one_bad_value_falls_back_alone(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text(json.dumps({"window.scheme": "pink", "window.page": "import"}), "utf-8")
    settings = Settings(path)
    assert settings.get("window.scheme") == "system"
    assert settings.get("window.page") == "import"


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be", "utf-8")
    Settings(tmp_path / "taken" / "window.json").save()
    assert (tmp_path / "taken").is_file()


def test_setting_nonsense_is_our_bug() -> None:
    with pytest.raises(ValueError, match=r"window\.scheme"):
        Settings().set("window.scheme", "pink")
