"""The lines about an author that outlets print under an article."""

import re

_JOB = (
    r"(?:reporter|editor|writer|columnist|correspondent|journalist|author|contributor|blogger|freelancer?|producer|"
    r"host|anchor|"
    r"commentator|fellow|lecturer|professor|scholar|researcher|analyst|attorney|lawyer|student|critic|co-?founder|"
    r"founder|photographer|intern)"
)
_NAME = r"(?P<name>[A-Z][\w’'.-]+(?: (?:[A-Z][\w’'.-]*|de|van|von|der|la|al|bin))+)"
_TITLE = (
    r"(?:(?:[Cc]ontributing|[Ss]enior|[Ss]taff|[Aa]ssociate|[Dd]eputy|[Mm]anaging|[Ee]xecutive|[Gg]uest|[Ff]reelance|"
    r"[Pp]olitical|[Tt]echnology)[\s-])*"
)
_ROLE = r"(?:(?:[Ee]ditor|[Ww]riter|[Rr]eporter|[Cc]olumnist|[Cc]orrespondent|[Jj]ournalist|[Cc]ontributor)(?:,? ))?"

# "Contributing editor Ann Example has been an editor …", "Ann Example is a reporter covering …", "Ann Example covers …"
_ABOUT = re.compile(
    rf"^\W*{_TITLE}{_ROLE}{_NAME},? (?:"
    rf"(?:is|was|has been|has worked as|(?:currently )?works (?:as|for [^.]{{1,40}} as)|served as|"
    rf"joined [^.]{{1,60}} as)(?: currently| also)? (?:an? |the |our |\w+[’']s? )?(?:[\w’'&/,-]+ ){{0,8}}?{_JOB}\b"
    rf"|(?:covers|writes (?:about|for|on)|reports (?:on|for)|has (?:written|covered|reported)|blogs|tweets|"
    rf"can be (?:reached|found|followed))\b"
    rf"|(?:is|was) based in\b|(?:joined|has been (?:with|at|covering|reporting|writing)) )"
)
_CONTACT = re.compile(
    r"^\W*(?:follow|contact|e-?mail|reach|write to) (?:him|her|them|the (?:author|reporter|writer)|"
    r"[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,2}) (?:on|at|via|by|for|with|@)\b"
    r"|^\W*[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3} can be reached (?:at|on|by|via)\b"
    r"|^\W*(?:twitter|e-?mail)\s*:\s*@?\w",
    re.IGNORECASE,
)
_HEADED = re.compile(r"^\W*about the (?:author|writer|reporter)s?\s*[:—–-]\s*\S", re.IGNORECASE)
_STAFF = re.compile(
    r"\b(?:reporter|editor|writer|columnist|correspondent|journalist|freelance|contributor|covering|covers|his work|"
    r"her work|their work|author of)\b"
)


_LONGEST_CHARS = 1200


def is_biography(line: str) -> bool:
    """A line that introduces an author or says how to reach them."""
    if len(line) > _LONGEST_CHARS:
        return False
    if _CONTACT.match(line) or _HEADED.match(line):
        return True
    return bool(_ABOUT.match(line)) and bool(_STAFF.search(line)) and not re.search(r"[“\"]", line)


def author(line: str) -> str | None:
    """The name a biography introduces."""
    match = _ABOUT.match(line[:_LONGEST_CHARS])
    return match["name"] if match else None
