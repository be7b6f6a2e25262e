"""Mailboxes: each message an article."""

import pytest

from index.datatypes import Article, Failure
from tests.index.test_containers import articles, read


def message(subject: str, text: str, *headers: str) -> bytes:
    lines = [f"Subject: {subject}", "From: The Hallin Gazette <news@gazette.example>", *headers, "", text, ""]
    return "\n".join(lines).encode()


def mbox_of(*messages: bytes) -> bytes:
    return b"".join(b"From news@gazette.example Tue Mar  3 06:00:00 2026\n" + one + b"\n" for one in messages)


def test_each_message_of_a_mailbox_is_an_article_with_its_date() -> None:
    first = message(
        "Storm", "Ferries stayed in the harbour.", "Date: Tue, 3 Mar 2026 06:00:00 +0100", "Message-ID: <1@g>"
    )
    items = read("news.mbox", mbox_of(first, message("Bridge", "The Orlen bridge is closed.")))
    one, two = articles(items)
    assert (one.title, one.origin, one.outlet) == ("Storm", "news.mbox#1@g", "The Hallin Gazette")
    assert str(one.published) == "2026-03-03 06:00:00+01:00"
    assert one.stated["published"] == "Date header"
    assert (two.title, two.origin, two.published) == ("Bridge", "news.mbox#message 2", None)


def test_mailbox_is_known_by_its_content_and_from_lines_in_texts_part_nothing() -> None:
    text = "He wrote:\n\n>From the harbour to the mill.\n\nFrom the tower one sees the bridge."
    (item,) = read("inbox", mbox_of(message("Walk", text)))
    assert isinstance(item, Article)
    assert "From the harbour to the mill." in item.text
    assert item.text.endswith("From the tower one sees the bridge.")


def test_message_that_occurs_twice_is_read_once_and_a_changed_one_again() -> None:
    first = message("Storm", "Ferries stayed in the harbour.", "Message-ID: <1@g>")
    changed = message("Storm", "Ferries sail again in the harbour.", "Message-ID: <1@g>")
    items = read("a.mbox", mbox_of(first, first, changed))
    assert [item.origin for item in items] == ["a.mbox#1@g", "a.mbox#message 3"]


def test_message_that_is_too_large_is_a_failure_among_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.containers.mbox.MAX_MESSAGE", 5000)
    large = message("Large", "The bridge is closed. " * 1000)
    big, small = read("a.mbox", mbox_of(large, message("Small", "The bridge is closed.")))
    assert isinstance(big, Failure)
    assert big.origin == "a.mbox#message 1"
    assert isinstance(small, Article)


def test_mailbox_of_from_lines_only_ends() -> None:
    line = b"From a@b Tue Mar  3 06:00:00 2026\n"
    assert all(isinstance(item, Failure) for item in read("a.mbox", line + b"Subject: x\n" + line * 3000))
