"""Raw rows of imports in blocks; methods of tests, grease measured, what is owed of a system."""

import json
import zlib
from itertools import islice

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ROWS_TOGETHER = 500


def upgrade() -> None:
    for table, columns in _columns().items():
        for column in columns:
            op.add_column(table, column)
    _imports()
    op.execute("UPDATE facts_state SET stale = TRUE")


def _columns() -> dict[str, tuple[sa.Column[object], ...]]:
    """The columns each table gets."""
    return {
        "service_lines": (sa.Column("grease_percent", sa.Integer()),),
        "inspection_reports": tuple(
            sa.Column(f"{test}_method", sa.String(60))
            for test in ("chlorine", "coliform", "bod", "tss")
        ),
        "systems": (
            sa.Column("custom_interval", sa.Integer()),
            sa.Column("custom_interval_unit", sa.String(40)),
            sa.Column("due_override", sa.Date()),
            sa.Column("due_override_reason", sa.String(200)),
            sa.Column("due_override_set_on", sa.Date()),
        ),
        "labelled_days": (
            sa.Column("done", sa.Boolean(), nullable=False, server_default=sa.true()),
            sa.Column("rfm_version", sa.Integer()),
            sa.Column("health_version", sa.Integer()),
        ),
        # Worked out when the office is next opened.
        "customer_facts": (
            sa.Column("health_cap", sa.String(12), nullable=False, server_default="none"),
            sa.Column("revenue_1y_cents", sa.BigInteger()),
        ),
        "facts_state": (sa.Column("compared_day", sa.Date()),),
    }


def _imports() -> None:
    """Put the raw rows of imports into blocks, and let entries of their history be packed."""
    op.create_table(
        "import_blocks",
        sa.Column("id", _ID, nullable=False),
        sa.Column("file_id", _ID, nullable=False),
        sa.Column("first_row", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("cells", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["import_files.id"],
            name="fk_import_blocks_file_id_import_files",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_blocks"),
    )
    op.create_index(
        "ix_import_blocks_file_id_import_blocks_first_row",
        "import_blocks",
        ["file_id", "first_row"],
    )
    _rows_into_blocks(op.get_bind())
    op.drop_table("import_rows")
    op.add_column("import_changes", sa.Column("packed", sa.LargeBinary(), nullable=True))


def _rows_into_blocks(connection: sa.Connection) -> None:
    """Put the stored rows of each imported file together, 500 to a block, in their order."""
    old = sa.table(
        "import_rows",
        sa.column("file_id", _ID),
        sa.column("row", sa.Integer()),
        sa.column("box", sa.String()),
        sa.column("reason", sa.Text()),
        sa.column("cells", sa.JSON()),
    )
    new = sa.table(
        "import_blocks",
        sa.column("file_id", _ID),
        sa.column("first_row", sa.Integer()),
        sa.column("rows", sa.JSON()),
        sa.column("cells", sa.LargeBinary()),
    )
    files = connection.scalars(sa.select(old.c.file_id).distinct().order_by(old.c.file_id)).all()
    for file_id in files:
        columns = sa.select(old.c.row, old.c.box, old.c.reason, old.c.cells)
        found = connection.execute(columns.where(old.c.file_id == file_id).order_by(old.c.row))
        rows = iter(found.all())  # one file at a time; it is short-lived
        while part := list(islice(rows, _ROWS_TOGETHER)):
            cells = json.dumps([list(cells) for *_, cells in part], separators=(",", ":"))
            connection.execute(
                sa.insert(new).values(
                    file_id=file_id,
                    first_row=part[0].row,
                    rows=[[row, box, reason] for row, box, reason, _ in part],
                    cells=zlib.compress(cells.encode(), 1),
                )
            )
