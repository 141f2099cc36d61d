"""Blocks of transactions: one TRNS, its SPL lines, and the ENDTRNS that closes them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from desktop.services.importing.iif.grammar import Record
from desktop.services.importing.iif.labels import TRANSACTION_RECORDS

_OPENS, _LINE, _CLOSES = "TRNS", "SPL", "ENDTRNS"
_FLAGS = frozenset(["Y", "N"])


@dataclass(frozen=True)
class Block:
    """The lines of one transaction."""

    records: tuple[Record, ...]
    is_closed: bool

    @property
    def header(self) -> Record:
        """The TRNS line."""
        return self.records[0]

    @property
    def lines(self) -> list[Record]:
        """The SPL lines."""
        return [record for record in self.records if record.kind == _LINE]

    @property
    def rows(self) -> tuple[int, ...]:
        """All physical rows, the closing one with them."""
        return tuple(record.number for record in self.records)

    @property
    def where(self) -> str:
        """How a message names the place: "Lines 10–12"."""
        first, last = self.rows[0], self.rows[-1]
        return f"Lines {first}–{last}" if last > first else f"Line {first}"


class Blocks(NamedTuple):
    """The transactions of a file, and lines that belong to none."""

    blocks: list[Block]
    strays: list[Record]


def find_blocks(records: Iterable[Record]) -> Blocks:
    """Put the lines of transactions together; any other record ends a block that is open."""
    found = Blocks([], [])
    opened: list[Record] = []
    for record in records:
        if record.kind.startswith("!"):
            continue
        if record.kind == _OPENS or record.kind not in TRANSACTION_RECORDS:
            _close(found, opened, is_closed=False)
            opened = [record] if record.kind == _OPENS else []
        elif not opened:
            found.strays.append(record)
        else:
            opened.append(record)
            if record.kind == _CLOSES:
                _close(found, opened, is_closed=True)
                opened = []
    _close(found, opened, is_closed=False)
    return found


def _close(found: Blocks, opened: list[Record], *, is_closed: bool) -> None:
    if opened:
        found.blocks.append(Block(tuple(opened), is_closed))


def realigned(block: Block) -> Block | None:
    """The block with its address moved back under its headings; None where nothing is shifted.

    Samples of QuickBooks itself hold one more Y or N than there are headings before ADDR1.
    """
    header = block.header
    place = (header.places or {}).get("ADDR1")
    if place is None or header.get("ADDR1") not in _FLAGS:
        return None
    cells = [*header.cells[:place], *header.cells[place + 1 :]]
    return replace(block, records=(replace(header, cells=cells), *block.records[1:]))
