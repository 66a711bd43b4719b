import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.errors import RuleInvalid
from bot.core.model import Match, Rule
from bot.core.rules import RuleBook, check_query, compile_rules, matched_words
from bot.core.rules.words import spaced


def book(*queries: str) -> RuleBook:
    return compile_rules([Rule(id=query, query=query) for query in queries])


def found(query: str, text: str, title: str = "") -> list[str]:
    """The places of a rule's matches, as printed."""
    return [match.span.of(title if match.field == "title" else text) for match in book(query).apply(title, text)]


# --- what a rule finds


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ban", "The city banned it."),
        ("bans", "They want a ban."),
        ('"facial recognition"', "Facial-recognition software"),
        ('"facial recognition"', "FACIAL\nRECOGNITION"),
        ('"facial recognition"', "fa\u200bcial recog\u00adnition"),
        ('"facial recognition"', "ｆａｃｉａｌ\u00a0ｒｅｃｏｇｎｉｔｉｏｎ"),
        ("“facial recognition”", "facial recognition"),
        ('"face scan"', "faces scanned"),
        ('"city\'s ban"', "the city’s ban"),
        ("Amazon", "Amazon’s pledge"),
        ("U.S.", "the U.S. Senate"),
        ('"U.S. Senate"', "the U.S. Senate"),
        ('"H.R. 7356"', "H.R. 7356 died"),
        ('"facial ban"~8', "a ban of all facial recognition"),
        ('"facial ban"~2', "facial recognition ban"),
        ("moratori*", "two moratoria"),
        ("ban OR moratorium", "a moratorium"),
        ("ban police", "police protest the ban"),
        ("+ban -phone", "the ban"),
        ("ban NOT phone", "the ban"),
        ('"face id" OR "facial recognition" -phone', "facial recognition"),
        ("(ban OR halt) AND (police OR city)", "the city halts it"),
        ("body:ban", "the ban"),
        ("=Clearview", "Clearview said"),
        ('="Face ID"', "with Face ID on"),
        ('"=face scan"', "Face scans at the gate"),
        ('"scan =his face"~4', "scanned by his own face"),
        ("ACLU", "the ACLU sued"),
        ("LFR", "two LFRs"),
        ("顔認証", "警察の顔認証を禁止"),
        ("reconocimiento", "los reconocimientos"),
        ("straße", "STRAßE"),
        ("NOT NOT ban", "the ban"),
    ],
)
def test_a_rule_finds(query: str, text: str) -> None:
    assert found(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ban", "an urban bank, a banner"),
        ('"facial recognition"', "facial, recognition"),
        ('"facial recognition"', "It was facial. Recognition came late."),
        ('"ban police"', "They backed a ban. Police did not."),
        ('"facial recognition"', "recognition facial"),
        ('"facial ban"~1', "facial recognition ban"),
        ("ban OR moratorium", "nothing"),
        ("ban police", "the ban"),
        ("+ban -phone", "the phone ban"),
        ('"face id" OR "facial recognition" -phone', "facial recognition on phones"),
        ("title:ban", "the ban"),
        ("=Clearview", "a clearview of it"),
        ("=ban", "they banned it"),
        ('="Face ID"', "your face id"),
        ('"=face scan"', "he faces scans"),
        ("ACLU", "aclu"),
        ("ACLU", "Aclu"),
        ("mora*", "an amora"),
        ("used", "to us"),
    ],
)
def test_a_rule_does_not_find(query: str, text: str) -> None:
    assert not found(query, text)


def test_places_are_those_of_the_article_as_printed() -> None:
    text = "A “fa\u200bcial\u00a0recog\u00adnition” of\u2028bans and the ban"
    assert found('"facial recognition"', text) == ["fa\u200bcial\u00a0recog\u00adnition"]
    assert found("ban", text) == ["bans", "ban"]
    assert found("moratori*", "Moratoriums!") == ["Moratoriums"]
    assert found('"ban facial"~8', "facial recognition ban") == ["facial recognition ban"]


def test_title_and_text_are_told_apart_and_never_joined() -> None:
    matches = book("ban").apply("A ban", "The ban")
    assert [(match.field, match.span.start) for match in matches] == [("title", 2), ("body", 4)]
    assert not book('"facial recognition"', '"facial recognition"~5').apply("facial", "recognition")
    assert book("title:(ban OR halt) body:police").apply("Halted", "police")


def test_only_the_true_alternatives_are_shown() -> None:
    assert found("(ban police) OR (halt NOT phone)", "police halt the phone-free ban") == ["police", "ban"]


