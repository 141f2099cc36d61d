"""Writes the new records of an import, and the history by which an undo takes them back.

Whole pieces come as soon as they are planned: the database works on them in a thread of its own
while the other rows are planned.
"""

from collections.abc import Iterator
from itertools import chain, islice

from desktop.models.imports import ImportChange
from desktop.models.tables import metadata
from desktop.services.importing.batch.bulk import Writer, slices, with_usual
from desktop.services.importing.batch.made import Block, blocks, rows_added, with_all_usual
from desktop.services.importing.kinds import Checkpoint
from desktop.services.importing.planning.staging import Columns, Piece, Staging
from desktop.services.reading.kept import pack

_CHANGES = metadata.tables[ImportChange.__tablename__]
_PACKED = {"packed": pack}
_BLOCKS = 10  # entries of history in one statement: each may be large


class NewRecords:
    """The new records of one import on their way into the office."""

    def __init__(self, writer: Writer, checkpoint: Checkpoint) -> None:
        self._writer, self._checkpoint = writer, checkpoint
        self._others: Piece = {}

    def take(self, name: str, columns: Columns) -> None:
        """Write rows while others are planned."""
        self._write({name: with_usual(metadata.tables[name], columns)})

    def settle(self) -> None:
        """Wait until all is written that was taken: the session is free again."""
        self._writer.settle()

    def write_others(self, staging: Staging) -> None:
        """Write the records that were planned one by one."""
        self._others = rows_added(staging)
        self._write(self._others)

    def write_history(self, batch_id: int, staging: Staging) -> None:
        """Keep of all new records what an undo compares them with."""
        pieces = chain(map(with_all_usual, staging.pieces), [self._others])
        entries = chain.from_iterable(self._history(piece, staging) for piece in pieces)
        while part := list(islice(entries, _BLOCKS)):
            row: Columns = {
                "batch_id": [batch_id] * len(part),
                "table": [block.table for block in part],
                "row_id": [block.first_id for block in part],
                "after": [{}] * len(part),
                "packed": [block.after for block in part],
            }
            self._writer.insert(_CHANGES, row, _PACKED)

    def _write(self, piece: Piece) -> None:
        done, total = 0, _rows(piece)
        for name, columns in piece.items():
            for part in slices(columns):
                self._checkpoint(done, total)
                self._writer.insert(metadata.tables[name], part)
                done += len(part["id"])

    def _history(self, piece: Piece, staging: Staging) -> Iterator[Block]:
        done, total = 0, _rows(piece)
        for block in blocks(piece, staging):
            self._checkpoint(done, total)
            yield block
            done += block.rows


def _rows(piece: Piece) -> int:
    return sum(len(columns["id"]) for columns in piece.values())
