import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.questions import Case, QuestionSet, bundled_sets, load_set
from index.errors import QuestionSetError

WriteSet = Callable[..., Path]


def test_load_set_reads_a_case_with_every_field(write_set: WriteSet) -> None:
    fields = {
        "id": "a",
        "question": "Who leads the works?",
        "answers": ["Mara Halden"],
        "articles": ["mill"],
        "evidence": ["Mara Halden leads the works."],
        "answerable": True,
        "speaker": "Mara Halden",
        "as_of": "2026-03-12",
        "tags": ["who"],
    }
    (case,) = load_set(write_set(fields)).cases
    assert case.model_dump(mode="json", exclude={"turns"}) == fields
    assert case.as_of == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("fields", "answerable"),
    [
        ({"answers": ["x"]}, True),
        ({"articles": ["x"]}, True),
        ({"evidence": ["x"]}, True),
        ({}, None),
        ({"answers": ["x"], "answerable": None}, None),
        ({"answerable": False}, False),
        ({"articles": ["x"], "answerable": False}, False),
    ],
)
def test_answerable_follows_from_what_is_given(fields: dict[str, Any], answerable: bool | None) -> None:
    assert Case.model_validate({"id": "a", "question": "?"} | fields).answerable is answerable


def test_case_judges_the_last_turn() -> None:
    assert Case(id="a", turns=("Who?", "And when?")).asked == "And when?"


def test_case_without_id_is_named_by_its_line(write_set: WriteSet) -> None:
    assert load_set(write_set({"question": "a"}, {"question": "b"})).cases[1].id == "line-2"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "a", "question": "q"', "line 2, column 28: not JSON"),
        ("[1]", "line 2: found [1], expected a JSON object"),
        ('{"id": "a", "question": 5}', "line 2, field question: found 5, expected a valid string"),
        ('{"id": "a", "question": " "}', 'line 2, field question: found " ", expected a text that is not empty'),
        ('{"id": "a", "question": "q", "anwers": ["x"]}', "line 2, field anwers: not a field of a case (known: id,"),
        ('{"id": "a", "question": "q", "answers": [5]}', "line 2, field answers.0: found 5, expected a valid string"),
        ('{"id": "a", "question": "q", "as_of": "March"}', 'line 2, field as_of: found "March", expected'),
        (
            '{"id": "a", "question": "q", "as_of": 5}',
            "line 2, field as_of: found 5, expected a date such as 2026-03-12",
        ),
        ('{"id": "a", "question": "q", "turns": ["t"]}', "line 2, expected either question or turns"),
        ('{"id": "a"}', "line 2, expected either question or turns"),
        ('{"id": "a", "question": "q", "answers": ["x"], "answerable": false}', "line 2, expected no answers where"),
        ('{"id": "first", "question": "q"}', "line 2, field id: found 'first' again (first on line 1)"),
    ],
)
def test_load_set_names_line_and_field_of_what_is_wrong(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": "first", "question": "fine"}\n' + line + "\n")
    with pytest.raises(QuestionSetError) as caught:
        load_set(path)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)


def test_load_set_tells_all_wrong_lines_at_once(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("nonsense\n" * 25)
    with pytest.raises(QuestionSetError, match=r"(?s)line 1,.*line 10,.*and 15 more"):
        load_set(path)


@pytest.mark.parametrize(("content", "told"), [(b"\n \n", "holds no cases"), (b"\xff\xfe\x00", "is not UTF-8")])
def test_load_set_refuses_a_file_that_holds_no_cases(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(QuestionSetError, match=told):
        load_set(path)


def test_load_set_names_the_bundled_sets_when_there_is_none() -> None:
    with pytest.raises(QuestionSetError, match=r"No question set at missing\.jsonl.*sample"):
        load_set("missing.jsonl")


def test_bundled_sets_load_by_name() -> None:
    assert "sample" in bundled_sets()
    for name in bundled_sets():
        assert load_set(name).cases


def test_digest_ignores_layout_and_sees_content(tmp_path: Path) -> None:
    one, same, other = tmp_path / "one.jsonl", tmp_path / "same.jsonl", tmp_path / "other.jsonl"
    one.write_text('{"id": "a", "question": "q", "answers": ["x"]}\n')
    same.write_text('\n{"answers":   "x", "question":"q", "id":"a"}\n')
    other.write_text('{"id": "a", "question": "q", "answers": ["y"]}\n')
    assert load_set(one).digest == load_set(same).digest != load_set(other).digest


def test_select_draws_the_same_cases_by_the_same_seed_in_order() -> None:
    questions = QuestionSet("many", tuple(Case(id=str(n), question="q", tags=("odd",) * (n % 2)) for n in range(100)))
    drawn = questions.select("odd", 10, seed=3)
    assert drawn == questions.select("odd", 10, seed=3) != questions.select("odd", 10, seed=4)
    numbers = [int(case.id) for case in drawn.cases]
    assert len(set(numbers)) == 10
    assert numbers == sorted(numbers)
    assert all(number % 2 for number in numbers)


def test_select_names_the_tags_there_are() -> None:
    questions = QuestionSet("set", (Case(id="a", question="q", tags=("who",)),))
    with pytest.raises(QuestionSetError, match=r"'whom'.*Its tags: who"):
        questions.select("whom")


TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20).filter(lambda text: text.strip())


@given(
    question=TEXT,
    answers=st.lists(TEXT, max_size=3),
    articles=st.lists(TEXT, max_size=2),
    answerable=st.sampled_from([True, None]),
    as_of=st.none() | st.dates(),
)
def test_saved_set_loads_equal(tmp_path_factory: pytest.TempPathFactory, **fields: Any) -> None:
    path = tmp_path_factory.mktemp("sets") / "set.jsonl"
    questions = QuestionSet("set", (Case(id="a", **fields), Case(id="b", turns=("one", "two"))))
    questions.save(path)
    assert load_set(path) == questions
    assert all(json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1])
