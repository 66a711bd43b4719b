"""Ordinances, agendas and letters come as PDF: their text, page by page."""

import re
from io import BytesIO

from bot.core.articles.paragraphs import tidy_line
from bot.core.errors import PageUnreadable

_PAGES = 200  # an agenda packet has hundreds; what is decided stands in front
_PAGE_NUMBER = re.compile(r"^(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?$", re.IGNORECASE)


def is_pdf(body: bytes, content_type: str) -> bool:
    """By its first bytes; a server's word alone is not enough."""
    return b"%PDF-" in body[:1024] or (content_type.startswith("application/pdf") and body.lstrip()[:1] != b"<")


def read_pdf(body: bytes) -> tuple[str, list[str]]:
    """The document's own title ("" where it has none) and its paragraphs. Raises `PageUnreadable`."""
    try:
        text, title = _extracted(body)
    # pypdf meets files nobody should have written with whatever its code runs into: the boundary is this file.
    except Exception as error:
        raise PageUnreadable("broken PDF") from error
    paragraphs = _paragraphs(text)
    if not paragraphs:
        raise PageUnreadable("PDF without text")
    return tidy_line(title), paragraphs


def _extracted(body: bytes) -> tuple[str, str]:
    from pypdf import PdfReader  # a tenth of a second, which most pages do without

    reader = PdfReader(BytesIO(body))
    if reader.is_encrypted:
        reader.decrypt("")
    text = "\n".join(page.extract_text() for page in reader.pages[:_PAGES])
    return text, str(reader.metadata.title or "") if reader.metadata else ""


def _paragraphs(text: str) -> list[str]:
    """Lines joined while the sentence goes on: a PDF breaks lines where the paper ends."""
    lines = [line for raw in text.split("\n") if not _PAGE_NUMBER.match(line := tidy_line(raw))]
    width = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        if not line:
            goes_on = False
            continue
        if goes_on and paragraphs:
            before = paragraphs[-1]
            is_split = before.endswith("-") and line[:1].islower()
            paragraphs[-1] = before[:-1] + line if is_split else f"{before} {line}"
        else:
            paragraphs.append(line)
        goes_on = len(line) > 0.6 * width and not (line.endswith((".", "?", "!", ":")) and len(line) < 0.85 * width)
    return paragraphs
