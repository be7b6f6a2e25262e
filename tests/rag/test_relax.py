"""Which filters are dropped when they let nothing through, in which order, and what is said of it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from index.datatypes import Filter
from rag import Assistant
from rag.datatypes import Query
from rag.relax import wider
from rag.understand import Holdings, understand

TODAY = date(2026, 4, 15)
FULL = Filter(("Courier",), ("Ada Rill",), after=date(2026, 3, 1), before=date(2026, 3, 31), known_by=TODAY)


def query(only: Filter, parts: tuple[Query, ...] = ()) -> Query:
    return Query("Who won?", "Who won?", only, "who", TODAY, parts=parts)


def test_period_goes_first_then_the_author_and_the_outlet_never() -> None:
    first = wider(query(FULL))
    assert first is not None
    assert first.filter == Filter(("Courier",), ("Ada Rill",), known_by=TODAY)
    second = wider(first)
    assert second is not None
    assert second.filter == Filter(("Courier",), known_by=TODAY)
    assert [note.split(":")[0] for note in second.notes] == [
        "Nothing that answers was published in that period",
        "Nothing that answers was written by Ada Rill",
    ]
    assert wider(second) is None


def test_what_is_dropped_is_dropped_from_the_parts_too() -> None:
    relaxed = wider(query(FULL, (query(FULL), query(Filter(("Courier",))))))
    assert relaxed is not None
    assert all(part.filter.after is None and part.filter.before is None for part in relaxed.parts)


def test_silence_of_an_archive_that_lacks_what_is_named_is_the_answer() -> None:
    held = Holdings(("Courier",), first_day=date(2026, 3, 1), last_day=date(2026, 4, 20))
    for question in (
        "What was reported on the ferry in March 2019?",
        "What did the Pellworth Herald publish on ferries in March 2026?",
    ):
        asked = understand(question, TODAY, holdings=held)
        assert asked.filter.after
        assert wider(asked) is None
        assert wider(replace(asked, notes=())) is not None


def test_search_in_words_and_answer_say_what_they_relaxed(sample_archive: Path) -> None:
    today = date(2026, 4, 30)
    with Assistant.open(sample_archive, vector_search="exact") as assistant:
        asked = assistant.understand("When was the Skarrow Bridge closed?", today)
        narrow = replace(asked, filter=replace(asked.filter, after=date(2019, 1, 1), before=date(2019, 12, 31)))
        assert assistant.search(narrow) == []  # a query is searched as it is given
        answer = assistant.ask(narrow)
        assert (answer.answered, answer.query.filter) == (True, asked.filter)
        first, _ = assistant.archive.days()
        assert first
        days = (first + timedelta(days=after) for after in range(100))
        quiet = next(day for day in days if not assistant.archive.count_articles(Filter(after=day, before=day)))
        found = assistant.results(f"What was published about the Skarrow Bridge on {quiet}?", as_of=today)
        assert found.passages
        assert found.query.filter == Filter(known_by=today)
        assert any(note.startswith("Nothing that answers was published in that period") for note in found.query.notes)


def test_period_outside_the_archive_is_the_answer(sample_archive: Path) -> None:
    with Assistant.open(sample_archive, vector_search="exact") as assistant:
        answer = assistant.ask("What was published about the bridge in March 2019?", date(2026, 4, 30))
        first, last = assistant.archive.days()
        assert not answer.answered
        assert answer.reason == f'The archive has nothing from "March 2019": its articles are of {first} to {last}.'
        assert assistant.search("What was published about the bridge in March 2019?") == []


def test_parts_are_searched_by_what_could_be_read_by_then(sample_archive: Path) -> None:
    with Assistant.open(sample_archive, vector_search="exact") as assistant:
        query = assistant.understand("Who closed the bridge? When did the ferry return?", date(2026, 4, 30))
        assert [part.filter.known_by for part in query.parts] == [date(2026, 4, 30)] * 2
