"""Parse, compile, apply and explain rules.

A rule is a Lucene query with an implicit AND. What it may say:

    facial recognition           both words, anywhere; OR and NOT bind tighter than the space between two words
    "facial recognition"         the words side by side; a hyphen counts as a space, a comma doesn't
    "facial ban"~8               the words at most 8 words apart, in any order
    moratori*                    words that begin so (three letters or more)
    a AND b, a OR b, NOT a       also +a and -a; parentheses group
    title:ban  body:(a OR b)     in one field alone
    source:EFF                   the outlet's name has these words; source:="EFF": it is exactly this
    source:gazette.example       the article's address is at this host, or one below it
    lang:de                      the article's language, in two letters
    $companies                   any name the topic's pack has of this kind, in its capitals; also $agencies $groups
                                 $people $products $places
    $policy                      any word of the topic's list, in all forms; also $technology $actors
    "$companies ban"~8           a set within a phrase: each name in its place; a long name takes no room from the 8
    ban^2  "face scan"^0.5       counts double, or half (0.1 to 10): multiplies the odds of the article's relevance
    =Clearview  ="Face ID"       exactly these letters: no other form of the word, no other case
    "=face scan"                 within quotes: this form of the one word, so not "he faces scans"
    ACLU                         two capitals or more: exactly these capitals, singular or plural

All other words are found in any case and in their regular forms. A set is looked up when rules are compiled, so that a
new edition of a pack is in force at once. Of several weights the strongest that made the rule true counts: within an
AND what is said, of alternatives the most, where one that says nothing counts 1; a group's multiplies its parts'.
"""

from bot.core.rules.book import Audience, Judged, RuleBook, compile_rules, matched_words
from bot.core.rules.facts import UNKNOWN, Facts
from bot.core.rules.query import check_query
from bot.core.rules.sets import NO_SETS, NamedSets
from bot.core.rules.typed import how_read, plain_words, says_the_same

__all__ = [
    "NO_SETS",
    "UNKNOWN",
    "Audience",
    "Facts",
    "Judged",
    "NamedSets",
    "RuleBook",
    "check_query",
    "compile_rules",
    "how_read",
    "matched_words",
    "plain_words",
    "says_the_same",
]
