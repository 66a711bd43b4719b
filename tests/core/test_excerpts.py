"""What stays of an article says the same words in the same places as the whole did."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.excerpts import GAP, LEAD_CHARS, context, is_text_of, shortened
from bot.core.model import Analysis, Article, ArticleId, Deed, Filed, Match, Position, Quote, Span, StoryId
from tests.fakes.filing import NOW, position, quote, span

DULL = " ".join(["The hall was warm and the agenda long."] * 40)


def filed(text: str, **read: tuple[object, ...]) -> Filed:
    analysis = Analysis(article=Article(title="Council weighs a ban", text=text))
    return Filed(
        id=ArticleId(1),
        source=None,
        seen_at=NOW,
        analysis=replace(analysis, **read),  # type: ignore[arg-type]
        story=StoryId(1),
    )


def test_the_beginning_and_whatever_was_read_stay_and_the_rest_goes() -> None:
    text = "\n\n".join(
        [
            DULL,
            "Secret middle. Nobody is quoted here.",
            "A vote is due. “We will not wait,” said Ada Moreno. The clerk nodded.",
            "Another dull paragraph that says nothing.",
            "Northport banned the cameras in May. It rained.",
            "The end.",
        ]
    )
    whole = filed(
        text,
        quotes=(quote(text, "We will not wait,", speaker="Ada Moreno"),),
        positions=(position(text, "Northport banned the cameras in May.", actor="Northport", action=Deed.BAN),),
        summary=(span(text, "A vote is due."),),
    )

    short = shortened(whole)

    kept = short.analysis.article.text
    assert kept.startswith(text[:LEAD_CHARS])
    assert "A vote is due. “We will not wait,” said Ada Moreno. The clerk nodded." in kept
    assert "Northport banned the cameras in May." in kept
    for gone in ("Secret middle", "Another dull", "It rained", "The end"):
        assert gone not in kept
    assert kept.count(GAP.strip()) == 2
    assert _words(short) == _words(whole)


def test_a_keyword_keeps_the_sentence_where_it_stands_first_and_no_other() -> None:
    text = f"{DULL}\n\nThe cameras came first. Then more cameras came. A third time, cameras."
    places = [at for at in range(len(text)) if text.startswith("cameras", at)]
    matches = tuple(Match(rule="cams", field="body", span=Span(at, at + 7)) for at in places)
    title = Match(rule="ban", field="title", span=Span(17, 20))

    short = shortened(filed(text, matches=(*matches, title))).analysis

    assert "The cameras came first." in short.article.text
    assert "A third time" not in short.article.text
    assert [match.field for match in short.matches] == ["body", "title"]
    assert short.matches[0].span.of(short.article.text) == "cameras"


def test_a_text_that_is_all_beginning_stays_as_it_is_but_is_known_by_its_hash() -> None:
    whole = filed("A council met on Monday.")

    short = shortened(whole)

    assert short.analysis == whole.analysis
    assert is_text_of(short, "A council met on Monday.")
    assert not is_text_of(short, "A council met on Tuesday.")
    assert shortened(short) is short


def test_a_shortened_article_is_known_by_the_text_it_had() -> None:
    whole = filed(DULL)
    assert is_text_of(whole, DULL)
    assert is_text_of(shortened(whole), DULL)
    assert not is_text_of(shortened(whole), shortened(whole).analysis.article.text)


TEXTS = st.text(alphabet=st.sampled_from("ab .“”\n\U0001f600é"), max_size=3_000).map(lambda text: text * 2)


@st.composite
def articles(draw: st.DrawFn) -> Filed:
    text = draw(TEXTS)
    if not text:
        return filed(text)
    ends = st.integers(0, len(text) - 1)
    spans = st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair) + 1))
    some = st.lists(spans, max_size=5)
    parts = sorted(draw(some))
    return filed(
        text,
        matches=tuple(Match(rule=f"r{at % 2}", field="body", span=each) for at, each in enumerate(draw(some))),
        quotes=tuple(Quote(parts=(each,), text=each.of(text)) for each in parts),
        positions=tuple(Position(actor="a", action=Deed.BAN, span=each) for each in draw(some)),
        summary=tuple(draw(some)),
    )


@given(articles())
def test_every_span_says_the_same_words_as_before(whole: Filed) -> None:
    short = shortened(whole)

    assert _words(short) == _words(whole)
    assert short.analysis.article.text[:LEAD_CHARS] == whole.analysis.article.text[:LEAD_CHARS]
    before = [match.span.of(whole.analysis.article.text) for match in whole.analysis.matches]
    after = [match.span.of(short.analysis.article.text) for match in short.analysis.matches]
    assert all(words in before for words in after)
    assert {match.rule for match in short.analysis.matches} == {match.rule for match in whole.analysis.matches}


@given(articles())
def test_the_context_of_a_quote_holds_where_it_begins_and_stays_the_same(whole: Filed) -> None:
    short = shortened(whole)
    for before, after in zip(whole.analysis.quotes, short.analysis.quotes, strict=True):
        first = context(whole.analysis.article.text, before.parts[0])
        assert first.start <= before.parts[0].start
        assert first.of(whole.analysis.article.text).strip() in short.analysis.article.text
        assert context(short.analysis.article.text, after.parts[0]).start <= after.parts[0].start


def _words(filed: Filed) -> list[str]:
    analysis, text = filed.analysis, filed.analysis.article.text
    parts = [part for quote in analysis.quotes for part in quote.parts]
    return [each.of(text) for each in (*parts, *(each.span for each in analysis.positions), *analysis.summary)]
