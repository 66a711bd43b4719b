"""A keyword tried before it is saved: the figures are those of a recount by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.alerts import Limits, analyse
from bot.core.model import Analysis, Article, Band, Bands, Rule, Sample, StoryId, Topic, Trial
from bot.core.relevance import relevance
from bot.core.rules import Facts, RuleBook, compile_rules
from bot.core.trials import Trying

NOW = datetime(2026, 11, 25, tzinfo=UTC)
SINCE = NOW - timedelta(days=90)
LIMITS = Limits(alert=0.6, digest=0.3)
FACES = Rule(id="faces", query='"face recognition"', topic="t")
GAITS = Rule(id="gaits", query="gait", topic="t")
NO_PHONES = Rule(id="no-phones", query="phone", topic="t", is_exclude=True)
TOPIC = Topic(
    id="t",
    title="T",
    rules=(FACES,),
    technology_words=("face recognition", "gait"),
    policy_words=("ban", "council", "ordinance"),
    actor_words=("council", "police"),
)
NEWS = "The council passed an ordinance to ban {} by police. The police asked the council to wait with the ban."
ASIDE = "The ferry leaves at nine. " * 40 + "A passenger spoke of {}."


def judged(article: Article, rules: Sequence[Rule]) -> Analysis:
    """What the watch makes of it under these keywords."""
    return analyse(article, book=_book(tuple(rules)), topic=TOPIC)


@lru_cache
def _book(rules: tuple[Rule, ...]) -> RuleBook:
    return compile_rules(rules, topics=(TOPIC,))


def sample(
    text: str,
    *,
    story: int | None = None,
    number: int = 1,
    title: str = "",
    days: float = 1,
    then: Sequence[Rule] = (FACES,),
) -> Sample:
    """An article that came when the keywords were those of `then`."""
    article = Article(title=title, text=text, url=f"https://gazette.example/{number}")
    analysis = judged(article, then)
    return Sample(
        article=article,
        at=NOW - timedelta(days=days),
        story=None if story is None else StoryId(story),
        number=number,
        score=analysis.relevance.score if analysis.matches else None,
        matches=analysis.matches,
    )


def trial(before: Sequence[Rule], after: Sequence[Rule], changed: Rule, *samples: Sample) -> Trial:
    trying = Trying(before=before, after=after, changed=changed, topic=TOPIC, limits=LIMITS, since=SINCE, until=NOW)
    for each in samples:
        trying.take([each])
    return trying.result()


def added(rule: Rule, *samples: Sample, before: tuple[Rule, ...] = (FACES,)) -> Trial:
    return trial(before, (*before, rule), rule, *samples)


def test_stories_that_come_with_a_new_keyword_are_counted_once_and_shown_by_their_weightiest_article() -> None:
    found = added(
        GAITS,
        sample(NEWS.format("face recognition"), story=1, number=1),
        sample(ASIDE.format("the gait of people"), story=2, number=2),
        sample(NEWS.format("gait analysis"), story=2, number=3),
        sample("nothing of it", story=3, number=4),
    )
    assert (found.before, found.after) == (Bands(told=1), Bands(told=2))
    assert [(tried.sample.number, tried.band) for tried in found.gained] == [(3, Band.ALERT)]
    assert (found.articles, found.matched, found.lost) == (4, 2, ())
    assert [round(posts * 90, 6) for posts in found.posts_a_day] == [1, 2]


def test_an_exclude_takes_away_and_says_what() -> None:
    found = added(
        NO_PHONES,
        sample("face recognition on a phone", story=1, number=1),
        sample("face recognition by police", story=2, number=2),
    )
    assert (found.before.all, found.after.all) == (2, 1)
    assert [tried.sample.number for tried in found.lost] == [1]


def test_a_story_that_another_article_still_makes_ours_is_not_lost() -> None:
    found = trial(
        (FACES, GAITS),
        (FACES,),
        GAITS,
        sample(NEWS.format("gait analysis"), story=1, number=1, then=(FACES, GAITS)),
        sample(ASIDE.format("face recognition"), story=1, number=2, then=(FACES, GAITS)),
    )
    assert found.lost == ()
    assert (found.before, found.after) == (Bands(told=1), Bands(kept=1))


def test_overlaps_name_the_keywords_that_match_the_same_articles() -> None:
    found = added(
        GAITS,
        sample("gait and face recognition", story=1, number=1),
        sample("gait alone", story=2, number=2),
    )
    assert found.overlaps == ((FACES, 1),)


def test_articles_from_before_are_left_out_and_those_never_placed_join_the_story_they_tell() -> None:
    text = (
        "The Northport council voted 7-2 on Monday to ban gait recognition by its police after two years of debate. "
        "Harbour master Ada Quill said four thousand people had signed the ordinance."
    )
    found = added(
        GAITS,
        sample(text, number=1),
        sample(f"{text} It takes effect in May.", number=2, days=1.2),
        sample("A gait of old", number=3, days=91),
    )
    assert found.articles == 2
    assert found.after.all == 1


def test_the_share_is_that_of_the_latest_thousand() -> None:
    old = [sample("gait", number=number, days=80) for number in range(1, 400)]
    late = [sample("nothing", number=number + 1000, days=2) for number in range(1000)]
    assert added(GAITS, *old, *late).share == 0.0
    assert added(GAITS, *old).share == 1.0


# --- the weight a keyword gives ---------------------------------------------------------------------------------------

STRONG = replace(FACES, query='"face recognition"^10')
WEAK = replace(FACES, query='"face recognition"^0.1')
BORDERLINE = (
    "The harbour festival opens on Friday with boats, music and a market along the quay, as in every year. " * 2
    + "The council had been asked about a ban of face recognition by police."
)


@pytest.mark.parametrize("changed", [STRONG, WEAK])
def test_another_weight_of_a_keyword_weighs_what_it_matched_anew(changed: Rule) -> None:
    filed = sample(BORDERLINE, story=1)
    found = trial((FACES,), (changed,), changed, filed)
    was, will_be = (judged(filed.article, [rule]).relevance.score for rule in (FACES, changed))
    assert LIMITS.band(was) is Band.DIGEST
    assert LIMITS.band(will_be) is not Band.DIGEST
    assert (found.before, found.after) == (_one(LIMITS.band(was)), _one(LIMITS.band(will_be)))


def test_what_the_tried_keyword_makes_of_an_article_changes_nothing_before_it() -> None:
    """The article has more places that speak of the topic with it: none of them counts without."""
    text = (
        BORDERLINE + " A council member spoke of licence plates." + " The licence plates were read by the council." * 3
    )
    plates = Rule(id="plates", query='"licence plates"', topic="t")
    found = added(plates, sample(text, story=1))
    assert found.before == _one(LIMITS.band(judged(sample(text).article, [FACES]).relevance.score))
    assert found.after == _one(LIMITS.band(judged(sample(text).article, [FACES, plates]).relevance.score))
    assert found.before != found.after


def test_an_article_filed_under_other_keywords_is_weighed_by_those_in_force() -> None:
    filed = sample(BORDERLINE, story=1, then=(STRONG,))
    assert added(GAITS, filed).before == Bands(digest=1)


def test_what_was_weighed_stands_where_nothing_changed() -> None:
    """A text may be cut by now to its excerpt: it is not weighed again for a keyword that says nothing of it."""
    filed = replace(sample(BORDERLINE, story=1), score=0.95)
    found = added(GAITS, filed)
    assert (found.before, found.after) == (Bands(told=1), Bands(told=1))


def test_an_article_no_keyword_matched_is_weighed_now() -> None:
    (tried,) = added(GAITS, sample(NEWS.format("gait"), number=1, title="Council bans gait recognition")).gained
    article = tried.sample.article
    matches = compile_rules([FACES, GAITS]).apply(article.title, article.text)
    assert tried.score == relevance(article, matches, TOPIC).score > 0.5


def _one(band: Band) -> Bands:
    return Bands(told=band is Band.ALERT, digest=band is Band.DIGEST, kept=band is Band.DROP)


# --- a recount --------------------------------------------------------------------------------------------------------

ROOM, HALL = "fake:room", "fake:hall"
POOL = (
    FACES,
    GAITS,
    NO_PHONES,
    Rule(id="bans", query="ban council", topic="t"),
    Rule(id="titles", query="title:gait^3 OR phone^0.2", topic="t"),
    Rule(id="here", query="source:gazette.example police", topic="t"),
    Rule(id="room", query="police^4", topic="t", channel=ROOM),
    Rule(id="hall", query="ferry OR police", topic="t", channel=HALL),
    Rule(id="not-in-room", query="ferry", topic="t", channel=ROOM, is_exclude=True),
)
REWRITTEN = ("gait^5", '"face recognition"^0.1 OR ferry', "police NOT phone", "title:ban", "phone", "council^9")
WORDS = st.lists(
    st.sampled_from(["face recognition", "gait", "phone", "ban", "council", "police", "ferry", "the", "of", ".\n\n"]),
    max_size=30,
).map(" ".join)
RULES = st.lists(st.sampled_from(POOL), unique=True, max_size=5).map(tuple)


@st.composite
def changes(draw: st.DrawFn) -> tuple[tuple[Rule, ...], tuple[Rule, ...], Rule]:
    """A keyword added, another text of one, or one taken out."""
    before = draw(RULES)
    new = replace(draw(st.sampled_from(POOL)), id="", query=draw(st.sampled_from(REWRITTEN)))
    if not before or draw(st.booleans()):
        return before, (*before, new), new
    rule = draw(st.sampled_from(before))
    if draw(st.booleans()):
        return before, tuple(each for each in before if each != rule), rule
    edited = replace(rule, query=new.query)
    return before, tuple(edited if each == rule else each for each in before), edited


@settings(deadline=None)
@given(
    change=changes(),
    then=RULES,
    written=st.lists(st.tuples(WORDS, WORDS, st.integers(1, 4), st.floats(0, 100)), max_size=12),
)
def test_each_side_is_what_the_watch_makes_of_the_articles_under_its_keywords(
    change: tuple[tuple[Rule, ...], tuple[Rule, ...], Rule],
    then: tuple[Rule, ...],
    written: list[tuple[str, str, int, float]],
) -> None:
    before, after, changed = change
    samples = [
        sample(text, title=title, story=story, number=number, days=days, then=then)
        for number, (title, text, story, days) in enumerate(written, start=1)
    ]
    late = [each for each in samples if each.at >= SINCE]
    found = trial(before, after, changed, *samples)

    stories = [_recounted(late, rules, changed.channel) for rules in (before, after)]
    assert (found.before, found.after) == (_counted(stories[0]), _counted(stories[1]))
    assert {tried.sample.story: tried.score for tried in found.gained} == _but(stories[1], stories[0])
    assert {tried.sample.story: tried.score for tried in found.lost} == _but(stories[0], stories[1])
    assert found.articles == len(late)
    alone = compile_rules([changed], topics=(TOPIC,))
    of_changed = [alone.true_of(a.title, a.text, about=Facts.of(a)) for a in (each.article for each in late)]
    assert found.matched == sum(map(bool, of_changed))
    assert sum(told for _, told, _ in found.weeks) == found.before.told
    assert sum(told for _, _, told in found.weeks) == found.after.told


def _recounted(samples: Sequence[Sample], rules: Sequence[Rule], channel: str) -> dict[StoryId, float]:
    """Each story that is for the channel (or, where that is "", for all), with the best score of its articles."""
    book = compile_rules(rules, topics=(TOPIC,))
    stories: dict[StoryId, float] = {}
    for each in samples:
        article = each.article
        analysis = analyse(article, book=book, topic=TOPIC)
        if analysis.matches and book.audience(article.title, article.text, about=Facts.of(article)).has(channel):
            assert each.story is not None
            stories[each.story] = max(stories.get(each.story, 0.0), analysis.relevance.score)
    return stories


def _counted(stories: dict[StoryId, float]) -> Bands:
    scores = stories.values()
    return Bands(
        told=sum(score >= 0.6 for score in scores),
        digest=sum(0.3 <= score < 0.6 for score in scores),
        kept=sum(score < 0.3 for score in scores),
    )


def _but(one: dict[StoryId, float], other: dict[StoryId, float]) -> dict[StoryId, float]:
    return {story: score for story, score in one.items() if story not in other}


# --- more than can be weighed -----------------------------------------------------------------------------------------


def test_what_is_matched_too_often_is_counted_in_the_latest_days_alone_and_exactly() -> None:
    samples = [
        sample(NEWS.format("gait") if number % 2 else ASIDE.format("gait"), story=number, number=number, days=days)
        for number, days in enumerate((day / 16 for day in range(16 * 80)), start=1)
    ]
    found = added(GAITS, *samples)
    assert (found.articles, found.matched) == (1280, 1280)
    assert 15 <= found.weighed_days < 40
    assert found.weighed_days == int(found.weighed_days)
    late = [each for each in samples if each.at >= found.weighed_since]
    assert found.weighed_articles == len(late)
    assert found.after == _counted(_recounted(late, (FACES, GAITS), ""))
    assert sum(told for _, _, told in found.weeks) == found.after.told
    assert found.weeks[0][0] == found.weighed_since.date()


def test_of_a_day_everything_is_counted() -> None:
    samples = [sample(ASIDE.format("gait"), story=number, number=number, days=0.5) for number in range(1, 700)]
    found = added(GAITS, *samples)
    assert (found.weighed_days, found.after.all) == (90, 699)


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_in_which_samples_come_changes_nothing(order: int) -> None:
    samples = [sample(ASIDE.format("gait"), number=number, days=number / 8) for number in range(8 * 60)]
    first = trial((FACES,), (FACES, GAITS), GAITS, *samples)
    assert trial((FACES,), (FACES, GAITS), GAITS, *samples[::order]) == first


def test_what_the_topics_words_say_of_a_story_that_comes_is_told_beside_its_relevance() -> None:
    plates = Rule(id="plates", query='"licence plates"', topic="t")
    off, on = added(
        plates,
        sample("Licence plates are sold at auction. " * 5, story=1, number=1),
        sample(NEWS.format("licence plates and gait recognition"), story=2, number=2),
    ).gained[::-1]
    assert off.without is not None
    assert on.without is not None
    assert (off.without.score, off.without.reasons) == (0.0, ("none of the topic's words",))
    assert on.without.score > 0.5
