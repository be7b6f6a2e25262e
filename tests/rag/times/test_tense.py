"""The year that an article leaves out, told by its verb."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.times.tense import day_written
from rag.times.written import Written, written_dates

PUBLISHED = date(2026, 1, 3)


def written_in(text: str) -> Written:
    return next(one for one in written_dates(text) if one.day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The tunnel opened on 20 June and was flooded on 2 August.", date(2025, 6, 20)),
        ("The tunnel will reopen on 1 September.", date(2026, 9, 1)),
        ("It closed again on 10 November.", date(2025, 11, 10)),
        ("On 20 June the tunnel opened.", date(2025, 6, 20)),
        ("The tram is expected to run again on 30 August, Ada Lind announced.", date(2026, 8, 30)),
        ("The city plans to open the mint on 4 July.", date(2026, 7, 4)),
        ("Ada Lind, elected on 3 May, will leave in June.", date(2025, 5, 3)),
        ("Ada Lind said on 18 December that the tram will stop.", date(2025, 12, 18)),
        ("The upper house of the county on 18 December rejected the plan.", date(2025, 12, 18)),
        ("A court in Tarnwick on 18 December, found it void.", date(2025, 12, 18)),
        ("TARNWICK (Wire) - Fixall on 18 December withdrew the kettle.", date(2025, 12, 18)),
        ("TARNWICK (Wire) - On 18 December the mint closed.", date(2025, 12, 18)),
        ("The council of Tarnwick on 28 August will vote on it.", date(2026, 8, 28)),
        ("The talks begin on 2 March.", date(2026, 3, 2)),
        ("The tunnel opened on 20 June 2019.", date(2019, 6, 20)),
    ],
)
def test_day_without_a_year_lies_where_the_verb_says(text: str, day: date) -> None:
    assert day_written(written_in(text), text, PUBLISHED) == (day, True)


@pytest.mark.parametrize(
    "text",
    [
        "She said that the first ferry would sail on 27 November.",
        "The fair was to open on 30 August.",
        "The festival opens on 2 July.",
        "The festival opens on 2 July inspired by the sea.",
        "The race will start on 1 January.",  # two days before the article, or a year after
        "The tram was stopped on 5 January.",  # two days after it
    ],
)
def test_year_that_nothing_tells_is_not_sure(text: str) -> None:
    assert not day_written(written_in(text), text, PUBLISHED)[1]


def test_day_that_does_not_exist_is_none() -> None:
    text = "The mint closed on 30 February."
    assert day_written(written_in(text), text, PUBLISHED) == (None, False)


@given(st.dates(date(2000, 3, 1), date(2090, 1, 1)), st.integers(0, 360))
def test_what_was_is_never_ahead_and_what_will_be_never_behind(published: date, days: int) -> None:
    for text, step in (("The mint closed on {}.", -1), ("The mint will close on {}.", 1)):
        day = published + step * timedelta(days=days)
        sentence = text.format(f"{day.day} {day:%B}")
        found, sure = day_written(written_in(sentence), sentence, published)
        assert found is None or not sure or (found - published).days * step >= 0
