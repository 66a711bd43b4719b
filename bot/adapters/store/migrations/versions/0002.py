"""Channels have relevance limits of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("channels", sa.Column("alert_at", sa.Float(), nullable=True))
    op.add_column("channels", sa.Column("digest_at", sa.Float(), nullable=True))
