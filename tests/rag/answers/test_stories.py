"""Stories, timelines, comparisons and lists asked for in ordinary words, of an assistant that refuses what it must."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag.assistant import Assistant
from rag.read import Reader
from tests.rag.answers.forms import AS_OF, answering, report, texts


def headed(number: int, title: str, text: str, outlet: str, published: date) -> Article:
    return Article(f"a{number}", title, text, outlet=outlet, published=published, origin=f"document:{number}")


ARTICLES = (
    headed(
        1, "Fire at the Orlen mint",
        "A fire at the old mint in Orlen destroyed two halls on Sunday night. Nobody was hurt, the brigade said. "
        "Owner Ada Lind said the damage was 3 million crowns. Baker Oskar Brand said he had smelt smoke at noon. "
        "“I saw the roof go,” said Mira Holt, who lives opposite.",
        "Gazette", date(2026, 3, 2),
    ),
    headed(
        2, "Orlen mint fire: two halls lost",
        "Two halls of the Orlen mint burned down on Sunday. No one was injured. The damage is 5 million crowns, "
        "insurers estimated. The mint opened on 9 May and will reopen on 1 October.",
        "Post", date(2026, 3, 3),
    ),
    headed(
        3, "Orlen mint fire: man freed",
        "The man arrested after the fire at the mint in Orlen was released on Friday. The cause was a faulty cable, "
        "not arson, investigators found.",
        "Herald", date(2026, 3, 14),
    ),
    headed(
        4, "Lorne and Estmark make peace over herring",
        "Lorne and Estmark signed an accord on herring on Monday. They also signed a protocol on cod and a "
        "memorandum on tides. Snow fell on the harbour all night.",
        "Gazette", date(2026, 3, 20),
    ),
    headed(
        5, "Ferries of Lorne",
        "The harbour of Lorne has nine ferries. The oldest of them is blue. Fishermen mend their nets on the quay.",
        "Post", date(2026, 3, 21),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("stories")
    with answering(folder, *ARTICLES) as opened:
        yield opened


def ids(assistant: Assistant, question: str) -> set[str]:
    answer = assistant.ask(question, AS_OF)
    texts(answer)
    return {citation.article.id for citation in answer.citations}


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the story of the Orlen mint fire.",
        "Summarise what happened to the mint in Orlen",
        "Give me an overview of the Orlen mint affair",
        "What is the story of the Orlen mint about?",
        "Timeline of the events around the Orlen mint",
        "What happened at the Orlen mint, in order?",
        "Compare the outlets on the mint fire",
        "Compare how the outlets report the mint fire",
    ],
)
def test_story_is_found_in_whatever_words_its_form_is_asked(assistant: Assistant, question: str) -> None:
    assert len(ids(assistant, question) & {"a1", "a2", "a3"}) > 1


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the story of the Orlen flood.",
        "Timeline of the events around the Varn bridge",
        "Compare the outlets on the fuel tax",
        "List everyone who said something about the fuel tax",
        "List all documents burned in Lorne",
    ],
)
def test_story_that_no_article_is_of_is_refused(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question, AS_OF).answered


@pytest.mark.parametrize("question", ["Summarise the Orlen mint fire.", "Tell me about the fire at the Orlen mint"])
def test_summary_begins_with_the_event(assistant: Assistant, question: str) -> None:
    assert texts(assistant.ask(question, AS_OF))[0].startswith("A fire at the old mint in Orlen destroyed two halls")


def test_timeline_gives_past_and_coming_days_their_years(assistant: Assistant) -> None:
    answer = assistant.ask("Timeline of the Orlen mint", AS_OF)
    notes = {statement.text: statement.note for statement in answer.statements}
    assert notes["The mint opened on 9 May and will reopen on 1 October."] == "9 May 2025"


def test_comparison_has_of_each_outlet_what_is_asked_and_not_only_its_headline(assistant: Assistant) -> None:
    said = " ".join(texts(assistant.ask("How do the outlets differ on the damage of the mint fire?", AS_OF)))
    assert "3 million" in said
    assert "5 million" in said


@pytest.mark.parametrize(
    "question",
    [
        "Who commented on the mint fire?",
        "Who said what about the fire at the mint?",
        "List everyone who said something about the mint fire.",
        "Which people spoke about the fire at the Orlen mint?",
    ],
)
def test_all_who_speak_in_the_articles_of_it_are_heard(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, AS_OF)
    texts(answer)
    speakers = " ".join(citation.speaker or "nobody" for citation in answer.citations)
    assert "nobody" not in speakers
    assert all(name in speakers for name in ("Ada Lind", "Oskar Brand", "Mira Holt"))


def test_nobody_is_said_to_have_spoken_where_nobody_did(assistant: Assistant) -> None:
    answer = assistant.ask("Who said something about the ferries of Lorne?", AS_OF)
    assert not answer.answered


@pytest.mark.parametrize(
    "question", ["List all documents signed.", "Which documents were signed?", "List the agreements signed by Lorne"]
)
def test_an_accord_and_a_protocol_are_documents(assistant: Assistant, question: str) -> None:
    said = " ".join(texts(assistant.ask(question, AS_OF)))
    assert "an accord on herring" in said
    assert "a protocol on cod" in said


def test_word_at_a_sentence_beginning_is_no_speaker_with_a_name(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path, chroma=False)
    text = (
        "Sailors said the tram was late. “The tram is a joy,” said Ada Lind. Ada Lind of the Orlen mint said it runs."
    )
    archive.sync([report(1, text)])
    with Assistant(archive, Reader(archive)) as assistant:
        answer = assistant.ask("Who commented on the tram?", AS_OF)
    assert [citation.speaker for citation in answer.citations] == ["Ada Lind"]
