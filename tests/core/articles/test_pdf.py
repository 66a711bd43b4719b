"""PDF: what public bodies publish."""

import pytest

from bot.core.articles import article_from_html
from bot.core.errors import PageUnreadable
from bot.core.model import Hints

_LINES = (
    "AN ORDINANCE TO END THE USE OF FACE MATCHING",
    "",
    "Section 1. No department of the City of Lakeside may obtain, keep or use any",
    "system that matches faces, nor information derived from one.",
    "",
    "Section 2. This ordinance takes effect on July 1, 2024, and is reviewed by the coun-",
    "cil after two years, when the departments shall report to it in public.",
)


def _pdf(lines: tuple[str, ...]) -> bytes:
    """The smallest file that readers accept: one page, one font, one line of text after another."""
    shown = "".join(f"({line}) Tj T* " if line else "T* " for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown}ET".encode("latin-1")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    page += b"/Resources << /Font << /F1 5 0 R >> >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"%sxref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        body,
        table,
        len(body),
    )


def test_an_ordinance_is_read_as_text() -> None:
    hints = Hints(title="Ordinance 24-17", outlet="City of Lakeside")
    article = article_from_html(
        _pdf(_LINES), url="https://lakeside.example/24-17.pdf", content_type="application/pdf", hints=hints
    )
    assert article.title == "Ordinance 24-17"
    assert article.outlet == "City of Lakeside"
    assert "keep or use any system that matches faces" in article.text
    assert "reviewed by the council after two years" in article.text
    assert article.language == "en"


def test_a_pdf_is_known_by_its_bytes() -> None:
    article = article_from_html(_pdf(_LINES), url="https://lakeside.example/agenda", hints=Hints())
    assert article.title == _LINES[0]


@pytest.mark.parametrize("body", [b"%PDF-1.4\ngarbage", _pdf(()), b"%PDF-", _pdf(_LINES)[:300]])
def test_a_broken_or_empty_pdf_is_no_article(body: bytes) -> None:
    with pytest.raises(PageUnreadable, match="PDF"):
        article_from_html(body, url="https://lakeside.example/a.pdf", content_type="application/pdf", hints=Hints())
