"""What ranking is first learnt from, made from small files of invented news."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading.examples import digest, kept_out
from reading.groups import JUDGED, Group, Pair, beside_nearest, groups
from reading.window import WORDS, Window

from tests.conftest import WordEmbedder
from tests.scripts.invented import FILLER, TOWNS, cost, opening, person, text, thing, title, write_data

WORD = st.sampled_from("harbour ferry storm crane barge whale tide quay rope anchor sail mast".split())
SOURCES = {"realtimeqa-2024", "newsqa", "nq", "clapnq", "squad", "sentences", "wikiqa", "msmarco-2021"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("groups")
    write_data(folder / "data")
    (folder / "work").mkdir()
    return folder


@pytest.fixture(scope="module")
def found(folder: Path) -> list[Group]:
    return groups(folder / "data", folder / "work")


def test_groups_come_of_every_source(found: list[Group]) -> None:
    assert {one.source for one in found} == SOURCES


def test_every_group_has_a_right_passage_and_wrong_ones(found: list[Group]) -> None:
    assert all({0} < {passage.gain for passage in one.passages} for one in found)


def test_wrong_passages_never_hold_the_answer(found: list[Group]) -> None:
    answers = {f"who opened the {thing(number)}?".casefold(): person(number) for number in range(len(TOWNS))}
    answers |= {f"what did the {thing(number)} cost?".casefold(): cost(number) for number in range(len(TOWNS))}
    passages = [
        (answers[asked], passage)
        for one in found
        if one.source in {"realtimeqa-2024", "newsqa", "nq", "squad"}
        for asked in [one.question.casefold().removesuffix("?") + "?"]
        for passage in one.passages
    ]
    assert any(passage.gain for _, passage in passages)
    assert not any(answer in passage.text for answer, passage in passages if not passage.gain)


def test_held_out_articles_never_come_out_of_newsqa(found: list[Group]) -> None:
    seen = {passage.text.partition("\n")[0] for one in found if one.source == "newsqa" for passage in one.passages}
    out = {title(number) for number in range(len(TOWNS)) if kept_out(f"d{number}")}
    assert out
    assert seen
    assert not seen & out


def test_questions_that_the_ranking_is_judged_on_are_left_out(found: list[Group]) -> None:
    assert all(digest(one.question) % 10 >= JUDGED.get(one.source, 0) for one in found)


def test_same_files_give_the_same_groups(folder: Path, found: list[Group]) -> None:
    assert groups(folder / "data", folder / "work") == found


def test_wrong_texts_are_those_nearest_to_the_question() -> None:
    asked = Pair(f"who opened the {thing(3)}", opening(3), (person(3),))
    close = [f"The {thing(3)} was opened late, visitors say ({number})." for number in range(8)]
    (one,) = beside_nearest("nq", [asked], [opening(3), *FILLER, *close], WordEmbedder(), random.Random(1))
    assert one.passages[0].text == opening(3)
    assert len({passage.text for passage in one.passages}) == 9


def test_text_with_the_answer_is_no_wrong_one() -> None:
    asked = Pair("who came", "Anders came.", ("Anders",))
    (one,) = beside_nearest(
        "nq", [asked], ["Anders came.", "anders left.", "Rain came."], WordEmbedder(), random.Random(1)
    )
    assert [(passage.text, passage.gain) for passage in one.passages] == [("Anders came.", 1), ("Rain came.", 0)]


def test_window_keeps_the_headline_and_the_words_that_are_asked_for() -> None:
    body = " ".join(["word"] * 200) + " The harbour froze. " + " ".join(["word"] * 200)
    cut = Window([body, "word harbour", "word"]).cut("When did the harbour freeze?", f"Winter\n{body}")
    assert cut.startswith("Winter\n")
    assert "harbour froze" in cut


def test_window_leaves_short_passages_whole() -> None:
    window = Window([text(1)])
    assert window.cut("Who?", f"News\n{opening(1)}") == f"News\n{opening(1)}"


@given(st.lists(WORD, max_size=300), st.lists(WORD, max_size=6), st.booleans())
def test_window_is_a_stretch_of_the_passage(words: list[str], asked: list[str], headed: bool) -> None:
    body = ", ".join(words)
    cut = Window([body]).cut(" ".join(asked), f"Head\n{body}" if headed else body)
    rest = cut.removeprefix("Head\n") if headed else cut
    assert rest in body
    assert len(re.findall(r"\w+", rest)) in {len(words), WORDS}
