"""The full-text indexes know outlet and address, for `source:`."""

from alembic import op

from bot.adapters.store import search_sqlite

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        search_sqlite.rebuild_indexes(op.get_bind())
