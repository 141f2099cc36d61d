"""What is noted about a segment, putting it away and bringing it back, and where it is used."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.segments import Segment
from desktop.services.segments import details, history, membership, membership_log, saved, usage
from desktop.services.segments.details import Details
from desktop.services.segments.tree import from_json
from tests.services.segments.conftest import AddCustomer

DAY = date(2026, 6, 15)
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
HOMES = {"field": "customer_type", "op": "is", "value": "Residential"}


def save(db: Session, name: str, *used: int, **more: Any) -> int:
    definition: dict[str, Any] = HOMES
    if used:
        refs = [{"segment": saved.get(db, one).open_id} for one in used]
        definition = {"any": refs}
    asked: dict[str, Any] = {"kind": "active", "as_of": DAY, "saved_at": NOON} | more
    return saved.save(db, name=name, node=from_json(definition), **asked)


def test_a_new_segment_is_to_be_reviewed_after_180_days(db: Session) -> None:
    noted = details.read_details(db, save(db, "S"), DAY)
    assert noted.details == Details(review_on=DAY + timedelta(180))
    assert not noted.is_review_due
    assert details.next_review(DAY) == DAY + timedelta(180)


def test_details_are_kept_and_tags_are_told_once(db: Session) -> None:
    segment = save(db, "S")
    given = Details(" Mail ", ("Spring ", "spring", ""), "Maria", "routing", " N ", DAY)
    details.write_details(db, segment, given)
    noted = details.read_details(db, segment, DAY)
    assert noted.details == Details("Mail", ("Spring",), "Maria", "routing", "N", DAY)
    assert noted.is_review_due
    assert details.in_use(db) == (("Mail",), ("Spring",), ("Maria",))
    (row,) = saved.list_segments(db, DAY)
    assert (row.folder, row.tags, row.review_on) == ("Mail", ("Spring",), DAY)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Details(goal="fame"), "no goal called"),
        (Details(folder="x" * 81), "folder is longer"),
        (Details(owner="x" * 81), "owner is longer"),
        (Details(tags=("x" * 81,)), "tag “xxxxxxxxxxxxxxxxxxxx…” is longer"),
    ],
)
def test_wrong_details_are_refused(db: Session, wrong: Details, said: str) -> None:
    with pytest.raises(UserError, match=said):
        details.write_details(db, save(db, "S"), wrong)


def test_a_built_in_segment_keeps_its_note(db: Session) -> None:
    segment = save(db, "S", note="As shipped")
    db.get_one(Segment, segment).builtin_key = "B1"
    details.write_details(db, segment, Details(folder="Ours", note="Changed"))
    noted = details.read_details(db, segment, DAY)
    assert (noted.details.folder, noted.details.note) == ("Ours", "As shipped")
    with pytest.raises(UserError, match="built in"):
        details.archive(db, segment, DAY)


def test_an_archived_segment_is_in_no_list_and_comes_back(
    db: Session, add_customer: AddCustomer
) -> None:
    ada = add_customer("Ada", customer_type="residential")
    segment = save(db, "S")
    membership.refresh(db, DAY, NOON)
    details.archive(db, segment, DAY)
    assert saved.list_segments(db, DAY) == []
    assert [one.name for one in details.archived(db)] == ["S"]
    later = DAY + timedelta(9)
    assert membership.refresh(db, later, NOON) == []
    assert membership.is_current(db, later)
    details.unarchive(db, segment, later, NOON)
    assert [row.count for row in saved.list_segments(db, later)] == [1]
    told = [(one.came_in, one.cause) for one in membership_log.history(db, segment)]
    assert told == [(True, "restored"), (False, "archived")]
    assert history.as_it_was(db, segment, DAY) == []
    assert history.as_it_was(db, segment, later) == [ada]
    assert details.archived(db) == []


def test_a_segment_in_use_is_not_archived_and_users_come_back_after_what_they_use(
    db: Session,
) -> None:
    used = save(db, "Used")
    user = save(db, "User", used)
    with pytest.raises(UserError, match="used by “User”"):
        details.archive(db, used, DAY)
    details.archive(db, user, DAY)
    details.archive(db, used, DAY)
    with pytest.raises(UserError, match="uses “Used”, which is archived"):
        details.unarchive(db, user, DAY, NOON)
    details.unarchive(db, used, DAY, NOON)
    details.unarchive(db, user, DAY, NOON)
    assert [row.name for row in saved.list_segments(db, DAY)] == ["Used", "User"]


def test_usage_goes_both_ways_to_any_depth(db: Session) -> None:
    base = save(db, "Base")
    middle, other = save(db, "Middle", base), save(db, "Other", base)
    top = save(db, "Top", middle, other)
    found = usage.usage(db, base)
    assert found.uses == ()
    assert [one[:3] for one in found.used_by] == [
        (middle, "Middle", 1),
        (top, "Top", 2),
        (other, "Other", 1),
        (top, "Top", 2),
    ]
    assert [(one.name, one.steps) for one in usage.usage(db, top).uses] == [
        ("Middle", 1),
        ("Base", 2),
        ("Other", 1),
        ("Base", 2),
    ]
    assert usage.usage(db, save(db, "Alone")) == ((), ())


def test_an_archived_user_is_told_as_such(db: Session) -> None:
    base = save(db, "Base")
    user = save(db, "User", base)
    details.archive(db, user, DAY)
    assert usage.usage(db, base).used_by == ((user, "User", 1, True),)


def test_what_is_below_a_segment_is_told_once_however_many_ways_lead_there(db: Session) -> None:
    layer = [save(db, "Base")]
    for number in range(8):
        layer = [save(db, f"Layer {number}{side}", *layer) for side in "ab"]
    assert len(usage.usage(db, layer[0]).uses) == 2 + 6 * 4 + 2
