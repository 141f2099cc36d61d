"""What all tables share: the registry, ids, and helpers that describe a column to the open file."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from desktop.models.choices import Choices

# SQLite only hands out row numbers by itself for a column declared INTEGER.
RowId = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """The registry of all tables of the office file."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record(Base):
    """A record of the open office file.

    A record is known there by a string: `uid` where a file brought one of its own, otherwise
    the table's letter and the row number ("c17"). Strings of that second shape are never stored
    as `uid`, so both together are unique without an index over every row.
    """

    __abstract__ = True
    __open_name__: str
    __letter__: str

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    uid: Mapped[str | None] = mapped_column(String(80))

    @property
    def open_id(self) -> str:
        """The string by which other records and files refer to this one."""
        return self.uid or f"{self.__letter__}{self.id}"


def uid_index(table: str) -> Index:
    """An index over the few records that brought a string id of their own.

    Only SQLite is told to leave the others out: naming PostgreSQL too would load its dialect, a
    sixth of the start.
    """
    uid: Column[str] = Column("uid")
    return Index(
        f"uq_{table}_uid",
        "uid",
        unique=True,
        sqlite_where=uid.is_not(None),
    )


def sparse_index(table: str, name: str) -> Index:
    """An index over the rows where a seldom filled reference is filled.

    Without one, deleting a single row makes the database look through the whole other table.
    """
    filled: Column[int] = Column(name)
    return Index(
        f"ix_{table}_{name}",
        name,
        sqlite_where=filled.is_not(None),
    )


def reference(target: str, *, index: bool = True, on_delete: str = "RESTRICT") -> MappedColumn[int]:
    """A foreign key to `target` (a table name)."""
    return mapped_column(RowId, ForeignKey(f"{target}.id", ondelete=on_delete), index=index)


def choice(choices: Choices, *, default: str | None = None) -> MappedColumn[str]:
    """A column that holds one key of a closed list."""
    return mapped_column(String(40), default=default, info={"choices": choices})
