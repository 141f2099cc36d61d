"""The log of members in the open file: who was in which segment from when to when, and why.

Built-in segments are not among the segments of the file. Here they come along under their stable
id ("builtin-B1") with the conditions that moved their members; once loaded, they are as an older
version of the program would have left them, and bringing the built-in ones in goes on from there.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, insert, or_, select, update

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.folding import fold
from desktop.models.segments import MembershipInterval, Segment, SegmentVersion
from desktop.services.office.open_file.shape import Item, Names, items, named_items
from desktop.services.office.open_file.values import to_open

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.services.office.open_file.reading import Loading

NAME = "memberships"
_BUILTIN = "builtin-"  # how the ids of built-in segments begin
_SEGMENTS = Segment.__tablename__
_STAYS: Any = MembershipInterval.__table__
_CHUNK = 5_000
_LONGEST_KEY = 8
_KNOWN = named_items(Segment, "version", "calculated_version", "calculated_on", "logged_since")
_OF_BUILTIN = named_items(Segment, "name", "definition")
_WHO = Item(
    "customer", _STAYS.columns["customer_id"], "reference", required=False,
    target=Customer.__tablename__,
)  # fmt: skip
_STAY = (
    _WHO,
    *(
        item
        for item in items(MembershipInterval)
        if item.column.name not in ("segment_id", "customer_id")
    ),
)
_LISTS = ("segment", "builtin", "stays")
KINDS = {item.key: item.kind for item in _KNOWN} | {"builtin": "json", "stays": "json"}


def records(db: "Session", names: Names) -> Iterator[dict[str, Any]]:
    """One record for each segment whose members are or were followed."""
    logged = exists().where(MembershipInterval.segment_id == Segment.id)
    rows = select(Segment).where(or_(Segment.calculated_on.is_not(None), logged))
    for segment in db.scalars(rows.order_by(Segment.id)):
        # Who is not on file any more is not named: a file must load again.
        stays = (
            select(*(one for one in _STAYS.c if one.name != "customer_id"))
            .add_columns(Customer.id.label("customer_id"))
            .outerjoin_from(_STAYS, Customer, Customer.id == _STAYS.c.customer_id)
            .where(_STAYS.c.segment_id == segment.id)
            .order_by(_STAYS.c.id)
        )
        record = {"segment": names[_SEGMENTS](segment.id)} | _open(_KNOWN, segment, names)
        if segment.builtin_key is not None:
            record["builtin"] = _open(_OF_BUILTIN, segment, names)
        yield record | {"stays": [_open(_STAY, row, names) for row in db.execute(stays)]}


def _open(wanted: Sequence[Item], row: Any, names: Names) -> dict[str, Any]:
    found = ((item, getattr(row, item.column.name)) for item in wanted)
    return {
        item.key: names[item.target](value) if item.target else to_open(item, value)
        for item, value in found
        if value is not None
    }


def load(loading: "Loading", array: Sequence[Any]) -> None:
    """Write the log of a file whose records are loaded already.

    Raises:
        UserError: something does not fit; the message names the segment and the field.
    """
    known, told = loading.rows[_SEGMENTS], set[str]()
    for place, record in enumerate(array, 1):
        where = f"{NAME}, record {place}"
        if not isinstance(record, Mapping):
            raise UserError(f"{where}: a record must be an object.", where=where)
        values = loading.row(_KNOWN, record, where, set(_LISTS))
        segment = record.get("segment")
        if str(segment) in told:
            raise UserError(f"{where}: “{segment}” is there already.", where=where)
        told.add(str(segment))
        if "builtin" in record:
            known[str(segment)] = _builtin(loading, segment, record["builtin"], values, where)
        elif segment not in known:
            raise UserError(f"{where}: there is no segment with the id “{segment}”.", where=where)
        row_id = known[str(segment)]
        loading.db.execute(update(Segment).where(Segment.id == row_id).values(values))
        _write_stays(loading, row_id, record.get("stays"), where)


def _builtin(loading: "Loading", uid: Any, given: Any, head: dict[str, Any], where: str) -> int:
    """Make the row of a built-in segment, with the one version that is known of it."""
    is_ours = isinstance(uid, str) and uid.startswith(_BUILTIN) and isinstance(given, Mapping)
    if not is_ours or uid in loading.rows[_SEGMENTS]:
        raise UserError(f"{where}: “{uid}” is not the id of a built-in segment.", where=where)
    values = loading.row(_OF_BUILTIN, given, f"{where}, builtin", set())
    _refuse_unfit(loading, uid, values["name"], head["version"], where)
    made = Segment(
        uid=uid,
        name_key=fold(values["name"]),
        builtin_key=uid.removeprefix(_BUILTIN),
        kind="active",
        **values,
    )
    loading.db.add(made)
    loading.db.flush()
    day = head["calculated_on"] or head["logged_since"]
    if day is not None:
        loading.db.add(
            SegmentVersion(
                segment_id=made.id,
                number=head["version"],
                definition=values["definition"],
                saved_at=datetime.combine(day, time.min),
            )
        )
        loading.db.flush()
    return made.id


def _refuse_unfit(loading: "Loading", uid: str, name: str, version: Any, where: str) -> None:
    taken = select(Segment.id).where(Segment.name_key == fold(name)).limit(1)
    if loading.db.scalar(taken) is not None:
        raise UserError(f"{where}: there is a segment named “{name}” already.", where=where)
    if len(uid) > len(_BUILTIN) + _LONGEST_KEY or (version or 0) < 1:
        raise UserError(f"{where}: “{uid}” has no key and version that fit.", where=where)


def _write_stays(loading: "Loading", segment_id: int, stays: Any, where: str) -> None:
    if not isinstance(stays, list) or not all(isinstance(one, Mapping) for one in stays):
        raise UserError(f"{where}, stays: a list of objects is wanted.", where=where)
    for first in range(0, len(stays), _CHUNK):
        rows = [
            {"segment_id": segment_id}
            | loading.row(_STAY, stay, f"{where}, stays [{first + number}]", set())
            for number, stay in enumerate(stays[first : first + _CHUNK], 1)
        ]
        loading.db.execute(insert(_STAYS), rows)
