"""Articles on a matter, where they are what is asked for and no sentence answers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.datatypes import Article
from rag import Assistant

AS_OF = date(2031, 6, 18)
WRITTEN = [
    ("Regatta opens", "The Lake Orl regatta began with forty boats. Vera Holt fired the gun.", "Orsk Herald", "Eda Voss",
     date(2031, 6, 2)),
    ("A wet start", "Rain fell on the visitors all day. The judge Ivo Tarn was late for the regatta on Lake Orl.",
     "Kesterby Post", "Bo Lind", date(2031, 6, 3)),
    ("Boats collide", 'Two boats collided at the regatta. "I saw nothing of Lake Orl but fog," said Vera Holt.',
     "Orsk Herald", "Eda Voss", date(2031, 5, 30)),
    ("Cheese fair", "A cheese of ninety kilograms won the fair. Its maker is Vera Holt.", "Orsk Herald", "Eda Voss",
     date(2031, 6, 4)),
]  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("about") / "archive"
    with Assistant.open(folder, vector_search="exact") as opened:
        opened.archive.sync(
            Article(title, title, text, outlet=outlet, authors=(author,), published=day, origin=f"doc:{title}")
            for title, text, outlet, author, day in WRITTEN
        )
        yield opened


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("Which articles about the regatta were published before June 2031?", ["Boats collide"]),
        ("Which articles mention Lake Orl?", ["Boats collide", "Regatta opens", "A wet start"]),
        ("articles by Eda Voss about Lake Orl", ["Boats collide", "Regatta opens"]),
        ("Which stories did the Orsk Herald publish on Vera Holt?", ["Boats collide", "Regatta opens", "Cheese fair"]),
        ("Which articles were published on 3 June 2031 about the regatta?", ["A wet start"]),
        ("Which articles on Lake Orl appeared after May 2031?", ["Regatta opens", "A wet start"]),
    ],
)
def test_articles_that_are_asked_for_are_shown_oldest_first(
    assistant: Assistant, question: str, titles: list[str]
) -> None:
    answer = assistant.ask(question, as_of=AS_OF)
    assert answer.answered
    assert [citation.article.title for citation in answer.citations] == titles
    assert all(citation.verified for citation in answer.citations)


def test_each_is_shown_by_the_sentence_that_has_the_matter_and_says_who_speaks(assistant: Assistant) -> None:
    answer = assistant.ask("Which articles mention Lake Orl?", as_of=AS_OF)
    quotes = {citation.article.title: citation for citation in answer.citations}
    assert quotes["A wet start"].quote == "The judge Ivo Tarn was late for the regatta on Lake Orl."
    assert quotes["Boats collide"].speaker == "Vera Holt"
    assert any('each of 3 articles found first says of "Lake Orl"' in note for note in answer.query.notes)


@pytest.mark.parametrize(
    "question",
    [
        "Which articles about the regatta mention Norvex?",  # a word that none of them has
        "What did the Kesterby Post report about the cheese fair?",  # which only another outlet has
        "Which articles are about it?",
        "What did the Orsk Herald report about how Ivo Tarn paid for the regatta?",  # more than a matter
        "Which articles are about Lake Orl's dams?",
    ],
)
def test_articles_without_all_of_the_matter_are_no_answer(assistant: Assistant, question: str) -> None:
    notes = assistant.ask(question, as_of=AS_OF).query.notes
    assert not any("No sentence alone" in note for note in notes)
