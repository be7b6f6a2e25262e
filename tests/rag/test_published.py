"""A question of an outlet, an author or a time alone is answered by how the articles begin that pass its filter."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import pytest

from index.datatypes import Article
from rag import Assistant
from rag.published import Published

AS_OF = date(2031, 6, 18)  # a Wednesday
LAST_WEEK = date(2031, 6, 9)
WRITTEN = [
    ("Mill sold", "The mill on the Orl was sold to a baker. He paid little.", "Orsk Herald", "Eda Voss", LAST_WEEK),
    ("Ferry late", "CORRECTION: an earlier version of this article named another ferry. The ferry was late again. Nobody minded.",
     "Orsk Herald", "Bo Lind", LAST_WEEK + timedelta(days=2)),
    ("Geese back", "Three hundred geese have landed on the quay. They stay.", "Kesterby Post", "Eda Voss",
     LAST_WEEK + timedelta(days=3)),
    ("Old fire", "A fire took the old school. Vera Holt saw it.", "Orsk Herald", "Bo Lind", date(2031, 5, 2)),
]  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("published") / "archive"
    with Assistant.open(folder, vector_search="exact") as opened:
        opened.archive.sync(
            Article(title, title, text, outlet=outlet, authors=(author,), published=day, origin=f"doc:{title}")
            for title, text, outlet, author, day in WRITTEN
        )
        yield opened


MILL, FERRY, GEESE, FIRE = (
    "The mill on the Orl was sold to a baker.", "The ferry was late again.",
    "Three hundred geese have landed on the quay.", "A fire took the old school.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("Summarise last week", [MILL, FERRY, GEESE]),
        ("List the articles of last week.", [MILL, FERRY, GEESE]),
        ("What happened last week?", [MILL, FERRY, GEESE]),
        ("What did the Orsk Herald report last week?", [MILL, FERRY]),
        ("Summarise what the Orsk Herald reported last week", [MILL, FERRY]),
        ("What did Eda Voss write?", [MILL, GEESE]),
        ("What was published in May 2031?", [FIRE]),
        ("What has the Kesterby Post written since the mill was sold?", [GEESE]),
    ],
)
def test_what_was_published_is_listed_in_order_of_time(
    assistant: Assistant, question: str, sentences: list[str]
) -> None:
    answer = assistant.ask(question, as_of=AS_OF)
    assert [statement.text for statement in answer.statements] == sentences
    assert all(citation.verified for citation in answer.citations)
    assert any("names no subject" in note for note in answer.query.notes)
    assert answer.query.filter != assistant.understand("What?", AS_OF).filter


@pytest.mark.parametrize("question", ["What did she say last week?", "What did they report in May 2031?"])
def test_what_somebody_unknown_said_is_not_what_was_published(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question, as_of=AS_OF).answered


def test_a_matter_is_answered_and_nothing_listed(assistant: Assistant) -> None:
    answer = assistant.ask("What did the Orsk Herald report about the mill?", as_of=AS_OF)
    assert not any("names no subject" in note for note in answer.query.notes)
    assert {citation.article.title for citation in answer.citations} <= {"Mill sold"}


@pytest.mark.parametrize(
    "question", ["What did the Kesterby Post report in May 2031?", "Summarise the news of 12 March 2031"]
)
def test_where_nothing_was_published_nothing_else_is_shown(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, as_of=AS_OF)
    assert not answer.answered
    assert not any("all dates were searched" in note for note in answer.query.notes)


def boats(first: date, count: int) -> Iterator[Article]:
    """An article a day from the first on."""
    for n in range(count):
        text, day = f"Boat number {n} sailed for port {n * 7}.", first + timedelta(days=n)
        yield Article(f"a{n}", f"Item {n}", text, outlet="Orsk Herald", published=day, origin=f"doc:{n}")


def test_only_the_newest_of_many_are_listed_and_it_is_said(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "archive", vector_search="exact") as assistant:
        assistant.archive.sync(boats(date(2031, 6, 1), 12))
        answer = assistant.ask("What did the Orsk Herald report?", as_of=AS_OF)
    days = [citation.article.published_day for citation in answer.citations]
    assert days == [date(2031, 6, 1) + timedelta(days=n) for n in range(4, 12)]
    assert any("the newest 8 of 12 articles" in note for note in answer.query.notes)


def test_the_newest_of_more_articles_than_were_found_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.assistant.LOOKED_THROUGH", 8)  # of 40, as 200 are of an outlet's thousands
    with Assistant.open(tmp_path / "archive", vector_search="exact") as assistant:
        assistant.archive.sync(boats(date(2031, 4, 1), 40))
        answer = assistant.ask("What did the Orsk Herald report?", as_of=AS_OF)
        later = assistant.ask("What did the Orsk Herald report before 12 April 2031?", as_of=AS_OF)
    days = [citation.article.published_day for citation in answer.citations]
    assert days == [date(2031, 4, 1) + timedelta(days=n) for n in range(32, 40)]
    assert "the newest 8 of 40 articles" in answer.query.notes[-1]
    assert [citation.article.id for citation in later.citations] == [f"a{n}" for n in range(3, 11)]


def test_of_articles_that_were_not_all_looked_at_none_is_called_the_newest(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.published.LOOKED_THROUGH", 2)
    query = assistant.understand("What did the Orsk Herald report?", AS_OF)
    some = assistant.search(query, top_k=2)
    *_, last = Published(assistant.answerer, assistant.archive).answer(query, some)
    assert last.answer is not None
    assert "so this is how 2 of 3 articles begin" in last.answer.query.notes[-1]


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("What else happened last week?", [MILL, FERRY, GEESE]),  # nothing of the conversation is meant
        ("What did the Kesterby Post write?", [GEESE]),
    ],
)
def test_what_was_published_is_asked_anew_within_a_conversation(
    assistant: Assistant, question: str, sentences: list[str]
) -> None:
    talk = assistant.conversation()
    talk.ask("Who saw the fire that took the old school?", as_of=AS_OF)
    answer = talk.ask(question, as_of=AS_OF)
    assert answer.query.standalone == question
    assert [statement.text for statement in answer.statements] == sentences


def test_a_follow_up_with_its_own_time_is_not_kept_to_the_earlier_one(assistant: Assistant) -> None:
    talk = assistant.conversation()
    first = talk.ask("Who saw the fire in May 2031?", as_of=AS_OF)
    assert first.answered
    assert first.query.filter.after == date(2031, 5, 1)
    query = talk.understand("Who saw it this month?", as_of=AS_OF)  # still running, and so no filter
    assert (query.filter.after, query.filter.before) == (None, None)


@pytest.mark.parametrize("question", ["And Kesterby News?", "What about the Kesterby News?"])
def test_an_outlet_called_news_is_asked_the_last_question_and_not_for_its_news(tmp_path: Path, question: str) -> None:
    with Assistant.open(tmp_path / "archive", vector_search="exact") as assistant:
        assistant.archive.sync(
            Article(f"{outlet}{n}", title, text, outlet=outlet, published=LAST_WEEK, origin=f"doc:{outlet}{n}")
            for outlet, count in (("Orsk Herald", "nine"), ("Kesterby News", "eight"))
            for n, (title, text) in enumerate(
                [("Coins stolen", f"Thieves took {count} coins from the Orsk museum."), ("Rain", "It rained all day.")]
            )
        )
        talk = assistant.conversation()
        talk.ask("According to the Orsk Herald, how many coins were stolen?", as_of=AS_OF)
        answer = talk.ask(question, as_of=AS_OF)
    assert [citation.quote for citation in answer.citations] == ["Thieves took eight coins from the Orsk museum."]


def test_a_search_for_what_was_published_counts_and_sorts_all_of_it(assistant: Assistant) -> None:
    results = assistant.results("What did the Orsk Herald report?", as_of=AS_OF, sort="newest")
    assert [passage.article.title for passage in results.passages] == ["Ferry late", "Mill sold", "Old fire"]
    assert results.facets.articles == 3
    assert not any(results.highlights)  # "What", "did" and "report" say nothing of an article
    assert not results.notes
    assert results.first_reported is not None
    assert results.first_reported.article.title == "Old fire"


@pytest.mark.parametrize(("sort", "numbers"), [("newest", [39, 38, 37]), ("oldest", [0, 1, 2])])
def test_a_search_sorts_more_articles_than_were_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: Literal["newest", "oldest"], numbers: list[int]
) -> None:
    monkeypatch.setattr("rag.search.POOL", 8)
    with Assistant.open(tmp_path / "archive", vector_search="exact") as assistant:
        assistant.archive.sync(
            Article(f"a{n}", f"Item {n}", f"Boat number {n} sailed for port {n * 7}.", outlet="Orsk Herald",
                    published=date(2031, 4, 1) + timedelta(days=n), origin=f"doc:{n}")
            for n in range(40)
        )  # fmt: skip
        results = assistant.results("What did the Orsk Herald report?", as_of=AS_OF, sort=sort, top_k=3)
    assert [passage.article.id for passage in results.passages] == [f"a{n}" for n in numbers]
    assert results.notes == ("Counted are 8 of 40 articles.",)
    assert results.first_reported is not None
    assert (results.first_reported.article.id, results.first_reported.considered) == ("a0", 40)


@pytest.mark.parametrize("question", ["the", "who", "Who is it?", "Why?"])
def test_a_question_of_nothing_is_told_so_and_not_answered_at_random(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, as_of=AS_OF)
    assert not answer.answered
    assert "does not say what it is about" in str(answer.reason)


def test_after_another_question_the_same_words_are_about_something(assistant: Assistant) -> None:
    talk = assistant.conversation()
    talk.ask("Who saw the fire that took the old school?", as_of=AS_OF)
    assert "about" not in (talk.ask("When was it?", as_of=AS_OF).reason or "")
