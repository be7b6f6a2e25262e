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


@pytest.mark.parametrize(
    "line",
    [
        "Hallin Gazette, 3 March 2026",
        "Hallin Gazette, Tuesday 3 March 2026, page 4",
        "Hallin Gazette (Hallin), 2026-03-03",
        "Hallin Gazette - 25/12/2025",
        "Hallin Gazette · Tuesday, March 3, 2026 · Page 7",
        "Halliner Anzeiger, 3. März 2026",
    ],
)
@pytest.mark.parametrize("byline", ["By Anna Berg\n", ""])
def test_outlet_and_day_on_one_line_are_both_read(line: str, byline: str) -> None:
    found = read(byline + line)
    outlet = "Halliner Anzeiger" if line.startswith("Halliner") else "Hallin Gazette"
    published = date(2025, 12, 25) if "2025" in line else THIRD
    assert (found.outlet, found.published, found.text) == (outlet, published, BODY)


def test_outlet_above_a_day_needs_no_byline() -> None:
    found = read("Hallin Gazette\n3 March 2026")
    assert (found.outlet, found.published, found.text) == ("Hallin Gazette", THIRD, BODY)


def test_name_beside_outlet_and_day_may_be_a_place_and_stays() -> None:
    line = "Hallin Gazette | 3 March 2026 | Orlen Bay"
    found = read(line)
    assert (found.outlet, found.published, found.authors) == ("Hallin Gazette", THIRD, ())
    assert found.text.startswith(line)


def test_day_behind_a_place_under_a_byline_is_read_and_the_line_stays() -> None:
    found = read("By Anna Berg\nHallin, 3 March 2026")
    assert (found.outlet, found.published) == (None, THIRD)
    assert found.text.startswith("Hallin, 3 March 2026")


@pytest.mark.parametrize("line", ["Hallin, 3 March 2026", "Storm, flood, 3 March 2026", "Hallin Gazette, closed"])
def test_day_behind_other_words_is_no_credit_of_its_own(line: str) -> None:
    found = read(line)
    assert (found.outlet, found.published) == (None, None)


@pytest.mark.parametrize("name", ["A. Berg", "Anna B. Berg", "J. R. Berg", "J.R. Berg"])
def test_initials_are_part_of_a_byline(name: str) -> None:
    found = read(f"By {name}")
    assert (found.authors, found.text) == ((name,), BODY)


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Publié le 3 mars 2026", THIRD, None),
        ("Veröffentlicht am 3. März 2026", THIRD, None),
        ("Publicado el 3 de marzo de 2026", THIRD, None),
        ("Опубликовано: 3 марта 2026 г.", THIRD, None),
        ("Stand: 05.03.2026", None, FIFTH),
        ("Mis à jour le 5 mars 2026", None, FIFTH),
    ],
)
def test_labels_of_dates_in_other_languages_are_known(line: str, published: date | None, modified: date | None) -> None:
    found = read(line)
    assert (found.published, found.modified, found.text) == (published, modified, BODY)


def test_chinese_reporter_and_day_are_read() -> None:
    (found,) = read_text("港口关闭\n2026年3月3日 记者 林晓舟\n\n渡轮全天没有离开码头。\n".encode(), "o")
    assert isinstance(found, Article)
    assert (found.published, found.authors) == (THIRD, ("林晓舟",))


@pytest.mark.parametrize(("line", "published"), [("Hallin Gazette, 3 March 2026", THIRD), ("3 March 2026", None)])
def test_day_beside_an_outlet_on_a_page_is_that_of_its_publication(line: str, published: date | None) -> None:
    page = f"<html><body><article><h1>Port shut</h1><p>{line}</p><p>{BODY * 3}</p></article></body></html>"
    found = next(read_html(page.encode(), "o"))
    assert isinstance(found, Article)
    assert found.published == published


def test_labelled_days_between_commas_are_parted() -> None:
    found = read("Par Anne Berg, publié le 4 mars 2026 à 18 h 05, mis à jour le 5 mars 2026")
    assert (found.authors, str(found.published), found.modified) == (("Anne Berg",), "2026-03-04 18:05:00", FIFTH)
    assert found.text == BODY
