"""What the bundled reader learns from, made from small files of invented news."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading.examples import (
    Example,
    Read,
    examples,
    kept_out,
    load,
    newsqa,
    places,
    realtimeqa_articles,
    realtimeqa_questions,
    save,
)

from tests.scripts.invented import TOWNS, person, text, thing, title, write_data, write_newsqa

ANSWERS = {f"who opened the {thing(number)}?".casefold(): person(number) for number in range(len(TOWNS))}
IDS = st.lists(st.text("abcdefghij0123456789", min_size=1, max_size=8), min_size=1, max_size=len(TOWNS), unique=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reading")
    write_data(folder / "data")
    (folder / "work").mkdir()
    return folder


@pytest.fixture(scope="module")
def found(folder: Path) -> list[Example]:
    return list(examples(folder / "data", folder / "work"))


def test_examples_come_of_every_source(found: list[Example]) -> None:
    sources = Counter(one.source for one in found)
    assert set(sources) == {"newsqa", "squad", "nq", "realtimeqa-2024"}
    assert sources["squad"] == 2 * len(TOWNS)


def test_spans_are_exactly_the_words_of_the_answer(found: list[Example]) -> None:
    opened = [one for one in found if one.question.casefold() in ANSWERS]
    spans = [
        (passage.text[start:end], ANSWERS[one.question.casefold()])
        for one in opened
        for passage in one.passages
        for start, end in passage.spans
    ]
    assert spans
    assert all(said == answer for said, answer in spans)


def test_first_passage_answers_unless_nothing_does(found: list[Example]) -> None:
    answered = [one for one in found if one.question != "Who paid?"]
    assert all(one.passages[0].spans for one in answered)
    assert not any(passage.spans for one in found if one.question == "Who paid?" for passage in one.passages)


def test_wrong_passages_never_hold_the_answer(found: list[Example]) -> None:
    wrong = [
        (ANSWERS[one.question.casefold()], passage.text)
        for one in found
        if one.question.casefold() in ANSWERS
        for passage in one.passages
        if not passage.spans
    ]
    assert wrong
    assert not any(answer in said for answer, said in wrong)


def test_same_files_give_the_same_examples(folder: Path, found: list[Example]) -> None:
    assert list(examples(folder / "data", folder / "work")) == found


def test_examples_survive_their_file(found: list[Example], tmp_path: Path) -> None:
    odd = Example("nq", "Who wrote\u2028over two lines?", (Read("Dalia\u2029did.\x85", ((0, 5),)),))
    save([*found, odd], tmp_path / "examples.jsonl")
    assert load(tmp_path / "examples.jsonl") == [*found, odd]
    assert [one.name for one in tmp_path.iterdir()] == ["examples.jsonl"]


def test_realtimeqa_is_asked_by_halves_and_dated(folder: Path, found: list[Example]) -> None:
    year = folder / "data" / "realtimeqa" / "2024"
    learnt = {one.question for one in realtimeqa_questions(year)}
    assert 0 < len(learnt) < len(TOWNS) - 1
    assert {one.question for one in found if one.source == "realtimeqa-2024"} <= learnt
    assert f"Who opened the {thing(0)}?" not in learnt  # no article answers it
    assert realtimeqa_articles(year)[3].published == date(2031, 5, 4)


@given(ids=IDS)
@settings(max_examples=25, deadline=None)
def test_held_out_articles_never_come_out_of_what_is_learnt_from(
    ids: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("newsqa")
    write_newsqa(folder, ids)
    learnt, held = (list(newsqa(folder, held_out=held_out)) for held_out in (False, True))
    for made, out in ((learnt, True), (held, False)):
        others = {title(number) for number, one in enumerate(ids) if kept_out(one) is out}
        assert not {passage.text.partition("\n")[0] for one in made for passage in one.passages} & others
    assert len(learnt) + len(held) == 2 * len(ids)


def test_newsqa_passages_are_headline_and_chunk_of_the_article(tmp_path: Path) -> None:
    write_newsqa(tmp_path, ["n1"])
    opened, cost = newsqa(tmp_path, held_out=kept_out("n1"))
    assert all(
        passage.text.startswith(f"{title(0)}\n") and passage.text.partition("\n")[2] in text(0)
        for passage in (*opened.passages, *cost.passages)
    )
    assert opened.passages[0] != cost.passages[0]


def test_places_are_whole_words_in_any_case() -> None:
    assert places("Iron and IRON, not ironing or environ.", ["iron", " "]) == ((0, 4), (9, 13))
