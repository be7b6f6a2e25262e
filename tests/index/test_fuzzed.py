"""What `scripts/fuzz.py` has found once: files that broke a reader, or kept it busy without end."""

import json
import time
from datetime import date

import pytest

from index.datatypes import Article, Failure
from index.dispatch import READER_FAILED
from index.load import article_from_document, read_document
from index.readers.epub import read_epub
from tests.conftest import REPOSITORY
from tests.index.test_documents import book, chapter, packed


def read(name: str, data: str | bytes) -> list[Article | Failure]:
    return list(read_document(name, data if isinstance(data, bytes) else data.encode(), name))


def test_thousands_of_bylines_are_taken_out_at_once() -> None:
    started = time.process_time()
    (found,) = read("a.txt", "Port shut\n\n" + "By Ann Lee\n" * 20_000 + "\nThe ferry stayed in port.")
    assert isinstance(found, Article)
    assert (found.text, found.authors) == ("The ferry stayed in port.", ("Ann Lee",))
    assert time.process_time() - started < 10


def test_headline_and_credits_in_turn_are_all_taken_out() -> None:
    (found,) = read("a.md", "# Port shut\n\nBy Ann Lee\n\nPort shut\n\nBy Ann Lee\n\nThe ferry stayed in port.")
    assert isinstance(found, Article)
    assert found.text == "The ferry stayed in port."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", "---\ntitle: " + "[" * 5_000 + "\n---\ntext"),
        ("a.json", "[" * 200_000),
        ("a.jsonl", '{"text": "x"}\n{"a":' + "[" * 200_000),
        ("a.eml", "From: a@b.example\nSubject: deep\nMIME-Version: 1.0\n" + "".join(
            f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3_000)
        )),
    ],
)  # fmt: skip
def test_what_is_nested_too_deeply_is_a_failure_of_its_own(name: str, data: str) -> None:
    failures = [item for item in read(name, data) if isinstance(item, Failure)]
    assert failures
    assert not any(failure.reason.startswith(READER_FAILED) for failure in failures)


@pytest.mark.parametrize("invisible", ["\x00", "\u200b", "\ufeff\u200e"])
def test_an_id_that_nobody_can_see_is_none(invisible: str) -> None:
    (found,) = read("a.json", json.dumps({"id": invisible, "title": "Port shut", "text": "The ferry stayed in port."}))
    (other,) = read("a.json", json.dumps({"title": "Port shut", "text": "The ferry stayed in port."}))
    assert isinstance(found, Article)
    assert isinstance(other, Article)
    assert found.id == other.id
    given = Article(invisible, "Port shut", "The ferry stayed in port.", published=date(2026, 3, 6), origin="o")
    assert article_from_document(given).id


def test_an_entity_that_is_not_defined_is_no_fault_of_the_chapter() -> None:
    page = chapter("Port shut", "The ferry &nosuch; stayed in port for a third day because of the waves.")
    (found,) = read_epub(packed(book({"a.xhtml": page}), stored=("mimetype",)), "x")
    assert isinstance(found, Article)
    assert "The ferry" in found.text


def test_a_page_of_very_many_elements_is_read_in_seconds() -> None:
    page = (REPOSITORY / "index/sample/2026-03-20-ledger-bridge-cost-to-port.html").read_text()
    started = time.process_time()
    (found,) = read("a.html", page.replace("<article", "<ul>" + "<li>l" * 25_000 + "</ul><article", 1))
    assert time.process_time() - started < 15
    (plain,) = read("a.html", page)
    assert isinstance(found, Article)
    assert isinstance(plain, Article)
    assert found.title == plain.title
    assert plain.text in found.text


@pytest.mark.parametrize("space", ["\u00a0", "\n", "\t\r\n"])
def test_a_headline_of_nothing_but_space_between_two_words_is_read_at_once(space: str) -> None:
    title = f"Port{space * 60_000}shut"
    head = f'<title>{title}</title><meta property="og:title" content="{title}">'
    outlet = '<meta property="og:site_name" content="Ledger">'
    started = time.process_time()
    text = "<p>The ferry stayed in port for a second day, since the waves were too high.</p>" * 3
    (found,) = read("a.html", f"<html><head>{head}{outlet}</head><body><article>{text}</article></body></html>")
    assert isinstance(found, Article)
    assert time.process_time() - started < 5


def test_a_header_of_very_many_parameters_is_read_at_once() -> None:
    kind = f'Content-Type: text/plain; charset=utf-8; x="{";" * 400_000}"'
    started = time.process_time()
    (found,) = read("a.eml", f"From: Ann Lee <a@b.example>\nSubject: Port shut\n{kind}\n\nThe ferry stayed in port.\n")
    assert isinstance(found, Article)
    assert (found.title, found.text) == ("Port shut", "The ferry stayed in port.")
    assert time.process_time() - started < 5
