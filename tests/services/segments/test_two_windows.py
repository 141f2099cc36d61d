"""Two windows change one segment: the second is told before the first is passed over."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services.segments import saved, versions
from desktop.services.segments.publishing import NewerVersionError
from desktop.services.segments.tree import from_json

TODAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12)  # noqa: DTZ001 - stored without a zone


def save(db: Session, city: str, segment: int | None = None, **more: object) -> int:
    node = from_json({"field": "city", "op": "is", "value": city})
    return saved.save(
        db, name="Town", node=node, kind="active", as_of=TODAY, saved_at=NOON,
        segment_id=segment, **more,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def segment(db: Session) -> int:
    """Version 2 is there, saved by Ana; both windows had read version 1."""
    made = save(db, "Athens")
    save(db, "Tyler", made, author="Ana", read_version=1)
    return made


def test_the_second_is_refused_with_who_saved_what(db: Session, segment: int) -> None:
    with pytest.raises(NewerVersionError) as refused:
        save(db, "Bryan", segment, read_version=1)
    assert str(refused.value) == (
        "“Town” was saved as version 2 by Ana on Jun 15, 2026 while you were changing version 1."
        " Nothing was saved over it: save again to make yours version 3; both stay under Versions."
    )
    assert refused.value.version == 2
    assert saved.get(db, segment).version == 2


def test_who_knows_of_the_newer_one_may_save_and_both_are_kept(db: Session, segment: int) -> None:
    save(db, "Bryan", segment, read_version=2)
    told = [one.sentence for one in versions.versions(db, segment, TODAY)]
    pairs = zip(("Bryan", "Tyler", "Athens"), told, strict=True)
    assert all(city in words for city, words in pairs)
    assert saved.get(db, segment).version == 3


def test_the_same_conditions_are_no_collision(db: Session, segment: int) -> None:
    assert save(db, "Tyler", segment, read_version=1) == segment
    assert saved.get(db, segment).version == 2


def test_a_caller_who_read_no_version_is_not_asked(db: Session, segment: int) -> None:
    save(db, "Bryan", segment)
    assert saved.get(db, segment).version == 3


def test_it_is_something_the_office_can_fix() -> None:
    assert issubclass(NewerVersionError, UserError)
