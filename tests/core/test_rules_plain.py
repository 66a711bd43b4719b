"""Random rules: those of the language say what a plain reading says, all others are refused with a place."""

import random
import sys
from collections.abc import Callable
from contextlib import suppress

import pytest

from bot.core.errors import RuleInvalid
from bot.core.model import Rule
from bot.core.rules import Facts, NamedSets, check_query, compile_rules
from tests.core import plain_rules as plain

SETS = NamedSets.of(plain.TOPIC)
NOISE = [
    *"\"()^~*:$=+-\\/[]{}?!&|<>'“”« \n\u200b\u00a0\ud800ßİ😀",
    "OR",
    "AND",
    "NOT",
    "and",
    "NEAR/5",
    "title:",
    "lang:",
]
NOISE += [
    "source:",
    "titel:",
    "$companies",
    "$compny",
    "^2",
    "~3",
    "ban",
    '"gate scan"',
    "TO",
    "site:x",
    "w/3",
    "&&",
    "||",
]


def agrees(seed: int) -> bool:
    """One random rule on a few pages; whether it was one the language allows."""
    chance = random.Random(seed)
    tree = plain.random_rule(chance)
    query = plain.printed(tree, chance)
    is_valid = plain.is_valid(tree) and not plain.holds(tree, plain.NOTHING)
    try:
        book = compile_rules([Rule(id="r", query=query, topic="t")], topics=(plain.TOPIC,))
    except RuleInvalid as fault:
        assert not is_valid, (query, fault.reason)
        _check(fault, query)
        return False
    assert is_valid, query
    for _ in range(6):
        page = plain.random_page(chance)
        about = Facts(outlet=page.outlet, host=page.host, language=page.language)
        matches = book.apply(page.title, page.text, about=about)
        holds = plain.holds(tree, page) and bool(page.title + page.text)
        assert bool(matches) == holds, (query, page)
        assert bool(book.true_of(page.title, page.text, about=about)) == plain.holds(tree, page), (query, page)
        assert {match.weight for match in matches} <= {plain.weight(tree, page) or 1.0}, (query, page)
        assert all(match.span.end <= len(page.title if match.field == "title" else page.text) for match in matches)
        told = book.explain("r", page.title, page.text, about=about)
        assert told.startswith("matches" if plain.holds(tree, page) else "does not match"), (query, page)
    return True


def survives(seed: int) -> bool:
    """One random text, or a rule with some characters put in or taken out; whether it is a rule."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        query = "".join(chance.choice(("", " ")) + chance.choice(NOISE) for _ in range(chance.randrange(1, 16)))
    else:
        query = plain.printed(plain.random_rule(chance), chance)
        for _ in range(chance.randrange(1, 4)):
            place = chance.randrange(len(query) + 1)
            query = query[:place] + chance.choice(("", *NOISE)) + query[place + chance.randrange(2) :]
    try:
        book = compile_rules([Rule(id="r", query=query, topic="t")], topics=(plain.TOPIC,))
    except RuleInvalid as fault:
        _check(fault, query)
        return False
    page = plain.random_page(chance)
    for title, text in ((page.title, page.text), ("", ""), (query, query)):
        book.apply(title, text)
        book.explain("r", title, text)
        book.nearest(title, text)
    assert not book.true_of("", "")
    return True


def _check(fault: RuleInvalid, query: str) -> None:
    assert fault.position is not None
    assert 0 <= fault.position <= len(query)
    assert fault.reason
    assert "\n" not in fault.reason


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_a_random_rule_says_what_a_plain_reading_says(start: int) -> None:
    allowed = sum(agrees(seed) for seed in range(start, start + 100))
    assert 10 < allowed < 95  # both kinds are tried


@pytest.mark.parametrize("start", range(0, 1200, 300))
def test_a_random_text_is_a_rule_or_refused_with_its_place(start: int) -> None:
    rules = sum(survives(seed) for seed in range(start, start + 300))
    assert 5 < rules < 250


def test_an_empty_set_is_refused_before_it_is_saved() -> None:
    with pytest.raises(RuleInvalid):
        check_query("$groups", SETS)
    check_query("$companies", SETS)


# --- work grows with the length of a rule and of a text


def _work(run: Callable[[], object]) -> int:
    """Calls made: the same on every machine, unlike time."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return calls


def _compiled(query: str) -> None:
    with suppress(RuleInvalid):
        compile_rules([Rule(id="r", query=query, topic="t")], topics=(plain.TOPIC,)).apply("A title", "a text")


@pytest.mark.parametrize(
    "shape",
    [
        lambda n, w: " OR ".join(f"{w}{i}" for i in range(n)),
        lambda n, w: " ".join(f"{w}{i}^2" for i in range(n)),
        lambda n, w: '"' + " ".join(f"{w}{i}" for i in range(n)) + '"~50',
        lambda n, w: "(" * (n // 20) + w,
        lambda n, w: " ".join(f"(a{w}{i} OR -b{w}{i} c)" for i in range(n // 3)),
        lambda n, w: '"a' * n + w,
        lambda n, w: "=" * n + w,
        lambda n, w: w + "^" * n,
        lambda n, w: "-+" * n + w,
        lambda n, w: " ".join(f"source:{w}{i}" for i in range(n // 2)),
    ],
)
def test_the_work_for_a_rule_grows_with_its_length(shape: Callable[[int, str], str]) -> None:
    small, large = (_work(lambda n=n: _compiled(shape(n, f"zq{n}x"))) for n in (100, 300))  # type: ignore[misc]
    assert large < 4.5 * small + 500


@pytest.mark.parametrize(
    "query", ['"ban ban ban"', '"ban gate"~100', "ban gate", '"$companies ban"~50', "title:ban OR ban^2"]
)
def test_the_work_for_a_text_grows_with_its_length(query: str) -> None:
    book = compile_rules([Rule(id="r", query=query, topic="t")], topics=(plain.TOPIC,))
    book.apply("", "ban gate Flock " * 10)
    small, large = (_work(lambda n=n: book.apply("", "ban gate Flock " * n)) for n in (200, 600))  # type: ignore[misc]
    assert large < 4.5 * small + 500
