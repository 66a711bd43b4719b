"""Forged and foreign: every verb that the desk has, as Discord sends it for people who may not."""

from itertools import product
from typing import Any

from bot.services.desk import OWN_VERBS
from bot.services.front_desk import FrontDesk
from tests.handlers.discord.conftest import Bench
from tests.standins.discord import GUEST, GUILD, MEMBER, NEWCOMER, OTHER_GUILD, OWNER, ROBOT

VERBS = sorted(FrontDesk.verbs.fget(None) | {"share"})  # type: ignore[misc,arg-type]  # the same for every desk


def with_buttons(*custom_ids: str) -> dict[str, Any]:
    buttons = [{"type": 2, "style": 2, "label": "?", "custom_id": custom_id} for custom_id in custom_ids]
    return {"id": "1000", "components": [{"type": 1, "components": [button]} for button in buttons]}


async def test_no_verb_serves_guests_bots_or_people_of_other_servers(bench: Bench) -> None:
    bench.desk.verbs = frozenset(VERBS)
    people = ((GUEST, GUILD), (NEWCOMER, GUILD), (ROBOT, GUILD), (OWNER, OTHER_GUILD))
    async with bench.running(guilds=frozenset({GUILD})):
        for verb, (who, guild) in product(VERBS, people):
            pressed = f"ww1:{verb}:12"
            request = await bench.discord.press(with_buttons(pressed), pressed, by=who, guild=guild)
            assert request.is_private, (verb, who)

    assert {words.split()[0] for _, words, _ in bench.desk.visits} <= OWN_VERBS


async def test_whoever_a_button_names_it_acts_for_who_pressed_it(bench: Bench) -> None:
    bench.desk.verbs = frozenset(VERBS)
    forged = [f"ww1:follow:12 {OWNER.id}", f"ww1:follow:@{OWNER.id}", f"ww1:follow:discord:{OWNER.id}"]
    async with bench.running():
        for custom_id in forged:
            await bench.discord.press(with_buttons(custom_id), custom_id, by=MEMBER)

    members = [member for _, _, member in bench.desk.visits if member]
    assert {member.id for member in members} == {MEMBER.id}
    assert not any(member.is_admin for member in members)
