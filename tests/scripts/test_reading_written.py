"""Questions written for the reader: whose articles they are about, and where their answers stand."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import written
from reading.examples import Example, kept_out, realtimeqa_archive, rows_of

from tests.scripts.invented import TOWNS, cost, person, text, thing, title, write_realtimeqa, write_rows

REAL = (written.QUESTIONS, written.TWINS)


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
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    write_realtimeqa(folder / "2024")
    return folder


@pytest.fixture(scope="module")
def found(folder: Path) -> list[Example]:
    file = write_rows(folder / "written.jsonl.gz", ROWS.values())
    with realtimeqa_archive(folder / "2024", folder) as archive:
        made = list(written.written(folder / "2024", archive, file))
        assert made == list(written.written(folder / "2024", archive, file))  # the same input gives the same output
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
    file = write_rows(tmp_path_factory.mktemp("ids") / "written.gz", rows)
    learnt, held = (written.questions(file, held_out=held_out) for held_out in (False, True))
    assert not {row["id"] for row in learnt} & {row["id"] for row in held}
    assert len(learnt) + len(held) == len(rows)


@pytest.fixture(scope="module")
def twins(folder: Path) -> list[Example]:
    """Examples of questions that each have a twin, which asks for something that the article does not tell."""
    rows = []
    for number in range(len(TOWNS)):
        first, last, _ = asked(number)
        near = [last["start"], last["end"]]
        rows += [first, last, {**last, "question": f"How cheap was the {thing(number)}?", "start": None, "end": None}]
        rows[-1] |= {"near": near, "how": "opposite"}
    file = write_rows(folder / "twins.jsonl.gz", rows)
    with realtimeqa_archive(folder / "2024", folder) as archive:
        return list(written.written(folder / "2024", archive, file))


def test_twin_is_read_with_the_passage_that_answers_the_other_and_no_span(twins: list[Example]) -> None:
    twin = [one for one in twins if one.source == "twin"]
    assert len(twin) == sum(not kept_out(f"r{number}") for number in range(len(TOWNS)))
    for one in twin:
        town = one.question.removeprefix("How cheap was the ").removesuffix("?")
        other = next(one for one in twins if one.question == f"How dear was the {town}?")
        assert one.passages[0].text == other.passages[0].text
        assert not any(passage.spans for passage in one.passages)


def test_swapped_questions_have_the_passages_of_the_first_ones_and_no_span(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "QUESTIONS", write_rows(folder / "some.jsonl.gz", ROWS.values()))
    monkeypatch.setattr(written, "TWINS", write_rows(folder / "none.jsonl.gz", []))
    swapped = list(written.swapped(folder / "2024"))
    assert {one.question.replace("closed", "opened") for one in swapped if one.source == "swapped-opposite"} == {
        row["question"] for row in ROWS.values() if "opened" in row["question"] and not kept_out(row["id"])
    }
    assert all(one.passages and not any(passage.spans for passage in one.passages) for one in swapped)


@pytest.mark.parametrize("file", REAL, ids=lambda file: file.name)
def test_written_questions_are_well_formed(file: Path) -> None:
    if not file.exists():
        pytest.skip(f"{file.name} is not in this checkout")
    rows = rows_of(file)
    assert rows
    assert len({(row["id"], row["question"]) for row in rows}) == len(rows)
    answered = {(row["id"], row["start"], row["end"]) for row in rows}
    for row in rows:
        assert set(row) - {"near", "how"} == {"id", "question", "start", "end"}
        assert isinstance(row["id"], str)
        assert row["question"].endswith("?")
        assert (row["start"] is None) == (row["end"] is None)
        assert row["start"] is None or 0 <= row["start"] < row["end"]
        assert "near" not in row or (row["start"] is None and (row["id"], *row["near"]) in answered)
