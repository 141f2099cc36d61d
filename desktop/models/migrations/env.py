"""What Alembic runs: our steps on the connection that `run.upgrade` hands over."""

from alembic import context

from desktop.models.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
