"""Many alerts → one message: a row a story, grouped by whom it concerns, best first."""

from bot.core.digest.message import (
    VERB,
    breaking_note,
    coverage_chart,
    coverage_edges,
    digest_gone_message,
    digest_message,
    rest_message,
)
from bot.core.digest.rows import ROWS, Digest, Row, companies_of, rows_of, shown_of

__all__ = [
    "ROWS",
    "VERB",
    "Digest",
    "Row",
    "breaking_note",
    "companies_of",
    "coverage_chart",
    "coverage_edges",
    "digest_gone_message",
    "digest_message",
    "rest_message",
    "rows_of",
    "shown_of",
]
