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


@pytest.fixture(scope="module")
def spelt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    told = {
        "a": "Sadyr Japarov flew home on Monday. Japarov said that the talks in Kiev were long.",
        "b": "Robert Halden met Anna Orsk. The Northern Quay Trust paid for the lunch.",
        "c": "Japarov, Xi meet. Xi Jinping came late, and Xi Jinping left early.",
        "d": "Xi Jinping went home by train.",
    }
    folder: Path = tmp_path_factory.mktemp("spelt") / "archive"
    with Assistant.open(folder, vector_search="exact") as opened:
        opened.archive.sync(Article(id_, id_.title(), text, origin=id_) for id_, text in told.items())
        yield opened


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("Zhaparov Kyiv", ["Zhaparov", "Kyiv"]),
        ("Kyiv Zhaparov visit", ["Kyiv", "Zhaparov"]),
        ("Sadyr Zhaparov Kyiv", ["Sadyr Zhaparov", "Kyiv"]),
        ("Жапаров Киев", ["Жапаров", "Киев"]),
        ("Kyiv Northern Quay Trust", ["Kyiv", "Northern Quay Trust"]),
        ("Japarov Xi Jinping", ["Japarov", "Xi Jinping"]),  # of which an article has "Japarov, Xi"
        ("Robert Zhaparov", ["Robert Zhaparov"]),  # another one
        ("Kamil Zhaparov", ["Kamil Zhaparov"]),
        ("What did Halden Zhaparov say?", ["Halden Zhaparov"]),  # no search of names alone
        ("Northern Quay Trust", ["Northern Quay Trust"]),
    ],
)
def test_names_side_by_side_in_a_search_are_parted_where_no_article_has_them_so(
    spelt: Assistant, search: str, names: list[str]
) -> None:
    assert [one.written for one in spelt.understand(search, as_of=AS_OF).names] == names


def test_names_side_by_side_have_their_other_spellings_each(spelt: Assistant) -> None:
    query = spelt.understand("Zhaparov Kyiv", as_of=AS_OF)
    assert [(one.written, one.spellings) for one in query.names] == [("Zhaparov", ("Japarov",)), ("Kyiv", ("Kiev",))]
