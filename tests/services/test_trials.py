"""A trial says what the bot does: the same articles, filed by a bot that has the keyword, give the same figures."""

from collections import Counter

import pytest

from bot.core.alerts import Limits
from bot.core.model import Article, Bands, Rule, Trial
from bot.services.tune import Trials
from tests.services.test_watch import BANS, TOPIC, Desk

LIMITS = Limits(alert=0.5, digest=0.2)  # those of the desk
FACES = TOPIC.rules[0]
GAIT = Rule(id="gait", query="gait", topic=TOPIC.id)
FESTIVAL = (
    "The harbour festival opens on Friday with boats, music and a market along the quay, as in every year.",
    "Bakers from four villages bring bread, and the fire brigade lets children hold the hose for a coin.",
    "A school choir sings at noon.",
)
GAITS = {
    "Elm": (
        "Elm's council voted to forbid its police the reading of gaits in the tunnels under the station.",
        "The software told commuters by how they walk, for eleven months, without a line in the budget.",
        "“Nobody can leave his gait at home,” said councillor Rosa Pym, who wrote the ordinance and its fines.",
    ),
    "Birch": (
        "A dance school in Birch films how beginners walk, and shows them on a wall what a proud gait looks like.",
        "The lessons cost nine crowns and end with a waltz in the yard; in winter there is soup.",
        "Its teacher, Ilse Marr, was a baker before a tram accident taught her to walk a second time.",
    ),
}


def _articles() -> tuple[Article, ...]:
    told = {name: paragraphs for name, paragraphs in BANS.items() if name != "Ashby"}
    told |= GAITS | {
        "Festival": (*FESTIVAL, "The council had been asked about a ban of face recognition by police."),
        "Market": FESTIVAL[1:],
    }
    return tuple(
        Article(title=f"News from {name}", text="\n\n".join(paragraphs), url=f"https://gazette.example/{name}")
        for name, paragraphs in told.items()
    )


async def _filed(*rules: Rule) -> Desk:
    """All articles have come while these keywords were in force."""
    desk = await Desk().opened()
    await desk.archive.save_rules(rules)
    await desk.filing.reload()
    for article in _articles():
        await desk.filing.file(article, source=None)
    await desk.filing.flush()
    return desk


async def _recount(*rules: Rule) -> Bands:
    """What became of each story: of the articles above, no two tell the same."""
    desk = await _filed(*rules)
    kinds = Counter(alert.kind.value for alert in desk.archive._alerts.values())
    stories = {filed.story for filed in desk.archive.filed.values()}
    return Bands(told=kinds["alert"], digest=kinds["brief"], kept=len(stories) - kinds["alert"] - kinds["brief"])


def _trials(desk: Desk) -> Trials:
    return Trials(archive=desk.archive, clock=desk.clock, topics=(TOPIC,), limits=LIMITS)


async def _is_as_counted(trial: Trial, before: tuple[Rule, ...], after: tuple[Rule, ...]) -> None:
    assert trial.before == await _recount(*before)
    assert trial.after == await _recount(*after)


@pytest.mark.parametrize(
    "query", ["gait", "gait^5", "news", "news^0.2", "police", "council police", "title:birch", "zeppelin"]
)
async def test_a_new_keyword_does_what_its_trial_said(query: str) -> None:
    trial = await _trials(await _filed(FACES)).of_new(query)
    await _is_as_counted(trial, (FACES,), (FACES, Rule(id="new", query=query, topic=TOPIC.id)))
    assert trial.articles == len(_articles())


@pytest.mark.parametrize("query", ['"face recognition"^10', '"face recognition"^0.1', "council", "news^3 NOT ferry"])
async def test_an_edited_keyword_does_what_its_trial_said(query: str) -> None:
    trial = await _trials(await _filed(FACES, GAIT)).of_edit(FACES, query)
    await _is_as_counted(trial, (FACES, GAIT), (Rule(id="faces", query=query, topic=TOPIC.id), GAIT))


async def test_keywords_gone_and_excludes_do_what_their_trials_said() -> None:
    trials = _trials(await _filed(FACES, GAIT))
    await _is_as_counted(await trials.of_removal(GAIT), (FACES, GAIT), (FACES,))
    exclude = Rule(id="no", query="police", topic=TOPIC.id, is_exclude=True)
    await _is_as_counted(await trials.of_new("police", is_exclude=True), (FACES, GAIT), (FACES, GAIT, exclude))


async def test_the_weights_of_keywords_change_what_is_told() -> None:
    trials = _trials(await _filed(FACES))
    weak = await trials.of_edit(FACES, '"face recognition"^0.1')
    strong = await trials.of_edit(FACES, '"face recognition"^10')
    assert weak.before == strong.before
    assert weak.after.told < weak.before.told < strong.after.told
