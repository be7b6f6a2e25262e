"""What the page keeps of each case: everything a reader drills down to, once, and cited words always whole."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.records import KeptPassage, Retrieved, Run
from eval.reports.pack import (
    EXCERPT,
    PER_BLOCK,
    Packed,
    excerpt,
    kept_spans,
    pack,
    pack_cases,
    pack_passages,
    passages_size,
)
from tests.eval.reports.html_run import BRIDGE, COST, FAIR, RECORDS, cite, found, made_run, plain_case, unpacked


def pack_run(run: Run) -> Packed:
    return replace(pack_cases(run), passages=pack_passages(run))


@given(
    st.recursive(
        st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_packed_values_come_back_and_contain_no_markup(value: object) -> None:
    data = pack(value)
    assert set("<>&\"'").isdisjoint(data)
    assert unpacked(data) == json.loads(json.dumps(value).encode("utf-8", "replace"))


def test_index_has_a_row_per_case_with_what_the_list_shows() -> None:
    index = unpacked(pack_run(made_run()).index)
    assert index["id"][0] == "cost"
    assert index["question"][0] == "What do the repairs cost?"
    assert index["outcomes"][index["outcome"][0]] == "right"
    assert [index["tags"][place] for place in index["tagged"][0]] == ["fact", "follow-up"]
    assert (index["rank"][0], index["confidence"][0], index["ms"][0]) == (2, 0.81, 140.0)
    assert index["expected"][0] == "1,200 crowns / 1200 crowns"
    columns = ("id", "question", "outcome", "unanswerable", "tagged", "expected", "got", "rank", "confidence", "ms")
    assert {len(index[column]) for column in columns} == {len(RECORDS)}


def test_case_keeps_query_sentences_and_citations() -> None:
    packed = pack_run(made_run(COST))
    (details,) = unpacked(packed.cases[0])
    assert details["before"] == ["Which bridge closes?"]
    assert details["query"]["standalone"] == "What do the repairs of the mill bridge cost?"
    assert details["query"]["filter"] == {"outlets": ["Estmark Courier"], "after": "2026-03-01"}
    assert details["sentences"] == [["Repairs cost 1,200 crowns.", [1], True], ["Half of it is paid.", [2], False]]
    assert details["passages"] == [[1, 0], [0, 1]]
    exact, wrong = details["citations"]
    assert exact["in"] == 0
    assert "quote" not in exact
    assert (wrong["quote"], wrong["title"], wrong["article"]) == ("Half is paid.", "Mill bridge closes", "bridge")


def test_quote_that_is_left_out_stands_at_its_place_in_the_passage() -> None:
    packed = pack_run(made_run(COST))
    (details,) = unpacked(packed.cases[0])
    (passages,) = (unpacked(block) for block in packed.passages)
    cited = details["citations"][0]
    ((offset, text),) = passages[cited["in"]]["pieces"]
    assert text[cited["start"] - offset : cited["end"] - offset] == "Repairs cost 1,200 crowns."


def test_passage_is_kept_once_however_many_cases_name_it() -> None:
    records = [plain_case(str(number), retrieved=(found(BRIDGE), found(FAIR))) for number in range(3 * PER_BLOCK)]
    packed = pack_run(made_run(*records))
    assert len(packed.cases) == 3
    assert [passage["title"] for block in packed.passages for passage in unpacked(block)] == [BRIDGE.title, FAIR.title]


def test_passage_names_the_copies_that_it_was_shown_with() -> None:
    copied = replace(BRIDGE, copies=("herald/7", "post/9"))
    packed = pack_run(made_run(plain_case("one", retrieved=(found(copied), found(FAIR))), passages=(copied, FAIR)))
    assert [one.get("copies") for block in packed.passages for one in unpacked(block)] == [["herald/7", "post/9"], None]


def test_passage_that_the_run_did_not_keep_is_named_by_its_article() -> None:
    run = made_run(plain_case("lone", retrieved=(Retrieved("lost", 0, 9, hit=True),)), passages=())
    assert unpacked(pack_run(run).cases[0])[0]["passages"] == [["lost", 1]]


def test_retrieval_only_case_is_timed_by_its_search() -> None:
    record = plain_case(
        "searched", asked=False, answered=None, ask_ms=None, search_ms=7.25, rank=1, scores={"mrr": 1.0}
    )
    index = unpacked(pack_run(made_run(record)).index)
    assert index["ms"] == [7.2]
    assert index["confidence"] == [None]


SPANS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda pair: (min(pair), max(pair))), max_size=6
)


@given(st.integers(0, 50), st.integers(0, 300), SPANS, st.integers(0, 400))
def test_shortened_passage_keeps_what_is_cited_and_no_more_than_it_may(
    start: int, length: int, cited: list[tuple[int, int]], shortened: int
) -> None:
    passage = KeptPassage("a", start, start + length, "t", None, None, None, "x" * length)
    spans = kept_spans(passage, cited, shortened)
    places = {place for first, last in spans for place in range(first, last)}
    wanted = {place for first, last in cited for place in range(first, last)} & set(range(start, start + length))
    assert places <= set(range(start, start + length))
    assert wanted <= places
    assert len(places) <= max(shortened, len(wanted), 0)
    assert all(left[1] < right[0] for left, right in pairwise(spans))


def test_shortening_cuts_only_long_passages_and_says_where_they_end() -> None:
    long = replace(BRIDGE, article="long", start=0, end=900, text="word " * 180)
    last = cite(1, replace(long, text=long.text[:890] + "the end..."), "the end...")
    record = replace(COST, retrieved=(found(long), found(FAIR)), citations=(last,))
    (passages,) = (unpacked(block) for block in pack_passages(made_run(record, passages=(long, FAIR)), 120))
    by_article = {passage["article"]: passage for passage in passages}
    assert [[start, len(text)] for start, text in by_article["long"]["pieces"]] == [[0, 110], [890, 10]]
    assert by_article["long"]["end"] == 900
    assert by_article["fair"]["pieces"] == [[0, FAIR.text]]


@pytest.mark.parametrize("text", ["", "short", "a  b\n c", "x" * 500, "word " * 100])
def test_excerpt_is_one_line_and_short(text: str) -> None:
    line = excerpt(text)
    assert len(line) <= EXCERPT
    assert "\n" not in line
    assert line.endswith("…") == (len(" ".join(text.split())) > EXCERPT)


def test_same_run_is_packed_the_same_whatever_the_order_of_its_passages() -> None:
    run = made_run()
    turned = Run(run.header, run.records, dict(reversed(run.passages.items())))
    assert pack_run(run) == pack_run(turned)


def test_size_is_told_beforehand_within_a_tenth() -> None:
    passages = tuple(replace(BRIDGE, article=f"a{number:04}", text=f"{number} {BRIDGE.text}") for number in range(3000))
    run = made_run(plain_case("all", retrieved=tuple(found(passage) for passage in passages)), passages=passages)
    taken = sum(len(block) for block in pack_passages(run))
    assert 0.9 * taken < passages_size(run) < 1.1 * taken
    assert passages_size(run, 20) < passages_size(run)
