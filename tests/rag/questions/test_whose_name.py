"""A person "of" an organisation is found, by whichever of the two names the articles have."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.datatypes import Article
from rag import Assistant

AS_OF = date(2031, 6, 18)
TEXTS = {
    "offer": "Norvex wants to buy the mill. Its founder, Renata Sabo, said that the offer was generous.",
    "reply": "The chairman of Kest Mills, Henrik Dale, called the offer of Norvex an insult.",
    "bank": "The Drosk Bank said on Monday that its money was safe. Orsk was calm.",
    "saint": "A play about Joan of Orsk opened. The abbess Joan Fell said that it was too long.",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("whose") / "archive"
    with Assistant.open(folder, vector_search="exact") as opened:
        opened.archive.sync(Article(id_, id_.title(), text, origin=id_) for id_, text in TEXTS.items())
        yield opened


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("What did Sabo of Norvex say about the offer?", "offer"),
        ("What did Sabo from Norvex say about the offer?", "offer"),
        ("What did Dale of Kest Mills call the offer?", "reply"),
    ],
)
def test_who_is_named_with_whose_they_are_is_quoted(assistant: Assistant, question: str, article: str) -> None:
    answer = assistant.ask(question, as_of=AS_OF)
    assert [citation.article.id for citation in answer.citations] == [article]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did the Bank of Orsk say about its money?", "Bank of Orsk"),  # another bank
        ("What did Joan of Orsk say about the play?", "Joan of Orsk"),  # so written in an article
        ("What did Halden of Norvex say?", "Halden of Norvex"),  # who does not speak
    ],
)
def test_one_name_stays_one(assistant: Assistant, question: str, name: str) -> None:
    assert [one.written for one in assistant.understand(question, as_of=AS_OF).names] == [name]
    said = assistant.ask(question, as_of=AS_OF).text
    assert not any(words in said for words in ("money was safe", "too long", "generous"))