def test_an_exclude_silences_its_own_topic_alone() -> None:
    rules = [
        Rule(id="a", query="recognition", topic="faces"),
        Rule(id="b", query="recognition", topic="speech"),
        Rule(id="x", query="award", topic="faces", is_exclude=True),
    ]
    assert {match.rule for match in compile_rules(rules).apply("", "an award in recognition")} == {"b"}
    assert {match.rule for match in compile_rules(rules).apply("", "recognition")} == {"a", "b"}


def test_an_empty_book_finds_nothing() -> None:
    assert compile_rules([]).apply("a", "b") == ()


def test_matched_words_are_told_once_as_printed() -> None:
    title, text = "Facial Recognition", "facial\nrecognition, bans and Bans"
    matches = book('"facial recognition"', "ban").apply(title, text)
    assert matched_words(matches, title=title, text=text) == ("Facial Recognition", "bans")


# --- what a rule may not say


def fault_of(query: str) -> RuleInvalid | None:
    try:
        check_query(query)
    except RuleInvalid as fault:
        return fault
    return None


@pytest.mark.parametrize(
    ("query", "reason", "position"),
    [
        ("the “facial ban", "unbalanced quote", 4),
        ('ban "', "unbalanced quote", 4),
        ("ban (a", "unbalanced parenthesis", 4),
        ("ban)", "unbalanced parenthesis", 3),
        ("ban OR", "an empty alternative matches everything", 6),
        ("OR ban", "an empty alternative matches everything", 0),
        ("ban OR OR halt", "an empty alternative matches everything", 7),
        ("(ban OR ) halt", "an empty alternative matches everything", 8),
        ("ban AND", "AND needs something after it", 7),
        ("AND ban", "AND needs something on its left", 0),
        ("ban ()", "empty parentheses match everything", 5),
        ('ban ""', "an empty phrase matches everything", 4),
        ("", "an empty rule matches everything", 0),
        ("NOT ban", "a rule of only NOT matches everything", 0),
        ("-ban -halt", "a rule of only NOT matches everything", 0),
        ("ban OR NOT halt", "an alternative of only NOT matches everything", 7),
        ("ban /f.*l/", "no regular expressions", 4),
        ("facail~", "no fuzzy words", 6),
        ("ban ^2", "^ must touch the word", 4),
        ("[a TO b]", "no ranges", 0),
        ("b?n", "no ? in words", 1),
        ("mo*", "* needs 3 letters or more before it", 0),
        ("*ban", "* goes at the end of a word", 0),
        ('"facial recog*"', "no * inside quotes", 13),
        ('"facial ban"~', "say how many words apart", 12),
        ('"facial ban"~900', "say how many words apart", 12),
        ('"facial"~3', "~ needs two words or more", 8),
        ("city:Boston", "no field city:", 0),
        ("title: ban", "title: must touch", 0),
        ("title:(a body:b)", "a field within a field", 9),
        ("ban $companies", "$companies is empty", 4),
        ("face and ban", "did you mean AND? Operators stand in capitals", 5),
        ("face && ban", "did you mean AND? && is no operator", 5),
        ("face - ban", "- must touch", 5),
        ("face || ban", "did you mean OR? || is no operator", 5),
        ("face|ban", "did you mean OR?", 4),
        ("face Not ban", "did you mean NOT?", 5),
        ("face !ban", "did you mean NOT?", 5),
        ("face NEAR/5 ban", 'no NEAR/5: did you mean "face ban"~5?', 5),
        ("face w/3 ban", 'no w/3: did you mean "face ban"~3?', 5),
        ("face NEAR ban", 'no NEAR: did you mean "face ban"~8?', 5),
        ('"face ban" ~5', "~ must touch the quotes before it", 11),
        ("titel:ban", "no field titel: — did you mean title:?", 0),
        ("a (site:eff.org)", "no field site: — did you mean source:?", 3),
        ("language:de ban", "no field language: — did you mean lang:?", 0),
        ("https://gazette.example ban", "an address is no word: put it in quotes", 0),
        ("city:Boston ban", "no field city: there are title:, body:, source:, lang:", 0),
        ("lang:german ban", "no language german: did you mean lang:de?", 5),
        ("lang:(de OR =fr) ban", "a language is two letters", 12),
        ("source:gaz*", "no * after source:", 7),
        ("source:gazette.example/news", "the host of an address is enough", 7),
        ('source:"daily gazette"~3', "a name is enough here", 7),
        ("NOT lang:de", "a rule of only NOT matches everything", 0),
        ("ban OR NOT source:EFF", "an alternative of only NOT matches everything", 7),
        ("ban $company", "no set $company: did you mean $companies?", 4),
        ("ban $x", "no set $x: there are $companies, $agencies,", 4),
        ("US$5", "a $ inside a word", 2),
        ("=$companies", "= and a set don't go together", 0),
        ("$companies*", "a set takes no *", 0),
        ('"$compnies ban"', "no set $compnies: did you mean $companies?", 1),
        ('"$companies ban $policy"~8', "one set in quotes is enough", 16),
        ("ban^", "say how much it counts, 0.1 to 10: ^2", 3),
        ("ban^x", "say how much it counts", 3),
        ("ban^0", "say how much it counts", 3),
        ("(ban OR halt)^10.1", "say how much it counts", 13),
        ("ban^2^3", "two weights on one thing", 5),
        ("halt NOT ban^2", "a weight under NOT counts for nothing", 9),
        ("title:^2", "^ must touch", 6),
        ("\u00a0\u200bface and ban", "did you mean AND?", 7),
        ("a" * 5000, "a rule has at most 4000 characters", 4000),
        ("(" * 30 + "a" + ")" * 30, "more than 20 parentheses", 20),
    ],
)
def test_a_fault_is_named_with_its_place(query: str, reason: str, position: int) -> None:
    with pytest.raises(RuleInvalid) as caught:
        check_query(query)
    assert caught.value.reason.startswith(reason)
    assert caught.value.position == position


