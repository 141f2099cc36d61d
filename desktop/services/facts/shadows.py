"""Temporary tables over the stored facts, for a reader that asks of another day."""

from sqlalchemy import Column, MetaData, Table, text
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.facts import (
    CustomerFact,
    CustomerText,
    DueItem,
    FactsState,
    PropertyZone,
    RfmEdge,
    ServiceFact,
)

SHADOWED = (
    CustomerFact, FactsState, RfmEdge, DueItem, ServiceFact, CustomerText, PropertyZone,
)  # fmt: skip
_TEMPORARY_SCHEMA = {"sqlite": "temp", "postgresql": "pg_temp"}


def needs_shadows(db: Session) -> bool:
    """Whether this session must leave the stored facts alone.

    The writing connection of a file never gets shadows: what is written there would end in them.
    """
    engine = db.connection().engine
    return engine.dialect.name != "sqlite" or engine.url.query.get("mode") == "ro"


def make_shadows(db: Session, *entities: type[Base]) -> None:
    """Lay empty temporary tables over stored ones; a name without a schema finds these first."""
    own = MetaData()
    for entity in entities:
        table = table_of(entity)
        columns = (
            # No references: a temporary table cannot point into the stored ones.
            Column(c.name, c.type, primary_key=c.primary_key, nullable=c.nullable)
            for c in table.columns
        )
        Table(
            table.name,
            own,
            *columns,
            prefixes=["TEMPORARY"],
            postgresql_on_commit="DROP",
            sqlite_with_rowid=table.dialect_options["sqlite"]["with_rowid"],
        )
    own.create_all(db.connection(), checkfirst=False)


def drop_shadows(db: Session) -> None:
    """Take away what `make_shadows` laid over the stored facts."""
    schema = _TEMPORARY_SCHEMA[db.connection().engine.dialect.name]
    for entity in SHADOWED:
        db.execute(text(f"DROP TABLE IF EXISTS {schema}.{table_of(entity).name}"))


def table_of(entity: type[Base]) -> Table:
    """The table that a model maps."""
    table = entity.__table__
    assert isinstance(table, Table)  # noqa: S101 - tells the type checker so
    return table
