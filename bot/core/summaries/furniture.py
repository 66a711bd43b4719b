"""What stands between the sentences of a story without being one: captions, labels, headings, words of the outlet's."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.core.language.name_words import words as listed
from bot.core.model import Article, Span
from bot.core.summaries.edges import begins_with_dateline
from bot.core.text import paragraphs

_BRIEF_WORDS: Final = 45  # a paragraph that begins as furniture and is longer is a paragraph of the story
_OPENING_PARAGRAPHS: Final = 4  # among them, what stands above a dateline is no report yet
_TITLE_CASE: Final = 0.75
_TITLE_WORDS: Final = 5

_KEY = re.compile(r"[\W_]+")
_STARTS = re.compile(
    r"(?:(?:Corrections?|Clarifications?|Editor[’']s\s[Nn]ote)\s?[:—–]|Photo|Photograph|Image|Images|Video|File\sphoto|FILE\s?[-–—:]?|Illustration|Getty|Watch|Read\s[Mm]ore|READ\sMORE|"
    r"Related|Sign\sup|Subscribe|Follow|Click|Listen|Share|Advertisement|ADVERTISEMENT|CLOSE|Collapse|Expand|Enlarge|Caption|Credit|Note\sto|"
    r"UPDATED?\b(?!\s?:)|Updated|Published|Posted|Thanks\sfor|The\slatest\son|The\sLatest\son|Here[’']s|By\s[A-Z]|Reporting\sby|"
    r"Editing\sby|\(Reporting|Follow\sus|Get\s(?:the|our|breaking|more|your|all)|Join\sus|Support\sour|Become\sa\s(?:member|subscriber)|"
    r"Already\sa\ssubscriber|Download\s|Contact\s(?:the|us)|Send\s(?:us|tips)|Have\sa\stip|Donate|"
    r"Th(?:is|e)\s(?:transcript|interview|conversation)\s(?:was|is|has)|"
    r"This\s(?:story|article|post|report|column|image|photo|photograph|video)\s(?:was|is|has|from|shows|provided|made|taken|originally|first|appeared)|"
    r"(?:In|On)\sthis\s[^,]{0,40}(?:photo|image|picture|illustration)|ABSTRACT|FULL\sTEXT|TRANSCRIPT|"
    r"(?:The\s)?(?:views|opinions)\sexpressed|All\srights\sreserved|Copyright|©)(?![\w’'])"
)
_OUTLET_SPEAKS = re.compile(
    r"\b(?:our\s(?:newsletter|readers|reporting|journalis[mt]\w*|app|subscribers|coverage)|your\s(?:inbox|subscription|browser)|"
    r"bring\syou\b|keep\sthis\snews\sfree|delivered\s(?:weekday|every|each|to\syour)|ad\sblocker|contributed\sto\sthis\s(?:report|story|article)|"
    r"the\slink\sbelow|Vote\sNow|terms\sof\s(?:use|service)\b.{0,30}\bprivacy\spolicy)\b",
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"[A-Z][^,]{2,40}\s(?:is|was)\san?\s(?:[\w-]+\s){0,3}(?:reporter|writer|columnist|editor|contributor|correspondent|"
    r"freelancer|intern)\s(?:for|at|with|of|in|based|covering|who)\b"
)
_EMBEDDED_WORDS: Final = 25
_EMBEDDED = re.compile(r"\(@\w+\)|\bpic\.twitter\.com|\bt\.co/|^A post shared by ")
_CREDIT = re.compile(
    r"\((?:[^()]{0,60}(?:/|\bvia\s)(?:REUTERS|Reuters|AP|AFP|Getty|Pool|EPA)[^()]{0,40}|[^()]{0,40}(?:Photo|photo|Getty)[^()]{0,30})\)\.?$"
)
_CREDIT_BEHIND = re.compile(r"\s{0,2}(?:REUTERS|AP\sPhoto|Getty\sImages|AFP|Photo(?:graph)?\sby|\(AP|©)")
_PICTURED = re.compile(
    r"\b(?:is|are)\s(?:seen|pictured|shown)\b|\((?:left|right|center|centre|L|R|top|bottom)\)|,\s(?:left|right|center|centre),"
)
_DATED = re.compile(r"\b[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}\.?(?:\s\(|$)|\bon\s\d{1,2}\s[A-Z][a-z]+\s\d{4}\.?$")
_RUN_IN = re.compile(r"\b(?P<name>[A-Z][a-z]{2,})(?:[A-Z][A-Za-z]|\d{4})")  # LeeThe latest, Lee2020 Democrats
_LINKS_LEFT = re.compile(r"\bMORE(?:[’']s)?\s\(")
_TELLING_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_TELLING: Final = 2
_WORD = re.compile(r"[^\W\d_]+")

_ENGLISH: Final = listed(
    "the of and to for with that by from has have had will its were are been which who after not they their or his her "
    "be but than into about would could"
)
_FOREIGN: Final = listed(
    "de la el los las le les des der die das und il que y en del dans pour nicht ist een het van di che per con una un "
    "est et du au aux pas ne sur qui nous vous ich wir sie den dem zu mit auf von ein eine es lo por para se su não o "
    "os da do em uma og det som att och på är av till jest nie się na ve bir bu ile"
)
_FOREIGN_SHARE: Final = 0.25
_FEWEST_WORDS: Final = 5


def story_sentences(article: Article, sentences: Sequence[Span]) -> Iterator[Span]:
    """Those of the sentences that belong to the story."""
    text = article.text
    blocks = paragraphs(text)
    first = _first_block(text, blocks)
    title = _key(article.title)
    notes = {_key(note) for note in article.corrections}
    place = 0
    for span in sentences:
        while place + 1 < len(blocks) and blocks[place].end <= span.start:
            place += 1
        if place < first or _is_furniture_block(text, blocks[place]) or is_furniture(text, span):
            continue
        key = _key(span.of(text))
        is_title = bool(title) and (key == title or (len(key) > _SAYS_SOMETHING and key in title))
        if is_title or any(key in note for note in notes) or _is_heading(text, blocks[place], span):
            continue
        if article.language in (None, "en") and is_foreign(span.of(text)):
            continue
        yield span


_SAYS_SOMETHING: Final = 12  # letters; less may be part of any title


def is_furniture(text: str, span: Span) -> bool:
    """A caption, a heading, a line of the page: no sentence of the story."""
    words = span.of(text)
    return (
        words[-1].isalnum()
        or len(_TELLING_WORD.findall(words)) < _FEWEST_TELLING
        or words[-1] == ":"
        or _STARTS.match(words) is not None
        or _OUTLET_SPEAKS.search(words) is not None
        or _BIOGRAPHY.match(words) is not None
        or (_EMBEDDED.search(words) is not None and len(words.split()) <= _EMBEDDED_WORDS)
        or _CREDIT.search(words[-130:]) is not None
        or _CREDIT_BEHIND.match(text, span.end) is not None
        or (_PICTURED.search(words) is not None and _DATED.search(words) is not None)
    )


def is_garbled(words: str) -> bool:
    """The titles of other stories, run into it from the links of its names: "Lee LeeThe latest … MORE (D)"."""
    if _LINKS_LEFT.search(words):
        return True
    run_in = {found["name"] for found in _RUN_IN.finditer(words)}
    return not run_in.isdisjoint(_WORD.findall(words))


def is_foreign(words: str) -> bool:
    """Not English: no word of English grammar, and several of another language's."""
    found = [word.lower() for word in _WORD.findall(words)]
    if len(found) < _FEWEST_WORDS or any(word in _ENGLISH for word in found):
        return False
    return sum(word in _FOREIGN for word in found) >= max(2, _FOREIGN_SHARE * len(found))


def _first_block(text: str, blocks: Sequence[Span]) -> int:
    """The paragraph with the dateline, where one stands near the top; the first, where none does."""
    opening = range(min(_OPENING_PARAGRAPHS, len(blocks)))
    return next((place for place in opening if begins_with_dateline(text, blocks[place])), 0)


def _is_furniture_block(text: str, block: Span) -> bool:
    """A short paragraph that begins or ends as furniture is furniture all through."""
    words = block.of(text)
    if len(words.split()) > _BRIEF_WORDS:
        return False
    return _STARTS.match(words) is not None or _CREDIT.search(words[-130:]) is not None


def _is_heading(text: str, block: Span, span: Span) -> bool:
    """A paragraph of its own, With Most Words Like This, whatever mark closes it."""
    if block != span:
        return False
    words = [word for word in _WORD.findall(span.of(text)) if len(word) > 1]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _TITLE_WORDS and capitals >= _TITLE_CASE * len(words)


def _key(words: str) -> str:
    return _KEY.sub("", words).casefold()