ALPHABET = ["ban", "a", '"', "“", "(", ")", " ", " ", "OR", "AND", "NOT", "-", "+", "~8", "~", "*", "title:", "=", "\\"]
ALPHABET += [
    "/",
    "$x",
    "facial",
    "\u200b",
    "ß",
    "İ",
    "😀",
    "[",
    "^2",
    "'",
    "&&",
    "TO",
    ":",
    "\n",
    "\ud800",
    "1",
    "body:(",
]


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(ALPHABET) | st.characters().map(str), max_size=25).map("".join))
def test_any_text_is_a_rule_or_a_fault_within_it(query: str) -> None:
    fault = fault_of(query)
    if fault is None:
        book(query).apply("a ban", "İ facial 1 ß")
        assert not book(query).apply("", "")
    else:
        assert fault.position is not None
        assert 0 <= fault.position <= len(query)


def test_the_place_stands_with_what_is_wrong() -> None:
    with pytest.raises(RuleInvalid) as caught:
        check_query("facial recog “ban")
    assert str(caught.value) == 'unbalanced quote at character 14: no " closes it: facial recog “ban'


def test_a_fault_leaves_nothing_behind_for_the_next_query() -> None:
    for broken in ('"a', "a OR", "(a", "a^"):
        with pytest.raises(RuleInvalid):
            check_query(broken)
        assert found('ban OR "face id"', "face id") == ["face id"]


# --- explaining


def test_a_miss_names_the_clause_that_failed() -> None:
    rules = book('"facial recognition" AND (ban OR moratorium) NOT phone')
    query = rules.rules[0].id
    assert rules.explain(query, "", "facial recognition") == "does not match: none of ban, moratorium"
    assert rules.explain(query, "", "a ban") == 'does not match: "facial recognition" does not stand in title and text'
    assert "excluded by NOT, as phone stands 1 time" in rules.explain(query, "", "facial recognition phone ban")
    assert rules.explain(query, "", "facial recognition ban").startswith('matches: "facial recognition" stands 1 time')


def test_an_exclude_is_named_when_it_hides_an_article() -> None:
    rules = compile_rules([Rule(id="a", query="clearview"), Rule(id="x", query='"energy partners"', is_exclude=True)])
    assert "the exclude" in rules.explain("a", "", "ClearView Energy Partners")


# --- equal to the plain reading of the language

WORDS = ["ban", "bans", "facial", "recognition", "AI", "police"]
QUERY_WORDS = st.sampled_from(
    [*WORDS, "recog*", "=Ban", "ai", '"facial recognition"', '"ban police"', '"ban facial"~2']
)
QUERIES = st.recursive(
    QUERY_WORDS | QUERY_WORDS.map(lambda word: f"title:{word}"),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} AND {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} {pair[1]})"),
        inner.map(lambda one: f"(NOT {one})"),
    ),
    max_leaves=6,
)
TEXTS = st.lists(
    st.sampled_from([*WORDS, "Ban", "banned", "Facial", "ai", "urban", ",", "-", ".", "\n\n", "x"]), max_size=12
)


