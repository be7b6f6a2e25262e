"""Pages: the body, and what they state of it."""

from datetime import date, datetime

import pytest

from index.readers.html import read_html
from tests.index.readers.read import DATA, EAST, failed, one


def page(head: str = "", body: str = "", **html: str) -> bytes:
    attributes = " ".join(f'{name}="{value}"' for name, value in html.items())
    text = (
        "<p>Ferries stayed in the harbour of Hallin on Saturday as waves of six metres broke over the outer wall.</p>"
        "<p>The port authority expects the first boat to leave on 3 March 2019, if the wind turns as forecast.</p>"
    )
    article = f"<article><h1>Port shut</h1>{body}{text}</article>"
    return f"<html {attributes}><head>{head}</head><body>{article}</body></html>".encode()


def test_page_gives_body_and_what_json_ld_states() -> None:
    found = one(read_html((DATA / "storm.html").read_bytes(), "o"))
    assert found.title == "Storm closes port & school in Hallin"
    assert found.published == datetime(2025, 10, 4, 18, 30, tzinfo=EAST)
    assert (found.outlet, found.language) == ("The Hallin Gazette", "en")
    assert found.authors == ("Mira Oduya", "Jon Tellef")
    for outside in ("Sport", "Waves at the outer wall", "rights reserved"):
        assert outside not in found.text
    assert "a shelter for 340 passengers" in found.text


def test_page_falls_back_to_meta_elements() -> None:
    head = (
        '<meta property="og:title" content="Port shut - The Post"><meta property="og:site_name" content="The Post">'
        '<meta property="article:published_time" content="2025-10-04T18:30:00+02:00">'
        '<meta name="author" content="Ann Lee"><meta property="article:author" content="https://x.example/ann">'
        '<meta property="og:url" content="https://post.example/a">'
        '<script type="application/ld+json">{"@type": "NewsArticle", broken</script>'
    )
    found = one(read_html(page(head, lang="en-US"), "o"))
    assert (found.title, found.outlet, found.authors) == ("Port shut", "The Post", ("Ann Lee",))
    assert found.published == datetime(2025, 10, 4, 18, 30, tzinfo=EAST)
    assert (found.url, found.language) == ("https://post.example/a", "en")


def test_date_in_the_text_or_of_a_change_is_no_date_of_publication() -> None:
    head = '<meta property="article:modified_time" content="2025-10-04"><meta name="revised" content="2025-10-04">'
    assert one(read_html(page(head, "<p>Updated 4 October 2025</p>"), "o")).published is None


def test_only_time_of_an_article_is_taken_and_one_of_several_is_not() -> None:
    first, second = '<time datetime="2025-10-04">4 Oct</time>', '<time datetime="2025-10-05">5 Oct</time>'
    assert one(read_html(page(body=first), "o")).published == date(2025, 10, 4)
    assert one(read_html(page(body=first + second), "o")).published is None


def test_declared_encoding_of_a_page_is_used() -> None:
    text = page('<meta charset="windows-1251">').decode().replace("Hallin", "Халлин").encode("cp1251")
    assert "Халлин" in one(read_html(text, "o")).text


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<ul><li><a href='/a'>News</a></li><li><a href='/b'>Sport</a></li></ul>",
        "<script>var text = 'Ferries stayed in the harbour of Hallin, the port authority said on Saturday.';</script>",
    ],
)
def test_page_without_article_text_is_a_failure(body: str) -> None:
    found = failed(read_html(f"<html><head><title>T</title></head><body>{body}</body></html>".encode(), "o"))
    assert "no article text" in found.reason
