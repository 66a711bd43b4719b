"""No text that people read stands in the code where a translator can't see it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from supply.languages import COUNTED, IN_CONTEXT, PLAIN
from supply.lock import ROOT

# What shows words, or carries them to where they are shown, and the arguments that hold them beside the first.
SHOWING = {
    "Text", "Link", "Heading", "Headline", "Button", "Menu", "Option", "Field", "Form", "Chart", "Message",
    "plain_message", "ChangeInvalid", "StoryUnclear", "SourceInvalid", "ScheduleInvalid",
}  # fmt: skip
NAMED = {"text", "label", "title", "hint", "submit"}
FIRST_IS_NO_WORD = {"Field", "Form"}
ROOMS = ("bot/core/messages", "bot/core/digest", "bot/core/holding", "bot/services")
# For operators, in the log and on the command line, which are English.
ENGLISH = {"bot/services/bulk.py", "bot/services/health.py"}


def modules() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if str(path.relative_to(ROOT)) not in ENGLISH:
                yield path


def untold(code: str) -> list[str]:
    """Words of ours that are shown as they stand."""
    return [words for call in _showing(ast.parse(code)) for shown in _shown(call) for words in _words(shown)]


def _showing(tree: ast.AST) -> Iterator[ast.Call]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SHOWING:
            is_code = any(isinstance(each, ast.Constant) and each.value == "code" for each in call.args[1:])
            if not is_code:  # what can be typed is the same in all languages
                yield call


def _shown(call: ast.Call) -> Iterator[ast.AST]:
    assert isinstance(call.func, ast.Name)
    if call.args and call.func.id not in FIRST_IS_NO_WORD:
        yield call.args[0]
    yield from (each.value for each in call.keywords if each.arg in NAMED)


def _words(node: ast.AST) -> Iterator[str]:
    """Literal words in an expression, those handed to a translator or to another function left out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if any(len(word) > 1 and word.isascii() and word.isalpha() for word in node.value.split()):
            yield node.value
    elif not isinstance(node, ast.Call):
        for child in ast.iter_child_nodes(node):
            yield from _words(child)


@pytest.mark.parametrize("path", tuple(modules()), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_shown_goes_through_the_catalogue(path: Path) -> None:
    assert not untold(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "code",
    [
        'Text("Some words")',
        'Text(f"for {days} days")',
        'Heading(text="Words")',
        'Button(label="Undo", verb="undo")',
        'plain_message("Done" if done else gettext("Not yet"))',
        'raise_(ChangeInvalid("that is gone"))',
        'Field(name="why", label=gettext("Why"), hint="Kept")',
    ],
)
def test_a_word_that_is_shown_as_it_stands_is_found(code: str) -> None:
    assert untold(code)


@pytest.mark.parametrize(
    "code", ['Text(gettext("Some words"))', 'Text(f" · {outlet}")', 'Text("undo 12", "code")', 'gettext("Words")']
)
def test_words_that_went_through_it_and_what_can_be_typed_are_not(code: str) -> None:
    assert not untold(code)


def test_the_names_that_are_gathered_are_those_of_the_room() -> None:
    from bot.core import translation

    assert all(callable(getattr(translation, name)) for name in PLAIN | COUNTED | IN_CONTEXT)
