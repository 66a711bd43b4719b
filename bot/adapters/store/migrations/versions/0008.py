"""A keyword may be for one channel alone."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rules", sa.Column("channel", sa.String(), nullable=False, server_default=""))
