"""The address of an article: a page whatever it names."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.ui.conftest import Served, get
from tests.ui.fakes import BRIDGE, FakeAssistant, cite

# gradio 6.31 sums up its queue with two pandas options that pandas 3 is going to drop.
pytestmark = pytest.mark.filterwarnings("ignore:.future.no_silent_downcasting", "ignore:The copy keyword is deprecated")


@pytest.fixture(scope="module")
def chat(serve_chat: Callable[[object], Served]) -> Served:
    return serve_chat(FakeAssistant())


def test_article_opens_as_a_page_of_its_own_with_the_span_marked(chat: Served) -> None:
    quote = cite(1, BRIDGE, '"Two of the seven cables are worn."')
    query = urlencode({"id": BRIDGE.id, "start": quote.start, "end": quote.end})
    status, body, _ = get(f"{chat.url}/article?{query}")
    assert status == 200
    assert "<mark>&quot;Two of the seven cables are worn.&quot;</mark>" in body
    assert body.startswith("<!doctype html>")
    assert get(f"{chat.url}/article?{query}&fragment=true")[1].startswith('<article class="dl-article"')


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"id": "../<b>"}, 404),
        ({"id": BRIDGE.id, "start": -5, "end": 10**12}, 200),
        ({"id": BRIDGE.id, "start": "here", "end": "9" * 5000, "fragment": "perhaps"}, 200),
        ({}, 404),
    ],
)
def test_wrong_address_of_an_article_is_answered_with_a_page(chat: Served, query: dict[str, Any], status: int) -> None:
    got, body, headers = get(f"{chat.url}/article?{urlencode(query)}")
    assert got == status
    assert headers["content-type"].startswith("text/html")
    assert '<h1><a class="dl-name" href="/">Dateline</a></h1>' in body
    assert "Traceback" not in body
    assert "<b>" not in body


def test_article_that_cannot_be_read_leaves_no_traceback_in_the_page(serve_chat: Callable[[object], Served]) -> None:
    broken = FakeAssistant()
    broken.archive.article = lambda article_id: 1 / 0  # type: ignore[method-assign,assignment,return-value]
    status, body, _ = get(serve_chat(broken).url + "/article?id=x")
    assert status == 500
    assert "the details are in the server&#x27;s log" in body
    assert "ZeroDivision" not in body
