"""A question and its day -> a visible filter and the kind of answer wanted. "Today" is Wednesday, 15 April 2026."""

from dataclasses import replace
from datetime import date, timedelta
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.datatypes import Filter
from index.errors import QuestionError
from rag.datatypes import Kind
from rag.relax import wider as wider_query
from rag.understand import MAX_QUESTION, Holdings, understand

TODAY = date(2026, 4, 15)
OUTLETS = ["The Tarnwick Gazette", "Coast Courier", "Morning Courier", "Star", "Radio Osmond"]
# fmt: off
KINDS: list[tuple[str, Kind]] = [
    ("Who opened the bridge?", "who"),
    ("And who opened the bridge?", "who"),
    ("By whom was the bridge opened?", "who"),
    ("Whose idea was the bridge?", "who"),
    ("In 2025, who opened the bridge?", "who"),
    ("According to the Gazette, who opened the bridge?", "who"),
    ("Can you tell me who opened the bridge?", "who"),
    ("Which engineer closed the bridge and who opened it?", "what"),
    ("Which journalist asked about the bridge?", "who"),
    ("Which former president died?", "who"),
    ("What did President Lind tell the council?", "quote"),
    ("What did the prime minister tell the council?", "quote"),
    ("Who compared the bridge to a door?", "who"),
    ("When did the bridge open?", "when"),
    ("On which day did the bridge open?", "when"),
    ("During which hours is the bridge open?", "when"),
    ("In what year was the bridge built?", "when"),
    ("How long ago was the bridge built?", "when"),
    ("What was the mayor's last day in office?", "when"),
    ("By when must the bridge open?", "when"),
    ("How many people crossed the bridge?", "how many"),
    ("How much did the bridge cost?", "how many"),
    ("What does the bridge cost?", "how many"),
    ("How old is the mayor?", "how many"),
    ("What percentage of drivers paid?", "how many"),
    ("How long is the bridge?", "how many"),
    ("Where is the bridge?", "where"),
    ("In which town is the bridge?", "where"),
    ("Why was the bridge closed?", "why"),
    ("What caused the crack?", "why"),
    ("What did the mayor say about the bridge?", "quote"),
    ("What did the mayor say when the bridge closed?", "quote"),
    ("What did the man who was arrested say?", "quote"),
    ("How did the mayor describe the bridge?", "quote"),
    ("Did the mayor say when the bridge opens?", "yes/no"),
    ("Will the bridge open?", "yes/no"),
    ("And is the bridge open?", "yes/no"),
    ("Compare the Gazette and the Courier on the bridge.", "compare"),
    ("What are the differences between the two reports?", "compare"),
    ("List the towns along the river.", "list"),
    ("Which towns lie on the river?", "list"),
    ("Give me a timeline of the bridge.", "timeline"),
    ("In what order were the bridges closed?", "timeline"),
    ("How was the bridge repaired?", "how"),
    ("What is a caisson?", "what"),
    ("the harbour bridge", "what"),
]
FILTERS = [
    # what happened on a day is reported within the week
    ("What happened on 9 March?", "2026-03-09", None),
    ("What happened on 9 March 2026?", "2026-03-09", "2026-03-16"),
    ("Who was arrested last Tuesday?", "2026-04-14", None),
    ("What happened in March?", "2026-03-01", "2026-03-31"),
    ("What happened last week?", "2026-04-06", "2026-04-15"),
    ("What happened last month?", "2026-03-01", "2026-03-31"),
    ("What did the mayor say last month?", "2026-03-01", "2026-04-07"),
    ("What did the mayor say on 9 March last year?", "2025-03-09", "2025-03-16"),
    ("What did the mayor say two days before 9 March 2026?", "2026-03-07", "2026-03-14"),
    ("What happened on Monday, 9 March 2026?", "2026-03-09", "2026-03-16"),
    ("What closed from 9 March to 20 April 2026?", "2026-03-09", None),  # still running
    ("What closed in 9 March – 2 April 2026?", "2026-03-09", "2026-04-02"),
    # what was published on a day was published on that day
    ("What did the paper report on 9 March?", "2026-03-09", "2026-03-09"),
    ("Which articles were published in April?", "2026-04-01", "2026-04-15"),
    ("Which articles were published in 2026?", "2026-01-01", "2026-04-15"),
    ("Which articles were published in 2024?", "2024-01-01", "2024-12-31"),
    ("Which articles were written before March?", None, "2026-02-28"),
    ("What happened in early March?", "2026-03-01", "2026-03-17"),
    ("What happened around 9 March 2026?", "2026-03-02", "2026-03-16"),
    ("What happened last winter?", "2025-12-01", "2026-02-28"),
    ("What happened so far this year?", "2026-01-01", "2026-04-15"),
    ("Who spoke over Christmas 2025?", "2025-12-24", "2026-01-02"),
    ("What happened over the weekend?", "2026-04-11", "2026-04-15"),
    ("What happened on the weekend of 7 March 2026?", "2026-03-07", "2026-03-15"),
    ("Which articles were published on the weekend of 7 March 2026?", "2026-03-07", "2026-03-08"),
    # where nothing else is asked, any time is one
    ("What happened this week?", "2026-04-08", "2026-04-15"),
    ("What happened in 2026?", "2026-01-01", "2026-04-15"),
    ("Summarise the last ten days", "2026-04-05", "2026-04-15"),
    # one side
    ("What has the mayor said since 9 March?", "2026-03-09", None),
    ("What did the mayor say before 9 March?", None, "2026-03-08"),
]
NO_FILTER = [
    "Who closed the bridge in 2026?", "What happens in April?", "What happens this week?",  # still running
    "When will the bridge open on 4 May?", "What is planned for 4 May?", "Will it open by 4 May?",
    "What happens on 9 March 2031?", "Which articles were published in 2031?",  # still to come
    "Which show began airing on 9 March 2026?",  # announced before
    "Must it open by the end of March?",  # an end, not a time of coverage
    "Did it change between early March and early April?",  # two times, neither of them a filter
    "What burnt in the summer of 2025?", "What burnt last summer?", "Who led it in the 1990s?",
    "What was earned in Q1 2026?", "Who resigned in the last ten days?",
    "Who led it prior to 2021?", "Who led it no later than 2021?", "Who won the cup in the year before last?",
    # what is reported about a time comes after it
    "How much profit did the bank make from October to December 2025?",
    "How much profit did the bank report for the first quarter of 2025?", "What inflation was reported for March 2026?",
]
NO_TIME = ["What has changed since the summit?", "Who may open the bridge?", "Who won the 2022 World Cup?"]
# fmt: on


