"""Questions that name the outlet whose articles are to answer, asked of an archive of our own writing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag.assistant import Assistant
from rag.questions.sources import without_sources
from rag.read import Reader
from rag.understand import understand

AS_OF = date(2031, 6, 1)
TEXTS = (
    ("Coast Courier", "Ilka Voss wins in Orlen", "Ilka Voss won the mayoral election in Orlen with 52 percent of the vote."),
    ("Orlen Gazette", "Voss elected mayor", "Ilka Voss was elected mayor of Orlen with 53 percent. Turnout was 61 percent."),
    ("Coast Courier", "Pier in Orlen closed", "The pier in Orlen was closed on Tuesday after inspectors found a crack."),
    ("Orlen Gazette", "What the pier means", "About 1,800 anglers use the pier in Orlen every day. Ferries call there."),
    ("Drosk Herald", "Mill sold", "The paper mill in Drosk was sold to a bank for 9 million crowns."),
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An archive of five short articles of three outlets."""
    archive = Archive.open(tmp_path_factory.mktemp("sources") / "archive", chroma=False)
    archive.sync(
        [
            Article(id=f"a{at}", title=title, text=text, outlet=outlet, published=date(2031, 5, 1 + at))
            for at, (outlet, title, text) in enumerate(TEXTS)
        ]
    )
    with Assistant(archive, Reader(archive)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "plain", "short"),
    [
        (
            "According to the Coast Courier, who won the election in Orlen?",
            "Who won the election in Orlen?",
            "Ilka Voss",
        ),
        (
            "Who won the election in Orlen, according to the Coast Courier?",
            "Who won the election in Orlen?",
            "Ilka Voss",
        ),
        ("Who does the Coast Courier say won the election in Orlen?", "Who won the election in Orlen?", "Ilka Voss"),
        ("As reported by the Orlen Gazette, what was the turnout?", "What was the turnout?", "61 percent"),
        (
            "In the Drosk Herald's article, for how much was the paper mill sold?",
            "For how much was the paper mill sold?",
            "9 million crowns",
        ),
    ],
)
def test_named_outlet_costs_no_confidence(assistant: Assistant, question: str, plain: str, short: str) -> None:
    answer = assistant.ask(question, AS_OF)
    without = assistant.ask(replace(assistant.understand(question, AS_OF), standalone=plain), AS_OF)
    assert answer.short == without.short == short
    assert answer.confidence > 0.75 * without.confidence
    assert answer.query.standalone == question  # what is shown is what was asked


@pytest.mark.parametrize(
    "question",
    [
        "Did the Coast Courier report that the pier in Orlen was closed while the Orlen Gazette reported that 1,800 "
        "anglers use it?",
        "Did the Coast Courier report 52 percent while the Orlen Gazette reported 53 percent?",
        "Did the Coast Courier report 52 percent, but the Orlen Gazette 53 percent?",
    ],
)
def test_each_clause_is_read_in_the_articles_of_its_own_outlet(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, AS_OF)
    assert {one.article.outlet for one in answer.citations} == {"Coast Courier", "Orlen Gazette"}
    assert not [note for note in answer.query.notes if note.startswith("No sentence of")]


def test_outlet_that_has_nothing_of_it_is_still_said_to_be_silent(assistant: Assistant) -> None:
    question = "Did the Coast Courier report that the pier was closed while the Drosk Herald reported 53 percent?"
    answer = assistant.ask(question, AS_OF)
    assert {one.article.outlet for one in answer.citations} <= {"Coast Courier"}


def test_outlet_that_is_not_wanted_does_not_answer(assistant: Assistant) -> None:
    found = assistant.search("Who won the election in Orlen, not according to the Coast Courier?", as_of=AS_OF)
    assert found
    assert all(one.article.outlet != "Coast Courier" for one in found)
    assert assistant.understand("Compare the Courier's and the Gazette's figures.", AS_OF).parts == ()


def test_outlet_that_is_not_wanted_costs_no_confidence(assistant: Assistant) -> None:
    answer = assistant.ask("What was the turnout, not according to the Coast Courier?", AS_OF)
    plain = assistant.ask("What was the turnout, according to the Orlen Gazette?", AS_OF)
    assert answer.confidence == pytest.approx(plain.confidence)
    assert answer.short == plain.short == "61 percent"


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("In the Orlen Gazette's article, who won?", "Who won?"),
        ("According to the Coast Courier report, who won?", "Who won?"),
        ("Did the Coast Courier report that the pier closed?", "Did the pier closed?"),
        ("Did the Coast Courier's report say that the pier closed?", "Did the pier closed?"),
        ("Which pier did the Coast Courier report was closed?", "Which pier was closed?"),
        ("What did the Coast Courier report about the pier?", None),
        ("What do the Coast Courier's and the Orlen Gazette's reports say about the pier?", None),
    ],
)
def test_outlet_goes_with_the_words_that_only_say_that_it_reports(question: str, read: str | None) -> None:
    query = understand(question, AS_OF, ["Coast Courier", "Orlen Gazette"])
    assert without_sources(query).standalone == (read or question)


def test_what_an_outlet_reported_is_decided_by_its_sentence(assistant: Assistant) -> None:
    assert assistant.ask("Did the Coast Courier report that Ilka Voss won the mayoral election?", AS_OF).short == "Yes"


def test_yes_where_every_outlet_says_what_is_asked_of_it(tmp_path: Path) -> None:
    question = (
        "Did the Courier report that Ilka Voss won the vote, and did the Gazette report that Bo Hart {} the vote?"
    )
    texts = {"Courier": "Ilka Voss won the vote in Orlen.", "Gazette": "Bo Hart lost the vote in Orlen."}
    with Assistant.open(tmp_path, vector_search="exact", accepted_wrong=1.0) as opened:
        opened.archive.sync(Article(id=one, title="Vote", text=texts[one], outlet=one) for one in texts)
        assert opened.ask(question.format("lost"), AS_OF).short == "Yes"
        assert opened.ask(question.format("won"), AS_OF).short is None
