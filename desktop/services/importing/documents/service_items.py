"""The item table: what items and words in memos mean. The office edits it; imports follow it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.errors import UserError
from desktop.models.folding import fold
from desktop.models.work import ServiceItem
from desktop.services.importing.documents.service_words import (
    NO_VISIT,
    SERVICE_WORDS,
    ServiceWord,
    line_of,
)

ITEM, WORDS = "item", "words"
_LONGEST = 200


class ItemLine(NamedTuple):
    """One line of the item table: a whole item name, or words, and the service they mean."""

    name: str
    match: str  # "item" or "words"
    service: str  # a key of `choices.SERVICE_MEANING`


class Meaning(NamedTuple):
    """What a text was found to mean, and by which line; a service of "" is not known yet."""

    name: str
    match: str
    service: str
    is_new: bool = False  # an item that is not in the table: proposed by its words


DEFAULTS = tuple(ItemLine(line.words, WORDS, line.service) for line in SERVICE_WORDS)


def lines(db: Session) -> list[ItemLine]:
    """The table as it is: items first, then words in the order in which they are tried."""
    wanted = select(ServiceItem.name, ServiceItem.match, ServiceItem.service)
    ordered = wanted.order_by(ServiceItem.match, ServiceItem.position, ServiceItem.id)
    found = [ItemLine(*row) for row in db.execute(ordered)]
    return found if any(line.match == WORDS for line in found) else [*found, *DEFAULTS]


def save(db: Session, wanted: Sequence[ItemLine]) -> None:
    """Put these lines in the place of the table. The caller commits.

    Raises:
        UserError: a line without a name, a name twice, or a service that does not exist.
    """
    _check(wanted)
    db.execute(delete(ServiceItem))
    db.add_all(
        ServiceItem(
            name=line.name.strip(),
            name_key=fold(line.name),
            match=line.match,
            service=line.service,
            position=position,
        )
        for position, line in enumerate(wanted)
    )
    db.flush()


def remember(db: Session, chosen: Mapping[str, str]) -> None:
    """Keep what the office chose while importing: item or words -> service."""
    if not chosen:
        return
    meant = {fold(name): service for name, service in chosen.items() if service}
    kept = lines(db)
    known = {fold(line.name) for line in kept}
    changed = [line._replace(service=meant.get(fold(line.name), line.service)) for line in kept]
    added = [
        ItemLine(name.strip()[:_LONGEST], ITEM, service)
        for name, service in chosen.items()
        if service and fold(name) not in known
    ]
    if added or changed != kept:
        save(db, [*added, *changed])


def _check(wanted: Iterable[ItemLine]) -> None:
    seen: set[str] = set()
    for line in wanted:
        name = fold(line.name)
        if not name:
            raise UserError("A line of the item table has no name.")
        if len(line.name) > _LONGEST:
            raise UserError(f"“{line.name[:40]}…” is longer than {_LONGEST} letters.")
        if name in seen:
            raise UserError(f"“{line.name}” stands twice in the item table.")
        if line.service not in c.SERVICE_MEANING or line.match not in c.SERVICE_MATCH:
            raise UserError(f"“{line.service}” is no service of this program.")
        seen.add(name)


class Meanings:
    """Looks items and memos up, with what the office chose for this import put in."""

    def __init__(self, table: Sequence[ItemLine], chosen: Mapping[str, str]) -> None:
        meant = {fold(name): service for name, service in chosen.items() if service}
        self._items = {
            fold(line.name): meant.get(fold(line.name), line.service)
            for line in table
            if line.match == ITEM
        }
        words = [line for line in table if line.match == WORDS]
        self._words = [
            ServiceWord(line.name, meant.get(fold(line.name), line.service)) for line in words
        ]
        self._chosen = {name: meant[name] for name in meant.keys() - {fold(w.name) for w in words}}
        self._known: dict[tuple[str, str], Meaning | None] = {}
        self._memos: dict[str, Meaning | None] = {}

    def of_line(self, item: str, memo: str) -> Meaning | None:
        """What a line of a sale means: its item, else the words of item or memo."""
        key = (item, memo)
        if key not in self._known:
            self._known[key] = self._of_item(item, memo) if item else self.of_memo(memo)
        return self._known[key]

    def of_memo(self, memo: str) -> Meaning | None:
        """What the words of a memo mean; None when it names nothing."""
        if memo not in self._memos:
            line = line_of(memo, self._words)
            found = None if line is None else Meaning(line.words, WORDS, line.service)
            self._memos[memo] = found
        return self._memos[memo]

    def _of_item(self, item: str, memo: str) -> Meaning:
        for name in (item, item.rpartition(":")[2]):
            key = fold(name)
            if key in self._items or key in self._chosen:
                service = self._chosen.get(key) or self._items[key]
                return Meaning(item, ITEM, service, key not in self._items)
        line = line_of(item, self._words)
        if line is None and (by_memo := self.of_memo(memo)) is not None:
            return by_memo
        return Meaning(item, ITEM, line.service if line else "", is_new=True)


def is_work(meaning: Meaning | None) -> bool:
    """Whether a meaning is work that was done at a place."""
    return meaning is not None and meaning.service in c.SERVICE


__all__ = [
    "DEFAULTS", "ITEM", "NO_VISIT", "WORDS", "ItemLine", "Meaning", "Meanings", "is_work", "lines",
    "remember", "save",
]  # fmt: skip
