"""Words joined, hyphened and open: found under each form that the archive has, and no other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.datatypes import Article
from rag import Assistant
from rag.datatypes import Name
from rag.questions.hyphens import other_joints

TEXTS = {
    "a": ("Foes agree", "The two sides agreed in Varna on Monday to a 30-day cease-fire, which begins on Wednesday."),
    "b": ("Shells fall", "The ceasefire of Varna was broken on Friday when shells fell on the harbour of Kest."),
    "c": (
        "Cheese fair",
        "The mayor was re-elected. Some times were set anew: the stalls close at six. A rest room opened.",
    ),
}


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "archive", vector_search="exact") as opened:
        opened.archive.sync(
            Article(
                id=one, title=title, text=text, outlet="The Kesterby Courier", published=date(2030, 5, at), origin=one
            )
            for at, (one, (title, text)) in enumerate(TEXTS.items(), start=1)
        )
        yield opened


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who broke the ceasefire?", Name("ceasefire", ("cease-fire",))),
        ("Ceasefire of Varna", Name("Ceasefire", ("cease-fire",))),
        ("Who broke the cease-fire?", Name("cease-fire", ("ceasefire",))),
        ("Who broke the cease fire?", Name("cease fire", ("ceasefire",))),
        ("Who was reelected?", Name("reelected", ("re-elected",))),
    ],
)
def test_other_form_that_the_archive_has_is_found(assistant: Assistant, question: str, expected: Name) -> None:
    assert other_joints(question, assistant.archive) == (expected,)


@pytest.mark.parametrize(
    "question",
    [
        "What sometimes closes?",
        "Where is the restroom?",
        "Who broke the cease, fire and all?",
        "Who is Re Elected?",
        "Who resigned?",
        "Who saw the sun rise?",
    ],
    ids=["two words by chance", "no hyphen", "a comma between", "a name", "another word", "a tag"],
)
def test_chance_is_not_joined_or_parted(assistant: Assistant, question: str) -> None:
    assert other_joints(question, assistant.archive) == ()


@pytest.mark.parametrize("words", ["ceasefire", "cease-fire", "cease fire"])
def test_search_finds_all_forms_the_newest_and_the_first(assistant: Assistant, words: str) -> None:
    results = assistant.results(f"{words} Varna", sort="newest")
    assert [passage.article.id for passage in results.passages] == ["b", "a"]
    assert results.first_reported is not None
    assert results.first_reported.article.id == "a"


def test_word_with_a_hyphen_is_no_word_that_is_missing(assistant: Assistant) -> None:
    answer = assistant.ask("Who was reelected?", as_of=date(2030, 6, 1))
    assert "reelected" not in (answer.reason or "")
