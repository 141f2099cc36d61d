"""What each import read, decided and wrote, kept so that it can be explained and undone."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, reference


class ImportBatch(Base):
    """One press of "Import": one or several files, one transaction."""

    __tablename__ = "import_batches"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    imported_at: Mapped[datetime] = mapped_column(DateTime)
    as_of: Mapped[date]
    state: Mapped[str] = mapped_column(String(20), default="applied")  # or partly_undone, undone
    summary: Mapped[dict[str, Any]] = mapped_column(JSON)


class ImportFile(Base):
    """One table of one file of a batch.

    `source` is a kind of `services.freshness`, `data_date` the day for which its data stand.
    `details` holds how it was read, and what of that the report of the import says: date order,
    letters, totals that differ, columns not kept.
    """

    __tablename__ = "import_files"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    batch_id: Mapped[int] = reference("import_batches", on_delete="CASCADE")
    name: Mapped[str] = mapped_column(String(260))
    sheet: Mapped[str | None] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(20), server_default="customers")
    mapping: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    data_date: Mapped[date | None]
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ImportBlock(Base):
    """Some hundred physical rows of an imported file, one below the other.

    `rows` has of each row its number, its box and why; `cells` packs their cells as they were
    (`services.reading.kept`): a row by itself would take as long to write as all it brings.
    """

    __tablename__ = "import_blocks"
    __table_args__ = (Index(None, "file_id", "first_row"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    file_id: Mapped[int] = reference("import_files", index=False, on_delete="CASCADE")
    first_row: Mapped[int]
    rows: Mapped[list[Any]] = mapped_column(JSON)
    cells: Mapped[bytes] = mapped_column(LargeBinary)


class ImportChange(Base):
    """One row of ours that a batch wrote. `before` is empty for a row it made.

    Of some hundred rows it made together, `row_id` is the first, and `packed` holds the texts of
    all columns (`services.reading.kept`) in place of `after`.
    """

    __tablename__ = "import_changes"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    batch_id: Mapped[int] = reference("import_batches", on_delete="CASCADE")
    table: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int] = mapped_column(RowId)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    packed: Mapped[bytes | None] = mapped_column(LargeBinary)


class SourceKey(Base):
    """How an outside program names one of our records; the reason a second import adds nothing."""

    __tablename__ = "source_keys"
    __table_args__ = (
        UniqueConstraint("key", "table"),
        Index(None, "table", "row_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str] = mapped_column(String(400))
    table: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int] = mapped_column(RowId)


class MappingProfile(Base):
    """A mapping of headings to fields, remembered for files with the same headings.

    `settings` holds the rest of how such a file is read; the highest `used` was used last.
    """

    __tablename__ = "mapping_profiles"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    headings: Mapped[str] = mapped_column(Text, index=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    settings: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    used: Mapped[int | None]