@pytest.mark.parametrize(("question", "kind"), KINDS)
def test_kind_follows_the_question_word(question: str, kind: Kind) -> None:
    assert understand(question, TODAY).kind == kind


@pytest.mark.parametrize(("question", "after", "before"), FILTERS)
def test_period_becomes_a_filter_that_a_note_explains(question: str, after: str | None, before: str | None) -> None:
    query = understand(question, TODAY)
    assert query.filter.after == (after and date.fromisoformat(after))
    assert query.filter.before == (before and date.fromisoformat(before))
    [note] = query.notes
    assert all(day in note for day in (after, before) if day)


@pytest.mark.parametrize("question", NO_FILTER)
def test_no_filter_where_the_time_is_not_one_of_publication(question: str) -> None:
    query = understand(question, TODAY)
    assert not query.filter
    [note] = query.notes
    assert note.endswith("not used as a filter: articles of all dates were searched.")
    assert question[-5:-1] in note


@pytest.mark.parametrize("question", NO_TIME)
def test_question_without_a_time_has_no_note(question: str) -> None:
    query = understand(question, TODAY)
    assert not query.filter
    assert query.notes == ()


@pytest.mark.parametrize(
    ("question", "outlets"),
    [
        ("What did the Tarnwick Gazette write?", ("The Tarnwick Gazette",)),
        ("what did the tarnwick gazette write?", ("The Tarnwick Gazette",)),
        ("According to the Gazette, who won?", ("The Tarnwick Gazette",)),
        ("Coast Courier or Radio Osmond: who is right?", ("Coast Courier", "Radio Osmond")),
        ("What did the Star report?", ("Star",)),
        ("Which star was seen?", ()),
        ("Who reads gazettes?", ()),
        ("Has the Courier a view?", ()),  # two of them
    ],
)
def test_outlets_of_the_archive_become_a_filter(question: str, outlets: tuple[str, ...]) -> None:
    assert understand(question, TODAY, OUTLETS).filter.outlets == outlets


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("According to the Pellworth Herald, who won?", "Pellworth Herald"),
        ("What did the Pellworth Times report about the bridge?", "Pellworth Times"),
        ("Was it reported by Reuters?", "Reuters"),
    ],
)
def test_outlet_that_the_archive_lacks_is_said_and_lets_nothing_pass(question: str, outlet: str) -> None:
    query = understand(question, TODAY, OUTLETS)
    assert query.filter.outlets == (outlet,)
    assert query.notes == (f"The archive has no article from {outlet}.",)


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (
            "What happened in March 2019?",
            'The archive has nothing from "March 2019": its articles are of 2026-03-01 to',
        ),
        ("What was published before 2020?", 'The archive has nothing from "before 2020"'),
        ("What happened on 9 March 2026?", ""),
    ],
)
def test_period_that_the_archive_lacks_is_said(question: str, note: str) -> None:
    held = Holdings(first_day=date(2026, 3, 1), last_day=date(2026, 4, 20))
    [_, *said] = understand(question, TODAY, holdings=held).notes
    assert [one[: len(note)] for one in said] == ([note] if note else [])


