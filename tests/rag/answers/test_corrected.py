"""What a notice takes back is not shown without it, also where the notice does not name what is asked about."""

from datetime import date

import pytest

from index.datatypes import Article
from tests.rag.answers.forms import AS_OF, Archived, texts

PLAN = (
    "Orlen council will close two of its libraries in May, the Gazette has learnt. "
    "The mayor, Ada Lind, said that the closures would save £40,000."
)
WRONG = "In an article on 1 April we said that the closures would save £40,000."
QUESTION = "How much would Orlen council save by closing two libraries?"


def printed(number: int, title: str, text: str, day: int) -> Article:
    published = date(2026, 4, day)
    return Article(f"a{number}", title, text, outlet="Gazette", published=published, origin=f"document:{number}")


def test_notice_without_the_name_that_is_asked_goes_before_what_it_takes_back(archived: Archived) -> None:
    notice = printed(2, "Correction", f"{WRONG} The figure is £14,000.", 4)
    answer = archived(printed(1, "Library plan", PLAN, 1), notice).ask(QUESTION, AS_OF)
    said = texts(answer)
    assert said[:2] == [WRONG, "The figure is £14,000."]
    assert PLAN.partition(". ")[2] in said
    assert answer.short != "£40,000"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In an article on 1 April we said that a new bus would cost £40,000. The figure is £14,000.", 4),
        ("In an article on 1 April we said that the closures would save £60,000. The figure is £14,000.", 4),
        (f"{WRONG} The figure is £14,000.", 1),
    ],
)
def test_notice_of_something_else_or_an_earlier_report_changes_nothing(archived: Archived, text: str, day: int) -> None:
    answer = archived(printed(1, "Library plan", PLAN, 2), printed(2, "Correction", text, day)).ask(QUESTION, AS_OF)
    assert answer.short == "£40,000"


def test_what_is_put_right_is_the_short_answer(archived: Archived) -> None:
    notice = printed(2, "Correction", f"{WRONG} The figure is £14,000.", 4)
    assert archived(printed(1, "Library plan", PLAN, 1), notice).ask(QUESTION, AS_OF).short == "£14,000"


@pytest.mark.parametrize(
    "behind", ["The council is £90,000 in debt.", "The library is 25 metres long.", "The manager is 52."]
)
def test_what_stands_behind_the_mistake_need_not_put_it_right(archived: Archived, behind: str) -> None:
    notice = printed(2, "Correction", f"{WRONG} {behind}", 4)
    assert archived(printed(1, "Library plan", PLAN, 1), notice).ask(QUESTION, AS_OF).short is None


def test_notice_that_answers_by_itself_gives_what_is_right(archived: Archived) -> None:
    text = "An article on 1 April about the sale of Orvex gave the Doyle family's holding as 22 per cent. It is 26 per cent."
    answer = archived(printed(1, "Correction", text, 4)).ask("What holding does the Doyle family have in Orvex?", AS_OF)
    assert answer.short == "26 per cent"


def test_notice_that_puts_it_right_itself_gives_what_is_right(archived: Archived) -> None:
    text = "The article also gave the wrong month for the price rise of Orvex: it will come in June, not May."
    answer = archived(printed(1, "Correction", text, 4)).ask("When will the price rise of Orvex come?", AS_OF)
    assert answer.short == "June"


def test_notice_of_something_else_gives_no_value(archived: Archived) -> None:
    news = printed(1, "Orvex profit", "Orvex doubled its net profit last year to 84 million crowns, the firm said.", 1)
    notice = printed(
        2,
        "Correction",
        "An article on 1 April about Orvex gave the Doyle family's share as 22 per cent. It is 26 per cent.",
        4,
    )
    assert archived(news, notice).ask("What was the net profit of Orvex?", AS_OF).short == "84 million crowns"


def test_day_of_the_issue_is_not_what_was_wrong(archived: Archived) -> None:
    news = printed(1, "Strike", "The bus strike in Orlen began on Monday, when 480 drivers stopped work.", 6)
    notice = printed(
        2, "Correction", "In our report of Monday on the bus strike we said that 480 drivers stopped. It was 430.", 7
    )
    answer = archived(news, notice).ask("When did the bus strike in Orlen begin?", AS_OF)
    assert answer.short == "Monday"


def test_notice_that_takes_back_another_sentence_leaves_the_answer(archived: Archived) -> None:
    news = printed(
        1,
        "Strike",
        "Bus drivers in Orlen get two more days of leave. Some 480 bus drivers in Orlen had gone on strike.",
        6,
    )
    notice = printed(
        2, "Correction", "In our report we said that 480 bus drivers in Orlen were on strike. It was 430.", 7
    )
    answer = archived(news, notice).ask("How many more days of leave do bus drivers in Orlen get?", AS_OF)
    assert answer.short == "two"
    assert texts(answer)[0].startswith("Bus drivers in Orlen get two")
