"""Run by Alembic: applies the steps on the connection that was handed over, inside the transaction it is in.

`applied`, where it is handed over, hears of each step that is done.
"""

from collections.abc import Collection, Mapping
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo

from bot.adapters.store.schema import metadata


def _note(
    ctx: MigrationContext,  # noqa: ARG001  Alembic gives all four by name
    step: MigrationInfo,
    heads: Collection[Any],  # noqa: ARG001
    run_args: Mapping[str, Any],  # noqa: ARG001
) -> None:
    context.config.attributes.get("applied", []).append(step.up_revision_id)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
    on_version_apply=_note,
)
with context.begin_transaction():
    context.run_migrations()
