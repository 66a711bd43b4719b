"""Forms on the local page: with and without its script, the faults beside the fields."""

from collections.abc import Mapping

from bot.core.messages import Form, Message
from bot.services.desk import Member
from handlers.web import render
from handlers.web.commands import Commands, Forms
from tests.fakes.desk import FakeDesk

ADMIN = Member(platform="web", id="local", name="Someone", is_admin=True)


def commands(desk: FakeDesk) -> Commands:
    async def open(words: str) -> Form | Message:
        return await desk.form(words, member=ADMIN, channel="alerts")

    async def faults(words: str, filled: Mapping[str, str]) -> Mapping[str, str]:
        return await desk.faults(words, filled, member=ADMIN, channel="alerts")

    async def submit(words: str, filled: Mapping[str, str]) -> Message:
        return await desk.submit(words, filled, member=ADMIN, channel="alerts")

    return Commands(answer=desk.ask, forms=Forms(open=open, faults=faults, submit=submit))


async def test_a_form_is_opened_sent_back_with_its_faults_and_submitted() -> None:
    face = commands(FakeDesk())
    form = await face.pressed("form", "keywords edit faces")
    assert isinstance(form, Form)
    shown = render.answer(render.Face(csrf_token="t"), form)
    assert '<textarea id="field-query"' in shown
    assert ">faces</textarea>" in shown

    again, faults = await face.submitted("keywords edit faces", {"query": 'fa"<b>', "where": "all"})
    shown = render.answer(render.Face(csrf_token="t"), again, faults)
    assert "Character 3" in shown
    assert 'aria-invalid="true"' in shown
    assert "fa&#34;&lt;b&gt;</textarea>" in shown
    assert '<option value="all" selected>' in shown

    tried, faults = await face.submitted("keywords edit faces", {"query": "x"})
    assert isinstance(tried, Message)
    assert tried.text.startswith("31")
    assert not faults


async def test_values_that_fit_no_field_are_left_out() -> None:
    form = await commands(FakeDesk()).pressed("form", "x")
    assert isinstance(form, Form)
    odd = form.with_values({"where": "nowhere", "reason": "x" * 5_000, "other": "y"})
    assert [field.value for field in odd.fields] == ["faces", "x" * 300, "here"]
