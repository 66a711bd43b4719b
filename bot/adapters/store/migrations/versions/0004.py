"""Channels have a schedule, and deliveries may wait for a digest."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OPEN = sa.text("state NOT IN ('sent', 'buried', 'held', 'joined')")


def upgrade() -> None:
    op.add_column("channels", sa.Column("schedule", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("deliveries", sa.Column("held_for", sa.String(), nullable=True))
    op.add_column("deliveries", sa.Column("digest", sa.Integer(), nullable=True))
    op.add_column("deliveries", sa.Column("sent_at", sa.BigInteger(), nullable=True))
    op.drop_index("ix_deliveries_open", "deliveries")
    op.create_index("ix_deliveries_open", "deliveries", ["channel", "id"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index("ix_deliveries_digest", "deliveries", ["digest"])
    op.create_index("ix_deliveries_channel_sent_at", "deliveries", ["channel", "sent_at"])
