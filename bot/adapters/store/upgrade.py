"""Bringing a database to this version's schema: all of it or nothing, and what failed in words."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from bot.adapters.store.migrations import HEAD
from bot.adapters.store.trouble import is_of_the_disk
from bot.core.errors import StoreUnusable

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import Script

_VERSIONS = "alembic_version"
_ADVICE = "Nothing was changed: start the former version and tell us, or put a copy back with run.py restore FILE."


def upgrade(connection: Connection, place: str) -> None:
    """Runs inside `BEGIN IMMEDIATE`: a second process waits, then finds the work done; a failure undoes all of it.

    Raises `StoreUnusable` for a database that a later version wrote (`is_newer`), that isn't ours, or that a step
    can't change.
    """
    has_versions = connection.dialect.has_table(connection, _VERSIONS)
    if has_versions and connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD:
        return  # the daily case, without the cost of loading Alembic
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    steps = [*ScriptDirectory.from_config(config).walk_revisions()][::-1]
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None and set(inspect(connection).get_table_names()) - {_VERSIONS}:
        raise StoreUnusable(
            f"The database {place} is no archive of Watchword, or has lost the note of which version wrote it; it was "
            "left as it is. Put a copy back with run.py restore FILE, or give another data folder."
        )
    if current is not None and current not in {step.revision for step in steps}:
        raise StoreUnusable(
            f"The database {place} was written by a later version of Watchword (schema {current}); "
            "start that version, or give another data folder.",
            is_newer=True,
        )
    _apply(config, steps, place, current=current)


def _apply(config: "Config", steps: "list[Script]", place: str, *, current: str | None) -> None:
    from alembic import command

    config.attributes["applied"] = applied = [] if current is None else [current]
    try:
        command.upgrade(config, "head")
    except DBAPIError as error:
        if is_of_the_disk(error):
            raise
        raise _failed(steps, place, applied, error.orig or error) from error
    except Exception as error:  # a step met what its author did not think of: whatever it is, people need words
        raise _failed(steps, place, applied, error) from error


def _failed(steps: "list[Script]", place: str, applied: list[str], error: BaseException) -> StoreUnusable:
    left = [step for step in steps if step.revision not in applied]
    step = f"step {left[0].revision} ({left[0].doc.rstrip('.')})" if left else "the end"
    return StoreUnusable(
        f"The database {place} can't be upgraded from schema {applied[0] if applied else 'none'} to {HEAD}: "
        f"{step} failed: {type(error).__name__}: {error}. {_ADVICE}"
    )
