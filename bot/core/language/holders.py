"""Who in a text's cast has the title or role that a description names: "the senator", "the Republican nominee"."""

from collections.abc import Sequence
from typing import Final

from bot.core.language.names import Cast, Entity

_TITLE_OF: Final = {
    "senator": ("sen", "senator"),
    "congressman": ("rep", "congressman", "representative"),
    "congresswoman": ("rep", "congresswoman", "representative"),
    "lawmaker": ("rep", "sen", "senator", "representative", "del", "delegate", "assemblyman", "assemblywoman"),
    "representative": ("rep", "representative"),
    "governor": ("gov", "governor"),
    "president": ("president",),
    "professor": ("prof", "professor", "dr"),
    "sheriff": ("sheriff",),
    "mayor": ("mayor",),
    "general": ("gen", "general", "attorney general"),
    "pastor": ("rev", "pastor", "reverend"),
    "doctor": ("dr", "doctor"),
    "executive": ("ceo", "chief executive"),
    "ceo": ("ceo", "chief executive"),
}
_GENDERED: Final = {"man": "he", "woman": "she", "spokesman": "he", "spokeswoman": "she", "congressman": "he",
                    "congresswoman": "she", "chairman": "he", "chairwoman": "she", "councilman": "he",
                    "councilwoman": "she", "businessman": "he", "businesswoman": "she"}  # fmt: skip


def gender_of(noun: str) -> str | None:
    """The pronoun that goes with what somebody is called: a chairwoman is "she"."""
    return _GENDERED.get(noun)


def holders(people: Cast, nouns: Sequence[str]) -> tuple[int, ...]:
    """Indices of the people whose title or role has the last noun, in lower case; of several, those who share most.

    Empty where nobody has it.
    """
    shares = [_shared(entity, nouns) for entity in people.entities]
    most = max(shares, default=0)
    return tuple(index for index, share in enumerate(shares) if share == most) if most else ()


def _shared(entity: Entity, nouns: Sequence[str]) -> int:
    head = nouns[-1]
    gender = _GENDERED.get(head)
    if entity.kind != "person" or (gender and entity.gender not in (gender, None)):
        return 0
    held = f"{entity.title or ''} {entity.role or ''}".lower().replace(".", " ").split()
    titles = _TITLE_OF.get(head, (head,))
    if not any(title in held or (" " in title and title in " ".join(held)) for title in titles):
        return 0
    if "vice" in held and "vice" not in nouns:
        return 0
    known = [*held, *(entity.affiliation or "").lower().split()]
    is_in_office = "former" in nouns or "former" not in held
    return 2 * (1 + sum(noun in known for noun in nouns[:-1])) - (not is_in_office)
