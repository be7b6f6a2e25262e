"""Articles without a date are never left out, or let in, without a word."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Article, Filter
from rag.assistant import Assistant
from rag.datatypes import Turn
from rag.read import Reader
from tests.conftest import WordEmbedder

AS_OF = date(2026, 4, 20)
MARCH = Filter(after=date(2026, 3, 1), before=date(2026, 3, 31))


def story(id_: str, published: date | None = None, month: str | None = None, outlet: str = "Courier") -> Article:
    text = f"The harbour tax was raised to {len(id_)} dalers, says report {id_}."
    return Article(id_, f"Tax {id_}", text, outlet=outlet, published=published, published_in=month, origin=f"doc:{id_}")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    articles = [
        story("first", date(2026, 3, 5)),
        story("later", date(2026, 5, 5)),
        story("none"),
        story("never"),
        story("nowhere", outlet="Herald"),
    ]
    folder = tmp_path_factory.mktemp("undated") / "archive"
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        archive.sync(articles)
        yield Assistant(archive, Reader(archive))


def notes(assistant: Assistant, only: Filter) -> tuple[str, ...]:
    """What the asker is told before the first search."""
    query = replace(assistant.understand("Was the harbour tax raised?"), filter=only)
    first = next(assistant.stream(query)).query
    return first.notes if first else ()


def test_a_period_says_how_many_undated_articles_it_leaves_out(assistant: Assistant) -> None:
    query = assistant.understand("What was reported on the harbour tax in March 2026?")
    assert query.notes[-1] == "3 articles without a date are left out."
    assert "none" not in {passage.article.id for passage in assistant.search(query)}


def test_only_articles_that_pass_the_rest_of_the_filter_are_counted(assistant: Assistant) -> None:
    assert notes(assistant, replace(MARCH, outlets=("Herald",))) == ("1 article without a date is left out.",)
    assert notes(assistant, replace(MARCH, outlets=("Nowhere Times",))) == ()


def test_who_stands_on_an_earlier_day_is_told_what_may_be_later(assistant: Assistant) -> None:
    query = assistant.understand("Was the harbour tax raised?", AS_OF)
    assert query.notes == ("3 articles without a date may be later than 2026-04-20; they are kept.",)
    found = {passage.article.id for passage in assistant.search(query)}
    assert {"none", "never", "nowhere"} <= found
    assert "later" not in found


def test_nothing_is_said_where_nothing_can_be_later(assistant: Assistant) -> None:
    assert assistant.understand("Was the harbour tax raised?", date(2026, 5, 5)).notes == ()
    assert assistant.understand("Was the harbour tax raised?", date.today()).notes == ()
    assert notes(assistant, Filter()) == ()


def test_without_its_period_the_question_says_no_more_of_what_the_period_left_out(assistant: Assistant) -> None:
    nothing = Filter(after=date(2019, 1, 1), before=date(2019, 12, 31))
    query = replace(assistant.understand("Was the harbour tax raised?"), filter=nothing)
    first, *_, last = [event.query or (event.answer and event.answer.query) for event in assistant.stream(query)]
    assert first
    assert last
    assert first.notes == ("3 articles without a date are left out.",)
    assert not any("without a date" in note for note in last.notes)
    assert "all dates" in last.notes[-1]


def test_a_query_asked_again_says_it_once(assistant: Assistant) -> None:
    query = assistant.understand("What was reported on the harbour tax in March 2026?")
    assert assistant.ask(query).query.notes.count(query.notes[-1]) == 1


def test_a_follow_up_in_the_same_period_says_it_too(assistant: Assistant) -> None:
    talk = assistant.conversation()
    query = replace(assistant.understand("Was the harbour tax raised?"), filter=MARCH)
    first = replace(assistant.ask(query), answered=True, query=query)
    talk.turns = (Turn(query.text, first),)
    followed = talk.understand("And what did the Herald say about it?")
    assert followed.filter == replace(MARCH, outlets=("Herald",))
    assert followed.notes == ("1 article without a date is left out.",)


@pytest.mark.parametrize(
    ("month", "only", "note"),
    [
        ("2026-03", MARCH, None),
        ("2026", MARCH, "1 article without an exact date is left out."),
        ("2026-03", replace(MARCH, after=date(2026, 3, 10)), "1 article without an exact date is left out."),
        ("2026-03", replace(MARCH, before=date(2026, 3, 10)), "1 article without an exact date is left out."),
        ("2026-02", MARCH, None),
        ("2025", MARCH, None),
        (
            "2026-04",
            Filter(known_by=AS_OF),
            "1 article without an exact date may be later than 2026-04-20; it is kept.",
        ),
        ("2026-03", Filter(known_by=AS_OF), None),
        ("2026-05", Filter(known_by=AS_OF), None),
        ("2026-04", replace(MARCH, known_by=AS_OF), None),
    ],
)
def test_a_month_or_year_counts_where_only_a_part_of_it_passes(
    tmp_path: Path, month: str, only: Filter, note: str | None
) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([story("rough", month=month), story("later", date(2026, 6, 1))])
        assert notes(Assistant(archive, Reader(archive)), only) == ((note,) if note else ())


DAYS = st.none() | st.dates(date(2025, 12, 1), date(2026, 4, 30))
DATED = st.one_of(
    st.none(), st.dates(date(2025, 12, 1), date(2026, 4, 30)), st.sampled_from(["2025", "2026", "2026-02"])
)


@settings(deadline=None, max_examples=40)
@given(st.lists(DATED, min_size=1, max_size=12), DAYS, st.none() | st.integers(0, 60))
def test_every_article_passes_the_period_or_is_outside_or_is_counted(
    dated: list[date | str | None], after: date | None, length: int | None
) -> None:
    only = Filter(after=after, before=(after or date(2026, 1, 1)) + timedelta(length) if length is not None else None)
    if not only:
        return
    articles = [
        story(f"a{n}", *((None, when) if isinstance(when, str) else (when, None))) for n, when in enumerate(dated)
    ]
    with tempfile.TemporaryDirectory() as folder, Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        archive.sync(articles)
        passing, unsure = archive.count_articles(only), sum(archive.count_undated(only))
    outside = sum(not may_pass(when, only) for when in dated)
    assert passing + unsure + outside == len(dated)


def may_pass(when: date | str | None, only: Filter) -> bool:
    """Whether a day on which it may have been published is within the period."""
    if when is None:
        return True
    days = [when] if isinstance(when, date) else [one for one in ALL_DAYS if one.isoformat().startswith(when)]
    return any((not only.after or only.after <= one) and (not only.before or one <= only.before) for one in days)


ALL_DAYS = [date(2025, 1, 1) + timedelta(n) for n in range(730)]
