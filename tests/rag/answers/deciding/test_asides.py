"""What a sentence says aside, of a thing or of somebody, neither hides what it decides nor decides it wrongly."""

import pytest

from rag.answers.deciding.decide import decides
from tests.rag.answers.forms import sentence

# fmt: off
DECIDED = [
    # qualities, other names, worth, and the state in which it was
    ("Was the cello found?", "The stolen cello was found on Monday.", "", "Yes"),
    ("Was the cello found?", "The cello known as the Lady Orlen was found on Monday.", "", "Yes"),
    ("Was the cello found?", "The cello, known as the Lady Orlen, was found on Monday.", "", "Yes"),
    ("Was the cello found?", "The cello worth £4.2 million was found on Monday.", "", "Yes"),
    ("Was the cello found?", "The cello was found undamaged on Monday.", "", "Yes"),
    ("Was the cello damaged?", "The cello was found undamaged on Monday.", "", "No"),
    ("Was the bridge closed?", "The wooden bridge was closed on Monday.", "The bridge leads to Lomm.", "Yes"),
    # relative clauses
    ("Was the coin found?", "The coin, which was found in a barn, will go on show in May.", "", "Yes"),
    ("Was the coin found?", "The museum will show the coin, which was never found.", "", "No"),
    ("Did Ann Lee win the cup?", "Ann Lee, who won the cup in May, was hurt on Monday.", "", "Yes"),
    ("Did Ove Fry criticise the plan?", "The plan was criticised by Ove Fry, who said that it cost too much.", "", "Yes"),
    # what it was not, and two deeds
    ("Will the fare rise?", "The fare will rise by 4.5 per cent, not the 4.9 per cent first proposed.", "", "Yes"),
    ("Did Rovers win promotion?", "Rovers came third and missed promotion on goal difference.", "", "No"),
    # a strike that was called off, a plea, and nobody
    ("Was the strike called off?", "Porters at the Lomm clinic have called off a strike that was to begin in May.", "", "Yes"),
    ("Did Jon Vale admit fraud?", "Jon Vale, 61, of Lark Road, Lomm, pleaded not guilty to nine counts of fraud.", "", "No"),
    ("Did Jon Vale admit fraud?", "Jon Vale pleaded guilty to fraud on Monday.", "", "Yes"),
    ("Did anyone die?", "Nobody died.", "", "No"),
    ("Was anybody arrested?", "No one was arrested.", "", "No"),
    ("Did anyone die of measles?", "Nobody died.", "The outbreak of measles is over, the county said.", "No"),
]
OPEN = [
    ("Did Lee win the cup?", "Lee, who lost, and Cole, of Lomm, won the cup.", ""),
    # another thing of the sort
    ("Was the bridge closed?", "The new bridge was closed on Monday.", "The bridge leads to Lomm."),
    ("Was the bridge closed?", "The damaged bridge was closed on Monday.", "The new bridge leads to Lomm."),
    ("Was the bridge closed?", "The wooden bridge was closed on Monday.", "A ferry sails to Lomm."),
    # what stands beside another thing, or is what somebody says
    ("Was the coin found?", "The lid of the coin, which was found in a barn, will go on show.", ""),
    ("Did Ann Lee win the cup?", "The coach of Ann Lee, who won the cup in May, was hurt.", ""),
    ("Was the coin found?", "Jon Vale said the museum will show the coin, which was found in a barn.", ""),
    ("Did the plan cost too much?", "The plan was criticised by Ove Fry, who said that the plan cost too much.", ""),
    # another's deed, another crime, other people
    ("Did Berg win the seat?", "Lund lost the race and won the seat.", ""),
    ("Did Jon Vale admit murder?", "Jon Vale pleaded guilty to fraud on Monday.", ""),
    ("Did anyone die?", "Nobody died at home.", ""),
    ("Was Lee arrested?", "No one was arrested.", ""),
]
# fmt: on


@pytest.mark.parametrize(("question", "text", "before", "verdict"), DECIDED)
def test_aside_hides_no_decision(question: str, text: str, before: str, verdict: str) -> None:
    assert decides(question, sentence(text, before)) == verdict


@pytest.mark.parametrize(("question", "text", "before"), OPEN)
def test_aside_decides_nothing_of_another_thing(question: str, text: str, before: str) -> None:
    assert decides(question, sentence(text, before)) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Is the captain dead?", "The captain is believed dead."),
        ("Was the crew harmed?", "The crew was believed unharmed."),
        ("Was the bribe paid in cash?", "The alleged bribe was paid in cash."),
        ("Did the robbery take place on Monday?", "The attempted robbery took place on Monday."),
        ("Did Marek Vale shoot two guards?", "Marek Vale, who shot two guards, will be tried, prosecutors said."),
        ("Did police steal the van?", "Police found the man shot the guard and stole the van."),
        ("Were all passengers rescued?", "All passengers were rescued, but not the captain."),
    ],
)
def test_what_is_believed_alleged_or_an_exception_decides_nothing(question: str, text: str) -> None:
    assert decides(question, sentence(text, "")) is None


def test_one_of_two_bridges_decides_nothing_of_the_bridge() -> None:
    before = "The wooden bridge reopened. Engineers looked at the bridge. "
    assert decides("Did the bridge collapse?", sentence("The stone bridge collapsed.", before)) is None
