"""Whose words a question asks for, and which passages are found for it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag.assistant import Assistant
from rag.questions.said import asked_saying, asked_words
from rag.read import Reader

AS_OF = date(2026, 4, 20)
LIND = (
    "Ada Lind, the mayor of Tarnwick, opened the fair on Monday. The band played until noon and nobody left early. "
    "“The new bridge is a joy to cross,” she said. Bo Hart, a baker, said that the bridge was far too dear."
)
FILLER = (
    "The bridge of Tarnwick was painted. The bridge is long, the bridge is wide, and the bridge is red. Lind was ill."
)


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    articles = [
        Article(f"f{n}", f"Bridge notes {n}", f"{FILLER} Note {n} of the bridge.", origin=f"f{n}") for n in range(15)
    ]
    articles.append(Article("lind", "Fair opens", LIND, origin="lind"))
    articles.append(Article("moss", "Ferry", "Cara Moss said the ferry was slow. It left at nine.", origin="moss"))
    archive = Archive.open(tmp_path, chroma=False)
    archive.sync(articles)
    with Assistant(archive, Reader(archive, accepted_wrong=1.0)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "names", "topic"),
    [
        ("What did Ada Lind say about the bridge?", ("Ada Lind",), {"bridg"}),
        ("What has Mayor Lind said on bridge tolls?", ("Lind",), {"bridg", "toll"}),
        ("How did Lind describe the bridge?", ("Lind",), {"bridg"}),
        ("What is wrong with the bridge, according to Ada Lind?", ("Ada Lind",), {"wrong", "bridg"}),
        ("What did officials say about the bridge?", ("officials",), {"bridg"}),
        ("What did Ada Lind say?", ("Ada Lind",), set()),
    ],
)
def test_question_names_whose_words_it_wants(
    assistant: Assistant, question: str, names: tuple[str, ...], topic: set[str]
) -> None:
    asked = asked_words(assistant.understand(question, AS_OF))
    assert asked is not None
    assert asked.names == names
    assert asked.topic == topic


@pytest.mark.parametrize(
    "question",
    ["When did the bridge open?", "What did she say about the bridge?", "Who is Ada Lind?", "What opened on Monday?"],
)
def test_other_questions_ask_for_nobodys_words(assistant: Assistant, question: str) -> None:
    assert asked_words(assistant.understand(question, AS_OF)) is None


def test_who_said_something_asks_for_its_speaker(assistant: Assistant) -> None:
    asked = asked_saying(assistant.understand("Who said that the ferry was slow?", AS_OF))
    assert asked is not None
    assert asked.topic == {"ferri", "slow"}
    assert asked_saying(assistant.understand("Who opened the fair?", AS_OF)) is None


def test_passage_with_the_persons_words_comes_first_although_others_repeat_the_topic(assistant: Assistant) -> None:
    found = assistant.search("What did Lind say about the bridge?", as_of=AS_OF)
    assert found[0].article.id == "lind"


def test_words_are_looked_up_in_the_given_articles_alone(assistant: Assistant) -> None:
    found = assistant.archive.said_in(("Lind",), {"lind": LIND})
    assert [one.content for one in found["lind"]] == ["“The new bridge is a joy to cross,”"]
    assert assistant.archive.said_in(("Lind",), {}) == {}
