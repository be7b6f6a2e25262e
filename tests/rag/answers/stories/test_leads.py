"""A story of many articles: each has its say before one has another, what came last is there, and no other story is."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.datatypes import Article
from rag.assistant import Assistant
from tests.rag.answers.forms import AS_OF, Archived, answering, report, texts

FIRST = "At least three people were hurt when the cable car Silver Swallow fell near Varn Peak on Sunday."
SECOND = "The number of people hurt in the fall of the Silver Swallow has risen to nine, doctors said on Tuesday."
WARNED = "Inspectors told the cable car's owner, Orlen Lifts, in March to replace a worn rope."
RESIGNED = "Oskar Brand resigned as head of Orlen Lifts on Friday, five days after the fall of the Silver Swallow."
FOUND = (
    "A rope that was older than its papers brought the cable car down at Varn Peak, the safety board said on Monday."
)
OTHER = "A cable car of ice was carved by pupils in Lorne on Saturday."


def headed(number: int, title: str, text: str, outlet: str, published: date) -> Article:
    return Article(f"a{number}", title, text, outlet=outlet, published=published, origin=f"document:{number}")


ARTICLES = (
    headed(
        1, "Cable car accident at Varn Peak",
        f"{FIRST} The car hung from the second mast for an hour. Rescuers climbed up with ladders. The lift was closed at "
        "noon. Its owner, Orlen Lifts, said that it regretted the accident. The cable car opened in 1971. The cable car "
        "carries 400 people an hour. Two of its ropes were new. The accident was heard in Lorne.",
        "Gazette", date(2026, 3, 2),
    ),
    headed(
        2, "Cable car accident: nine hurt",
        f"{SECOND} Six of them came by helicopter. The accident is the third in ten years. The cable car had a certificate. "
        "Dr Mira Holt of the safety board said that the accident would be looked into. The cable car is still "
        "on the slope. The police closed the path to the accident. The cable car is red.",
        "Herald", date(2026, 3, 4),
    ),
    headed(
        3, "Owner of cable car was warned of rope",
        f"{WARNED} Orlen Lifts asked for another month, letters on the accident show. Oskar Brand, its head, said the cable "
        "car was safe. The cable car ran on. Varn Peak has two more lifts. A cable car needs four ropes.",
        "Post", date(2026, 3, 5),
    ),
    headed(
        4, "Head of Orlen Lifts goes after fall of cable car",
        f"{RESIGNED} Three of the nine have left the hospital. He will get no pay for April.",
        "Gazette", date(2026, 3, 7),
    ),
    headed(
        5, "Old rope broke above Varn Peak",
        f"{FOUND} Dr Mira Holt said that Orlen Lifts had bought the rope second-hand.",
        "Herald", date(2026, 4, 14),
    ),
    headed(
        6, "Ice cable car wins prize",
        f"{OTHER} The judges liked its windows. The pupils worked for three days. Mulled wine was sold.",
        "Post", date(2026, 4, 16),
    ),
    headed(
        7, "Lorne opens its mint to visitors",
        "The mint in Lorne can be seen from Monday. Entry costs 4 crowns. The accident of 1908 has a room of its own.",
        "Post", date(2026, 4, 17),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("leads")
    with answering(folder, *ARTICLES) as opened:
        yield opened


def test_summary_has_the_lead_of_every_article_before_a_second_sentence_of_one(assistant: Assistant) -> None:
    assert texts(assistant.ask("Summarise the cable car accident", AS_OF)) == [FIRST, SECOND, WARNED, RESIGNED, FOUND]


@pytest.mark.parametrize(
    "question",
    [
        "What is the latest on the cable car accident?",
        "What's new on the cable car accident?",
        "Where does the cable car accident case stand now?",
    ],
)
def test_latest_has_the_newest_article_first(assistant: Assistant, question: str) -> None:
    said = texts(assistant.ask(question, AS_OF))
    assert said == [FOUND, RESIGNED, WARNED, SECOND, FIRST]


@pytest.mark.parametrize(
    "question", ["Give me a timeline of the cable car accident", "How did the cable car accident unfold?"]
)
def test_timeline_goes_on_to_what_came_last(assistant: Assistant, question: str) -> None:
    said = texts(assistant.ask(question, AS_OF))
    assert {FIRST, SECOND, WARNED, RESIGNED, FOUND} <= set(said)
    assert said.index(FIRST) < said.index(SECOND) < said.index(RESIGNED) < said.index(FOUND)
    assert not {OTHER} & set(said)


def test_as_of_a_day_the_latest_is_what_could_be_read_then(assistant: Assistant) -> None:
    said = texts(assistant.ask("What is the latest on the cable car accident?", date(2026, 3, 8)))
    assert said[0] == RESIGNED
    assert FOUND not in said


def test_lead_of_an_article_on_other_things_is_left_out_for_what_it_says_of_the_story(archived: Archived) -> None:
    assistant = archived(
        headed(
            1, "Roof of the Regal hall to be rebuilt",
            "The Regal hall will have a new roof by May. Its owner, Ada Lind, has signed the contract.",
            "Gazette", date(2026, 3, 9),
        ),
        headed(
            2, "Snow closes roads around Orlen",
            "Half a metre of snow fell on Orlen in the night. "
            + "Trams stood still, and nobody came to work in the mint. " * 8
            + "The roof of the Regal hall fell in at "
            "noon, and Ada Lind sent everybody home.",
            "Herald", date(2026, 3, 2),
        ),
    )  # fmt: skip
    said = texts(assistant.ask("What happened to the Regal hall?", AS_OF))
    assert not any("Half a metre" in one for one in said)


def test_day_since_which_nothing_happened_is_no_step(archived: Archived) -> None:
    assistant = archived(
        report(1, "No new case of fever has been found in Orlen since 4 April.", "Gazette", date(2026, 4, 18)),
        report(2, "The fever in Orlen began on 3 March at the mint.", "Herald", date(2026, 3, 9)),
    )
    notes = {one.text: one.note for one in assistant.ask("Timeline of the fever in Orlen", AS_OF).statements}
    assert notes["No new case of fever has been found in Orlen since 4 April."] == "reported 18 April 2026"
    assert notes["The fever in Orlen began on 3 March at the mint."] == "3 March 2026"


def test_deal_that_was_denied_before_is_told(archived: Archived) -> None:
    denied = headed(
        1, "Orvex Foods denies talks with rival",
        "Orvex Foods has denied a report that it is in talks to be bought by the Lommish group Helvin. Its shares rose.",
        "Gazette", date(2026, 2, 26),
    )  # fmt: skip
    agreed = headed(
        2, "Orvex Foods agrees to takeover by Helvin",
        "Orvex Foods has agreed to be taken over by the Lommish group Helvin for 34 crowns a share, ten weeks after it "
        "denied being in talks. The owners will vote in June.",
        "Gazette", date(2026, 5, 7),
    )  # fmt: skip
    said = texts(archived(denied, agreed).ask("Summarise the takeover of Orvex Foods.", date(2026, 6, 1)))
    assert any("has denied a report" in one for one in said)
    assert any("has agreed to be taken over" in one for one in said)
