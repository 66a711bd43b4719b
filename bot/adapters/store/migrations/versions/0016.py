"""Days on which a source was read and brought nothing that matched: days on which nobody read it don't count."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sources", sa.Column("quiet_days", sa.Integer(), nullable=False, server_default="0"))
