"""Pages that a browser saved as one MIME file."""

from email.message import EmailMessage

import pytest

from index.datatypes import Article
from index.load import read_document

SENTENCE = "The old quay of Hallin was closed on Tuesday after its wall had given way in two places. "
HTML = (
    "<html><head><title>Quay shut</title>{more}</head><body><article><h1>Quay shut</h1>"
    f"<p>{SENTENCE}</p><p>{SENTENCE * 2}</p></article></body></html>"
)
ADDRESS = "https://gazette.example/2026/quay-shut"


def saved(more: str = "", **headers: str) -> bytes:
    page = EmailMessage()
    for name, value in headers.items():
        page[name.replace("_", "-")] = value
    page.set_content(HTML.format(more=more), subtype="html")
    page.add_related(b"\x89PNG....", "image", "png")
    return page.as_bytes()


def read(data: bytes, name: str) -> Article:
    (item,) = read_document(name, data, name)
    assert isinstance(item, Article), item
    return item


CHROME = {
    "From": "<Saved by Blink>",
    "Snapshot_Content_Location": ADDRESS,
    "Subject": "Quay shut",
    "Date": "Sun, 1 Mar 2026 09:00:00 -0000",
}


@pytest.mark.parametrize("name", ["quay.mhtml", "quay.mht", "quay.eml", "quay"])
def test_saved_page_is_read_as_the_page_it_is(name: str) -> None:
    found = read(saved('<meta property="article:published_time" content="2026-02-27">', **CHROME), name)
    assert (found.title, found.url, str(found.published)) == ("Quay shut", ADDRESS, "2026-02-27")
    assert found.text.startswith(SENTENCE.strip())
    assert "Blink" not in str(found)


def test_day_on_which_a_page_was_saved_is_no_date_of_publication() -> None:
    found = read(saved(**CHROME), "quay.mhtml")
    assert (found.published, found.authors) == (None, ())


def test_address_that_the_page_states_goes_before_that_it_was_saved_from() -> None:
    found = read(saved('<link rel="canonical" href="https://gazette.example/quay">', **CHROME), "quay.mhtml")
    assert found.url == "https://gazette.example/quay"


def test_newsletter_put_together_alike_stays_a_message() -> None:
    sent = {"From": "The Gazette <news@gazette.example>", "To": "a@b.example", "Subject": "Quay shut"}
    found = read(saved(Date="Sun, 1 Mar 2026 09:00:00 +0000", **sent), "quay.eml")
    assert found.stated["published"] == "Date header"
