"""Full texts are kept for a while, then their excerpt and a hash; what is done from day to day has its date."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_IS_WHOLE = sa.text("text_hash IS NULL")


def upgrade() -> None:
    op.add_column("articles", sa.Column("text_hash", sa.String(), nullable=True))
    op.create_index("ix_articles_whole", "articles", ["seen_at"], sqlite_where=_IS_WHOLE, postgresql_where=_IS_WHOLE)
    op.create_table(
        "chores",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chores"),
    )