@pytest.mark.parametrize("question", ["Who was born on 4 July 1976?", "Who won the medal in March 1976?"])
def test_time_before_the_first_article_is_looked_for_in_what_later_ones_tell(question: str) -> None:
    held = Holdings(first_day=date(2026, 3, 1), last_day=date(2026, 4, 20))
    query = understand(question, TODAY, holdings=held)
    assert query.filter == Filter(names=("1976",))
    assert "1976" in query.subject
    [note] = query.notes
    assert note.startswith("The archive has nothing from")


def test_clauses_look_for_such_times_each_for_itself() -> None:
    held = Holdings(first_day=date(2026, 3, 1), last_day=date(2026, 4, 20))
    query = understand("Who was born on 4 July 1976 and who won the Orsk medal on 3 March 1999?", TODAY, holdings=held)
    assert [part.filter.names for part in query.parts] == [("1976",), ("1999",)]
    assert len(query.notes) == 2


def test_time_of_an_event_is_not_taken_for_that_of_the_report() -> None:
    query = understand("Which mill, as reported by the Star, won a prize in 2021?", TODAY, OUTLETS)
    assert query.filter == Filter(outlets=("Star",))


@pytest.mark.parametrize(
    ("question", "after", "before"),
    [
        ("Which ferry, reported by the Star as the largest since its June 2021 launch, sank?", None, None),
        ("What did the Star report of the court's 9 March 2026 ruling?", "2026-03-09", "2026-03-16"),
        ("What stood in the Star's 9 March 2026 issue?", "2026-03-09", "2026-03-09"),
        ("What was reported on the 9 March 2026?", "2026-03-09", "2026-03-09"),
    ],
)
def test_time_that_belongs_to_an_event_is_that_of_the_event(
    question: str, after: str | None, before: str | None
) -> None:
    held = Holdings(OUTLETS, first_day=date(2026, 3, 1), last_day=date(2026, 4, 20))
    found = understand(question, TODAY, holdings=held).filter
    assert (found.after and str(found.after), found.before and str(found.before)) == (after, before)


@pytest.mark.parametrize(
    "question",
    [
        "How did house prices in February compare with May?",
        "How did prices in March compare to last year?",
        "Compared with January, how many houses were sold in March?",
    ],
)
def test_time_that_is_compared_with_another_is_no_filter(question: str) -> None:
    query = understand(question, TODAY)
    assert not query.filter
    assert "articles of all dates were searched" in query.notes[0]


def test_outlets_compared_on_a_time_are_kept_to_it() -> None:
    query = understand("How does the Courier of Coast's view of March compare with the Star's?", TODAY, OUTLETS)
    assert query.filter.after == date(2026, 3, 1)


def test_question_is_tidied_but_kept() -> None:
    query = understand("  Who\n opened   it? ", TODAY)
    assert query.text == query.standalone == "Who opened it?"
    assert query.as_of == TODAY


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "?!", "…"])
def test_empty_question_is_refused_with_an_example(question: str) -> None:
    with pytest.raises(QuestionError, match=r"empty.*for example"):
        understand(question, TODAY)


