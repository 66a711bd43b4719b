"""How frequent words are in news before the stream itself has shown it: a small prior for the first days."""

from collections.abc import Callable
from typing import Final


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


STOP_WORDS: Final = frozenset(
    _words(
        """
        a about above after again against all also although am among an and another any are aren't around as
        at away back be became because become been before being below between both but by came can can't
        cannot come could couldn't did didn't do does doesn't doing don't done down during each either else
        even ever every few first for from further get gets getting give given go goes going gone got had
        hadn't has hasn't have haven't having he he's her here hers herself him himself his how however i
        i'm if in into is isn't it it's its itself just keep last later least less let like likely made make
        makes making many may me might more most much must my myself near neither never next no nor not now
        of off often on once one only or other others our ours out over own per perhaps put rather really
        said same say saying says see seen she she's should shouldn't since so some soon still such take
        taken takes taking tell than that that's the their theirs them themselves then there there's these
        they they're this those though three through thus to together told too took toward towards two under
        until up upon us use used using very want was wasn't way we we're well went were weren't what when
        where whether which while who whom whose why will with within without won't would wouldn't yet you
        your yours
        """
    )
)

# Share of news articles whose first paragraphs hold the word, in three classes: a third, a tenth, a thirtieth.
# Our own estimate: the words any reporter needs whatever the event.
_CLASSES: Final = (
    (0.3, _words("new time year people state day week month president government public official report statement")),
    (
        0.1,
        _words(
            """
            ask call city town company country court group law leader member million move national news
            number office part plan policy power right service support work world american americans
            federal house senate bill vote party lawmaker security department former chief director
            spokesman spokeswoman spokesperson monday tuesday wednesday thursday friday saturday sunday
            administration agency issue question change decision end help long high show start set add
            accord include expect continue announce need release washington states united political
            """
        ),
    ),
    (
        0.03,
        _words(
            """
            act action attorney case charge claim committee concern council county data democrat
            democratic republican election campaign candidate general governor judge justice
            investigation lawsuit legal local mayor meet meeting order police program propose protest
            release rights rule school secretary senator representative social technology trial union
            university white business market money percent billion dollar deal fund job worker tax
            health care war military force foreign family woman women man men child children life home
            student media interview letter email message post video tweet twitter facebook online site
            website press conference hear review study research expert professor advocate critic privacy
            system software tool product customer ban january february march april may june july august
            september october november december early late big small large major top good great bad old
            young important possible different real free full open close hour night morning today
            yesterday tomorrow area place street water food car point line head hand side fact idea
            reason problem result effort effect role level rate cost price interest control access term
            run lead hold bring pass face sign win lose pay turn stand talk speak think know believe
            feel find look seek try begin stop allow require protect fight push raise grow fall drop cut
            spend buy sell build create provide offer receive reach join leave return follow remain
            serve
            """
        ),
    ),
)
PRIOR_ARTICLES: Final = 50  # the weight of the prior, in articles: after a few hundred the stream speaks for itself
TOPICAL_COUNT: Final = 0.3 * PRIOR_ARTICLES


def prior_counts(stem_of: Callable[[str], str]) -> dict[str, float]:
    """How many of the prior's articles hold each stem."""
    counts: dict[str, float] = {}
    for share, words in _CLASSES:
        for word in words:
            counts.setdefault(stem_of(word), share * PRIOR_ARTICLES)
    return counts
