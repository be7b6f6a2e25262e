"""A feed that was made to take up time is read in a time that goes with its length."""

import time

import pytest

from index.datatypes import Article
from index.readers.feed import read_feed

DECLARED = '<?xml version="1.0" encoding="utf-8"?>'
STORY = "<title>Quay shut</title><description>The quay was shut on Friday.</description>"


def feed(before: str = DECLARED, inside: str = "") -> bytes:
    return f'{before}<rss version="2.0"><channel><item>{STORY}{inside}</item></channel></rss>'.encode()


def only_article(data: bytes) -> Article:
    (found,) = read_feed(data, "feed.xml")
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    "data",
    [
        feed("<?xml " + 'encoding="' * 8_000 + "?>"),
        feed("<?xml-stylesheet " + 'encoding="' * 8_000 + "?>"),
        feed(DECLARED + "\n" * 200_000),
        feed("<!-- feed -->" + "\n" * 200_000),
        feed(DECLARED + "\n<!ENTITY" * 40_000),
        feed(DECLARED + "\n<!DOCTYPE" * 40_000),
        feed(inside=f"<author>{'a' * 200_000}</author>"),
        feed(inside=f"<author>{'&#97;.' * 100_000}</author>"),
        feed(inside=f"<author>a@{'a.' * 100_000}</author>"),
    ],
    ids=["declared", "instructed", "lines", "lines-after", "entities", "doctypes", "author", "spelt", "address"],
)
def test_what_grows_beyond_measure_in_the_parser_is_kept_from_it(data: bytes) -> None:
    started = time.process_time()
    found = only_article(data)
    assert (found.title, found.authors) == ("Quay shut", ())
    assert time.process_time() - started < 10


def test_entities_that_a_feed_declares_are_read() -> None:
    dtd = '<!DOCTYPE rss [\n<!ENTITY place "Port of Drosk">\n<!ENTITY eacute "&#233;">\n]>'
    found = only_article(feed(f"{DECLARED}\n{dtd}\n", "<category>&place; Caf&eacute;</category>"))
    assert found.keywords == ("Port of Drosk Café",)


@pytest.mark.parametrize("before", ["", DECLARED, f"\ufeff{DECLARED}\n<!-- made by hand -->\n", "\n\n" + DECLARED])
def test_an_author_of_usual_length_is_read_whatever_comes_before_the_feed(before: str) -> None:
    found = only_article(feed(before, "<author>m.halden@ledger.example (Mara Halden)</author>"))
    assert (found.title, found.authors) == ("Quay shut", ("Mara Halden",))
