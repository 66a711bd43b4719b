"""Names that look like owners: Macy's, McDonald's, Levi's. Told by where they stand, for no list of shops is whole."""

import re
from typing import Final

from bot.core.language.name_words import ROLE_NOUN

_NAME: Final = r"([A-Z][\w&-]{1,30})['’]s"
_SHOWS = (
    re.compile(  # a subject: nothing that it could own stands behind it
        rf"\b{_NAME}\s(?:has|had|will|would|could|did|didn['’]t|does|doesn['’]t|said|says|told|declined|announced|confirmed|"
        r"denied|agreed|insisted|refused|wants|plans|sells|stopped|began)\b"
    ),
    re.compile(  # an object, or what a shop is called
        r"\b(?:for|at|by|from|with|against|chain|retailer|store|stores|shop|supermarket|grocer|giant|brand|company|firm|"
        rf"spokesm[ae]n|spokeswom[ae]n)\s{_NAME}(?:[.,;:)?!]|$|\s(?:said|says|told|and|in|on|to|is|was|has|had|will|did|"
        r"over|after)\b)",
        re.MULTILINE,
    ),
    re.compile(rf"\b[Aa]n?\s{_NAME}\s(?:[a-z-]+\s){{0,2}}{ROLE_NOUN}\b"),  # no article stands before an owner
)


_BARE = re.compile(r"\b([A-Z][\w&-]{1,30})\b(?!['’]s)")


def owner_names(text: str) -> frozenset[str]:
    """The last words of such names, without the mark; none that the text has bare as well."""
    found = frozenset(match[1] for pattern in _SHOWS for match in pattern.finditer(text))
    return found - frozenset(_BARE.findall(text)) if found else found
