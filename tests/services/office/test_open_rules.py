"""Published rules leave with the open file and come back with it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.database import open_office
from desktop.models.errors import UserError
from desktop.services.care.rule_table import shipped_body
from desktop.services.care.rules import load_rules
from desktop.services.office import open_file
from desktop.services.value import versions

TODAY = date(2026, 11, 23)
HEAD = {"format": "ecbtx-office", "version": 1, "as_of": "2026-11-23"}
VERSION = {"kind": "care", "version": 2, "created_on": "2026-11-23", "body": {"due_days": 20}}


def publish(db: Session, days: int) -> None:
    versions.publish(db, "care", shipped_body() | {"due_days": days}, "Why", "", TODAY)


def test_every_version_comes_back_and_a_second_dump_is_equal(db: Session, tmp_path: Path) -> None:
    publish(db, 20)
    publish(db, 25)
    dumped = open_file.dump(db, TODAY)
    other = open_office(tmp_path / "other.db")
    with other.writing() as fresh:
        open_file.load(fresh, json.loads(json.dumps(dumped)))
        assert open_file.dump(fresh, TODAY) == dumped
        assert load_rules(fresh).due_days == 25
        assert versions.history(fresh, "care") == versions.history(db, "care")
    other.close()


def test_an_office_that_published_nothing_has_no_such_array(db: Session) -> None:
    assert "rule_versions" not in open_file.dump(db, TODAY)


def test_versions_come_from_a_folder_too(db: Session, tmp_path: Path) -> None:
    (tmp_path / "rule_versions.csv").write_text(
        'kind,version,created_on,author,note,body\ncare,2,2026-11-23,,,"{""due_days"": 20}"\n',
        encoding="utf-8",
    )
    open_file.load(db, tmp_path)
    assert load_rules(db).due_days == 20


@pytest.mark.parametrize(
    ("array", "said"),
    [
        ([7], "must be an object"),
        ([{"kind": "care"}], "version: a value is missing"),
        ([VERSION, VERSION], "version 2 of “care” is there twice"),
        ([VERSION | {"luck": 1}], "no field called “luck”"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(db: Session, array: list[Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        open_file.load(db, HEAD | {"rule_versions": array})
