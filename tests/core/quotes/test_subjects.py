import pytest

from bot.core.model import Article
from bot.core.quotes import find_quotes


@pytest.mark.parametrize("name", ["Harris", "Mattis", "Kelly", "Novartis", "Thomas", "Connolly", "Paulhas"])
def test_a_name_that_ends_like_an_adverb_keeps_its_end(name: str) -> None:
    text = f"Dana {name} led the review.\n\n“We found nothing that would stand in court,” {name} said."
    assert find_quotes(Article(title="", text=text))[0].speaker == f"Dana {name}"


def test_an_adverb_between_subject_and_verb_is_stepped_over() -> None:
    text = (
        "Dana Harris led the review.\n\n“We found nothing that would stand in court,” Harris later also publicly said."
    )
    (quote,) = find_quotes(Article(title="", text=text))
    assert (quote.speaker, quote.cue) == ("Dana Harris", "said")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Dan Moore, a forceful ally, told Greg Olsen: “You are their only witness,” referring to the board.",
            "Dan Moore",
        ),
        (
            "Dana Reed made remarks on what she called a “week of grief and loss,” referring to the crashes.",
            "Dana Reed",
        ),
        ("Greg Olsen said in a statement tweeted by an aide that he “could not have known of it.”", "Greg Olsen"),
        ("Greg Olsen then called Moore “a really great guy indeed” in a Saturday tweet.", "Greg Olsen"),
        ("“Cameras are just a part of it,” Dan Wehrum, EPA assistant administrator, told reporters.", "Dan Wehrum"),
        ("Ana Taylor responded: “No, Sir, not at all,” and Greg Kent noted he had left.", "Ana Taylor"),
        ("This is a privilege of the state, as NPR reported: “Others can follow its lead.”", "NPR"),
        ("But as the Herald writes, “An agent’s notes are widely held up as credible.”", "Herald"),
        ("There is tension with Greg Olsen, who on Monday said, “I don’t support a ban on cameras.”", "Greg Olsen"),
        (
            "It has little appeal to some such as Greg Reed, who told the Herald that it is “a way round the rules.”",
            "Greg Reed",
        ),
        ("Then-Speaker Greg Olsen (R-Ohio) at the time called it “deeply offensive and wrong.”", "Greg Olsen"),
        ("“They can disrupt the water supply,” said James A. Lewis, an expert.", "James A. Lewis"),
        (
            "“Are we getting power tomorrow? We don’t know,” said Kelly Bitzer, who came to charge a phone.",
            "Kelly Bitzer",
        ),
        (
            "This did not persuade the Lantern Rights Project, which called it “mean and unnecessary at once.”",
            "Lantern Rights Project",
        ),
        (
            "Olsen acted alone, said Director Chris Reed, who called it “the brutal end of years of planning.”",
            "Chris Reed",
        ),
        ("Dan Moore said again that his 2015 remarks “do not reflect his commitment to reform.”", "Dan Moore"),
        (
            "Ana Reed, chair of the city’s caucus, said Moore “is once again trying to distract us.” Moore left.",
            "Ana Reed",
        ),
        ("“It ends with this order,” Ana Reed, a spokeswoman for the Justice Department said.", "Ana Reed"),
        ("“It is a waste of time,” a retired Army three-star general who served abroad, told me.", None),
        (
            "Dan Moore has told little of it, his lawyer, Ana Reed, said, adding: “Of his state I can’t say much.”",
            "Ana Reed",
        ),
        ("The crowd grew. Outside the Capitol, some chanted “Lock her up and throw it away,” as before.", None),
        ("Dan Moore was greeted by 200 protesters, some chanting “You talk, we all die here.”", None),
        (
            "Dan Moore, head of a firm in Lynbrook, N.Y., told the Herald that “the camera had failed before.”",
            "Dan Moore",
        ),
        ("China acted. A spokesperson for the ministry said, “We kept our word,” according to Xinhua.", None),
        ("Dan Moore spoke.\n\n“It’s a bad job,” quipped one council member sympathetic toward Moore.", None),
    ],
)
def test_the_one_who_says_it_is_found_beside_others_named(text: str, speaker: str | None) -> None:
    assert find_quotes(Article(title="", text=text))[0].speaker == speaker


def test_the_listener_of_the_first_half_does_not_speak_the_second() -> None:
    text = "“They have to buy it,” Dan Moore told Fox News, adding that “they shouldn’t wait for us.”"
    assert {quote.speaker for quote in find_quotes(Article(title="", text=text))} == {"Dan Moore"}
