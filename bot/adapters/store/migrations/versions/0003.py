"""Changes keep what they changed, so that they can be undone; keywords know whose text they are."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("changes", sa.Column("kind", sa.String(), nullable=True))
    op.add_column("changes", sa.Column("key", sa.String(), nullable=True))
    op.add_column("changes", sa.Column("before", sa.JSON(), nullable=True))
    op.add_column("changes", sa.Column("after", sa.JSON(), nullable=True))
    op.add_column("changes", sa.Column("undoes", sa.Integer(), nullable=True))
    op.create_index("ix_changes_kind_key", "changes", ["kind", "key"], unique=False)
    op.add_column("rules", sa.Column("is_own", sa.Boolean(), nullable=False, server_default=sa.false()))
