"""When it was: the time that goes with the deed, and the day that it means, as a note of ours."""

from datetime import date

import pytest

from rag.answers.moments import day_meant, timed
from rag.answers.short import short_of
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report, sentence, texts

WEDNESDAY = date(2026, 3, 4)  # of which `sentence` is

MEANT = [
    ("Ann Lee resigned on Tuesday.", "Tuesday", date(2026, 3, 3)),
    ("Ann Lee resigned on Wednesday.", "Wednesday", WEDNESDAY),
    ("Ann Lee resigned last Wednesday.", "last Wednesday", date(2026, 2, 25)),
    ("Ann Lee resigned on Tuesday night.", "Tuesday night", date(2026, 3, 3)),
    ("Ann Lee will resign on Tuesday.", "Tuesday", date(2026, 3, 10)),
    ("Ann Lee resigned yesterday.", "yesterday", date(2026, 3, 3)),
    ("Ann Lee resigned today.", "today", WEDNESDAY),
    ("Ann Lee resigned last night.", "last night", date(2026, 3, 3)),
    ("Ann Lee will resign tomorrow.", "tomorrow", date(2026, 3, 5)),
    ("Ann Lee resigned this Tuesday.", "this Tuesday", date(2026, 3, 3)),
    ("Ann Lee will resign this Wednesday.", "this Wednesday", WEDNESDAY),
    ("Ann Lee will resign this Friday.", "this Friday", date(2026, 3, 6)),
    ("Ann Lee resigned on 27 February.", "27 February", date(2026, 2, 27)),
    # what no verb puts before or after the article's day, and what is no day
    ("Ann Lee might resign on Tuesday.", "Tuesday", None),
    ("Next for Ann Lee: a hearing on Tuesday.", "Tuesday", None),
    ("Bo Berg left on Monday and Ann Lee resigned on Tuesday.", "Monday and Ann Lee resigned on Tuesday", None),
    ("Ann Lee resigned in June.", "June", None),
    ("Ann Lee resigned on 3 March 2024.", "3 March 2024", None),
]


@pytest.mark.parametrize(("text", "short", "day"), MEANT)
def test_day_is_seen_from_that_of_the_article(text: str, short: str, day: date | None) -> None:
    assert day_meant(sentence(text), short) == day


def test_weekday_is_answered_as_written_with_its_day_as_a_note(archived: Archived) -> None:
    told = report(
        1, "A chief goes. Transport chief Hanna Brekke resigned on Tuesday over the tram.", "Gazette", WEDNESDAY
    )
    answer = archived(told).ask("When did Hanna Brekke resign?", AS_OF)
    assert answer.short == "Tuesday"
    assert [(one.note, one.text) for one in answer.statements[:1]] == [("Tuesday: 3 March 2026", texts(answer)[0])]
    assert "2026" not in texts(answer)[0]


@pytest.mark.parametrize(
    ("question", "told", "short"),
    [
        ("When did Lomm open its inquiry?", "Lomm opened an inquiry |last Thursday and has until 30 June| to end it.", "last Thursday"),
        ("When did Lomm close the pier?", "Lomm had |until 30 June and closed the pier on Friday|.", "Friday"),
        ("When was the pier shut?", "The pier was shut |on Monday and Tuesday| for repairs.", "on Monday and Tuesday"),
        ("When will the rise come?", "The rise will come in |June, not May|.", "June"),
        ("When will the rise come?", "It said of the price: it is due in |June, not in May|.", "June"),
    ],
)  # fmt: skip
def test_time_of_another_clause_is_cut_off(question: str, told: str, short: str) -> None:
    query = understand(question, AS_OF)
    assert short_of(query, timed(query, rated(1, told, 0.5))) == short


def test_no_day_is_made_up_for_an_article_without_one(archived: Archived) -> None:
    told = report(1, "A chief goes. Transport chief Hanna Brekke resigned on Tuesday over the tram.", "Gazette")
    answer = archived(told).ask("When did Hanna Brekke resign?", AS_OF)
    assert (answer.short, [one.note for one in answer.statements]) == ("Tuesday", [""])


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("When did Petra Holm announce the move?", "today"),
        ("When will the Museum of Glass move?", "2028"),
        ("When did Kesterby Rovers win the cup?", "Saturday"),
        ("When was the Skarrow Bridge closed?", "10:40 p.m. on Tuesday"),
    ],
)
def test_of_two_times_that_of_the_deed_is_the_answer(archived: Archived, question: str, short: str) -> None:
    text = (
        "The Museum of Glass will move into the old mint in 2028, director Petra Holm announced today. "
        "Kesterby Rovers won the cup for the first time since 1968 on Saturday. "
        "The Skarrow Bridge was closed to all traffic at 10:40 p.m. on Tuesday."
    )
    assert archived(report(1, text, "Gazette", WEDNESDAY)).ask(question, AS_OF).short == short


def test_sentence_that_says_when_it_was_done_goes_before_one_with_another_date(archived: Archived) -> None:
    text = (
        "Parliament passed the rent law on Tuesday by 61 votes to 54. "
        "The law, which limits increases to 3 per cent a year, takes effect on 1 July."
    )
    answer = archived(report(1, text, "Gazette", WEDNESDAY)).ask("When did parliament pass the rent law?", AS_OF)
    assert answer.short == "Tuesday"
    assert texts(answer)[0].startswith("Parliament passed the rent law on Tuesday")


def test_age_is_no_time(archived: Archived) -> None:
    text = "Fire on the bridge. The lorry's driver, 34-year-old Marek Dole, was questioned and released."
    assert archived(report(1, text, "Gazette", WEDNESDAY)).ask("When was Marek Dole questioned?", AS_OF).short is None


@pytest.mark.parametrize(("name", "day"), [("Ann Lee", "Friday"), ("Bo Berg", "Tuesday")])
def test_of_two_who_did_the_same_the_day_of_the_one_asked_about_is_the_answer(
    archived: Archived, name: str, day: str
) -> None:
    told = report(1, "Two go. Bo Berg resigned on Tuesday and Ann Lee resigned on Friday.", "Gazette", WEDNESDAY)
    assert archived(told).ask(f"When did {name} resign?", AS_OF).short == day


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Until when was the Orvex kettle sold?", "February 2026"),
        ("Since when was the Orvex kettle sold?", "October 2025"),
        ("From when was the Orvex kettle sold?", "October 2025"),
    ],
)
def test_one_end_of_a_stretch_is_the_one_asked_for(archived: Archived, question: str, short: str) -> None:
    text = "The Orvex kettle was sold between October 2025 and February 2026. Its handle may come off."
    assert archived(report(1, text)).ask(question, AS_OF).short == short


def test_clause_that_has_the_deed_again_is_no_time(archived: Archived) -> None:
    text = (
        "The kettle maker Orvex was fined on Friday for waiting 16 days before it warned the public of a faulty handle."
    )
    short = archived(report(1, text)).ask("When did Orvex warn the public?", AS_OF).short
    assert short is None or "warned" not in short
