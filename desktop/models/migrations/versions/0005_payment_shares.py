"""What payments pay of invoices; indexes for the day's agenda, places on no map, stale facts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payment_shares",
        sa.Column("payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")),
        sa.Column("credit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite")),
        sa.Column(
            "invoice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(80)),
        sa.ForeignKeyConstraint(
            ["payment_id"],
            ["payments.id"],
            name="fk_payment_shares_payment_id_payments",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["credit_id"],
            ["invoices.id"],
            name="fk_payment_shares_credit_id_invoices",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"],
            ["invoices.id"],
            name="fk_payment_shares_invoice_id_invoices",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_payment_shares"),
    )
    op.create_index("ix_payment_shares_payment_id", "payment_shares", ["payment_id"])
    op.create_index("ix_payment_shares_invoice_id", "payment_shares", ["invoice_id"])
    op.create_index(
        "ix_payment_shares_credit_id",
        "payment_shares",
        ["credit_id"],
        sqlite_where=sa.text("credit_id IS NOT NULL"),
        postgresql_where=sa.text("credit_id IS NOT NULL"),
    )
    op.create_index(
        "uq_payment_shares_uid",
        "payment_shares",
        ["uid"],
        unique=True,
        sqlite_where=sa.text("uid IS NOT NULL"),
        postgresql_where=sa.text("uid IS NOT NULL"),
    )
    op.create_index(
        "ix_properties_unplaced",
        "properties",
        ["id"],
        sqlite_where=sa.text("lat IS NULL OR lon IS NULL"),
    )
    op.create_index(
        "ix_customer_facts_stale",
        "customer_facts",
        ["customer_id"],
        sqlite_where=sa.text("stale IS 1"),
    )
    op.drop_index("ix_due_items_agenda", table_name="due_items")
    op.create_index(
        "ix_due_items_agenda",
        "due_items",
        ["status", "due", "answers", "booked", "postponed_until", "owed_by"],
        sqlite_where=sa.text("status = 'due' OR status = 'overdue' OR status = 'unknown'"),
    )
