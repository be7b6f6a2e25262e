import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.chunk import chunk_article
from index.datatypes import Article, Chunk
from index.sentences import sentence_spans
from index.stories.boilerplate import paragraph_digest

SENTENCE = "Ferries stayed in the harbour of Hallin on Saturday as waves rose. "


def chunks(text: str, max_chars: int = 900) -> list[Chunk]:
    return chunk_article(Article(id="a", title="T", text=text), max_chars)


fragments = st.sampled_from(
    [
        SENTENCE,
        "Waves broke. ",
        "x" * 40,
        "word, " * 9,
        "我们走了，" * 5,
        "\n",
        "\n\n",
        " ",
        "\u3000",
        "e\u0301" * 9,
        "\U0001f468\u200d\U0001f469",
        "\ud800",
        "\0",
        "\x85",
        "“",
    ]
)
texts = st.text() | st.lists(fragments | st.text(max_size=8), max_size=40).map("".join)


@settings(deadline=None)
@given(texts, st.integers(min_value=1, max_value=300))
def test_chunks_are_exact_and_cover_every_visible_character_once(text: str, max_chars: int) -> None:
    last = 0
    for chunk in chunks(text, max_chars):
        assert chunk.article_id == "a"
        assert chunk.text == text[chunk.start : chunk.end]
        assert chunk.text == chunk.text.strip() != ""
        assert len(chunk.text) <= max_chars
        assert chunk.start >= last
        assert not text[last : chunk.start].strip()
        last = chunk.end
    assert not text[last:].strip()


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([SENTENCE, "Waves broke. ", "Nobody sailed, she said.\n", "\n\n"]), max_size=60).map(
        "".join
    )
)
def test_sentences_that_fit_are_never_parted(text: str) -> None:
    starts = {start for start, _ in sentence_spans(text)}
    ends = {end for _, end in sentence_spans(text)}
    for chunk in chunks(text, 200):
        assert chunk.start in starts
        assert chunk.end in ends


def test_empty_text_has_no_chunks() -> None:
    assert chunks("") == chunks(" \n\n ") == []


def test_short_article_is_one_chunk() -> None:
    text = (SENTENCE * 3).strip() + "\n\n" + (SENTENCE * 3).strip()
    assert [chunk.text for chunk in chunks(text)] == [text]


def test_chunk_ends_with_its_paragraph_when_full_enough() -> None:
    first = (SENTENCE * 10).strip()
    second = (SENTENCE * 20).strip()
    assert chunks(f"{first}\n\n{second}")[0].text == first
    short = (SENTENCE * 4).strip()
    assert chunks(f"{short}\n\n{second}")[0].end > len(short)


def test_last_chunk_is_no_scrap() -> None:
    sizes = [len(chunk.text) for chunk in chunks((SENTENCE * 14).strip())]
    assert len(sizes) == 2
    assert min(sizes) > 300


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("a clause of words that goes on and on, " * 60, ","),
        ("我们走了，他们来了" * 200, "，"),
        ("word " * 500, "word"),
    ],
)
def test_overlong_sentence_is_parted_at_a_clause_or_a_space(text: str, ending: str) -> None:
    found = chunks(text)
    assert len(found) > 1
    assert all(chunk.text.endswith(ending) for chunk in found[:-1])


def test_hard_cut_parts_no_letter_from_its_accent() -> None:
    for unit in ("e\u0301", "\U0001f468\u200d\U0001f469", "क्षि"):
        for chunk in chunks(unit * 700, 101):
            assert unicodedata.category(chunk.text[0])[0] != "M"
            assert "\u200d" not in (chunk.text[0], chunk.text[-1])


@pytest.mark.parametrize(
    "text", [SENTENCE * 30_000, "x" * 2_000_000, "a\n" * 200_000, "word " * 400_000, "我" * 2_000_000]
)
def test_large_texts_take_linear_time(text: str) -> None:
    started = time.process_time()
    found = chunks(text)
    assert time.process_time() - started < 10
    assert found[-1].end >= len(text.rstrip()) - 1


paragraphs = st.lists(
    st.tuples(st.sampled_from([SENTENCE, SENTENCE * 3, "Waves broke.", "1. Ferries", "\u3000", "", "我们走了，他们来了，" * 4])
              | st.text(max_size=60), st.integers(0, 3)),
    max_size=25,
)  # fmt: skip


@settings(deadline=None)
@given(paragraphs, st.lists(st.integers(0, 30), max_size=12), st.integers(min_value=20, max_value=900))
def test_chunks_hold_every_word_but_those_of_boilerplate_once(
    lines: list[tuple[str, int]], picked: list[int], max_chars: int
) -> None:
    text = "\n".join("".join([line] * (times or 1)) for line, times in lines)
    found = text.split("\n")
    without = {paragraph_digest(found[pick]) for pick in picked if pick < len(found)} - {b""}
    kept = [line for line in found if paragraph_digest(line) not in without]
    expected = "".join("".join(kept).split()) or "".join(text.split())
    last = 0
    chunked = chunk_article(Article(id="a", title="T", text=text), max_chars, without=without)
    for chunk in chunked:
        assert chunk.text == text[chunk.start : chunk.end] == chunk.text.strip() != ""
        assert chunk.start >= last
        assert len(chunk.text) <= max_chars
        last = chunk.end
    assert "".join("".join(chunk.text for chunk in chunked).split()) == expected


LINE = "Sign up here for the Evening Note and read all of it before breakfast."


def without_line(text: str) -> list[str]:
    article = Article(id="a", title="T", text=text)
    return [chunk.text for chunk in chunk_article(article, without={paragraph_digest(LINE)})]


def test_boilerplate_splits_only_the_chunk_that_it_stands_in() -> None:
    text = "\n\n".join([(SENTENCE * 10).strip(), "Waves broke.", LINE, (SENTENCE * 4).strip(), (SENTENCE * 12).strip()])
    before, after = [chunk.text for chunk in chunks(text)], without_line(text)
    assert [chunk for chunk in before if chunk not in after] == [chunk for chunk in before if LINE in chunk]
    assert not any(LINE in chunk for chunk in after)


def test_heading_left_over_goes_with_the_text_below_it() -> None:
    body = (SENTENCE * 10).strip()
    text = "\n\n".join([(SENTENCE * 8).strip(), LINE, "1. Ferries", body])
    assert any("1. Ferries" in chunk.text for chunk in chunks(text)[:1])  # it would stand alone
    assert without_line(text)[1] == f"1. Ferries\n\n{body}"


def test_text_of_nothing_but_boilerplate_keeps_its_chunks() -> None:
    assert without_line(f"{LINE}\n\n{LINE}") == [f"{LINE}\n\n{LINE}"]
