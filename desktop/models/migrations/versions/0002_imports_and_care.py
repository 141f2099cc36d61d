"""Imports an office can trust, and what is owed: tables of issues 3 and 4."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Worked out from the records; filled anew when the office is next opened.
    op.drop_table("customer_facts")

    op.create_table('county_rules',
    sa.Column('county', sa.String(length=60), nullable=False),
    sa.Column('inspection_interval_months', sa.Integer(), nullable=True),
    sa.Column('self_maintenance', sa.String(length=40), nullable=True),
    sa.Column('filing_method', sa.String(length=40), nullable=True),
    sa.Column('filing_address', sa.String(length=300), nullable=True),
    sa.Column('contract_fee_cents', sa.BigInteger(), nullable=True),
    sa.Column('late_fee_cents', sa.BigInteger(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_county_rules')),
    sa.UniqueConstraint('county', name=op.f('uq_county_rules_county'))
    )
    with op.batch_alter_table('county_rules', schema=None) as batch_op:
        batch_op.create_index('uq_county_rules_uid', ['uid'], unique=True, sqlite_where=sa.text('uid IS NOT NULL'))

    op.create_table('customer_facts',
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('live', sa.Boolean(), nullable=False),
    sa.Column('customer_type', sa.String(length=40), nullable=True),
    sa.Column('zone_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('system_type', sa.String(length=40), nullable=False),
    sa.Column('contract_status', sa.String(length=40), nullable=False),
    sa.Column('value_tier', sa.String(length=40), nullable=False),
    sa.Column('lifecycle', sa.String(length=20), nullable=False),
    sa.Column('due_status', sa.String(length=20), nullable=False),
    sa.Column('next_due', sa.Date(), nullable=True),
    sa.Column('service_1', sa.Date(), nullable=True),
    sa.Column('service_2', sa.Date(), nullable=True),
    sa.Column('service_3', sa.Date(), nullable=True),
    sa.Column('pumpout_1', sa.Date(), nullable=True),
    sa.Column('inspection_1', sa.Date(), nullable=True),
    sa.Column('repair_1', sa.Date(), nullable=True),
    sa.Column('emergency_1', sa.Date(), nullable=True),
    sa.Column('installation_1', sa.Date(), nullable=True),
    sa.Column('grease_1', sa.Date(), nullable=True),
    sa.Column('other_1', sa.Date(), nullable=True),
    sa.Column('open_balance_cents', sa.BigInteger(), nullable=True),
    sa.Column('comm_pref', sa.String(length=40), nullable=True),
    sa.Column('email_opt_out', sa.Boolean(), nullable=True),
    sa.Column('sms_ok', sa.Boolean(), nullable=True),
    sa.Column('customer_since', sa.Date(), nullable=True),
    sa.Column('main_property_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('drive_minutes', sa.Integer(), nullable=True),
    sa.Column('system_installed', sa.Date(), nullable=True),
    sa.Column('tank_gallons', sa.Integer(), nullable=True),
    sa.Column('last_inspection', sa.Date(), nullable=True),
    sa.Column('service_tier', sa.String(length=40), nullable=False),
    sa.Column('contract_end', sa.Date(), nullable=True),
    sa.Column('first_service', sa.Date(), nullable=True),
    sa.Column('first_activity', sa.Date(), nullable=True),
    sa.Column('lifecycle_code', sa.String(length=8), nullable=False),
    sa.Column('risk_reasons', sa.Integer(), nullable=False),
    sa.Column('relationship', sa.String(length=20), nullable=False),
    sa.Column('next_inspection', sa.Date(), nullable=True),
    sa.Column('latest_owed_due', sa.Date(), nullable=True),
    sa.Column('oldest_owed_due', sa.Date(), nullable=True),
    sa.Column('last_contract_end', sa.Date(), nullable=True),
    sa.Column('reactivated', sa.Boolean(), nullable=False),
    sa.Column('any_overdue', sa.Boolean(), nullable=False),
    sa.Column('any_due', sa.Boolean(), nullable=False),
    sa.Column('needs_data', sa.Boolean(), nullable=False),
    sa.Column('trap_due', sa.Boolean(), nullable=False),
    sa.Column('never_pumped', sa.Boolean(), nullable=False),
    sa.Column('latest_owed_overdue', sa.Date(), nullable=True),
    sa.Column('aerobic_inspected', sa.Date(), nullable=True),
    sa.Column('aerobic_never_inspected', sa.Boolean(), nullable=False),
    sa.Column('aerobic_without_contract', sa.Boolean(), nullable=False),
    sa.Column('repeat_service', sa.Boolean(), nullable=False),
    sa.Column('degradation', sa.Boolean(), nullable=False),
    sa.Column('high_risk_component', sa.Boolean(), nullable=False),
    sa.Column('unrenewed_end', sa.Date(), nullable=True),
    sa.Column('initial_policy_end', sa.Date(), nullable=True),
    sa.Column('unfiled_inspection', sa.Date(), nullable=True),
    sa.Column('open_estimate', sa.Date(), nullable=True),
    sa.Column('unanswered_reminder', sa.Date(), nullable=True),
    sa.Column('bad_address', sa.Boolean(), nullable=False),
    sa.Column('address_gaps', sa.Boolean(), nullable=False),
    sa.Column('no_contact', sa.Boolean(), nullable=False),
    sa.Column('service_count', sa.Integer(), nullable=False),
    sa.Column('next_visit', sa.Date(), nullable=True),
    sa.Column('done_ahead', sa.Date(), nullable=True),
    sa.Column('visits_cancelled', sa.Integer(), nullable=False),
    sa.Column('last_contact', sa.Date(), nullable=True),
    sa.Column('last_payment', sa.Date(), nullable=True),
    sa.Column('lifetime_revenue_cents', sa.BigInteger(), nullable=True),
    sa.Column('revenue_3y_cents', sa.BigInteger(), nullable=True),
    sa.Column('average_ticket_cents', sa.BigInteger(), nullable=True),
    sa.Column('oldest_open_due', sa.Date(), nullable=True),
    sa.Column('rfm_r', sa.Integer(), nullable=True),
    sa.Column('rfm_f', sa.Integer(), nullable=True),
    sa.Column('rfm_m', sa.Integer(), nullable=True),
    sa.Column('rfm_segment', sa.String(length=20), nullable=False),
    sa.Column('on_cycle', sa.Boolean(), nullable=False),
    sa.Column('visits_3y', sa.Integer(), nullable=False),
    sa.Column('tickets_3y', sa.Integer(), nullable=False),
    sa.Column('health_card', sa.String(length=20), nullable=False),
    sa.Column('health_score', sa.Integer(), nullable=True),
    sa.Column('health_grade', sa.String(length=10), nullable=False),
    sa.Column('health_colour', sa.String(length=10), nullable=False),
    sa.Column('health_coverage', sa.Integer(), nullable=True),
    sa.Column('service_4', sa.Date(), nullable=True),
    sa.Column('service_5', sa.Date(), nullable=True),
    sa.Column('service_6', sa.Date(), nullable=True),
    sa.Column('service_7', sa.Date(), nullable=True),
    sa.Column('service_8', sa.Date(), nullable=True),
    sa.Column('service_9', sa.Date(), nullable=True),
    sa.Column('service_10', sa.Date(), nullable=True),
    sa.Column('pumpout_2', sa.Date(), nullable=True),
    sa.Column('pumpout_3', sa.Date(), nullable=True),
    sa.Column('inspection_2', sa.Date(), nullable=True),
    sa.Column('inspection_3', sa.Date(), nullable=True),
    sa.Column('repair_2', sa.Date(), nullable=True),
    sa.Column('repair_3', sa.Date(), nullable=True),
    sa.Column('emergency_2', sa.Date(), nullable=True),
    sa.Column('emergency_3', sa.Date(), nullable=True),
    sa.Column('installation_2', sa.Date(), nullable=True),
    sa.Column('installation_3', sa.Date(), nullable=True),
    sa.Column('grease_2', sa.Date(), nullable=True),
    sa.Column('grease_3', sa.Date(), nullable=True),
    sa.Column('other_2', sa.Date(), nullable=True),
    sa.Column('other_3', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('customer_id', name=op.f('pk_customer_facts'))
    )
    with op.batch_alter_table('customer_facts', schema=None) as batch_op:
        batch_op.create_index('ix_customer_facts_address_gaps', ['customer_id'], unique=False, sqlite_where=sa.text('address_gaps IS 1'))
        batch_op.create_index('ix_customer_facts_asked', ['customer_id', 'live', 'customer_type', 'zone_id', 'system_type', 'contract_status', 'value_tier', 'service_1', 'service_2', 'service_3', 'pumpout_1', 'inspection_1', 'repair_1', 'open_balance_cents', 'comm_pref', 'email_opt_out', 'lifetime_revenue_cents', 'average_ticket_cents', 'pumpout_2', 'inspection_2'], unique=False)
        batch_op.create_index('ix_customer_facts_done_ahead', ['customer_id'], unique=False, sqlite_where=sa.text('done_ahead IS NOT NULL'))
        batch_op.create_index('ix_customer_facts_not_live', ['customer_id'], unique=False, sqlite_where=sa.text('live IS 0'))

    op.create_table('due_items',
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('system_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asset_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('service', sa.String(length=40), nullable=False),
    sa.Column('property_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('answers', sa.Boolean(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('code', sa.String(length=3), nullable=False),
    sa.Column('base', sa.Date(), nullable=True),
    sa.Column('base_from', sa.String(length=12), nullable=True),
    sa.Column('interval', sa.Integer(), nullable=True),
    sa.Column('unit', sa.String(length=6), nullable=True),
    sa.Column('why_not', sa.String(length=12), nullable=True),
    sa.Column('owed_by', sa.String(length=8), nullable=False),
    sa.Column('booked', sa.Boolean(), nullable=False),
    sa.Column('postponed_until', sa.Date(), nullable=True),
    sa.Column('without_size', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('customer_id', 'system_id', 'asset_id', 'service', name=op.f('pk_due_items')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('due_items', schema=None) as batch_op:
        batch_op.create_index('ix_due_items_agenda', ['status', 'due', 'answers', 'booked', 'postponed_until', 'owed_by'], unique=False)
        batch_op.create_index('ix_due_items_without_size', ['asset_id'], unique=False, sqlite_where=sa.text('without_size IS 1'))

    op.create_table('hot_points',
    sa.Column('pool', sa.String(length=8), nullable=False),
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lat', sa.Double(), nullable=False),
    sa.Column('lon', sa.Double(), nullable=False),
    sa.Column('hot', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('pool', 'customer_id', name=op.f('pk_hot_points'))
    )
    op.create_table('hot_zones_state',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hot_zones_state'))
    )
    op.create_table('label_changes',
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('customer_id', name=op.f('pk_label_changes'))
    )
    op.create_table('label_days',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('lifecycle', sa.String(length=20), nullable=False),
    sa.Column('rfm', sa.String(length=3), nullable=True),
    sa.Column('rfm_segment', sa.String(length=20), nullable=False),
    sa.Column('value_tier', sa.String(length=40), nullable=False),
    sa.Column('health_card', sa.String(length=20), nullable=True),
    sa.Column('health_score', sa.Integer(), nullable=True),
    sa.Column('health_colour', sa.String(length=10), nullable=True),
    sa.Column('rfm_version', sa.Integer(), nullable=False),
    sa.Column('health_version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'customer_id', name=op.f('pk_label_days')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('label_days', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_label_days_customer_id'), ['customer_id'], unique=False)

    op.create_table('labelled_days',
    sa.Column('day', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_labelled_days'))
    )
    op.create_table('rfm_edges',
    sa.Column('score', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('visits', sa.Integer(), nullable=False),
    sa.Column('cents', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('score', name=op.f('pk_rfm_edges'))
    )
    op.create_table('rule_versions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_on', sa.Date(), nullable=False),
    sa.Column('author', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_versions')),
    sa.UniqueConstraint('kind', 'version', name=op.f('uq_rule_versions_kind_version'))
    )
    op.create_table('service_items',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_key', sa.String(length=200), nullable=False),
    sa.Column('match', sa.String(length=40), nullable=False),
    sa.Column('service', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_items')),
    sa.UniqueConstraint('name_key', name=op.f('uq_service_items_name_key'))
    )
    with op.batch_alter_table('service_items', schema=None) as batch_op:
        batch_op.create_index('uq_service_items_uid', ['uid'], unique=True, sqlite_where=sa.text('uid IS NOT NULL'))

    op.create_table('customer_merges',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('merged_at', sa.DateTime(), nullable=False),
    sa.Column('keep_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('gone_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['gone_id'], ['customers.id'], name=op.f('fk_customer_merges_gone_id_customers'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['keep_id'], ['customers.id'], name=op.f('fk_customer_merges_keep_id_customers'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_customer_merges'))
    )
    with op.batch_alter_table('customer_merges', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_customer_merges_gone_id'), ['gone_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_customer_merges_keep_id'), ['keep_id'], unique=False)

    op.create_table('edits',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('user', sa.String(length=80), nullable=True),
    sa.Column('action', sa.String(length=120), nullable=False),
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('other_customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_edits_customer_id_customers'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['other_customer_id'], ['customers.id'], name=op.f('fk_edits_other_customer_id_customers'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edits'))
    )
    with op.batch_alter_table('edits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_edits_customer_id'), ['customer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_edits_other_customer_id'), ['other_customer_id'], unique=False)

    op.create_table('membership_intervals',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('segment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('entered_on', sa.Date(), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('cause', sa.String(length=40), nullable=False),
    sa.Column('left_cause', sa.String(length=40), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('left_version', sa.Integer(), nullable=True),
    sa.Column('via', sa.String(length=120), nullable=True),
    sa.Column('left_via', sa.String(length=120), nullable=True),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('left_since', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['segment_id'], ['segments.id'], name=op.f('fk_membership_intervals_segment_id_segments'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership_intervals'))
    )
    with op.batch_alter_table('membership_intervals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_intervals_customer_id'), ['customer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membership_intervals_segment_id_membership_intervals_left_on_membership_intervals_customer_id'), ['segment_id', 'left_on', 'customer_id'], unique=False)

    op.create_table('not_duplicates',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('one_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('other_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['one_id'], ['customers.id'], name=op.f('fk_not_duplicates_one_id_customers'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['other_id'], ['customers.id'], name=op.f('fk_not_duplicates_other_id_customers'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_not_duplicates')),
    sa.UniqueConstraint('one_id', 'other_id', name=op.f('uq_not_duplicates_one_id_other_id'))
    )
    with op.batch_alter_table('not_duplicates', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_not_duplicates_other_id'), ['other_id'], unique=False)

    op.create_table('version_members',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('version_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_version_members_customer_id_customers'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['segment_versions.id'], name=op.f('fk_version_members_version_id_segment_versions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_version_members')),
    sa.UniqueConstraint('version_id', 'customer_id', name=op.f('uq_version_members_version_id_customer_id'))
    )
    with op.batch_alter_table('version_members', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_version_members_customer_id'), ['customer_id'], unique=False)

    op.create_table('notes',
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('property_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('written_on', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('user', sa.String(length=80), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_notes_customer_id_customers'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['property_id'], ['properties.id'], name=op.f('fk_notes_property_id_properties'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notes'))
    )
    with op.batch_alter_table('notes', schema=None) as batch_op:
        batch_op.create_index('ix_notes_customer_id', ['customer_id'], unique=False, sqlite_where=sa.text('customer_id IS NOT NULL'))
        batch_op.create_index('ix_notes_property_id', ['property_id'], unique=False, sqlite_where=sa.text('property_id IS NOT NULL'))
        batch_op.create_index('uq_notes_uid', ['uid'], unique=True, sqlite_where=sa.text('uid IS NOT NULL'))

    op.create_table('other_transactions',
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('property_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('type', sa.String(length=60), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=True),
    sa.Column('date', sa.Date(), nullable=False),
    sa.Column('amount_cents', sa.BigInteger(), nullable=True),
    sa.Column('open_cents', sa.BigInteger(), nullable=True),
    sa.Column('open_as_of', sa.Date(), nullable=True),
    sa.Column('memo', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_other_transactions_customer_id_customers'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['property_id'], ['properties.id'], name=op.f('fk_other_transactions_property_id_properties'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_other_transactions'))
    )
    with op.batch_alter_table('other_transactions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_other_transactions_customer_id_other_transactions_date'), ['customer_id', 'date'], unique=False)
        batch_op.create_index('ix_other_transactions_property_id', ['property_id'], unique=False, sqlite_where=sa.text('property_id IS NOT NULL'))
        batch_op.create_index('uq_other_transactions_uid', ['uid'], unique=True, sqlite_where=sa.text('uid IS NOT NULL'))

    op.create_table('sketches',
    sa.Column('property_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('drawn_on', sa.Date(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('picture', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['property_id'], ['properties.id'], name=op.f('fk_sketches_property_id_properties'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sketches'))
    )
    with op.batch_alter_table('sketches', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sketches_property_id'), ['property_id'], unique=False)
        batch_op.create_index('uq_sketches_uid', ['uid'], unique=True, sqlite_where=sa.text('uid IS NOT NULL'))

    op.create_table('tasks',
    sa.Column('customer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('property_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('due_date', sa.Date(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('created_on', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name=op.f('fk_tasks_customer_id_customers'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['property_id'], ['properties.id'], name=op.f('fk_tasks_property_id_properties'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tasks'))
    )
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.create_index('ix_tasks_customer_id', ['customer_id'], unique=False, sqlite_where=sa.text('customer_id IS NOT NULL'))
        batch_op.create_index('ix_tasks_property_id', ['property_id'], unique=False, sqlite_where=sa.text('property_id IS NOT NULL'))
        batch_op.create_index('uq_tasks_uid', ['uid'], unique=True, sqlite_where=sa.text('uid IS NOT NULL'))

    op.create_table('inspection_reports',
    sa.Column('visit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('system_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('inspection_date', sa.Date(), nullable=False),
    sa.Column('results', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('chlorine_mg_l', sa.Numeric(precision=6, scale=2), nullable=True),
    sa.Column('bod_mg_l', sa.Numeric(precision=8, scale=2), nullable=True),
    sa.Column('tss_mg_l', sa.Numeric(precision=8, scale=2), nullable=True),
    sa.Column('coliform_mpn', sa.Integer(), nullable=True),
    sa.Column('sludge_in', sa.Numeric(precision=6, scale=1), nullable=True),
    sa.Column('repairs_made', sa.Text(), nullable=True),
    sa.Column('repairs_needed', sa.Text(), nullable=True),
    sa.Column('comments', sa.Text(), nullable=True),
    sa.Column('technician_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('signer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('filed_on', sa.Date(), nullable=True),
    sa.Column('filed_how', sa.String(length=40), nullable=True),
    sa.Column('copy_to_owner_on', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['signer_id'], ['technicians.id'], name=op.f('fk_inspection_reports_signer_id_technicians'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['system_id'], ['systems.id'], name=op.f('fk_inspection_reports_system_id_systems'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['technician_id'], ['technicians.id'], name=op.f('fk_inspection_reports_technician_id_technicians'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['visit_id'], ['visits.id'], name=op.f('fk_inspection_reports_visit_id_visits'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inspection_reports'))
    )
    with op.batch_alter_table('inspection_reports', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inspection_reports_system_id'), ['system_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_inspection_reports_visit_id'), ['visit_id'], unique=False)
        batch_op.create_index('uq_inspection_reports_uid', ['uid'], unique=True, sqlite_where=sa.text('uid IS NOT NULL'))

    op.create_table('trip_tickets',
    sa.Column('ticket_no', sa.String(length=40), nullable=False),
    sa.Column('visit_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('collected_on', sa.Date(), nullable=True),
    sa.Column('waste_kind', sa.String(length=40), nullable=True),
    sa.Column('gallons_collected', sa.Integer(), nullable=True),
    sa.Column('trap_volume_gal', sa.Integer(), nullable=True),
    sa.Column('technician_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('truck_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('generator_signed', sa.Boolean(), nullable=True),
    sa.Column('disposal_site_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('deposited_on', sa.Date(), nullable=True),
    sa.Column('gallons_received', sa.Integer(), nullable=True),
    sa.Column('received_by', sa.String(length=120), nullable=True),
    sa.Column('discrepancy_note', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['disposal_site_id'], ['disposal_sites.id'], name=op.f('fk_trip_tickets_disposal_site_id_disposal_sites'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['technician_id'], ['technicians.id'], name=op.f('fk_trip_tickets_technician_id_technicians'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['truck_id'], ['trucks.id'], name=op.f('fk_trip_tickets_truck_id_trucks'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['visit_id'], ['visits.id'], name=op.f('fk_trip_tickets_visit_id_visits'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trip_tickets')),
    sa.UniqueConstraint('ticket_no', name=op.f('uq_trip_tickets_ticket_no'))
    )
    with op.batch_alter_table('trip_tickets', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_trip_tickets_disposal_site_id'), ['disposal_site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_trip_tickets_visit_id'), ['visit_id'], unique=False)
        batch_op.create_index('uq_trip_tickets_uid', ['uid'], unique=True, sqlite_where=sa.text('uid IS NOT NULL'))

    op.create_table('postponements',
    sa.Column('system_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asset_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('service', sa.String(length=40), nullable=False),
    sa.Column('due_date', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('recovery_date', sa.Date(), nullable=False),
    sa.Column('set_on', sa.Date(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=True),
    sa.ForeignKeyConstraint(['asset_id'], ['assets.id'], name=op.f('fk_postponements_asset_id_assets'), ondelete='RESTRICT'),
    sa.ForeignKeyConstraint(['system_id'], ['systems.id'], name=op.f('fk_postponements_system_id_systems'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_postponements'))
    )
    with op.batch_alter_table('postponements', schema=None) as batch_op:
        batch_op.create_index('ix_postponements_asset_id', ['asset_id'], unique=False, sqlite_where=sa.text('asset_id IS NOT NULL'))
        batch_op.create_index(batch_op.f('ix_postponements_system_id'), ['system_id'], unique=False)
        batch_op.create_index('uq_postponements_uid', ['uid'], unique=True, sqlite_where=sa.text('uid IS NOT NULL'))

    with op.batch_alter_table('contracts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contracts_end_date'), ['end_date'], unique=False)

    with op.batch_alter_table('customers', schema=None) as batch_op:
        batch_op.add_column(sa.Column('merged_into_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index('ix_customers_merged_into_id', ['merged_into_id'], unique=False, sqlite_where=sa.text('merged_into_id IS NOT NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_customers_merged_into_id_customers'), 'customers', ['merged_into_id'], ['id'], ondelete='RESTRICT')

    with op.batch_alter_table('import_files', schema=None) as batch_op:
        batch_op.add_column(sa.Column('source', sa.String(length=20), server_default='customers', nullable=False))
        batch_op.add_column(sa.Column('data_date', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('details', sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table('invoices', schema=None) as batch_op:
        batch_op.add_column(sa.Column('total_cents', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('open_as_of', sa.Date(), nullable=True))

    with op.batch_alter_table('mapping_profiles', schema=None) as batch_op:
        batch_op.add_column(sa.Column('settings', sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column('used', sa.Integer(), nullable=True))

    with op.batch_alter_table('segment_pins', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pinned_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('reason', sa.Text(), nullable=True))

    with op.batch_alter_table('segment_versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('as_of', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('published_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('author', sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column('note', sa.Text(), nullable=True))
        batch_op.alter_column('definition',
               existing_type=sa.JSON(),
               nullable=True)

    # Every version so far was of an active segment or says nothing; the segment itself knows.
    op.execute("UPDATE segment_versions SET kind = (SELECT kind FROM segments WHERE segments.id = segment_versions.segment_id)")
    with op.batch_alter_table('segment_versions', schema=None) as batch_op:
        batch_op.alter_column('kind', existing_type=sa.String(length=40), nullable=False)

    with op.batch_alter_table('segments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('builtin_key', sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column('calculated_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('calculated_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('calculated_version', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('logged_since', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('source', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('folder', sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column('tags', sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column('owner', sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column('goal', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('review_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('archived_on', sa.Date(), nullable=True))

    
    op.execute("UPDATE facts_state SET stale = TRUE")
