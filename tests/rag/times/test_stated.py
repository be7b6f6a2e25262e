"""Times that no article was published in, and times that are no filter: what is found and what is said of them."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.archive import Archive
from index.datatypes import Article, Filter
from rag.assistant import Assistant
from rag.read import Reader
from rag.understand import understand
from tests.conftest import WordEmbedder

TODAY = date(2026, 4, 20)
LIFE = (
    "Edla Vorn, the painter, has died aged 71. She was born on 9 August 1954 in Skarrow. "
    "The Orsk medal was won by Vorn in March 1988. Her ferry, the Halcyon, sank on 2 June 1991."
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    articles = [
        Article(
            "life", "Painter Edla Vorn dies", LIFE, outlet="Courier", published=date(2026, 3, 5), origin="doc:life"
        ),
        Article(
            "medal",
            "Orsk medal",
            "The Orsk medal was won by Jon Tarn, the jury said. Mayor Ada Lind was born in Skarrow.",
            outlet="Herald",
            published=date(2026, 4, 9),
            origin="doc:medal",
        ),
    ]
    folder = tmp_path_factory.mktemp("times") / "archive"
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        archive.sync(articles)
        yield Assistant(archive, Reader(archive))


@pytest.mark.parametrize(
    "question",
    ["Who was born on 9 August 1954?", "Who won the Orsk medal in March 1988?", "What sank on 2 June 1991?"],
)
def test_what_an_article_tells_of_a_day_before_the_archive_is_found(assistant: Assistant, question: str) -> None:
    query = assistant.understand(question, TODAY)
    assert [passage.article.id for passage in assistant.search(query)] == ["life"]
    assert query.notes[0].startswith("The archive has nothing from")
    assert assistant.ask(question, TODAY).answered


def test_other_years_do_not_answer_for_one_that_no_article_tells_of(assistant: Assistant) -> None:
    answer = assistant.ask("Who won the Orsk medal in March 1979?", TODAY)
    assert not answer.answered
    assert answer.reason is not None
    assert answer.reason.startswith('The archive has nothing from "March 1979"')


def test_what_was_published_before_the_archive_stays_unknown(assistant: Assistant) -> None:
    query = assistant.understand("What was published about the medal in March 1988?", TODAY)
    assert query.filter == Filter(after=date(1988, 3, 1), before=date(1988, 3, 31), known_by=TODAY)
    assert assistant.search(query) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who won the league in 2023?", 'The archive has nothing from "2023"'),
        ("What was reported in May 2030?", 'The archive has nothing from "May 2030"'),
    ],
)
def test_times_without_articles_are_said_where_they_are_no_filter(
    assistant: Assistant, question: str, said: str
) -> None:
    notes = assistant.understand(question, TODAY).notes
    assert "was not used as a filter" in notes[0]
    assert notes[1].startswith(said)


@pytest.mark.parametrize(
    "question",
    ["What will open in May 2030?", "Which bird is updated this fall?", "How did rents change from 2019 to 2022?"],
)
def test_nothing_is_said_to_be_missing_of_what_is_planned_or_compared(assistant: Assistant, question: str) -> None:
    [note] = assistant.understand(question, TODAY).notes
    assert "not used as a filter" in note


def test_all_articles_are_searched_for_the_time_before_a_day(assistant: Assistant) -> None:
    query = assistant.understand("What sank before May 1992?", TODAY)
    assert query.filter == Filter(known_by=TODAY)
    assert query.notes[0].startswith('The archive has nothing from "before May 1992"')
    assert query.notes[0].endswith("Articles of all dates were searched.")
    assert [passage.article.id for passage in assistant.search(query)][:1] == ["life"]


@pytest.mark.parametrize("written", ["two years ago", "last quarter"])
def test_what_news_compares_with_is_a_filter_only_where_nothing_else_is_asked(written: str) -> None:
    assert understand(f"What was reported {written}?", TODAY).filter.after
    compared = understand(f"Are rents higher in the report than {written}?", TODAY)
    assert not compared.filter
    assert compared.notes == (f'"{written}" was not used as a filter: articles of all dates were searched.',)
    assert understand(f"Who, elected {written}, resigned in March?", TODAY).filter.after == date(2026, 3, 1)


def test_running_time_is_said_to_be_no_filter_in_the_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Who won the Orsk medal in the last ten days?", TODAY)
    assert any('"the last ten days" was not used as a filter' in note for note in answer.query.notes)


def test_clause_with_a_full_date_of_what_was_planned_is_looked_for_on_that_day() -> None:
    question = "Who resigned on 4 March 2031, and which vote was scheduled for 9 March 2031?"
    planned = understand(question, date(2031, 6, 1)).parts[1]
    assert planned.filter.after == date(2031, 3, 9)


@pytest.mark.parametrize(
    "question",
    ["How do bus journeys in February and March compare?", "How did February and March differ in bus journeys?"],
)
def test_months_that_are_compared_are_no_filter(question: str) -> None:
    assert not understand(question, TODAY).filter


@pytest.mark.parametrize(
    "question", ["How many bus journeys were made in March?", "What percentage of houses stood empty in March?"]
)
def test_figures_of_a_month_are_looked_for_in_later_articles_too(question: str) -> None:
    query = understand(question, TODAY)
    assert not query.filter
    assert query.standalone == question
    assert understand("What did Ada Lind say in March?", TODAY).filter == Filter(
        after=date(2026, 3, 1), before=date(2026, 3, 31)
    )


def test_published_in_a_month_stays_a_filter_of_how_many() -> None:
    query = understand("How many reports published in March name the ferry?", TODAY)
    assert query.filter.after == date(2026, 3, 1)
