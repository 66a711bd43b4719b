"""The table of hostile cases, by what attacks."""

from tests.hostile.case import Case
from tests.hostile.cases import compression, framing, leading_astray, manners, markup, pages

CASES: tuple[Case, ...] = (
    *framing.CASES,
    *compression.CASES,
    *leading_astray.CASES,
    *markup.CASES,
    *manners.CASES,
    *pages.CASES,
)
