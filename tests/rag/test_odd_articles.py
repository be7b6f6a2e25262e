"""Articles that are no ordinary ones: a single sentence, a megabyte, tables, another language, two people of one name."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag.assistant import Assistant
from rag.datatypes import Answer
from rag.read import Reader
from tests.conftest import WordEmbedder
from tests.rag.fabricated import sentence

DAY = date(2031, 6, 1)
MEGABYTE = 1_000_000
SECONDS = 5.0
"""Of work for a question to a megabyte of text, whatever else the machine does; half a second is usual."""


@contextmanager
def assistant(folder: Path, *articles: Article) -> Iterator[Assistant]:
    with Archive.open(folder / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync(articles)
        yield Assistant(archive, Reader(archive, accepted_wrong=0.55))


def check(answer: Answer) -> None:
    for one in answer.citations:
        assert one.article.text[one.start : one.end] == one.quote
    quotes = {one.marker: one.quote for one in answer.citations}
    assert all(quotes[statement.markers[0]] == statement.text for statement in answer.statements)


@pytest.mark.parametrize("text", ["The ferry sank on Monday.", "Ferry.", "?", "“", "The ferry sank on Monday\n", "7"])
def test_article_of_one_sentence_is_answered_from(tmp_path: Path, text: str) -> None:
    with assistant(tmp_path, Article("one", "Ferry", text)) as opened:
        for question in ("When did the ferry sink?", "What happened?", "Who was the captain of the ferry?"):
            answer = opened.ask(question, DAY)
            check(answer)
            assert {one.quote for one in answer.citations} <= {text.strip()}


SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    ("parting", "length"),
    [
        pytest.param(" ", MEGABYTE // 4, id="a quarter, one line"),
        pytest.param(" ", MEGABYTE, id="one line", marks=SLOW),
        pytest.param("\n", MEGABYTE, id="lines", marks=SLOW),
        pytest.param("", MEGABYTE, id="not parted", marks=SLOW),
    ],
)
def test_question_to_a_megabyte_takes_seconds(tmp_path: Path, parting: str, length: int) -> None:
    draw = random.Random(5)
    many: list[str] = []
    while sum(map(len, many)) < length:
        many.append(sentence(draw).replace("\u2028", " ").replace("\xa0", " "))
    many[len(many) // 2] = "The lighthouse of Orrin burnt down on 3 June 2030, and 14 keepers fled."
    with assistant(tmp_path, Article("long", "A long day", parting.join(many))) as opened:
        for question in ("When did the lighthouse of Orrin burn down?", "Who closed the bridge?", "List all ferries."):
            start = time.process_time()
            check(opened.ask(question, DAY))
            assert time.process_time() - start < SECONDS * length / MEGABYTE


def test_a_word_of_a_megabyte_is_no_trap(tmp_path: Path) -> None:
    with assistant(tmp_path, Article("word", "Ferry", "The ferry " + "a" * MEGABYTE + " sank on Monday.")) as opened:
        start = time.process_time()
        check(opened.ask("When did the ferry sink?", DAY))
        assert time.process_time() - start < SECONDS


def test_table_is_read_row_by_row(tmp_path: Path) -> None:
    rows = "\n".join(f"{town} | {count:,} | {count % 7}.{count % 10} %" for count, town in enumerate(TOWNS, 1_200))
    table = f"Town | Households | Without water\n--- | --- | ---\n{rows}"
    with assistant(tmp_path, Article("table", "Households without water", table)) as opened:
        for question in ("How many households has Hask?", "Which town has 1,203 households?", "List all towns."):
            answer = opened.ask(question, DAY)
            check(answer)
            assert not any("\n" in statement.text for statement in answer.statements)


TOWNS = ("Tarnwick", "Hask", "Sandvar", "Drosk", "Kell Fell")


RUSSIAN = "Новый мост в городе Тарнвик открыли в понедельник. На церемонию пришли 3500 человек."
GERMAN = "Die Brücke in Tarnwick wurde am Montag eröffnet. Sie kostete 41 Millionen Kronen."
CHINESE = "塔恩维克的新桥星期一通车。市长出席了仪式。"
ARABIC = "افتتح الجسر الجديد في المدينة يوم الاثنين. وحضر الحفل ثلاثة آلاف شخص."


@pytest.mark.timeout(8)
@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        pytest.param(RUSSIAN, "Сколько человек пришли на церемонию?", "3500", id="Russian"),
        pytest.param(GERMAN, "Wann wurde die Brücke in Tarnwick eröffnet?", "Montag", id="German"),
        pytest.param(CHINESE, "新桥什么时候通车?", "星期一", id="Chinese"),
        pytest.param(ARABIC, "متى افتتح الجسر الجديد في المدينة؟", "الاثنين", id="Arabic"),
    ],
)
def test_article_in_another_language_is_answered_from_or_refused(
    tmp_path: Path, text: str, question: str, expected: str
) -> None:
    other = Article("ferry", "Last ferry leaves", "The last ferry left Tarnwick on Monday with 12 people.")
    with assistant(tmp_path, Article("foreign", "", text), other) as opened:
        answer = opened.ask(question, DAY)
        check(answer)
        assert not answer.answered or any(expected in one.quote for one in answer.citations)


def test_no_break_space_before_a_full_stop_is_no_trap(tmp_path: Path) -> None:
    with assistant(tmp_path, Article("nbsp", "", "Мост открыли, сказала Dr. P\xa0. Quill.")) as opened:
        check(opened.ask("Who opened the bridge?", DAY))


@pytest.mark.parametrize("question", ["How old is Ada Lind?", "Who is Ada Lind?"])
def test_two_people_of_one_name_are_not_made_one(tmp_path: Path, question: str) -> None:
    mayor = (
        "Ada Lind, 54, the mayor of Tarnwick, opened the harbour bridge. Ada Lind is 54 years old and a grandmother."
    )
    swimmer = "Ada Lind, 19, a swimmer from Drosk, won the channel race. Ada Lind is 19 years old and still at school."
    articles = (
        Article("mayor", "Mayor opens bridge", mayor, outlet="Tarnwick Gazette", published=date(2031, 5, 1)),
        Article("swimmer", "Swimmer wins race", swimmer, outlet="Coast Courier", published=date(2031, 5, 2)),
    )
    with Assistant.open(tmp_path / "archive", vector_search="exact") as opened:
        opened.archive.sync(articles)
        answer = opened.ask(question, DAY)
        check(answer)
        assert answer.answered
        assert {one.article.id for one in answer.citations} == {"mayor", "swimmer"}, answer.text
        assert all("54" not in statement.text or "19" not in statement.text for statement in answer.statements)
