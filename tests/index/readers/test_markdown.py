"""Markdown and its front matter."""

from datetime import datetime

import pytest

from index.readers.markdown import read_markdown
from tests.index.readers.read import DATA, EAST, failed, one


def test_markdown_becomes_plain_text() -> None:
    found = one(read_markdown((DATA / "storm.md").read_bytes(), "o"))
    assert found.title == "Storm: port of Hallin shut"
    assert found.text.split("\n\n") == [
        "Ferries stayed in the harbour of Hallin on Saturday, the port authority said. Waves were six metres high.",
        '"Nobody sails," harbour master Sela Brandt said.',
        "What is open",
        "The school gym",
        "The pier 3 kiosk",
        "1. Bring blankets",
        "2. Bring water",
        "gauge 3: 612 cm",
    ]


def test_front_matter_gives_the_fields_as_written() -> None:
    found = one(read_markdown((DATA / "storm.md").read_bytes(), "o"))
    assert (found.id, found.language, found.outlet) == ("0012", "en", "The Hallin Gazette")
    assert found.published == datetime(2025, 10, 4, 18, 30, tzinfo=EAST)
    assert found.url == "https://gazette.example/storm"


def test_first_top_heading_is_the_title_without_front_matter() -> None:
    found = one(read_markdown(b"# Port *shut*\n\nWaves broke.\n\n# Later\n\nCalm.", "o"))
    assert (found.title, found.text) == ("Port shut", "Waves broke.\n\nLater\n\nCalm.")


def test_markdown_without_heading_takes_its_first_line_as_headline() -> None:
    found = one(read_markdown(b"Port shut\n\nWaves \\*broke\\*, 3 * 4 &amp; <b>more</b><!-- x -->.", "o"))
    assert (found.title, found.text) == ("Port shut", "Waves *broke*, 3 * 4 & more.")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("---\ntitle: Storm: two dead\n---\nText", "line 2"),
        ("---\ntitle: T\nauthors: [A, B\noutlet: X\n---\nText", "line 4"),
        ("---\ntitle: T\noutlet: X\n\nText that never ends", "line 1"),
    ],
)
def test_broken_front_matter_is_a_failure_that_names_the_line(source: str, line: str) -> None:
    found = failed(read_markdown(source.encode(), "o"))
    assert line in found.reason
    assert found.advice


def test_rule_at_the_top_is_no_front_matter() -> None:
    found = one(read_markdown(b"---\n\nPort shut\n\n---\n\nWaves broke.", "o"))
    assert "Port shut" in found.title + found.text
    assert "Waves broke." in found.text


def test_aliases_in_front_matter_do_not_grow_it() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
    )
    assert one(read_markdown(f"---\n{bomb}title: *m\n---\nWaves broke.".encode(), "o")).text == "Waves broke."
