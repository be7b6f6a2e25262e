"""Example questions: from the articles themselves, good English, always the same."""

from dataclasses import replace

from index.datatypes import Article
from tests.ui.fakes import BRIDGE, FakeArchive
from ui.examples import SAMPLE_FOLDER, example_questions

STRIKE = Article(
    id="strike",
    title="Pilots end strike",
    text="Lena Okafor said the deal was fair. It was signed at the Orr Valley Airport on Friday. Crowds met at the "
    'Orr Valley Airport in the evening. "We won," added Lena Okafor.',
)


NAMES = ["Ada", "Bela", "Cora", "Dina", "Edda", "Fern"]


def test_questions_ask_what_quoted_people_said() -> None:
    assert example_questions(FakeArchive((BRIDGE, STRIKE))) == [
        "What did Mara Halden say about the Old Mill?",
        "What did Lena Okafor say about the Orr Valley Airport?",
    ]


def test_same_articles_give_same_questions_in_any_order() -> None:
    articles = [replace(STRIKE, id=str(n), text=STRIKE.text.replace("Lena", name)) for n, name in enumerate(NAMES)]
    asked = example_questions(FakeArchive(tuple(articles)))
    assert asked == example_questions(FakeArchive(tuple(reversed(articles))))
    assert len(asked) == len(set(asked)) == 4


def test_archive_without_quoted_people_has_no_examples() -> None:
    assert example_questions(FakeArchive((replace(BRIDGE, text="It rained. The President said so."),))) == []
    assert example_questions(FakeArchive(())) == []


def test_sample_archive_has_its_own_questions() -> None:
    sample = replace(BRIDGE, origin=f"{SAMPLE_FOLDER / 'records.jsonl'}#3")
    assert "What did Marten Haldrek say about the barge?" in example_questions(FakeArchive((sample,)))
    assert "What did Marten Haldrek say about the barge?" not in example_questions(FakeArchive((sample, STRIKE)))
