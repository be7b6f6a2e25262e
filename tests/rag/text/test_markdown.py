"""Escaping: a real Markdown renderer shows the text as it was, and plain prose is not touched."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rag.text.markdown import escape_markdown

RENDERER = MarkdownIt("gfm-like", {"linkify": False})


@given(st.text(alphabet=st.sampled_from(list("ab1 \n*_`[]()<>&#;!~-+=|:.\\\"'/2x@")), max_size=40))
def test_renderer_shows_the_text_as_it_was_written(text: str) -> None:
    paragraph = re.sub(r"\n\s*\n+", "\n", text).strip()
    rendered = RENDERER.render(escape_markdown(paragraph))
    shown = html.unescape(re.sub(r"</?p>|<br ?/?>", "", rendered))
    assert shown.split() == paragraph.split()


@pytest.mark.parametrize(
    "text",
    [
        "U.S. 2,000 (a-b)",
        "AT&T paid 2 * 3 crowns - or so; #1 in 5 < 6 > 4 at snake_case.example",
        "“It's 50% off!” she said: yes/no, 1.5 + 2 = 3.5 | 4",
    ],
)
def test_plain_prose_is_not_changed(text: str) -> None:
    assert escape_markdown(text) == text


def test_bracketed_number_of_an_article_does_not_pass_for_a_marker() -> None:
    assert re.findall(r"\[\d+\]", escape_markdown("as said in [1] and ![2](http://x)")) == []
