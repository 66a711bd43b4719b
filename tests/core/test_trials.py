"""A keyword tried before it is saved: the figures are those of a recount by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts import Limits
from bot.core.model import Article, Band, Bands, Rule, Sample, StoryId, Topic, Trial
from bot.core.relevance import relevance
from bot.core.rules import compile_rules
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


def sample(
    text: str,
    *,
    story: int | None = None,
    number: int = 1,
    title: str = "",
    score: float | None = None,
    days: float = 1,
) -> Sample:
    return Sample(
        article=Article(title=title, text=text, url=f"https://gazette.example/{number}"),
        at=NOW - timedelta(days=days),
        story=None if story is None else StoryId(story),
        number=number,
        score=score,
    )


def trial(before: tuple[Rule, ...], after: tuple[Rule, ...], changed: Rule, *samples: Sample) -> Trial:
    trying = Trying(before=before, after=after, changed=changed, topic=TOPIC, limits=LIMITS, since=SINCE, until=NOW)
    for each in samples:
        trying.take([each])
    return trying.result()


def added(rule: Rule, *samples: Sample, before: tuple[Rule, ...] = (FACES,)) -> Trial:
    return trial(before, (*before, rule), rule, *samples)


def test_stories_that_come_with_a_new_keyword_are_counted_once_and_shown_by_their_weightiest_article() -> None:
    found = added(
        GAITS,
        sample("face recognition", story=1, number=1, score=0.9),
        sample("the gait of people", story=2, number=2, score=0.4),
        sample("a gait again", story=2, number=3, score=0.8),
        sample("nothing of it", story=3, number=4, score=0.9),
    )
    assert (found.before, found.after) == (Bands(told=1), Bands(told=2))
    assert [(tried.sample.number, tried.band) for tried in found.gained] == [(3, Band.ALERT)]
    assert (found.articles, found.matched, found.lost) == (4, 2, ())
    assert round(found.posts_a_day * 90, 6) == 1


def test_an_exclude_takes_away_and_says_what() -> None:
    found = added(
        NO_PHONES,
        sample("face recognition on a phone", story=1, number=1, score=0.7),
        sample("face recognition by police", story=2, number=2, score=0.7),
    )
    assert (found.before.all, found.after.all) == (2, 1)
    assert [tried.sample.number for tried in found.lost] == [1]


def test_a_story_that_another_article_still_makes_ours_is_not_lost() -> None:
    found = trial(
        (FACES, GAITS),
        (FACES,),
        GAITS,
        sample("a gait", story=1, number=1, score=0.9),
        sample("face recognition", story=1, number=2, score=0.4),
    )
    assert found.lost == ()
    assert (found.before, found.after) == (Bands(told=1), Bands(digest=1))


def test_overlaps_name_the_keywords_that_match_the_same_articles() -> None:
    found = added(
        GAITS,
        sample("gait and face recognition", story=1, number=1, score=0.9),
        sample("gait alone", story=2, number=2, score=0.9),
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


WORDS = st.lists(st.sampled_from(["face", "recognition", "gait", "phone", "ban", "council"]), max_size=8)


@given(
    st.lists(st.tuples(WORDS, st.integers(1, 4), st.floats(0, 1), st.floats(0, 100)), max_size=20),
    st.sampled_from(
        [GAITS, NO_PHONES, replace(GAITS, query="ban council"), replace(GAITS, query="title:gait OR phone")]
    ),
)
def test_the_figures_are_those_of_a_recount(written: list[tuple[list[str], int, float, float]], rule: Rule) -> None:
    samples = [
        sample(" ".join(words), story=story, number=number, score=score, days=days)
        for number, (words, story, score, days) in enumerate(written, start=1)
    ]
    found = added(rule, *samples)
    late = [each for each in samples if each.at >= SINCE]
    for rules, bands in (((FACES,), found.before), ((FACES, rule), found.after)):
        book = compile_rules(rules)
        best: dict[StoryId | None, float] = {}
        for each in late:
            if book.apply(each.article.title, each.article.text):
                best[each.story] = max(best.get(each.story, 0.0), each.score or 0.0)
        assert bands == Bands(
            told=sum(score >= 0.6 for score in best.values()),
            digest=sum(0.3 <= score < 0.6 for score in best.values()),
            kept=sum(score < 0.3 for score in best.values()),
        )
    assert found.articles == len(late)
    alone = compile_rules([replace(rule, is_exclude=False)])
    assert found.matched == sum(bool(alone.apply("", each.article.text)) for each in late)
    assert sum(after for _, _, after in found.weeks) == found.after.told


def test_an_article_no_keyword_matched_is_weighed_now() -> None:
    text = "The council passed an ordinance to ban gait recognition by police. " * 3
    (tried,) = added(GAITS, sample(text, number=1, title="Council bans gait recognition")).gained
    article = tried.sample.article
    matches = compile_rules([FACES, GAITS]).apply(article.title, article.text)
    assert tried.score == relevance(article, matches, TOPIC).score > 0.5
