"""The forms one person's name takes: with and without the middle name, Mike for Michael, and who is only a namesake."""

from collections.abc import Sequence
from typing import Final

from bot.core.language.name_runs import Run
from bot.core.language.name_words import CORPORATE_ENDS, ORGANISATION_WORDS, SUFFIXES

_SHORT_FORMS: Final = {
    "bill": "william", "will": "william", "bob": "robert", "rob": "robert", "mike": "michael", "jim": "james",
    "tom": "thomas", "dick": "richard", "rick": "richard", "tony": "anthony", "liz": "elizabeth", "beth": "elizabeth",
    "betsy": "elizabeth", "kate": "katherine", "jack": "john", "ted": "edward", "ed": "edward", "chuck": "charles",
    "hank": "henry", "larry": "lawrence", "peggy": "margaret", "maggie": "margaret", "sandy": "alexandra",
    "andy": "andrew", "drew": "andrew", "bernie": "bernard", "jerry": "gerald", "harry": "henry",
}  # fmt: skip


def surname(run: Run) -> str:
    """The last word that is no "Jr.", in lower case."""
    words = [word for word in run.words if word.low not in SUFFIXES] or list(run.words)
    return words[-1].low


def generation(name: str) -> str | None:
    """ "jr" of "Ana Ruiz Jr."; None where nothing tells father and son apart."""
    last = name.split()[-1].lower().rstrip(".")
    return last if last in SUFFIXES else None


def is_same_person(one: str, other: str) -> bool:
    """Two full names: "Ana M. Ruiz" and "Ana Ruiz", "Mike" and "Michael"; never Junior and Senior."""
    if generation(one) != generation(other):
        return False
    one, other = one.lower(), other.lower()
    if one.endswith(f" {other}") or other.endswith(f" {one}"):
        return True
    first, second = one.split()[0].rstrip("."), other.split()[0].rstrip(".")
    return (
        first == second
        or _SHORT_FORMS.get(first, first) == _SHORT_FORMS.get(second, second)
        or (min(len(first), len(second)) in (1, 3, 4) and (first.startswith(second) or second.startswith(first)))
    )


def without_corporate_end(name: str) -> str:
    """ "Acme Vision" of "Acme Vision Corp"."""
    words = name.split()
    while len(words) > 1 and words[-1].lower().strip(".,") in CORPORATE_ENDS:
        words.pop()
    return " ".join(words).rstrip(",")


def spells_out(name: str, acronym: str) -> bool:
    """Whether the capitals of a name make an acronym: S.T.O.P. of the Surveillance Technology Oversight Project."""
    letters = acronym.replace(".", "").removesuffix("s")
    return len(letters) > 1 and letters == initials(name)


def initials(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word.lower().strip(".,") not in CORPORATE_ENDS]
    return "".join(word[0] for word in words if word[0].isupper())


def as_printed(canonical: str, printed: Sequence[str]) -> str:
    """A known name in the fullest form that a text has of it; a shorter one only where the text has no other.

    What is longer by more than a word like "Department" is a part with a name of its own: Acme Web Services.
    """
    fuller = (form for form in printed if spells_out(form, canonical) or _only_says_what_it_is(form, canonical))
    whole = max(fuller, key=len, default=None)
    if whole is not None:
        return whole
    if canonical in printed:
        return canonical
    return max(printed, key=lambda form: len(form.split()), default=canonical)


def _only_says_what_it_is(form: str, canonical: str) -> bool:
    rest = form.removeprefix(f"{canonical} ")
    return rest != form and all(word.lower() in ORGANISATION_WORDS - CORPORATE_ENDS for word in rest.split())
