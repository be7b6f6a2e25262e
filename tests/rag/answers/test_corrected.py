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
