"""Run by Alembic: applies the steps on the connection that was handed over, inside the transaction it is in."""

from alembic import context

from bot.adapters.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
