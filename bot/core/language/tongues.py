"""Which languages the bot can read."""


def is_read(language: str | None) -> bool:
    """Whether quotes are found in this language (ISO 639-1); one that nobody named is taken for English."""
    return language is None or language.lower().startswith("en")
