"""Periods in questions, against days worked out by hand on a calendar. "Today" is Wednesday, 15 April 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.times.periods import periods, read_periods

TODAY = date(2026, 4, 15)
# fmt: off
READINGS = [
    # days
    ("What happened on 9 March 2026?", "2026-03-09", "2026-03-09"),
    ("What happened on March 9, 2026?", "2026-03-09", "2026-03-09"),
    ("What happened on the 9th of March 2026?", "2026-03-09", "2026-03-09"),
    ("What happened on 2026-03-09?", "2026-03-09", "2026-03-09"),
    ("What happened on Mar. 9th?", "2026-03-09", "2026-03-09"),
    ("Who spoke on 20 December?", "2025-12-20", "2025-12-20"),  # this year's is still to come
    ("Who spoke on 29 February?", "2024-02-29", "2024-02-29"),  # the last one that existed
    # months
    ("What happened in March?", "2026-03-01", "2026-03-31"),
    ("What happened in February 2024?", "2024-02-01", "2024-02-29"),
    ("What happened in early Sept 2025?", "2025-09-01", "2025-09-10"),
    ("Who won the March election?", "2026-03-01", "2026-03-31"),
    ("What did April Jones say in May?", "2025-05-01", "2025-05-31"),
    # years
    ("Who won in 2024?", "2024-01-01", "2024-12-31"),
    ("the summer of 2024", "2024-06-01", "2024-08-31"),
    # days of one month
    ("from March 9 to 12", "2026-03-09", "2026-03-12"),
    ("between 9 and 12 March", "2026-03-09", "2026-03-12"),
    ("on 9-12 March 2025", "2025-03-09", "2025-03-12"),
    # ranges
    ("between 9 March and 2 April", "2026-03-09", "2026-04-02"),
    ("from 28 February to 3 March 2024", "2024-02-28", "2024-03-03"),
    ("between November and February", "2025-11-01", "2026-02-28"),
    ("between 30 December and 2 January", "2025-12-30", "2026-01-02"),
    ("between 2019 and 2021", "2019-01-01", "2021-12-31"),
    ("between 9 March and yesterday", "2026-03-09", "2026-04-14"),
    ("in 2019–2021", "2019-01-01", "2021-12-31"),
    ("March–April 2024", "2024-03-01", "2024-04-30"),
    ("Nov-Feb 2024", "2023-11-01", "2024-02-29"),
    ("the report of January to March 2024", "2024-01-01", "2024-03-31"),
    ("in January to March", "2026-01-01", "2026-03-31"),
    ("in January, February and March 2024", "2024-01-01", "2024-03-31"),
    ("January, February, March 2024", "2024-01-01", "2024-03-31"),
    ("in December and January", "2025-12-01", "2026-01-31"),
    ("5 March – 22 April 2024", "2024-03-05", "2024-04-22"),
    ("2024-03-05 to 2024-04-22", "2024-03-05", "2024-04-22"),
    ("from Monday, 4 March to Wednesday, 6 March 2024", "2024-03-04", "2024-03-06"),
    ("before 5 March and after 1 February", "2026-02-02", "2026-03-04"),
    ("after 1 February 2024, before 5 March 2024", "2024-02-02", "2024-03-04"),
    ("since January until March", "2026-01-01", "2026-03-31"),
    # one side
    ("since March", "2026-03-01", None),
    ("since last Tuesday", "2026-04-14", None),
    ("since Monday", "2026-04-13", None),
    ("since the start of 2024", "2024-01-01", None),
    ("after 3 March 2026", "2026-03-04", None),
    ("after the end of February", "2026-03-01", None),
    ("from March onwards", "2026-03-01", None),
    ("from March on, who led?", "2026-03-01", None),
    ("What was seen from 9 March on the pitch?", "2026-03-09", "2026-03-09"),
    ("before November", None, "2025-10-31"),
    ("before 2026-03-05", None, "2026-03-04"),
    ("before the end of March", None, "2026-03-31"),
    ("until yesterday", None, "2026-04-14"),
    ("by the end of March", None, "2026-03-31"),
    ("prior to March 2024", None, "2024-02-29"),
    ("earlier than 5 March 2024", None, "2024-03-04"),
    ("older than March", None, "2026-02-28"),
    ("on or before 5 March 2024", None, "2024-03-05"),
    ("no later than 5 March 2024", None, "2024-03-05"),
    ("not after March", None, "2026-03-31"),
    ("up to and including 5 March", None, "2026-03-05"),
    ("up to March", None, "2026-03-31"),
    ("5 March 2024 or earlier", None, "2024-03-05"),
    ("later than 5 March 2024", "2024-03-06", None),
    ("more recent than March", "2026-04-01", None),
    ("newer than last Tuesday", "2026-04-15", None),
    ("no later than Tuesday", None, "2026-04-14"),
    ("in the week of 4 March", "2026-03-04", "2026-03-10"),
    ("in the week beginning 2 March", "2026-03-02", "2026-03-08"),
    ("in the week ending 8 March", "2026-03-02", "2026-03-08"),
    ("in the month of March", "2026-03-01", "2026-03-31"),
    ("prior to Tuesday", None, "2026-04-13"),
    ("not after 2021", None, "2021-12-31"),
    ("through 2021", None, "2021-12-31"),
    ("no earlier than 5 March 2024", "2024-03-05", None),
    ("not before March", "2026-03-01", None),
    ("on or after 5 March 2024", "2024-03-05", None),
    ("March 2024 or later", "2024-03-01", None),
    # beside a day
    ("the day before yesterday", "2026-04-13", "2026-04-13"),
    ("the day after 28 February 2024", "2024-02-29", "2024-02-29"),
    ("the week before 9 March 2026", "2026-03-02", "2026-03-08"),
    ("the week before last", "2026-03-30", "2026-04-05"),
    ("the day following 28 February 2024", "2024-02-29", "2024-02-29"),
    # counted from a day
    ("two days before 16 November 2024", "2024-11-14", "2024-11-14"),
    ("three days after 14 November 2024", "2024-11-17", "2024-11-17"),
    ("three weeks after 14 November 2024", "2024-12-02", "2024-12-08"),
    ("about a week after 14 November 2024", "2024-11-18", "2024-11-24"),
    ("two months after March 2024", "2024-05-01", "2024-05-31"),
    ("two weeks before March 2024", "2024-02-13", "2024-02-19"),
    ("twenty-one days before yesterday", "2026-03-24", "2026-03-24"),
    ("in the two weeks after 14 November 2024", "2024-11-15", "2024-11-28"),
    ("in the last two weeks before 14 November 2024", "2024-10-31", "2024-11-13"),
    ("the year before 2024", "2023-01-01", "2023-12-31"),
    ("within three days of 14 November 2024", "2024-11-11", "2024-11-17"),
    ("within two days after 14 November 2024", "2024-11-14", "2024-11-16"),
    ("more than two weeks after 14 November 2024", "2024-11-28", None),
    ("until two days before 16 November 2024", None, "2024-11-14"),
    ("Who got 30 a week after 6 April 2025?", "2025-04-07", None),  # had in each of them
    ("the first two weeks of May 2025", "2025-05-01", "2025-05-14"),
    ("the last ten days of March 2025", "2025-03-22", "2025-03-31"),
    ("in the month of February 2025", "2025-02-01", "2025-02-28"),
    # relative to today
    ("yesterday", "2026-04-14", "2026-04-14"),
    ("last night", "2026-04-14", "2026-04-14"),
    ("today", "2026-04-15", "2026-04-15"),
    ("on Monday", "2026-04-13", "2026-04-13"),
    ("last Wednesday", "2026-04-08", "2026-04-08"),
    ("last week", "2026-04-06", "2026-04-12"),  # Monday to Sunday
    ("this week", "2026-04-08", "2026-04-15"),
    ("last month", "2026-03-01", "2026-03-31"),
    ("earlier this month", "2026-04-01", "2026-04-15"),
    ("last year", "2025-01-01", "2025-12-31"),
    ("this year", "2026-01-01", "2026-04-15"),
    ("three days ago", "2026-04-12", "2026-04-12"),
    ("two weeks ago", "2026-03-30", "2026-04-05"),
    ("two months ago", "2026-02-01", "2026-02-28"),
    ("in the last two weeks", "2026-04-01", "2026-04-15"),
    ("over the past month", "2026-03-16", "2026-04-15"),
    ("in the last 24 hours", "2026-04-14", "2026-04-15"),
    ("in the last couple of weeks", "2026-04-01", "2026-04-15"),
    ("over the weekend", "2026-04-11", "2026-04-12"),
    ("since the weekend", "2026-04-11", None),
    ("over the weekend before last", "2026-04-04", "2026-04-05"),
    ("on the weekend of 20 September 2025", "2025-09-20", "2025-09-21"),
    ("the weekend of 21 September 2025", "2025-09-20", "2025-09-21"),
    ("the weekend of 22 September 2025", "2025-09-20", "2025-09-21"),  # the Monday after it
    ("the weekend of 23 September 2025", "2025-09-27", "2025-09-28"),
    ("the weekend before 21 September 2025", "2025-09-13", "2025-09-14"),
    ("the weekend after 20 September 2025", "2025-09-27", "2025-09-28"),
    ("since the weekend of 20 September 2025", "2025-09-20", None),
    ("before the week of 4 May 2025", None, "2025-05-03"),
    ("in the year before last", "2024-01-01", "2024-12-31"),
    ("last summer", "2025-06-01", "2025-08-31"),
    ("last winter", "2025-12-01", "2026-02-28"),
    ("this spring", "2026-03-01", "2026-05-31"),
    ("this past winter", "2025-12-01", "2026-02-28"),
    ("in the 1990s", "1990-01-01", "1999-12-31"),
    ("on Christmas Day 2024", "2024-12-25", "2024-12-25"),
    ("since New Year's Eve 2024", "2024-12-31", None),
    ("2025/04/07", "2025-04-07", "2025-04-07"),
    ("two years ago today", "2024-04-15", "2024-04-15"),
    ("earlier this week", "2026-04-08", "2026-04-15"),
    ("around 7 April 2025", "2025-03-31", "2025-04-14"),
    ("within a month of 7 April 2025", "2025-03-08", "2025-05-07"),
    ("a fortnight ago", "2026-03-30", "2026-04-05"),
    ("in the last fortnight", "2026-04-01", "2026-04-15"),
    ("eighteen days ago", "2026-03-28", "2026-03-28"),
    ("twenty months ago", "2024-08-01", "2024-08-31"),
    ("half a year ago", "2025-10-01", "2025-10-31"),
    ("two years ago", "2024-01-01", "2024-12-31"),
    ("in last thirty days", "2026-03-16", "2026-04-15"),
    ("last quarter", "2026-01-01", "2026-03-31"),
    ("What was seen this weekend?", "2026-04-11", "2026-04-12"),
    ("Who is playing this weekend?", "2026-04-18", "2026-04-19"),
    ("in recent weeks", "2026-03-18", "2026-04-15"),
    # less than a month, more than one
    ("in late November", "2025-11-21", "2025-11-30"),
    ("mid-March", "2026-03-11", "2026-03-20"),
    ("at the end of February 2024", "2024-02-21", "2024-02-29"),
    ("the first week of May", "2025-05-01", "2025-05-07"),
    ("the last week of February 2024", "2024-02-23", "2024-02-29"),
    ("the second half of March", "2026-03-16", "2026-03-31"),
    ("in early 2024", "2024-01-01", "2024-04-30"),
    ("in the second half of 2024", "2024-07-01", "2024-12-31"),
    ("in Q3 2023", "2023-07-01", "2023-09-30"),
    ("in the third quarter of 2023", "2023-07-01", "2023-09-30"),
    ("in winter 2024", "2024-12-01", "2025-02-28"),
    ("in H1 2025", "2025-01-01", "2025-06-30"),
    ("from mid-November to early December 2024", "2024-11-11", "2024-12-10"),
    ("between late November and early December 2024", "2024-11-21", "2024-12-10"),
    # with a year in words
    ("in March last year", "2025-03-01", "2025-03-31"),
    ("in March of last year", "2025-03-01", "2025-03-31"),
    ("on 9 March this year", "2026-03-09", "2026-03-09"),
    ("between March and May of last year", "2025-03-01", "2025-05-31"),
    ("in late March last year", "2025-03-21", "2025-03-31"),
    ("what closed in march last year", "2025-03-01", "2025-03-31"),
    # with a day in words, or a day alone
    ("on the fourteenth of November 2024", "2024-11-14", "2024-11-14"),
    ("on November the twenty-first, 2024", "2024-11-21", "2024-11-21"),
    ("on November the 14th", "2025-11-14", "2025-11-14"),
    ("In March the second bridge opened", "2026-03-01", "2026-03-31"),
    ("on the 14th", "2026-04-14", "2026-04-14"),
    ("since the 28th", "2026-03-28", None),
    ("on the 9th of last month", "2026-03-09", "2026-03-09"),
    ("between the 9th and the 14th", "2026-04-09", "2026-04-14"),
    # in figures
    ("on October 1st", "2025-10-01", "2025-10-01"),
    ("on 1 Oct 2023", "2023-10-01", "2023-10-01"),
    ("on 13/10/2023", "2023-10-13", "2023-10-13"),
    ("on 10/13/2023", "2023-10-13", "2023-10-13"),
    ("on 05/05/2023", "2023-05-05", "2023-05-05"),
    ("on 01.10.2023", "2023-10-01", "2023-10-01"),
    ("at 2023-12-12T22:38:05+00:00", "2023-12-12", "2023-12-12"),
    ("after 3 March and before 5 April", "2026-03-04", "2026-04-04"),
    ("in November '23", "2023-11-01", "2023-11-30"),
    ("on 9 March ’98", "1998-03-09", "1998-03-09"),
    ("on 20-11-2023", "2023-11-20", "2023-11-20"),
    ("on 20/11/23", "2023-11-20", "2023-11-20"),
    ("on 05.11.23", "2023-11-05", "2023-11-05"),
    ("in 2024-11", "2024-11-01", "2024-11-30"),
    ("in 11/2024", "2024-11-01", "2024-11-30"),
    ("in 2011-12", "2011-01-01", "2011-12-31"),  # a season
    ("What was built 2024–2025?", "2024-01-01", "2025-12-31"),
    # with its weekday
    ("on Monday, 22 April 2024", "2024-04-22", "2024-04-22"),
    ("on Tuesday 5 March 2024", "2024-03-05", "2024-03-05"),
    ("since Monday, the 4th of March", "2026-03-04", None),
    # in small letters
    ("what closed in december", "2025-12-01", "2025-12-31"),
    ("what closed in may 2024", "2024-05-01", "2024-05-31"),
    ("tram march 2025", "2025-03-01", "2025-03-31"),
    ("what closed in march", "2026-03-01", "2026-03-31"),
]
NO_PERIODS = [
    "", "May I ask who won?", "Did they march on the town hall?", "Who may decide?", "Who won the 2022 World Cup?",
    "What did April Jones say?", "What is this year's motto?", "the last week of the festival", "the last day to vote",
    "What happened on 31 April?", "What happened on 30 February 2024?", "Why were 2000 seats empty?", "600 years ago",
    "Who scored in the third quarter?", "What has happened since the summit?", "Is it late may I ask?",
    "Who took part in march and song?", "What is new in version 12.10.22?", "Are up to 2000 seats free?",
    "Who runs the Tuesday market?", "Who came from Tuesday's crash?",
    "Who is June Osmond?", "How many saw the second act?", "How long did it last two weeks?", "Who led the march?",
    "Who won the 2024-2025 season?", "What is CVE-2024-11?", "What does law 11/2024 say?", "Who works on the 14th floor?",
    "one hundred and fifty years ago", "Who plans the second May holiday?",
]
# fmt: on


@pytest.mark.parametrize(("question", "first", "last"), READINGS)
def test_period_is_read_as_on_the_calendar(question: str, first: str | None, last: str | None) -> None:
    [period] = periods(question, TODAY)
    assert (period.first and period.first.isoformat(), period.last and period.last.isoformat()) == (first, last)


@pytest.mark.parametrize("question", NO_PERIODS)
def test_words_that_name_no_period_are_left_alone(question: str) -> None:
    assert periods(question, TODAY) == []


def test_two_periods_that_nothing_joins_stay_two() -> None:
    found = periods("How did it change between early March and early April?", TODAY)
    assert [(period.first, period.last) for period in found] == [
        (date(2026, 3, 1), date(2026, 3, 10)),
        (date(2026, 4, 1), date(2026, 4, 10)),
    ]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What happened on 31 February?", '"31 February" is not on the calendar'),
        ("What happened on 29 February 2023?", '"29 February 2023" is not on the calendar'),
        ("What happened on 32/13/2023?", '"32/13/2023" is not on the calendar'),
        ("What was published on 3/5/24?", '"3/5/24" may be the day or the month first'),
        ("What was published on 10/01/2023?", '"10/01/2023" may be the day or the month first'),
        ("Who won after 10 May 2025 and before 1 May 2025?", "leaves no day"),
        ("Who won between 5 May 2025 and 3 May 2025?", "leaves no day"),
        ("What happened on the 31st of this month?", "is not on the calendar"),
    ],
)
def test_date_that_cannot_be_used_is_said(question: str, said: str) -> None:
    reading = read_periods(question, TODAY)
    assert reading.periods == ()
    [note] = reading.notes
    assert said in note


def test_date_with_another_weekday_is_used_and_that_is_said() -> None:
    reading = read_periods("What was said on Wednesday 11 March 2025?", TODAY)
    [period], [note] = reading.periods, reading.notes
    assert period.first == date(2025, 3, 11)
    assert note.startswith('"Wednesday 11 March 2025" was a Tuesday')
    assert read_periods("What was said on Tuesday, 11 March 2025?", TODAY).notes == ()


def test_months_of_which_one_between_is_not_named_are_no_one_stretch() -> None:
    assert len(read_periods("What happened in January and March 2024?", date(2026, 4, 20)).periods) == 2
    assert len(read_periods("What happened in January, February and March 2024?", date(2026, 4, 20)).periods) == 1


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("in January and March 2024", "2024-01-01", "2024-03-01"),
        ("in May or September 2023", "2023-05-01", "2023-09-01"),
        ("on 3 March and 9 April 2024", "2024-03-03", "2024-04-09"),
        ("in January, March and April 2024", "2024-01-01", "2024-03-01"),
    ],
)
def test_year_of_the_last_of_a_list_serves_all(question: str, first: str, second: str) -> None:
    found = [period.first for period in periods(f"What happened {question}?", date(2026, 4, 20))]
    assert found == [date.fromisoformat(first), date.fromisoformat(second)]


def test_period_says_where_it_stands() -> None:
    question = "Who, since the start of March, has resigned?"
    [period] = periods(question, TODAY)
    assert question[period.start : period.end] == "since the start of March"


DAYS = st.dates(date(1960, 1, 1), date(2090, 12, 31))


@given(day=DAYS, today=DAYS, form=st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d %b %Y"]))
@settings(deadline=None)
def test_written_date_is_that_day_whenever_it_is_asked(day: date, today: date, form: str) -> None:
    [period] = periods(f"What happened on {day.strftime(form)}?", today)
    assert (period.first, period.last, period.precision) == (day, day, "day")


@given(day=DAYS, today=DAYS)
@settings(deadline=None)
def test_date_without_a_year_is_the_latest_that_does_not_lie_ahead(day: date, today: date) -> None:
    [period] = periods(f"What happened on {day:%d %B}?", today)
    assert period.first is not None
    assert (period.first.month, period.first.day) == (day.month, day.day)
    leap = (day.month, day.day) == (2, 29)
    assert timedelta(0) <= today - period.first < timedelta(days=8 * 366 if leap else 366)


WORDS = st.sampled_from(
    "between from to and until since before after by the last past two 3 week month years ago on in of Monday sunday "
    "March may 12 9th 2024 2026-02-30 31 - end start few , ? this yesterday couple February 29 0 999 early late mid-May Q3 10/01/2023 2024-11 the-14th within days weeks beginning quarter weekend the-end-of".split()
)


@given(words=st.lists(WORDS, max_size=14), today=DAYS)
@settings(deadline=None, max_examples=300)
def test_any_words_give_ordered_periods_within_the_question(words: list[str], today: date) -> None:
    question = " ".join(words)
    end = 0
    for period in periods(question, today):
        assert end <= period.start < period.end <= len(question)
        assert period.first or period.last
        assert not (period.first and period.last) or period.first <= period.last
        end = period.end


@given(st.text(max_size=80), DAYS)
@settings(deadline=None)
def test_any_text_is_read_without_error(question: str, today: date) -> None:
    assert isinstance(periods(question, today), list)
