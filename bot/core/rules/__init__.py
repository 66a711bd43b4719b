"""Parse, compile, apply and explain rules.

A rule is a Lucene query with an implicit AND. What it may say:

    facial recognition           both words, anywhere; OR and NOT bind tighter than the space between two words
    "facial recognition"         the words side by side; a hyphen counts as a space, a comma doesn't
    "facial ban"~8               the words at most 8 words apart, in any order
    moratori*                    words that begin so (three letters or more)
    a AND b, a OR b, NOT a       also +a and -a; parentheses group
    title:ban  body:(a OR b)     in one field alone
    =Clearview  ="Face ID"       exactly these letters: no other form of the word, no other case
    "=face scan"                 within quotes: this form of the one word, so not "he faces scans"
    ACLU                         two capitals or more: exactly these capitals, singular or plural

All other words are found in any case and in their regular forms.
"""

from bot.core.rules.book import RuleBook, check_query, compile_rules, matched_words

__all__ = ["RuleBook", "check_query", "compile_rules", "matched_words"]
