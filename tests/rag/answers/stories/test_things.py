"""A story is told of the thing asked for: not every article that names somebody or some place of it tells of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.datatypes import Article
from rag.assistant import Assistant
from tests.rag.answers.forms import AS_OF, Archived, answering, texts

CRACKED = "Divers have found a crack in the Orlen weir, and 300 people below it have left their homes."
REHN = "Mayor Ada Lind of Low Orlen, who faces an election on 15 March, rejected claims that she had been warned."
FINED = "The firm Varn Water was fined 3 million crowns on Friday for ignoring a warning about the Orlen weir."
VOTERS = "The people of Low Orlen choose between Ada Lind, the baker Oskar Brand and the lawyer Mira Holt."
TAKEN = "Brand wants the weir taken from Varn Water."
ELECTED = "Oskar Brand, a baker whose shop was flooded by the Orlen weir, was elected mayor of Low Orlen on Sunday."
SHOES = "Varn Water gave 40 pairs of boots to the school in Low Orlen on Monday, and Ada Lind thanked it."


def headed(number: int, title: str, text: str, published: date) -> Article:
    return Article(f"a{number}", title, text, outlet="Gazette", published=published, origin=f"document:{number}")


ARTICLES = (
    headed(1, "Crack in Orlen weir", f"{CRACKED} {REHN} The weir was built in 1931. A hall was opened for them.",
           date(2026, 2, 3)),
    headed(2, "Low Orlen votes in shadow of the weir",
           f"{VOTERS} Lind promises a new hall. {TAKEN} Snow fell all day. The election is the ninth.", date(2026, 3, 13)),
    headed(3, "Baker is new mayor of Low Orlen", f"{ELECTED} Ada Lind came second. He takes office in April.",
           date(2026, 3, 16)),
    headed(4, "Varn Water fined over weir", f"{FINED} The firm will not appeal.", date(2026, 4, 4)),
    headed(5, "Boots for pupils", f"{SHOES} They are red.", date(2026, 4, 7)),
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("things")
    with answering(folder, *ARTICLES) as opened:
        yield opened


@pytest.mark.parametrize("question", ["Summarise the Orlen weir story", "Give me a timeline of the Orlen weir"])
def test_lead_on_another_matter_gives_way_to_what_its_article_says_of_the_thing(
    assistant: Assistant, question: str
) -> None:
    said = texts(assistant.ask(question, AS_OF))
    assert {CRACKED, TAKEN, FINED} <= set(said)
    assert not {VOTERS, ELECTED, SHOES} & set(said)


def test_article_that_names_the_thing_only_by_the_way_is_of_another_story(assistant: Assistant) -> None:
    said = texts(assistant.ask("What happened with the election in Low Orlen?", AS_OF))
    assert {VOTERS, ELECTED} <= set(said)
    assert not {CRACKED, REHN} & set(said)


def test_story_of_a_thing_in_other_words_leaves_out_what_else_befell_the_name(archived: Archived) -> None:
    offered = "The Estmark firm Drosk Tide has offered 9 million crowns for the lamp maker Orlen Lamps."
    accepted = "Shareholders of Orlen Lamps agreed on Monday to join Drosk Tide, which ends 90 years of freedom."
    silent = "Orlen Lamps did not return calls on the takeover bid."
    closing = "Orlen Lamps will close its works in Lorne on Friday with the loss of 40 jobs."
    assistant = archived(
        headed(1, "Drosk Tide bids for Orlen Lamps", f"{offered} The bid is for all shares of Orlen Lamps. {silent}",
               date(2026, 3, 2)),
        headed(2, "Orlen Lamps agrees to be bought", f"{accepted} The takeover by Drosk Tide ends a long row.",
               date(2026, 3, 9)),
        headed(3, "Orlen Lamps closes works", f"{closing} Snow lay on the roof.", date(2026, 3, 16)),
    )  # fmt: skip
    said = texts(assistant.ask("Tell me about the Orlen Lamps takeover", AS_OF))
    assert {offered, accepted} <= set(said)
    assert not {closing, silent} & set(said)


def test_headline_on_the_thing_and_one_name_tie_an_article_to_its_story(archived: Archived) -> None:
    begun = "Doctors in Lorne found 20 cases of fever on Monday, said Dr Mira Holt, who leads the clinic."
    closed = "A school in Lorne was shut on Monday because eleven pupils had caught the fever."
    over = "The outbreak of fever in Lorne is over, the county said on Thursday."
    assistant = archived(
        headed(1, "Fever outbreak in Lorne", f"{begun} It came by ship.", date(2026, 3, 3)),
        headed(2, "Fever cases pass 60", f"{closed} Dr Mira Holt asked for patience.", date(2026, 3, 17)),
        headed(3, "Fever outbreak over", f"{over} Nobody died of it. Snow fell.", date(2026, 4, 9)),
    )
    assert {begun, closed, over} <= set(texts(assistant.ask("Give me a timeline of the fever outbreak", AS_OF)))


def test_lead_that_only_introduces_somebody_gives_way_to_what_the_article_says_of_the_thing(archived: Archived) -> None:
    closed = "The Skarn bridge was closed at noon on Monday after divers found a crack in its second pier."
    brand = "Oskar Brand has been chief engineer of Orlen for six years."
    spoke = "The bridge has a twin in Lorne, whose piers will now be looked at by divers."
    more = (
        "The bridge carries 40 trams a day. Buses that cross the bridge were sent to Lorne. The crack in the bridge is a "
        "metre long. The police closed both ends of the bridge. A ferry will go beside the bridge from Friday."
    )
    assistant = archived(
        headed(1, "Skarn bridge closed", f"{closed} {more}", date(2026, 3, 3)),
        headed(2, "The bridge and its engineer", f"{brand} {spoke} He likes tea.", date(2026, 3, 12)),
    )
    said = texts(assistant.ask("Give me a timeline of the bridge", AS_OF))
    assert {closed, spoke} <= set(said)
    assert brand not in said


def test_trial_goes_on_as_its_sentence_though_no_later_article_has_the_word(archived: Archived) -> None:
    opened = "The trial of Mira Holm, the mayor of Sellin until 2029, opened on Monday before the district court."
    asked = "Prosecutors asked on Tuesday for a sentence of five years for Mira Holm, who is accused of taking bribes."
    jailed = "Mira Holm, the mayor of Sellin until 2029, was jailed for four years on Tuesday for taking bribes."
    garden = "The garden that Mira Holm gave to Sellin was opened to visitors on Friday, with a band and cakes."
    told = texts(
        archived(
            headed(1, "Trial of Holm opens", f"{opened} Snow fell.", date(2026, 3, 2)),
            headed(2, "Five years demanded for Holm", f"{asked} It rained.", date(2026, 3, 17)),
            headed(3, "Holm jailed", f"{jailed} A crowd waited.", date(2026, 4, 14)),
            headed(4, "Garden opens in Sellin", f"{garden} Tea was sold.", date(2026, 4, 17)),
        ).ask("Timeline of the Holm trial", AS_OF)
    )
    assert {opened, asked, jailed} <= set(told)
    assert garden not in told
