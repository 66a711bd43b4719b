"""People say who spoke, over what was read."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attributions",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("affiliation", sa.String(), nullable=True),
        sa.Column("is_dropped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attributions"),
    )
    op.create_index("ix_attributions_place", "attributions", ["place"], unique=False)
    op.create_index("ix_attributions_article", "attributions", ["article"], unique=False)
    op.add_column("quotes", sa.Column("read_as", sa.JSON(), nullable=True))
    op.add_column("quotes", sa.Column("is_dropped", sa.Boolean(), nullable=False, server_default=sa.false()))
