"""Which language a text is in."""

import re

_ENOUGH_CHARS = 60  # below it the guess is a coin
_READ_CHARS = 2000
_WORD = re.compile(r"[^\W\d_]+")
# Of an English text these are a fifth; "the" alone is one word in twenty, and no other language has it.
_ENGLISH = frozenset((
    "the", "of", "to", "and", "that", "with", "for", "from", "which", "this", "is", "was", "were", "have", "has",
    "been",
))  # fmt: skip
_ENGLISH_SHARE = 0.12
_THE_SHARE = 0.02
_ENOUGH_WORDS = 30


def language_of(text: str, declared: str | None = None) -> str | None:
    """What is declared, else what the text looks like (ISO 639-1); None for too little text."""
    if declared and len(declared) >= 2 and declared[:2].isalpha():
        return declared[:2].lower()
    if len(text) < _ENOUGH_CHARS:
        return None
    beginning = text[:_READ_CHARS]
    if _is_plainly_english(beginning):
        return "en"
    import py3langid  # a second and 60 MB: only when neither the page says nor the words

    return str(py3langid.classify(beginning)[0])


def _is_plainly_english(text: str) -> bool:
    words = _WORD.findall(text.lower())
    common = sum(word in _ENGLISH for word in words)
    is_common = common >= _ENGLISH_SHARE * len(words) and words.count("the") >= _THE_SHARE * len(words)
    return is_common and len(words) >= _ENOUGH_WORDS
