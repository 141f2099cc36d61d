"""Zones by rule, behaviour groups, and indexes for sums by day: tables of issues 4 and 5."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Worked out from the records; filled anew when the office is next opened.
    op.execute("DELETE FROM customer_facts")
    op.execute("DELETE FROM due_items")
    op.create_table(
        "behaviour_groups",
        sa.Column(
            "grouping_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("grouping_id", "number", name=op.f("pk_behaviour_groups")),
    )
    op.create_table(
        "behaviour_members",
        sa.Column(
            "grouping_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("grouping_id", "customer_id", name=op.f("pk_behaviour_members")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "groupings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groupings")),
    )
    op.create_table(
        "property_zones",
        sa.Column(
            "property_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("zone_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("by", sa.String(length=12), nullable=False),
        sa.Column("detail", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("property_id", name=op.f("pk_property_zones")),
    )
    with op.batch_alter_table("customer_facts", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("reach_by", sa.String(length=10), nullable=False))
        batch_op.add_column(sa.Column("zone_by", sa.String(length=12), nullable=False))
        batch_op.add_column(sa.Column("vacation_property", sa.Boolean(), nullable=False))
        batch_op.add_column(sa.Column("stale", sa.Boolean(), nullable=False))
        batch_op.create_index(
            "ix_customer_facts_value",
            [
                "customer_id",
                "live",
                "rfm_r",
                "rfm_f",
                "rfm_m",
                "on_cycle",
                "rfm_segment",
                "lifecycle",
                "health_card",
                "health_score",
                "health_grade",
                "health_colour",
                "value_tier",
                "due_status",
                "service_tier",
                "system_type",
                "contract_status",
                "relationship",
                "customer_type",
                "zone_id",
                "revenue_3y_cents",
                "visits_3y",
                "tickets_3y",
                "service_1",
            ],
            unique=False,
        )

    with op.batch_alter_table("due_items", recreate="always") as batch_op:
        batch_op.add_column(sa.Column("stale", sa.Boolean(), nullable=False))

    with op.batch_alter_table("facts_state", schema=None) as batch_op:
        batch_op.add_column(sa.Column("zones_key", sa.String(length=64), nullable=True))

    with op.batch_alter_table("invoices", schema=None) as batch_op:
        batch_op.create_index(
            "ix_invoices_months", ["date", "state", "amount_cents", "kind"], unique=False
        )

    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(
            "ix_visits_done",
            ["completed_date", "customer_id", "property_id", "status"],
            unique=False,
        )

    with op.batch_alter_table("zones", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counties", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("minutes_up_to", sa.Integer(), nullable=True))
    op.execute("UPDATE facts_state SET stale = TRUE")
