"""Named sets, what is known of an article, and weights."""

import math
from dataclasses import replace

import pytest

from bot.core.errors import RuleInvalid
from bot.core.model import Article, Name, Rule, Topic
from bot.core.relevance import relevance
from bot.core.rules import Facts, NamedSets, RuleBook, check_query, compile_rules, matched_words

TOPIC = Topic(
    id="t",
    title="Gates",
    rules=(),
    names=(
        Name(name="Flock", aliases=("Flock Gates", "FGT"), kind="company"),
        Name(name="Office of the Gatekeeper", kind="agency"),
        Name(name="Gate Watch", kind="group"),
        Name(name="Ana Ruiz", kind="person"),
        Name(name="iGate", kind="product"),
        Name(name="noyg", kind="group"),
    ),
    technology_words=("gate scan",),
    policy_words=("ban", "sign into law"),
    actor_words=("city council",),
    places=("Port Lowell",),
)
SETS = NamedSets.of(TOPIC)


def book(*queries: str, topic: Topic = TOPIC) -> RuleBook:
    return compile_rules([Rule(id=query, query=query, topic="t") for query in queries], topics=(topic,))


def found(query: str, text: str, title: str = "", about: Facts | None = None) -> list[str]:
    matches = book(query).apply(title, text, about=about or Facts())
    return [match.span.of(title if match.field == "title" else text) for match in matches]


# --- named sets


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("$companies", "Flock said; Flock Gates and FGTs too", ["Flock", "Flock Gates", "Flock", "FGTs"]),
        ("$companies", "FLOCK LOSES", ["FLOCK"]),
        ("$agencies", "the Office Of The Gatekeeper", ["Office Of The Gatekeeper"]),
        ("$groups", "noyg sued, Gate Watch too", ["noyg", "Gate Watch"]),
        ("$people", "Ana Ruiz's plan", ["Ana Ruiz"]),
        ("$products", "an iGate", ["iGate"]),
        ("$places", "in Port Lowell", ["Port Lowell"]),
        ("$technology", "Gate scans", ["Gate scans"]),
        ("$policy", "banned, and signed into law", ["banned", "signed into law"]),
        ("$actors", "city councils", ["city councils"]),
        ("$Companies $POLICY", "Flock banned", ["Flock", "banned"]),
        ("ban ($people OR $groups)", "Gate Watch wants a ban", ["Gate Watch", "ban"]),
        ("ban NOT $people", "the ban", ["ban"]),
        ('"$companies ban"~4', "a ban of all Flock", ["ban of all Flock"]),
        ('"$agencies ban"~1', "Office of the Gatekeeper ban", ["Office of the Gatekeeper ban"]),
        ('"stop $companies"', "to stop Flock Gates now", ["stop Flock", "stop Flock Gates"]),
        ('"$5 gate"', "a 5 gate", ["5 gate"]),
    ],
)
def test_a_set_finds_what_the_pack_has(query: str, text: str, words: list[str]) -> None:
    assert sorted(found(query, text)) == sorted(words)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("$companies", "a flock of birds"),
        ("$places", "port lowell"),
        ("title:$companies", "Flock"),
        ("ban NOT $people", "the ban of Ana Ruiz"),
        ('"$companies ban"~2', "a ban of all that Flock does"),
        ('"stop $companies"', "stop the Flock"),
    ],
)
def test_a_set_does_not_find(query: str, text: str) -> None:
    assert not found(query, text)


def test_a_set_stands_in_a_field() -> None:
    assert found("title:$companies ban", "a ban", title="Flock") == ["Flock", "ban"]
    assert found("source:$groups", "x", about=Facts(outlet="Gate Watch"))


def test_a_set_follows_its_pack() -> None:
    grown = replace(TOPIC, names=(*TOPIC.names, Name(name="Portico", kind="company")))
    assert not book("$companies").apply("", "Portico")
    assert book("$companies", topic=grown).apply("", "Portico")


def test_a_set_is_that_of_the_rules_topic() -> None:
    other = Topic(id="o", title="", rules=(), names=(Name(name="Portico", kind="company"),))
    rules = [Rule(id="t", query="$companies", topic="t"), Rule(id="o", query="$companies", topic="o")]
    matches = compile_rules(rules, topics=(TOPIC, other)).apply("", "Portico")
    assert [match.rule for match in matches] == ["o"]


def test_an_empty_set_is_never_saved_and_never_found() -> None:
    bare = replace(TOPIC, names=())
    with pytest.raises(RuleInvalid) as caught:
        check_query('ban "stop $people"', NamedSets.of(bare))
    assert caught.value.reason.startswith("$people is empty")
    assert caught.value.position == 4
    emptied = book("$people", "ban NOT $people", "ban NOT (NOT $people)", topic=bare)
    assert {match.rule for match in emptied.apply("", "Ana Ruiz: ban")} == {"ban NOT $people"}
    assert "leaves empty" in emptied.explain("$people", "", "ban")
    assert emptied.nearest("", "") is not None


