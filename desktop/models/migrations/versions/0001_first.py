"""First shape of the office file."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaigns",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=True),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
    )
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.create_index(
            "uq_campaigns_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "custom_fields",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("on", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("choices", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_fields")),
        sa.UniqueConstraint("key", name=op.f("uq_custom_fields_key")),
    )
    with op.batch_alter_table("custom_fields", schema=None) as batch_op:
        batch_op.create_index(
            "uq_custom_fields_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "customer_facts",
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("customer_type", sa.String(length=40), nullable=True),
        sa.Column("zone_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("system_type", sa.String(length=40), nullable=False),
        sa.Column("contract_status", sa.String(length=40), nullable=False),
        sa.Column("value_tier", sa.String(length=40), nullable=False),
        sa.Column("service_1", sa.Date(), nullable=True),
        sa.Column("service_2", sa.Date(), nullable=True),
        sa.Column("service_3", sa.Date(), nullable=True),
        sa.Column("pumpout_1", sa.Date(), nullable=True),
        sa.Column("inspection_1", sa.Date(), nullable=True),
        sa.Column("repair_1", sa.Date(), nullable=True),
        sa.Column("emergency_1", sa.Date(), nullable=True),
        sa.Column("installation_1", sa.Date(), nullable=True),
        sa.Column("grease_1", sa.Date(), nullable=True),
        sa.Column("other_1", sa.Date(), nullable=True),
        sa.Column("open_balance_cents", sa.BigInteger(), nullable=True),
        sa.Column("comm_pref", sa.String(length=40), nullable=True),
        sa.Column("email_opt_out", sa.Boolean(), nullable=True),
        sa.Column("sms_ok", sa.Boolean(), nullable=True),
        sa.Column("customer_since", sa.Date(), nullable=True),
        sa.Column(
            "main_property_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("drive_minutes", sa.Integer(), nullable=True),
        sa.Column("system_installed", sa.Date(), nullable=True),
        sa.Column("tank_gallons", sa.Integer(), nullable=True),
        sa.Column("last_inspection", sa.Date(), nullable=True),
        sa.Column("service_tier", sa.String(length=40), nullable=False),
        sa.Column("contract_end", sa.Date(), nullable=True),
        sa.Column("first_service", sa.Date(), nullable=True),
        sa.Column("service_count", sa.Integer(), nullable=False),
        sa.Column("next_visit", sa.Date(), nullable=True),
        sa.Column("visits_cancelled", sa.Integer(), nullable=False),
        sa.Column("last_contact", sa.Date(), nullable=True),
        sa.Column("last_payment", sa.Date(), nullable=True),
        sa.Column("lifetime_revenue_cents", sa.BigInteger(), nullable=True),
        sa.Column("revenue_3y_cents", sa.BigInteger(), nullable=True),
        sa.Column("average_ticket_cents", sa.BigInteger(), nullable=True),
        sa.Column("oldest_open_due", sa.Date(), nullable=True),
        sa.Column("rfm_r", sa.Integer(), nullable=True),
        sa.Column("rfm_f", sa.Integer(), nullable=True),
        sa.Column("rfm_m", sa.Integer(), nullable=True),
        sa.Column("service_4", sa.Date(), nullable=True),
        sa.Column("service_5", sa.Date(), nullable=True),
        sa.Column("service_6", sa.Date(), nullable=True),
        sa.Column("service_7", sa.Date(), nullable=True),
        sa.Column("service_8", sa.Date(), nullable=True),
        sa.Column("service_9", sa.Date(), nullable=True),
        sa.Column("service_10", sa.Date(), nullable=True),
        sa.Column("pumpout_2", sa.Date(), nullable=True),
        sa.Column("pumpout_3", sa.Date(), nullable=True),
        sa.Column("inspection_2", sa.Date(), nullable=True),
        sa.Column("inspection_3", sa.Date(), nullable=True),
        sa.Column("repair_2", sa.Date(), nullable=True),
        sa.Column("repair_3", sa.Date(), nullable=True),
        sa.Column("emergency_2", sa.Date(), nullable=True),
        sa.Column("emergency_3", sa.Date(), nullable=True),
        sa.Column("installation_2", sa.Date(), nullable=True),
        sa.Column("installation_3", sa.Date(), nullable=True),
        sa.Column("grease_2", sa.Date(), nullable=True),
        sa.Column("grease_3", sa.Date(), nullable=True),
        sa.Column("other_2", sa.Date(), nullable=True),
        sa.Column("other_3", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer_facts")),
    )
    with op.batch_alter_table("customer_facts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_customer_facts_asked",
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
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_customer_facts_not_live",
            ["customer_id"],
            unique=False,
            sqlite_where=sa.text("live IS 0"),
        )

    op.create_table(
        "customers",
        sa.Column("account_no", sa.String(length=40), nullable=True),
        sa.Column("display_name", sa.String(length=200), nullable=False),
        sa.Column("salutation", sa.String(length=80), nullable=True),
        sa.Column("first_name", sa.String(length=100), nullable=True),
        sa.Column("last_name", sa.String(length=100), nullable=True),
        sa.Column("second_name", sa.String(length=100), nullable=True),
        sa.Column("company", sa.String(length=200), nullable=True),
        sa.Column("customer_type", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("other_emails", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("line1", sa.String(length=200), nullable=True),
        sa.Column("line2", sa.String(length=200), nullable=True),
        sa.Column("city", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=True),
        sa.Column("zip5", sa.String(length=20), nullable=True),
        sa.Column("zip4", sa.String(length=4), nullable=True),
        sa.Column("preferred_channel", sa.String(length=40), nullable=True),
        sa.Column("do_not_contact", sa.Boolean(), nullable=True),
        sa.Column("do_not_mail", sa.Boolean(), nullable=True),
        sa.Column("do_not_email", sa.Boolean(), nullable=True),
        sa.Column("do_not_call", sa.Boolean(), nullable=True),
        sa.Column("do_not_text", sa.Boolean(), nullable=True),
        sa.Column("email_opt_out_on", sa.Date(), nullable=True),
        sa.Column("sms_consent", sa.String(length=40), nullable=True),
        sa.Column("sms_consent_on", sa.Date(), nullable=True),
        sa.Column("sms_consent_how", sa.String(length=200), nullable=True),
        sa.Column("sms_opt_out_on", sa.Date(), nullable=True),
        sa.Column("on_national_dnc", sa.Boolean(), nullable=True),
        sa.Column("undeliverable_mail", sa.Boolean(), nullable=True),
        sa.Column("undeliverable_email", sa.Boolean(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("inactive_reason", sa.String(length=40), nullable=True),
        sa.Column("source", sa.String(length=100), nullable=True),
        sa.Column("first_seen", sa.Date(), nullable=True),
        sa.Column("price_level", sa.String(length=80), nullable=True),
        sa.Column("payment_terms", sa.String(length=80), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("extra", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
    )
    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_customers_account_no"), ["account_no"], unique=True)
        batch_op.create_index(
            "uq_customers_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "disposal_sites",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("permit_no", sa.String(length=80), nullable=True),
        sa.Column("operator", sa.String(length=120), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=True),
        sa.Column("waste_kinds", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("price_per_1000_gal_cents", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_sites")),
    )
    with op.batch_alter_table("disposal_sites", schema=None) as batch_op:
        batch_op.create_index(
            "uq_disposal_sites_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "facts_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts_state")),
    )
    op.create_table(
        "import_batches",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
    )
    op.create_table(
        "mapping_profiles",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("headings", sa.Text(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mapping_profiles")),
        sa.UniqueConstraint("name", name=op.f("uq_mapping_profiles_name")),
    )
    with op.batch_alter_table("mapping_profiles", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mapping_profiles_headings"), ["headings"], unique=False
        )

    op.create_table(
        "segments",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("definition", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segments")),
        sa.UniqueConstraint("name_key", name=op.f("uq_segments_name_key")),
    )
    with op.batch_alter_table("segments", schema=None) as batch_op:
        batch_op.create_index(
            "uq_segments_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "service_facts",
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kinds", sa.Integer(), nullable=False),
        sa.Column(
            "technician_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("customer_id", "day", "visit_id", name=op.f("pk_service_facts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
    )
    op.create_table(
        "source_keys",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("table", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_keys")),
        sa.UniqueConstraint("key", "table", name=op.f("uq_source_keys_key_table")),
    )
    with op.batch_alter_table("source_keys", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_source_keys_table_source_keys_row_id"), ["table", "row_id"], unique=False
        )

    op.create_table(
        "technicians",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("licence_type", sa.String(length=80), nullable=True),
        sa.Column("licence_no", sa.String(length=80), nullable=True),
        sa.Column("licence_expiry", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_technicians")),
        sa.UniqueConstraint("name", name=op.f("uq_technicians_name")),
    )
    with op.batch_alter_table("technicians", schema=None) as batch_op:
        batch_op.create_index(
            "uq_technicians_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "trucks",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("registration_no", sa.String(length=80), nullable=True),
        sa.Column("capacity_gal", sa.Integer(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trucks")),
    )
    with op.batch_alter_table("trucks", schema=None) as batch_op:
        batch_op.create_index(
            "uq_trucks_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "custom_values",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_key", sa.Text(), nullable=True),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("yes", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_custom_values_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["field_id"],
            ["custom_fields.id"],
            name=op.f("fk_custom_values_field_id_custom_fields"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_values")),
        sa.UniqueConstraint(
            "customer_id", "field_id", name=op.f("uq_custom_values_customer_id_field_id")
        ),
    )
    with op.batch_alter_table("custom_values", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_custom_values_field_id_custom_values_customer_id"),
            ["field_id", "customer_id"],
            unique=False,
        )

    op.create_table(
        "customer_phones",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("can_text", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_customer_phones_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_phones")),
        sa.UniqueConstraint(
            "customer_id", "position", name=op.f("uq_customer_phones_customer_id_position")
        ),
    )
    op.create_table(
        "customer_tags",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("tag", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_customer_tags_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_tags")),
        sa.UniqueConstraint("customer_id", "tag", name=op.f("uq_customer_tags_customer_id_tag")),
    )
    with op.batch_alter_table("customer_tags", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_tags_tag_customer_tags_customer_id"),
            ["tag", "customer_id"],
            unique=False,
        )

    op.create_table(
        "customer_texts",
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("last_name", sa.Text(), nullable=True),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("site_address", sa.Text(), nullable=True),
        sa.Column("site_city", sa.Text(), nullable=True),
        sa.Column("site_postcode", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_digits", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("lead_source", sa.Text(), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_customer_texts_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer_texts")),
    )
    with op.batch_alter_table("customer_texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_customer_texts_city"), ["city"], unique=False)
        batch_op.create_index(batch_op.f("ix_customer_texts_name"), ["name"], unique=False)
        batch_op.create_index(batch_op.f("ix_customer_texts_postcode"), ["postcode"], unique=False)

    op.create_table(
        "import_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("table", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batches.id"],
            name=op.f("fk_import_changes_batch_id_import_batches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_changes")),
    )
    with op.batch_alter_table("import_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_changes_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "import_files",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("batch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=260), nullable=False),
        sa.Column("sheet", sa.String(length=120), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("mapping", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["import_batches.id"],
            name=op.f("fk_import_files_batch_id_import_batches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_files")),
    )
    with op.batch_alter_table("import_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_files_batch_id"), ["batch_id"], unique=False)

    op.create_table(
        "segment_pins",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "segment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("is_in", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_segment_pins_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"],
            ["segments.id"],
            name=op.f("fk_segment_pins_segment_id_segments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_pins")),
        sa.UniqueConstraint(
            "segment_id", "customer_id", name=op.f("uq_segment_pins_segment_id_customer_id")
        ),
    )
    with op.batch_alter_table("segment_pins", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_segment_pins_customer_id"), ["customer_id"], unique=False
        )

    op.create_table(
        "segment_versions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "segment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["segment_id"],
            ["segments.id"],
            name=op.f("fk_segment_versions_segment_id_segments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_versions")),
        sa.UniqueConstraint(
            "segment_id", "number", name=op.f("uq_segment_versions_segment_id_number")
        ),
    )
    op.create_table(
        "static_members",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "segment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_static_members_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"],
            ["segments.id"],
            name=op.f("fk_static_members_segment_id_segments"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_static_members")),
        sa.UniqueConstraint(
            "segment_id", "customer_id", name=op.f("uq_static_members_segment_id_customer_id")
        ),
    )
    with op.batch_alter_table("static_members", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_static_members_customer_id"), ["customer_id"], unique=False
        )

    op.create_table(
        "zones",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("service_weekdays", sa.JSON(none_as_null=True), nullable=True),
        sa.Column(
            "primary_technician_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("colour", sa.String(length=20), nullable=True),
        sa.Column("zip_codes", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("polygon", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["primary_technician_id"],
            ["technicians.id"],
            name=op.f("fk_zones_primary_technician_id_technicians"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zones")),
        sa.UniqueConstraint("name", name=op.f("uq_zones_name")),
    )
    with op.batch_alter_table("zones", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_zones_primary_technician_id"), ["primary_technician_id"], unique=False
        )
        batch_op.create_index(
            "uq_zones_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "import_rows",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("file_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("box", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["import_files.id"],
            name=op.f("fk_import_rows_file_id_import_files"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
    )
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_rows_file_id_import_rows_row"), ["file_id", "row"], unique=False
        )

    op.create_table(
        "properties",
        sa.Column("line1", sa.String(length=200), nullable=True),
        sa.Column("line2", sa.String(length=200), nullable=True),
        sa.Column("city", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=True),
        sa.Column("zip5", sa.String(length=20), nullable=True),
        sa.Column("county", sa.String(length=60), nullable=True),
        sa.Column("subdivision", sa.String(length=120), nullable=True),
        sa.Column("parcel_no", sa.String(length=80), nullable=True),
        sa.Column("permit_no", sa.String(length=80), nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("geocode_source", sa.String(length=40), nullable=True),
        sa.Column("use", sa.String(length=40), nullable=True),
        sa.Column("bedrooms", sa.Integer(), nullable=True),
        sa.Column("household_size", sa.Integer(), nullable=True),
        sa.Column("seasonal", sa.String(length=40), nullable=True),
        sa.Column("garbage_disposal", sa.String(length=40), nullable=True),
        sa.Column("water_softener", sa.Boolean(), nullable=True),
        sa.Column("gate_code", sa.String(length=80), nullable=True),
        sa.Column("dogs", sa.String(length=200), nullable=True),
        sa.Column("driveway_limits", sa.String(length=200), nullable=True),
        sa.Column("hose_length_ft", sa.Integer(), nullable=True),
        sa.Column("wet_ground_warning", sa.Boolean(), nullable=True),
        sa.Column("best_time", sa.String(length=120), nullable=True),
        sa.Column("directions", sa.Text(), nullable=True),
        sa.Column("zone_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("drive_minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["zone_id"], ["zones.id"], name=op.f("fk_properties_zone_id_zones"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_properties")),
    )
    with op.batch_alter_table("properties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_properties_zone_id"), ["zone_id"], unique=False)
        batch_op.create_index(
            "uq_properties_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "estimates",
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "property_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("no", sa.String(length=40), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("lines", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.Column("decline_reason", sa.String(length=200), nullable=True),
        sa.Column("memo", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_estimates_customer_id_customers"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["property_id"],
            ["properties.id"],
            name=op.f("fk_estimates_property_id_properties"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estimates")),
    )
    with op.batch_alter_table("estimates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_estimates_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(
            "ix_estimates_property_id",
            ["property_id"],
            unique=False,
            sqlite_where=sa.text("property_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_estimates_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "property_links",
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "property_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_property_links_customer_id_customers"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["property_id"],
            ["properties.id"],
            name=op.f("fk_property_links_property_id_properties"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_property_links")),
    )
    with op.batch_alter_table("property_links", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_property_links_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_property_links_property_id"), ["property_id"], unique=False
        )
        batch_op.create_index(
            "uq_property_links_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "systems",
        sa.Column(
            "property_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("make", sa.String(length=80), nullable=True),
        sa.Column("model", sa.String(length=80), nullable=True),
        sa.Column("treatment_gpd", sa.Integer(), nullable=True),
        sa.Column("disposal", sa.String(length=40), nullable=True),
        sa.Column("install_date", sa.Date(), nullable=True),
        sa.Column("installer", sa.String(length=120), nullable=True),
        sa.Column("first_use_date", sa.Date(), nullable=True),
        sa.Column("permit_no", sa.String(length=80), nullable=True),
        sa.Column("permitting_authority", sa.String(length=120), nullable=True),
        sa.Column("maintained_by", sa.String(length=40), nullable=True),
        sa.Column("electronic_monitoring", sa.Boolean(), nullable=True),
        sa.Column("warranty_end", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["property_id"],
            ["properties.id"],
            name=op.f("fk_systems_property_id_properties"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_systems")),
    )
    with op.batch_alter_table("systems", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_systems_property_id"), ["property_id"], unique=False)
        batch_op.create_index(
            "uq_systems_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "visits",
        sa.Column(
            "property_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("scheduled_date", sa.Date(), nullable=True),
        sa.Column("time_window", sa.String(length=40), nullable=True),
        sa.Column("completed_date", sa.Date(), nullable=True),
        sa.Column(
            "technician_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("truck_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("emergency", sa.Boolean(), nullable=True),
        sa.Column(
            "callback_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("amount_cents", sa.BigInteger(), nullable=True),
        sa.Column("arrival_minute", sa.Integer(), nullable=True),
        sa.Column("departure_minute", sa.Integer(), nullable=True),
        sa.Column("exception_code", sa.String(length=40), nullable=True),
        sa.Column("recovery_date", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["callback_of_id"],
            ["visits.id"],
            name=op.f("fk_visits_callback_of_id_visits"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_visits_customer_id_customers"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["property_id"],
            ["properties.id"],
            name=op.f("fk_visits_property_id_properties"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["technician_id"],
            ["technicians.id"],
            name=op.f("fk_visits_technician_id_technicians"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["truck_id"], ["trucks.id"], name=op.f("fk_visits_truck_id_trucks"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index(
            "ix_visits_callback_of_id",
            ["callback_of_id"],
            unique=False,
            sqlite_where=sa.text("callback_of_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_visits_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visits_property_id"), ["property_id"], unique=False)
        batch_op.create_index(
            "uq_visits_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "assets",
        sa.Column(
            "system_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("capacity_gal", sa.Integer(), nullable=True),
        sa.Column("compartments", sa.Integer(), nullable=True),
        sa.Column("material", sa.String(length=40), nullable=True),
        sa.Column("lids", sa.Integer(), nullable=True),
        sa.Column("lid_diameter_in", sa.Integer(), nullable=True),
        sa.Column("lid_kind", sa.String(length=40), nullable=True),
        sa.Column("lid_depth_in", sa.Integer(), nullable=True),
        sa.Column("effluent_filter", sa.Boolean(), nullable=True),
        sa.Column("baffle_condition", sa.String(length=40), nullable=True),
        sa.Column("install_date", sa.Date(), nullable=True),
        sa.Column("serial", sa.String(length=80), nullable=True),
        sa.Column("custom_interval", sa.Integer(), nullable=True),
        sa.Column("custom_interval_unit", sa.String(length=40), nullable=True),
        sa.Column("due_override", sa.Date(), nullable=True),
        sa.Column("due_override_reason", sa.String(length=200), nullable=True),
        sa.Column("due_override_set_on", sa.Date(), nullable=True),
        sa.Column("in_service", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["system_id"],
            ["systems.id"],
            name=op.f("fk_assets_system_id_systems"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assets")),
    )
    with op.batch_alter_table("assets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assets_system_id"), ["system_id"], unique=False)
        batch_op.create_index(
            "uq_assets_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "contracts",
        sa.Column("no", sa.String(length=40), nullable=True),
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "property_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("system_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("signed_date", sa.Date(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("visits_per_year", sa.Numeric(precision=6, scale=2), nullable=True),
        sa.Column("price_cents", sa.BigInteger(), nullable=True),
        sa.Column("billing", sa.String(length=40), nullable=True),
        sa.Column("tier_override", sa.String(length=40), nullable=True),
        sa.Column("auto_renew", sa.Boolean(), nullable=True),
        sa.Column("cancel_date", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.String(length=200), nullable=True),
        sa.Column(
            "renewed_from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("filed_with_authority_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_contracts_customer_id_customers"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["property_id"],
            ["properties.id"],
            name=op.f("fk_contracts_property_id_properties"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["renewed_from_id"],
            ["contracts.id"],
            name=op.f("fk_contracts_renewed_from_id_contracts"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["system_id"],
            ["systems.id"],
            name=op.f("fk_contracts_system_id_systems"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
    )
    with op.batch_alter_table("contracts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contracts_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contracts_property_id"), ["property_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contracts_renewed_from_id"), ["renewed_from_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contracts_system_id"), ["system_id"], unique=False)
        batch_op.create_index(
            "uq_contracts_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "invoices",
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "property_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("tax_cents", sa.BigInteger(), nullable=True),
        sa.Column("open_cents", sa.BigInteger(), nullable=True),
        sa.Column("lines", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("memo", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_invoices_customer_id_customers"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["property_id"],
            ["properties.id"],
            name=op.f("fk_invoices_property_id_properties"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visits.id"],
            name=op.f("fk_invoices_visit_id_visits"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
    )
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invoices_customer_id_invoices_date"),
            ["customer_id", "date"],
            unique=False,
        )
        batch_op.create_index(
            "ix_invoices_property_id",
            ["property_id"],
            unique=False,
            sqlite_where=sa.text("property_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_invoices_visit_id"), ["visit_id"], unique=False)
        batch_op.create_index(
            "uq_invoices_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "contract_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "contract_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=True),
        sa.Column("interval_unit", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contracts.id"],
            name=op.f("fk_contract_lines_contract_id_contracts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_lines")),
    )
    with op.batch_alter_table("contract_lines", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contract_lines_contract_id"), ["contract_id"], unique=False
        )

    op.create_table(
        "interactions",
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=80), nullable=True),
        sa.Column(
            "campaign_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("asset_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("user", sa.String(length=80), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["assets.id"],
            name=op.f("fk_interactions_asset_id_assets"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaigns.id"],
            name=op.f("fk_interactions_campaign_id_campaigns"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_interactions_customer_id_customers"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interactions")),
    )
    with op.batch_alter_table("interactions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_interactions_asset_id",
            ["asset_id"],
            unique=False,
            sqlite_where=sa.text("asset_id IS NOT NULL"),
        )
        batch_op.create_index(
            batch_op.f("ix_interactions_campaign_id"), ["campaign_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_interactions_channel_interactions_date_interactions_customer_id"),
            ["channel", "date", "customer_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_interactions_customer_id_interactions_date"),
            ["customer_id", "date"],
            unique=False,
        )
        batch_op.create_index(
            "uq_interactions_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "payments",
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "invoice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(length=60), nullable=True),
        sa.Column("memo", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_payments_customer_id_customers"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"],
            ["invoices.id"],
            name=op.f("fk_payments_invoice_id_invoices"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_payments_customer_id_payments_date"),
            ["customer_id", "date"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_payments_invoice_id"), ["invoice_id"], unique=False)
        batch_op.create_index(
            "uq_payments_uid", ["uid"], unique=True, sqlite_where=sa.text("uid IS NOT NULL")
        )

    op.create_table(
        "service_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("visit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("asset_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("gallons", sa.Integer(), nullable=True),
        sa.Column("condition", sa.String(length=40), nullable=True),
        sa.Column("sludge_in", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("scum_in", sa.Numeric(precision=6, scale=1), nullable=True),
        sa.Column("effluent_level", sa.String(length=40), nullable=True),
        sa.Column("parts", sa.String(length=300), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asset_id"],
            ["assets.id"],
            name=op.f("fk_service_lines_asset_id_assets"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visits.id"],
            name=op.f("fk_service_lines_visit_id_visits"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_lines")),
    )
    with op.batch_alter_table("service_lines", schema=None) as batch_op:
        batch_op.create_index(
            "ix_service_lines_asset_id",
            ["asset_id"],
            unique=False,
            sqlite_where=sa.text("asset_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_service_lines_visit_id"), ["visit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("service_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_lines_visit_id"))
        batch_op.drop_index(
            "ix_service_lines_asset_id", sqlite_where=sa.text("asset_id IS NOT NULL")
        )

    op.drop_table("service_lines")
    with op.batch_alter_table("payments", schema=None) as batch_op:
        batch_op.drop_index("uq_payments_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_payments_invoice_id"))
        batch_op.drop_index(batch_op.f("ix_payments_customer_id_payments_date"))

    op.drop_table("payments")
    with op.batch_alter_table("interactions", schema=None) as batch_op:
        batch_op.drop_index("uq_interactions_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_interactions_customer_id_interactions_date"))
        batch_op.drop_index(
            batch_op.f("ix_interactions_channel_interactions_date_interactions_customer_id")
        )
        batch_op.drop_index(batch_op.f("ix_interactions_campaign_id"))
        batch_op.drop_index(
            "ix_interactions_asset_id", sqlite_where=sa.text("asset_id IS NOT NULL")
        )

    op.drop_table("interactions")
    with op.batch_alter_table("contract_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contract_lines_contract_id"))

    op.drop_table("contract_lines")
    with op.batch_alter_table("invoices", schema=None) as batch_op:
        batch_op.drop_index("uq_invoices_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_invoices_visit_id"))
        batch_op.drop_index(
            "ix_invoices_property_id", sqlite_where=sa.text("property_id IS NOT NULL")
        )
        batch_op.drop_index(batch_op.f("ix_invoices_customer_id_invoices_date"))

    op.drop_table("invoices")
    with op.batch_alter_table("contracts", schema=None) as batch_op:
        batch_op.drop_index("uq_contracts_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_contracts_system_id"))
        batch_op.drop_index(batch_op.f("ix_contracts_renewed_from_id"))
        batch_op.drop_index(batch_op.f("ix_contracts_property_id"))
        batch_op.drop_index(batch_op.f("ix_contracts_customer_id"))

    op.drop_table("contracts")
    with op.batch_alter_table("assets", schema=None) as batch_op:
        batch_op.drop_index("uq_assets_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_assets_system_id"))

    op.drop_table("assets")
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index("uq_visits_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_visits_property_id"))
        batch_op.drop_index(batch_op.f("ix_visits_customer_id"))
        batch_op.drop_index(
            "ix_visits_callback_of_id", sqlite_where=sa.text("callback_of_id IS NOT NULL")
        )

    op.drop_table("visits")
    with op.batch_alter_table("systems", schema=None) as batch_op:
        batch_op.drop_index("uq_systems_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_systems_property_id"))

    op.drop_table("systems")
    with op.batch_alter_table("property_links", schema=None) as batch_op:
        batch_op.drop_index("uq_property_links_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_property_links_property_id"))
        batch_op.drop_index(batch_op.f("ix_property_links_customer_id"))

    op.drop_table("property_links")
    with op.batch_alter_table("estimates", schema=None) as batch_op:
        batch_op.drop_index("uq_estimates_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(
            "ix_estimates_property_id", sqlite_where=sa.text("property_id IS NOT NULL")
        )
        batch_op.drop_index(batch_op.f("ix_estimates_customer_id"))

    op.drop_table("estimates")
    with op.batch_alter_table("properties", schema=None) as batch_op:
        batch_op.drop_index("uq_properties_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_properties_zone_id"))

    op.drop_table("properties")
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_rows_file_id_import_rows_row"))

    op.drop_table("import_rows")
    with op.batch_alter_table("zones", schema=None) as batch_op:
        batch_op.drop_index("uq_zones_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_zones_primary_technician_id"))

    op.drop_table("zones")
    with op.batch_alter_table("static_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_static_members_customer_id"))

    op.drop_table("static_members")
    op.drop_table("segment_versions")
    with op.batch_alter_table("segment_pins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_segment_pins_customer_id"))

    op.drop_table("segment_pins")
    with op.batch_alter_table("import_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_files_batch_id"))

    op.drop_table("import_files")
    with op.batch_alter_table("import_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_changes_batch_id"))

    op.drop_table("import_changes")
    with op.batch_alter_table("customer_texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_texts_postcode"))
        batch_op.drop_index(batch_op.f("ix_customer_texts_name"))
        batch_op.drop_index(batch_op.f("ix_customer_texts_city"))

    op.drop_table("customer_texts")
    with op.batch_alter_table("customer_tags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_tags_tag_customer_tags_customer_id"))

    op.drop_table("customer_tags")
    op.drop_table("customer_phones")
    with op.batch_alter_table("custom_values", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_custom_values_field_id_custom_values_customer_id"))

    op.drop_table("custom_values")
    with op.batch_alter_table("trucks", schema=None) as batch_op:
        batch_op.drop_index("uq_trucks_uid", sqlite_where=sa.text("uid IS NOT NULL"))

    op.drop_table("trucks")
    with op.batch_alter_table("technicians", schema=None) as batch_op:
        batch_op.drop_index("uq_technicians_uid", sqlite_where=sa.text("uid IS NOT NULL"))

    op.drop_table("technicians")
    with op.batch_alter_table("source_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_keys_table_source_keys_row_id"))

    op.drop_table("source_keys")
    op.drop_table("settings")
    op.drop_table("service_facts")
    with op.batch_alter_table("segments", schema=None) as batch_op:
        batch_op.drop_index("uq_segments_uid", sqlite_where=sa.text("uid IS NOT NULL"))

    op.drop_table("segments")
    with op.batch_alter_table("mapping_profiles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mapping_profiles_headings"))

    op.drop_table("mapping_profiles")
    op.drop_table("import_batches")
    op.drop_table("facts_state")
    with op.batch_alter_table("disposal_sites", schema=None) as batch_op:
        batch_op.drop_index("uq_disposal_sites_uid", sqlite_where=sa.text("uid IS NOT NULL"))

    op.drop_table("disposal_sites")
    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.drop_index("uq_customers_uid", sqlite_where=sa.text("uid IS NOT NULL"))
        batch_op.drop_index(batch_op.f("ix_customers_account_no"))

    op.drop_table("customers")
    with op.batch_alter_table("customer_facts", schema=None) as batch_op:
        batch_op.drop_index("ix_customer_facts_not_live", sqlite_where=sa.text("live IS 0"))
        batch_op.drop_index("ix_customer_facts_asked")

    op.drop_table("customer_facts")
    with op.batch_alter_table("custom_fields", schema=None) as batch_op:
        batch_op.drop_index("uq_custom_fields_uid", sqlite_where=sa.text("uid IS NOT NULL"))

    op.drop_table("custom_fields")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_index("uq_campaigns_uid", sqlite_where=sa.text("uid IS NOT NULL"))

    op.drop_table("campaigns")
