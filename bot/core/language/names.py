"""The cast of a text: its people and organisations, with the titles, roles and affiliations it gives them.

Rules over capital letters, titles and appositions; no model and no list of the famous. The habit of news does the
work: the first mention is full ("Gov. Ana Ruiz of Ohio"), the later ones are short ("Ruiz", "the governor").
"""

from collections.abc import Sequence
from functools import lru_cache

from bot.core.language.entities import Cast, Entity, Gender, Mention
from bot.core.language.gathering import Gathering
from bot.core.language.name_runs import Reader
from bot.core.model import Name

__all__ = ["Cast", "Entity", "Gender", "Mention", "cast"]


def cast(text: str, *, title: str = "", known: Sequence[Name] = ()) -> Cast:
    """Everyone and everything the text names, one entity each, in order of appearance.

    `title` only helps to tell names from the first words of sentences. `known` are names whose kind is settled
    elsewhere, such as a topic's companies; a mention by an alias gets the name itself.
    """
    return _cast(text, title, tuple(known))


@lru_cache(maxsize=4)  # quotes and positions ask of one text after another
def _cast(text: str, title: str, known: tuple[Name, ...]) -> Cast:
    settled = {alias.lower(): name for name in known for alias in (name.name, *name.aliases)}
    reader = Reader(text, title, settled)
    return Gathering(text, tuple(reader.runs()), settled, reader.full_names(title)).cast()
