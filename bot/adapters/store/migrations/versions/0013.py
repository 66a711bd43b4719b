"""A delivery knows since when its message may stand in its channel."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("asked_at", sa.BigInteger(), nullable=True))
