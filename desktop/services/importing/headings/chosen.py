"""How one table is read: as proposed, as remembered, as chosen now, without what is not kept."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.folding import fold
from desktop.models.imports import MappingProfile
from desktop.models.office import CustomField
from desktop.services.importing.cells.values import text
from desktop.services.importing.headings import layouts, profiles, targets
from desktop.services.importing.headings.mapping import Column, Mapping, heading_set
from desktop.services.importing.headings.profile_text import Choices, Profile
from desktop.services.importing.headings.sensitive import without_sensitive
from desktop.services.importing.headings.tables import Options, table_mapping
from desktop.services.importing.kinds import Table

EVERY = ""  # in options, where a table is named: all tables
REASON = "Reason"  # the column that the workbook of rows not imported adds
_TOP_ROWS = 200
_LOOKED_AT = 1_000


def mapping_of(db: Session, table: Table, options: Options) -> Mapping:
    """Where the columns of a table go; sensitive ones are left out unless insisted on."""
    mapping = _without_reason(table_mapping(table))
    if not is_list(table):
        return mapping
    profile = _profile(db, table, options)
    if profile:
        mapping = _remembered(mapping, profile)
    mapping = mapping.with_choices(options.mappings.get(table.key, {}))
    types = {**options.custom_types.get(EVERY, {}), **options.custom_types.get(table.key, {})}
    mapping = _typed(db, mapping, types)
    insisted = {heading for key, heading in options.keep_sensitive if key in (EVERY, table.key)}
    return without_sensitive(mapping, [row.cells for row in table.rows[:_LOOKED_AT]], insisted)


def date_order_of(db: Session, table: Table, options: Options) -> str | None:
    """The order of day and month chosen for a table, now or the last time."""
    order = options.date_orders.get(table.key) or options.date_orders.get(EVERY)
    if order:
        return order
    profile = _profile(db, table, options)
    return profile.choices.date_order if profile else None


def is_list(table: Table) -> bool:
    """Whether the office may say where the columns go; those of other reports are what they are."""
    report = layouts.BY_KEY.get(table.kind)
    return report is None or report.reader == "customers"


def as_remembered(db: Session, tables: Sequence[Table], options: Options) -> Options:
    """The options with the letters and heading rows remembered for files like these."""
    if options.mapping_name:
        profiles.by_name(db, options.mapping_name)  # says so when there is none
    encodings, heading_rows = dict(options.encodings), dict(options.heading_rows)
    for table in tables:
        known = profiles.with_headings(db, headings_key(table))
        choices = known.choices if known else _with_row(db, table)
        if choices and choices.encoding:
            encodings.setdefault(table.file, choices.encoding)
        if choices and choices.heading_row and not known:
            heading_rows.setdefault(table.key, choices.heading_row)
    if (encodings, heading_rows) == (options.encodings, options.heading_rows):
        return options
    return replace(options, encodings=encodings, heading_rows=heading_rows)


def applies_payments(db: Session, tables: Sequence[Table], options: Options) -> bool:
    """Whether payments go to the oldest open invoices: as chosen now, else as the last time."""
    if options.apply_payments is not None:
        return options.apply_payments
    known = (profiles.with_headings(db, headings_key(table)) for table in tables)
    return any(one.choices.apply_payments for one in known if one)


def remember(
    db: Session,
    table: Table,
    mapping: Mapping,
    options: Options,
    name: str | None = None,
    *,
    has_payments: bool = False,
) -> None:
    """Keep how a list was read; of other reports only what somebody chose."""
    known = profiles.with_headings(db, headings_key(table))
    before = known.choices if known else Choices()
    choices = Choices(
        {
            heading: column.target
            for heading, column in _named(mapping)
            if is_list(table) and not column.sensitive
        },
        {
            heading: column.custom_type
            for heading, column in _named(mapping)
            if column.custom_type and column.target == targets.CUSTOM
        },
        date_order_of(db, table, options),
        options.encoding or options.encodings.get(table.file) or before.encoding,
        options.heading_rows.get(table.key) or before.heading_row,
        before.apply_payments
        if options.apply_payments is None or not has_payments
        else options.apply_payments,
    )
    is_other = choices.apply_payments != before.apply_payments
    chose = replace(choices, columns={}) != Choices()
    if (is_list(table) and mapping.has_name) or chose or is_other:
        under = name if is_list(table) else None
        profiles.store(db, headings_key(table), choices, under, f"Like {table.file}")


def headings_key(table: Table) -> str:
    """The set of headings of a table, without the reason that our own workbook adds."""
    return _key(table.headings) or table.kind  # an IIF file need not list customers


def _key(headings: Sequence[str]) -> str:
    return heading_set([heading for heading in headings if fold(heading) != fold(REASON)])


def _profile(db: Session, table: Table, options: Options) -> Profile | None:
    if options.mapping_name and is_list(table):
        return profiles.by_name(db, options.mapping_name)
    return profiles.with_headings(db, headings_key(table))


def _with_row(db: Session, table: Table) -> Choices | None:
    """What is remembered for a heading row that does not look like one: it holds the headings."""
    by_number = {row.number: row.cells for row in table.grid.rows[:_TOP_ROWS]}
    for row in db.scalars(select(MappingProfile).order_by(MappingProfile.id.desc())):
        choices = profiles.as_profile(row).choices
        cells = by_number.get(choices.heading_row or 0)
        if cells and _key([text(cell) for cell in cells]) == row.headings:
            return choices
    return None


def _named(mapping: Mapping) -> list[tuple[str, Column]]:
    """The columns that have a heading; the second of one name is counted."""
    found: dict[str, Column] = {}
    for column in mapping.columns:
        name, number = column.heading, 2
        while name in found:
            name, number = f"{column.heading} ({number})", number + 1
        if column.heading and fold(column.heading) != fold(REASON):
            found[name] = column
    return list(found.items())


def _remembered(mapping: Mapping, profile: Profile) -> Mapping:
    """A mapping with what a profile says; a column it does not know stays as proposed."""
    targets_of = {fold(name): target for name, target in profile.choices.columns.items()}
    types = {fold(name): type_ for name, type_ in profile.choices.types.items()}
    new = {
        column.at: column._replace(
            target=target,
            score=1.0,
            reason=f"Remembered from “{profile.name}”",
            custom_type=types.get(fold(name), ""),
        )
        for name, column in _named(mapping)
        if (target := targets_of.get(fold(name)))
    }
    return Mapping(tuple(new.get(column.at, column) for column in mapping.columns))


def _without_reason(mapping: Mapping) -> Mapping:
    """The reason of our own workbook is no news about the customer."""
    last = max((c.at for c in mapping.columns if c.heading), default=-1)
    return Mapping(
        tuple(
            column._replace(target=targets.LEAVE_OUT, score=1.0, reason="Why it was not imported")
            if column.at == last and fold(column.heading) == fold(REASON)
            else column
            for column in mapping.columns
        )
    )


def _typed(db: Session, mapping: Mapping, chosen: dict[str, str]) -> Mapping:
    """The mapping with the type of each custom field: as it is stored, else as chosen."""
    if not any(column.target == targets.CUSTOM for column in mapping.columns):
        return mapping
    fields = db.execute(select(CustomField.label, CustomField.type).order_by(CustomField.id))
    stored = {fold(label): type_ for label, type_ in fields}
    return Mapping(
        tuple(
            column._replace(custom_type=type_)
            if column.target == targets.CUSTOM
            and (type_ := stored.get(fold(column.heading)) or chosen.get(column.heading))
            else column
            for column in mapping.columns
        )
    )
