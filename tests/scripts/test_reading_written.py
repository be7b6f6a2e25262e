"""Questions written for the reader: whose articles they are about, and where their answers stand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import written
from reading.examples import Example, kept_out, realtimeqa_archive, rows_of

from tests.scripts.invented import TOWNS, cost, person, text, thing, title, write_realtimeqa, write_rows

REAL = written.QUESTIONS


def asked(number: int) -> list[dict[str, Any]]:
    """Of each article one question about its first chunk, one about its last, and one that it does not answer."""
    own = text(number)
    found = [(f"By whom was the {thing(number)} opened?", person(number))]
    found += [(f"How dear was the {thing(number)}?", cost(number))]
    rows: list[dict[str, Any]] = [
        {"id": f"r{number}", "question": question, "start": own.index(said), "end": own.index(said) + len(said)}
        for question, said in found
    ]
    return [*rows, {"id": f"r{number}", "question": f"Who paints the {thing(number)}?", "start": None, "end": None}]


ROWS = {row["question"]: row for number in range(len(TOWNS)) for row in asked(number)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("written")
    write_realtimeqa(folder / "2024")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written, "QUESTIONS", write_rows(folder / "written.jsonl.gz", ROWS.values()))
        yield folder


@pytest.fixture(scope="module")
def found(folder: Path) -> list[Example]:
    with realtimeqa_archive(folder / "2024", folder) as archive:
        made = list(written.written(folder / "2024", archive))
        assert made == list(written.written(folder / "2024", archive))  # the same input gives the same output
    return made


def test_offsets_become_spans_of_the_same_words(found: list[Example]) -> None:
    spans = [
        (one.question, passage.text[start:end])
        for one in found
        for passage in one.passages
        for start, end in passage.spans
    ]
    articles = {f"r{number}": text(number) for number in range(len(TOWNS))}
    for question, said in spans:
        row = ROWS[question]
        assert said == articles[row["id"]][row["start"] : row["end"]]
    assert len(spans) == sum(ROWS[one.question]["start"] is not None for one in found) > 0


def test_question_without_an_answer_has_its_article_and_no_span(found: list[Example]) -> None:
    unanswered = [one for one in found if ROWS[one.question]["start"] is None]
    assert unanswered
    for one in unanswered:
        number = int(ROWS[one.question]["id"][1:])
        assert one.passages[0].text.startswith(title(number))
        assert not any(passage.spans for passage in one.passages)


def test_wrong_passages_never_hold_the_answer(found: list[Example]) -> None:
    texts = {f"r{number}": text(number) for number in range(len(TOWNS))}
    for one in found:
        row = ROWS[one.question]
        if row["start"] is not None:
            said = texts[row["id"]][row["start"] : row["end"]]
            assert not any(said in passage.text for passage in one.passages if not passage.spans)


def test_no_question_about_a_held_out_article_is_learnt_from(found: list[Example]) -> None:
    assert {ROWS[one.question]["id"] for one in found} == {
        row["id"] for row in ROWS.values() if not kept_out(row["id"])
    }


@given(ids=st.lists(st.text(min_size=1, max_size=6), max_size=30))
def test_articles_are_learnt_from_or_held_out_never_both(
    ids: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = [{"id": one, "question": f"What of {place}?", "start": None, "end": None} for place, one in enumerate(ids)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written, "QUESTIONS", write_rows(tmp_path_factory.mktemp("ids") / "written.gz", rows))
        learnt, held = (written.questions(held_out=held_out) for held_out in (False, True))
    assert not {row["id"] for row in learnt} & {row["id"] for row in held}
    assert len(learnt) + len(held) == len(rows)


@pytest.mark.skipif(not REAL.exists(), reason="the written questions are not in this checkout")
def test_written_questions_are_well_formed() -> None:
    rows = rows_of(REAL)
    assert rows
    assert len({(row["id"], row["question"]) for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == {"id", "question", "start", "end"}
        assert isinstance(row["id"], str)
        assert row["question"].endswith("?")
        assert (row["start"] is None) == (row["end"] is None)
        assert row["start"] is None or 0 <= row["start"] < row["end"]
