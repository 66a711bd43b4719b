"""Which language a text is in."""

_ENOUGH_CHARS = 60  # below it the guess is a coin


def language_of(text: str, declared: str | None = None) -> str | None:
    """What is declared, else what the text looks like (ISO 639-1); None for too little text."""
    if declared and len(declared) >= 2 and declared[:2].isalpha():
        return declared[:2].lower()
    if len(text) < _ENOUGH_CHARS:
        return None
    import py3langid  # half a second and 60 MB: only when a page doesn't say

    return str(py3langid.classify(text[:2000])[0])