@pytest.mark.parametrize("as_of", [date.min, date(1599, 12, 31), date(2200, 1, 1), date.max])
def test_day_of_another_age_is_refused_with_the_years_that_do(as_of: date) -> None:
    with pytest.raises(QuestionError, match=r"1600 to 2199"):
        understand("Who met the mayor last week?", as_of)


def test_far_too_long_question_is_refused_with_both_numbers() -> None:
    with pytest.raises(QuestionError, match=r"100,000 characters long; at most 2,000"):
        understand("x" * 100_000, TODAY)
    assert understand("x" * MAX_QUESTION, TODAY).kind == "what"


@pytest.mark.parametrize(
    "written", ["three months ending 31 March 2026", "six months to March 2026", "year to March 2026"]
)
def test_what_a_firm_reports_of_months_is_published_after_them(written: str) -> None:
    assert not understand(f"How many jobs did Norvex cut in the {written}?", TODAY).filter.before
    assert understand(f"What happened in the {written}?", TODAY).filter.before == date(2026, 3, 31)


def test_period_can_be_dropped_and_that_is_said() -> None:
    query = understand("What did the Star publish on ferries in March?", TODAY, OUTLETS)
    wider = wider_query(query)
    assert wider is not None
    assert wider.filter == Filter(outlets=("Star",))
    assert wider.notes[:-1] == query.notes
    assert "all dates" in wider.notes[-1]
    assert replace(wider, filter=query.filter, notes=query.notes) == query


UNSEEN = "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
ANYTHING = st.text(min_size=1, max_size=200).filter(lambda text: any(letter.isalnum() for letter in text))


@given(question=ANYTHING, today=st.dates(date(1950, 1, 1), date(2100, 1, 1)))
@settings(deadline=None)
def test_any_text_with_a_letter_is_understood(question: str, today: date) -> None:
    query = understand(question, today, OUTLETS)
    seen = (" " if category(letter) == "Cc" else letter for letter in question if letter not in UNSEEN)
    assert query.standalone == " ".join("".join(seen).split())
    assert query == understand(question, today, OUTLETS)


@given(
    day=st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    today=st.dates(date(2000, 1, 1), date(2050, 1, 1)),
    form=st.sampled_from(["on %d %B %Y", "in %B %Y", "since %d %B %Y", "before %B %d, %Y", "until %Y-%m-%d", "in %Y"]),
    rest=st.sampled_from(["What happened", "Which articles were published", "What will happen"]),
)
@settings(deadline=None)
def test_no_filter_reaches_into_the_future(day: date, today: date, form: str, rest: str) -> None:
    only = understand(f"{rest} {day.strftime(form)}?", today).filter
    assert not only.after or only.after <= today
    assert not only.before or only.before <= today
    assert not (only.after and only.before) or timedelta(0) <= only.before - only.after < timedelta(days=374)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What did the Varnholm Courier report about the bridge in March 2026?", "What did about the bridge in ?"),
        ("Who resigned last week?", "Who resigned ?"),
        ("Who paid for the bridge?", "Who paid for the bridge?"),
    ],
)
def test_words_that_became_a_filter_are_no_longer_looked_for(question: str, subject: str) -> None:
    assert understand(question, date(2026, 4, 15), ["The Varnholm Courier"]).subject == subject


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What did President Halden tell the harbour?", "What did Halden tell the harbour?"),
        ("What did former Vice President Mara Halden say to Mr. Vale?", "What did Mara Halden say to Vale?"),
        ("Did Prime Minister Halden resign?", "Did Halden resign?"),
        ("Did US President Mara Halden sign?", "Did US, Mara Halden sign?"),
        ("Who is the prime minister of Estmark?", "Who is the prime minister of Estmark?"),
        ("When did Halden become Prime Minister?", "When did Halden become Prime Minister?"),
        ("Did General Pumps sue King Oswin and the Justice Department?",) * 2,
    ],
)
def test_title_before_a_name_is_not_looked_for(question: str, subject: str) -> None:
    assert understand(question, TODAY).subject == subject


@pytest.mark.parametrize(
    "question",
    [
        "Who closed the mu\u00adseum?",
        "Who closed\x00the\x07 muse\u200bum?\ufeff",
        "Who \u202aclosed\u202c the mu\u200eseum?",
    ],
)
def test_what_nobody_sees_in_a_question_parts_no_word(question: str) -> None:
    assert understand(question, TODAY).text == "Who closed the museum?"