FORMS = {"ban": "ban bans banned banning", "bans": "ban bans banned banning", "recognition": "recognition recognitions"}


class Plain:
    """The rule language read naively, from the query's words: no automaton, no index, nothing shared."""

    def __init__(self, title: str, text: str) -> None:
        self.fields = {"title": title, "body": text}

    def holds(self, query: str) -> bool:
        """`query` as `QUERIES` writes it: every operation in parentheses of its own."""
        if not query.startswith("("):
            return self.term(query)
        inside = query[1:-1]
        if inside.startswith("NOT "):
            return not self.holds(inside[4:])
        left, right = self.halves(inside)
        if right.startswith("OR "):
            return self.holds(left) or self.holds(right[3:])
        return self.holds(left) and self.holds(right.removeprefix("AND "))

    @staticmethod
    def halves(inside: str) -> tuple[str, str]:
        depth, is_quoted = 0, False
        for place, character in enumerate(inside):
            is_quoted ^= character == '"'
            depth += {"(": 1, ")": -1}.get(character, 0)
            if character == " " and depth == 0 and not is_quoted:
                return inside[:place], inside[place + 1 :]
        raise AssertionError(inside)

    def term(self, query: str) -> bool:
        fields = ["title"] if query.startswith("title:") else ["title", "body"]
        query = query.removeprefix("title:")
        return any(self.stands(query, self.fields[field]) for field in fields)

    def stands(self, query: str, text: str) -> bool:
        tokens = [(m.start(), m.end(), m[0]) for m in re.finditer(r"\w+", text)]
        if "~" in query:
            (first, second), slop = query.split("~")[0].strip('"').split(), int(query.split("~")[1])
            ours = [n for n, token in enumerate(tokens) if self.is_form(first, token[2])]
            theirs = [n for n, token in enumerate(tokens) if self.is_form(second, token[2])]
            return any(abs(a - b) <= slop for a in ours for b in theirs)
        if query.startswith('"'):
            first, second = query.strip('"').split()
            return any(
                self.is_form(first, a[2])
                and self.is_form(second, b[2])
                and re.fullmatch(r"[ \n-]{1,3}", text[a[1] : b[0]]) is not None
                for a, b in pairwise(tokens)
            )
        return any(self.is_form(query, token[2]) for token in tokens)

    def is_form(self, word: str, token: str) -> bool:
        if word.startswith("="):
            return token == word[1:]
        if word.endswith("*"):
            return token.lower().startswith(word[:-1])
        if word.isupper():
            return token == word
        return token.lower() in FORMS.get(word, word).split()


@settings(max_examples=400, deadline=None)
@given(st.lists(QUERIES, min_size=1, max_size=6), TEXTS, TEXTS)
def test_the_book_says_what_a_plain_reading_says(queries: list[str], title: list[str], text: list[str]) -> None:
    rules = [Rule(id=str(n), query=query) for n, query in enumerate(queries) if fault_of(query) is None]
    title_text, body = " ".join(title), " ".join(text)
    matches = compile_rules(rules).apply(title_text, body)
    plain = Plain(title_text, body)
    assert {match.rule for match in matches} == {rule.id for rule in rules if plain.holds(rule.query)}
    assert all(_is_a_place(match, title_text, body) for match in matches)


def _is_a_place(match: Match, title: str, body: str) -> bool:
    text = title if match.field == "title" else body
    words = match.span.of(text)
    return words == words.strip(" ,.-\n") and match.span.end <= len(text)


@given(st.text(st.one_of(st.characters(), st.sampled_from("aB9 é“É·İßǅΣ_-'\ud800́")), max_size=80))
def test_a_text_is_parted_into_words_character_by_character(text: str) -> None:
    def plain(character: str) -> str:
        if not (character.isalnum() or unicodedata.category(character).startswith("M")):
            return " "
        return lower if len(lower := character.lower()) == 1 else character

    assert spaced(text) == "".join(map(plain, text))


@pytest.mark.parametrize(
    ("query", "reason", "position"),
    [
        ("lang:d*", "a language is two letters", 5),
        ("LANG:de*", "a language is two letters", 5),
        ("lang:xx", "no language xx at character 6: its two letters are those of ISO 639-1", 5),
        ("=title:Ban", "= stands behind the field, as in title:=Ban", 0),
        ("= Clearview", "= must touch what it belongs to", 0),
    ],
)
def test_a_sign_in_the_wrong_place_is_told_where_it_belongs(query: str, reason: str, position: int) -> None:
    with pytest.raises(RuleInvalid, match=reason) as raised:
        check_query(query)
    assert raised.value.position == position
