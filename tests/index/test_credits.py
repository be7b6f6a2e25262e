"""Lines between headline and text that say several things at once: what they say is read, and only then taken out."""

from datetime import date

import pytest

from index.clean import clean_article
from index.datatypes import Article
from index.readers.credits import read_credit
from index.readers.html import read_html
from index.readers.text import read_text

BODY = "The port of Hallin opens on Sunday, the harbour master said."
THIRD, FOURTH, FIFTH = date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)


def read(lines: str) -> Article:
    article = next(read_text(f"Port shut\n\n{lines}\n\n{BODY}".encode(), "o"))
    assert isinstance(article, Article)
    return clean_article(article)


@pytest.mark.parametrize(
    "line",
    [
        "By Anna Berg, 3 March 2026",
        "By Anna Berg, Tuesday, March 3, 2026",
        "By Anna Berg | 3 March 2026",
        "3 March 2026 · By Anna Berg",
    ],
)
def test_byline_with_a_date_gives_both_and_is_taken_out(line: str) -> None:
    found = read(line)
    assert (found.authors, found.published, found.text) == (("Anna Berg",), THIRD, BODY)


def test_outlet_and_dates_on_one_line_are_read() -> None:
    found = read("By Anna Berg | The Hallin Gazette | Published 4 March 2026 | Updated 5 March 2026")
    assert (found.authors, found.outlet) == (("Anna Berg",), "The Hallin Gazette")
    assert (found.published, found.modified, found.text) == (FOURTH, FIFTH, BODY)


def test_day_without_its_year_is_not_read_and_its_line_stays() -> None:
    found = read("Published 4 March 2026 | Updated 5 March\nBy Anna Berg")
    assert (found.published, found.modified, found.authors) == (FOURTH, None, ("Anna Berg",))
    assert found.text.startswith("Published 4 March 2026 | Updated 5 March\n")


@pytest.mark.parametrize("line", ["Hallin Advertiser", "The Hallin Recorder", "Hallin Evening Standard"])
def test_outlet_under_a_byline_is_read(line: str) -> None:
    found = read(f"By Anna Berg\n{line}\n3 March 2026")
    assert (found.authors, found.outlet, found.published, found.text) == (("Anna Berg",), line, THIRD, BODY)


@pytest.mark.parametrize("line", ["Political Editor", "Hallin", "Mainland Today"])
def test_unknown_line_between_byline_and_date_is_passed_over_and_stays(line: str) -> None:
    found = read(f"By Anna Berg\n{line}\n3 March 2026")
    assert (found.authors, found.outlet, found.published) == (("Anna Berg",), None, THIRD)
    assert found.text.startswith(line)


def test_day_under_a_line_of_prose_is_no_date_of_publication() -> None:
    assert read("By Anna Berg\nThe harbour opened on\n3 March 2026").published is None


def test_date_in_the_byline_of_a_page_is_that_of_its_publication() -> None:
    page = f"<html><body><article><h1>Port shut</h1><p>By Anna Berg, 3 March 2026</p><p>{BODY * 3}</p></article></body></html>"
    found = next(read_html(page.encode(), "o"))
    assert isinstance(found, Article)
    assert (found.authors, found.published) == (("Anna Berg",), THIRD)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday, 3 March 2026",
        "By March, 2026",
        "3 March 2026 - 5 March 2026",
        "Posted 40 soldiers",
        "By Anna Berg | Three more were hurt",
        "3 March 2026 was the day on which the war began",
    ],
)
def test_line_of_which_a_part_is_no_credit_is_none(line: str) -> None:
    assert read_credit(line, signed=False) is None


def test_labelled_lines_above_a_text_are_its_fields() -> None:
    head = "Title: Port shut\nDate: 3 March 2026\nAuthor: Anna Berg\nSource: The Hallin Gazette\nDesk: Harbour"
    (found,) = read_text(f"{head}\n\n{BODY}\n\nFerries wait.\n".encode(), "o")
    assert isinstance(found, Article)
    assert (found.title, found.published, found.authors) == ("Port shut", THIRD, ("Anna Berg",))
    assert (found.outlet, found.text) == ("The Hallin Gazette", f"{BODY}\n\nFerries wait.")
    assert found.stated["published"] == "line Date"


@pytest.mark.parametrize(
    "head",
    [
        "Berg: Will the port open?\nLee: On Sunday.",
        "Title: Port shut",
        "Title: Port shut\nThe quay is closed\nDate: 1 May 2026",
    ],
)
def test_first_lines_that_are_no_list_of_fields_stay(head: str) -> None:
    (found,) = read_text(f"{head}\n\n{BODY}\n".encode(), "o")
    assert isinstance(found, Article)
    assert f"{found.title}\n{found.text}".strip().startswith(head.partition("\n")[0])
    assert found.published is None


@pytest.mark.parametrize("line", ["3 March 2026, 10.30am", "3 March 2026 at 10.30", "Tuesday 3 March 2026 10.30"])
def test_hour_and_minute_may_be_parted_by_a_full_stop(line: str) -> None:
    assert str(read(line).published) == "2026-03-03 10:30:00"
