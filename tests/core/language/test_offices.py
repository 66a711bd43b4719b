"""What stands left of a noun of office: a part of the office, or the house where it is held."""

import pytest

from bot.core.language.names import cast


@pytest.mark.parametrize(
    ("text", "name", "role", "affiliation"),
    [
        ("Police and Crime Commissioner Hugo Brandt spoke.", "Hugo Brandt", "Police and Crime Commissioner", None),
        ("Additional Solicitor General Ana Ruiz spoke.", "Ana Ruiz", "Additional Solicitor General", None),
        ("Shadow Home Secretary Ana Ruiz MP said no.", "Ana Ruiz", "Shadow Home Secretary", None),
        ("Shadow minister Hugo Brandt said no.", "Hugo Brandt", "Shadow minister", None),
        ("Rider advocate Ana Ruiz cheered.", "Ana Ruiz", "Rider advocate", None),
        ("Information Commissioner Ana Ruiz said no.", "Ana Ruiz", "Information Commissioner", None),
        ("Bergen-born activist Hugo Brandt said no.", "Hugo Brandt", "Bergen-born activist", None),
        ("Hugo Brandt, a former Navy officer, said no.", "Hugo Brandt", "former Navy officer", None),
        ("Hugo Brandt KC, counsel for the council, said no.", "Hugo Brandt", "counsel", None),
        ("Ana Ruiz MP said no.", "Ana Ruiz", "MP", None),
        ("Chief Ana Ruiz said no.", "Ana Ruiz", "Chief", None),
        ("Fire Chief Ana Ruiz said no.", "Ana Ruiz", "Fire Chief", None),
        ("Councilwoman Ana Ruiz, the sponsor, said no.", "Ana Ruiz", "Councilwoman", None),
        ("Ana Ruiz, the bill's sponsor, said no.", "Ana Ruiz", "bill's sponsor", None),
        ("Our director, Ana Ruiz, said no.", "Ana Ruiz", "director", None),
        (
            "The vans were attacked by Harbor North, whose head of policy, Ana Ruiz, said no.",
            "Ana Ruiz",
            "head of policy",
            "Harbor North",
        ),
        ("Ana Ruiz, who argued the appeal for the Lantern Bar, said no.", "Ana Ruiz", None, "Lantern Bar"),
        ("Mayor Hugo Brandt left. Brandt's deputy, Ana Ruiz, said no.", "Ana Ruiz", "deputy", None),
        ("The Home Secretary, Lady Ruiz, said no.", "Ruiz", "Home Secretary", None),
        ("Chief Constable Sir Hugo Brandt said no.", "Hugo Brandt", "Chief Constable", None),
        # and what is a house stays one
        ("Acme spokeswoman Ana Ruiz said no.", "Ana Ruiz", "spokeswoman", "Acme"),
        ("Lowmere Mayor Ana Ruiz said no.", "Ana Ruiz", "Mayor", "Lowmere"),
        ("ACLU attorney Ana Ruiz said no.", "Ana Ruiz", "attorney", "ACLU"),
        ("Navy Secretary Ana Ruiz said no.", "Ana Ruiz", "Secretary", "Navy"),
        (
            "A man left Dunley's. Dunley's director Ana Ruiz said no. Dunley's has paid.",
            "Ana Ruiz",
            "director",
            "Dunley's",
        ),
    ],
)
def test_an_office_is_whole_and_its_house_is_one(
    text: str, name: str, role: str | None, affiliation: str | None
) -> None:
    entity = cast(text).resolve(name)
    assert entity is not None
    assert (entity.name, entity.role, entity.affiliation) == (name, role, affiliation)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dunley's has paid. It runs 40 shops.", {"Dunley's"}),
        ("The fine hit the supermarket chain Dunley's. Dunley's staff were told.", {"Dunley's"}),
        ("Hugo Brandt left. Brandt's had enough of it, he said.", {"Hugo Brandt"}),
        ("The case against Brandt's firm goes on.", {"Brandt"}),
    ],
)
def test_a_name_that_looks_like_an_owner_is_kept_whole(text: str, names: set[str]) -> None:
    assert {entity.name for entity in cast(text).entities} == names