# --- what is known of an article

GAZETTE = Facts(outlet="The Daily Gazette", host="news.gazette.example", language="pt-BR")


@pytest.mark.parametrize(
    "query",
    [
        "source:gazette",
        'source:"daily gazette"',
        'source:="The Daily Gazette"',
        "source:gazette.example",
        "source:www.GAZETTE.example",
        "source:(courier OR gazette)",
        "-source:courier ban",
        "lang:pt",
        "LANG:PT",
        "lang:(de OR pt) ban",
        "NOT NOT lang:pt",
        "source:gazette OR halt",
    ],
)
def test_a_rule_asks_who_published_and_in_which_language(query: str) -> None:
    assert book(query).apply("A ban", "", about=GAZETTE)


@pytest.mark.parametrize(
    "query",
    [
        "source:gaz",
        'source:"gazette daily"',
        'source:="daily gazette"',
        "source:zette.example",
        "source:other.news.gazette.example",
        "lang:en",
        "source:gazette halt",
        "ban NOT lang:pt",
    ],
)
def test_a_rule_asks_for_another_source_or_language(query: str) -> None:
    assert not book(query).apply("A ban", "", about=GAZETTE)


def test_what_is_unknown_is_not_so() -> None:
    assert not book("lang:en", "source:gazette").apply("The Daily Gazette", "")
    assert book("ban NOT lang:de").apply("", "ban")


def test_facts_alone_are_a_match_of_no_words() -> None:
    matches = book("source:gazette").apply("A title", "Text", about=GAZETTE)
    assert [(match.field, match.span.start, match.span.end, match.is_by_fact) for match in matches] == [
        ("title", 0, 7, True)
    ]
    assert [match.field for match in book("source:gazette").apply("", "Text", about=GAZETTE)] == ["body"]
    assert matched_words(matches, title="A title", text="Text") == ()
    assert relevance(Article(title="A title", text="Text"), matches, TOPIC).score == 0


def test_facts_are_those_of_the_article() -> None:
    article = Article(title="", text="", url="https://News.gazette.example/a", outlet="Gazette", language="en")
    assert Facts.of(article) == Facts(outlet="Gazette", host="news.gazette.example", language="en")
    assert Facts.of(Article(title="", text="")) == Facts()


def test_a_missing_fact_is_told() -> None:
    rules = book("ban source:EFF")
    assert rules.explain("ban source:EFF", "", "ban") == "does not match: source:EFF is not so"
    assert rules.nearest("", "ban") == (rules.rules[0], "does not match: source:EFF is not so")


# --- weights


@pytest.mark.parametrize(
    ("query", "text", "weight"),
    [
        ("ban", "ban", 1),
        ("ban^2", "ban", 2),
        ("ban^.5", "ban", 0.5),
        ("ban^0.5 halt", "ban halt", 0.5),
        ("ban^0.5 halt^3", "ban halt", 3),
        ("ban^2 OR halt^3", "ban", 2),
        ("ban^2 OR halt^3", "ban halt", 3),
        ("ban^0.5 OR halt", "ban", 0.5),
        ("ban^0.5 OR halt", "ban halt", 1),
        ("(ban^2 OR halt)^3", "ban", 6),
        ("(ban^2 OR halt)^3", "halt", 3),
        ("((ban^10)^10)", "ban", 10),
        ('"gate ban"^4', "gate ban", 4),
        ('"gate ban"~5^4', "ban of gate", 4),
        ("$companies^2", "Flock", 2),
        ("title:ban^2 OR gate", "gate", 1),
        ("gate NOT (NOT ban)", "gate ban", 1),
    ],
)
def test_the_strongest_weight_that_made_a_rule_true_counts(query: str, text: str, weight: float) -> None:
    assert {match.weight for match in book(query).apply("", text)} == {weight}


def test_a_weight_multiplies_the_odds_of_relevance() -> None:
    article = Article(title="Council bans gate scans", text="The city council of Port Lowell will ban gate scans.")

    def odds(*queries: str) -> float:
        score = relevance(article, book(*queries).apply(article.title, article.text), TOPIC).score
        return score / (1 - score)

    assert math.isclose(odds('"gate scan"^2') / odds('"gate scan"'), 2, rel_tol=0.01)
    assert math.isclose(odds('"gate scan"^0.5') / odds('"gate scan"'), 0.5, rel_tol=0.01)
    assert odds('"gate scan"^0.5', "council") == odds('"gate scan"', "council")  # the other keyword counts in full
    matches = book('"gate scan"^2').apply(article.title, article.text)
    assert "+ keyword counts double" in relevance(article, matches, TOPIC).reasons
