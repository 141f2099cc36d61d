"""Lifetime value as a fact; indexes for the latest work of tanks, visits to come, customer value."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Worked out when the office is next opened.
    op.add_column(
        "customer_facts", sa.Column("lifetime_value_cents", sa.BigInteger(), nullable=True)
    )
    op.drop_index("ix_customer_facts_asked", table_name="customer_facts")
    op.drop_index("ix_customer_facts_value", table_name="customer_facts")
    op.create_index(
        "ix_customer_facts_asked",
        "customer_facts",
        [
            "customer_id",
            "live",
            "customer_type",
            "zone_id",
            "system_type",
            "contract_status",
            "value_tier",
            "service_1",
            "service_2",
            "service_3",
            "pumpout_1",
            "inspection_1",
            "repair_1",
            "open_balance_cents",
            "comm_pref",
            "email_opt_out",
            "lifetime_revenue_cents",
            "average_ticket_cents",
            "pumpout_2",
            "inspection_2",
            "health_score",
        ],
    )
    op.create_index(
        "ix_customer_facts_value",
        "customer_facts",
        [
            "rfm_segment",
            "rfm_r",
            "rfm_f",
            "rfm_m",
            "on_cycle",
            "live",
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
    )
    op.drop_index("ix_service_lines_asset_id", table_name="service_lines")
    op.create_index(
        "ix_service_lines_work",
        "service_lines",
        ["asset_id", "service", "visit_id"],
        sqlite_where=sa.text("asset_id IS NOT NULL"),
    )
    op.create_index(
        "ix_visits_open",
        "visits",
        ["scheduled_date"],
        sqlite_where=sa.text("status IN ('booked', 'scheduled')"),
    )
    op.execute("UPDATE facts_state SET stale = TRUE")
