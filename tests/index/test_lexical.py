"""Search in other languages, from outside: articles are stored, and questions find them by their words."""

import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from unicodedata import category, ucd_3_2_0

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.datatypes import Article, Chunk, Filter
from index.lexical.text import MAX_TERMS, index_text, search_terms
from index.store.library import Entry, Library
from index.store.words import index_other_languages
from rag.text.words import content_words, phrases, words

CODES = (*range(0x20, 0x7F), *range(0x386, 0x3CF), *range(0x400, 0x1D00), *range(0x3000, 0x3100))
# SQLite knows no newer letters than these, and Python's Unicode is another in each version.
OLD = [chr(code) for code in CODES if ucd_3_2_0.category(chr(code)) != "Cn"]
SCRIPTS = "".join(char for char in OLD if ucd_3_2_0.category(char) == category(char))
TEXTS = st.text(st.one_of(st.sampled_from(SCRIPTS + "漢字東京都𠮷가나다ｶﾅ２０"), st.characters()), max_size=60)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path)
    yield library
    library.close()


def store(library: Library, *articles: Article) -> None:
    vector = np.ones((1, 4), np.float32)
    chunks = [Chunk(one.id, 0, len(one.text), one.text) for one in articles]
    library.store([Entry(one, "file", [chunk], vector) for one, chunk in zip(articles, chunks, strict=True)], "test")


def found(library: Library, question: str, only: Filter = Filter()) -> list[str]:  # noqa: B008
    hits = library.matching([word.written for word in content_words(question)], 10, only)
    return [passage.article.id for _, passage in library.located(hits)]


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        (None, "Мэры городов обсудили строительство мостов.", "Где построят мост?"),
        (None, "Η κυβέρνηση ανακοίνωσε νέα μέτρα.", "μέτρο"),
        (None, "黑河大桥于三月关闭。", "黑河大桥什么时候关闭？"),
        (None, "新しい橋は東京で開通した。", "東京の橋"),
        (None, "서울에서 다리가 열렸다.", "서울의 다리"),
        (None, "สะพานใหม่เปิดในกรุงเทพ", "สะพาน"),
        (None, "पुल का उद्घाटन दिल्ली में हुआ।", "दिल्ली"),
        (None, "The year is ２０２６ here.", "2026"),
        ("de-AT", "Die Brücken wurden gesperrt, sagte der Bürgermeister.", "Brücke"),
        ("fr", "Les négociations ont repris à l’aube.", "négociation"),
        ("es", "Los alcaldes inauguraron los puentes.", "¿Quién inauguró el puente?"),
    ],
)
def test_an_inflected_or_unspaced_word_is_found(
    library: Library, language: str | None, text: str, question: str
) -> None:
    store(library, Article("asked", "", text, language=language), Article("other", "", "Nothing of the kind."))

    assert found(library, question)[:1] == ["asked"]


def test_a_word_of_a_script_without_spaces_is_found_by_its_neighbours_not_by_single_letters(library: Library) -> None:
    store(library, Article("bridge", "", "大桥关闭"), Article("letters", "", "桥大闭关"))

    assert found(library, "大桥") == ["bridge"]


def test_english_is_indexed_as_it_is_written() -> None:
    text = "The mayor’s café — “closed” since 3 May — won’t reopen; £5m lost."

    assert index_text(text, None) == index_text(text, "en-GB") == text


def test_english_words_in_an_archive_without_other_languages_are_searched_as_they_are_written() -> None:
    asked = ["Bridges", "die", "war", "U.S.", "O'Brien"]

    assert [term.expression for term in search_terms(asked, ["en"])] == sorted(f'"{word}"' for word in asked)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(SCRIPTS), max_size=60))
@example("हिन्दी में 2015年の東京 ประเทศไทย 서울에서 Москве Т-34 𠮷家 ｶﾅ２０")
def test_every_word_of_a_text_has_its_stem_in_the_index(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE w USING fts5 (t, tokenize = 'porter unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (w, row)")
    connection.execute("INSERT INTO w VALUES (?)", (index_text(text, None),))
    indexed = {term for (term,) in connection.execute("SELECT term FROM v")}
    connection.close()

    of_one_script = [word for word in words(text) if re.fullmatch("[a-z0-9]+|[^a-zA-Z.]+", word.written, re.I)]
    assert {word.stem for word in of_one_script} - indexed == set()


@pytest.mark.parametrize(
    "text", ["Мэры обсудили мосты", "東京の橋 2015年", "ประเทศไทย", "दिल्ली में पुल", "서울에서 다리", "νέα μέτρα"]
)
def test_stems_of_other_scripts_are_counted_as_the_index_has_them(library: Library, text: str) -> None:
    store(library, Article("1", "", text))

    stems = {word.stem for word in words(text)}
    assert library.document_counts(stems) == dict.fromkeys(stems, 1)


def test_a_word_is_counted_in_the_forms_of_the_languages_of_the_archive(library: Library) -> None:
    store(library, Article("1", "", "Die Verteidigungen", language="de"))

    (word,) = words("Verteidigung")
    assert library.document_counts([word.stem]) == {word.stem: 1}


@pytest.mark.parametrize(
    "changed",
    [{"language": "ru"}, {"language": None}, {"title": "Новый мост"}, {"text": "Über Flüsse"}],
)
def test_a_changed_article_leaves_none_of_its_words_behind(library: Library, changed: dict[str, str | None]) -> None:
    before = {"title": "Alte Brücken 大桥", "text": "Sperrungen der Städte. Мосты закрыты.", "language": "de"}
    store(library, Article("1", **before))  # type: ignore[arg-type]
    store(library, Article("1", **{**before, **changed}))  # type: ignore[arg-type]
    library.remove(["1"])

    library.document_counts(["x"])
    assert [row["term"] for row in library.database.rows("SELECT term FROM temp.stems")] == []


def test_a_name_in_a_filter_is_found_in_any_language(library: Library) -> None:
    store(
        library,
        Article("ru", "", "Встреча с Жапаровым прошла."),
        Article("zh", "", "市长李晓明说。"),
        Article("de", "", "Gespräche über Brücken.", language="de"),
    )

    for name, article in (("Жапаров", "ru"), ("李晓明", "zh"), ("Brücke", "de")):
        passing = library.article_numbers(Filter(names=(name,)))
        assert [library.located(library.matching([name], 5, Filter()))[0][1].article.id, len(passing)] == [article, 1]


def test_a_library_of_format_3_gets_its_other_languages_indexed_as_it_is_opened(tmp_path: Path) -> None:
    articles = [
        Article("ru", "", "Мосты закрыты."),
        Article("de", "", "Brücken", language="de"),
        Article("en", "", "Bridges"),
    ]
    library = Library(tmp_path)
    store(library, *articles)
    library.close()
    with sqlite3.connect(tmp_path / "library.sqlite3") as old:  # as format 3 had it
        old.execute("INSERT INTO words (words) VALUES ('delete-all')")
        for number, one in enumerate(articles, 1):
            old.execute("INSERT INTO words (rowid, title, text) VALUES (?, '', ?)", (number, one.text))
        old.executescript(
            "DROP VIEW languages; DROP INDEX articles_by_language; ALTER TABLE tombstones DROP COLUMN words; PRAGMA user_version = 3;"
        )
    old.close()

    library = Library(tmp_path)
    assert [found(library, asked) for asked in ("мостов", "Brücke", "bridge")] == [["ru"], ["de"], ["en"]]
    library.remove(["ru", "de", "en"])
    library.document_counts(["x"])
    assert library.database.rows("SELECT term FROM temp.stems") == []
    with library.database.transaction() as connection:
        index_other_languages(connection)  # nothing is left to do
    library.close()


def test_quoted_words_are_a_phrase_and_count_more(library: Library) -> None:
    store(
        library,
        Article("apart", "", "The line was red and the harbour bridge was closed and closed again."),
        Article("phrase", "", "They spoke of a red line at the harbour once."),
    )
    question = "Who closed the “red line”?"

    assert phrases(question) == ["red line"]
    assert found(library, "red line closed")[0] == "apart"
    hits = library.matching([*phrases(question), "red", "line"], 10, Filter())
    assert next(passage.article.id for _, passage in library.located(hits)) == "phrase"
    assert phrases('He said "no" and 5" of rain, “to be” or "not') == ["to be"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, max_size=8))
@example(["NEAR(", "title: x", "*", "^a", '"', "a AND", "NOT", "{a b}: c", "-", "\0", "\ud800", "a" * 2000])
def test_any_words_in_any_script_can_be_searched_for(library: Library, asked: list[str]) -> None:
    assert library.matching(asked, 10, Filter()) == []


@pytest.mark.parametrize(
    "text",
    ["bridge " * 14_000, "大桥" * 50_000, "x" * 100_000, "a." * 50_000, '"' * 100_000, "ก็" * 50_000, "Мост" * 25_000,
     " ".join(f"word{n}" for n in range(10_000))],
    ids=lambda text: text[:5],
)  # fmt: skip
def test_a_question_of_100_000_characters_is_searched_quickly(library: Library, text: str) -> None:
    store(library, Article("1", "", "The bridge 大桥 мост"))
    started = time.process_time()
    found(library, text)
    library.matching([text], 10, Filter())

    assert len(search_terms([word.written for word in words(text)], ["de", "ru", "fr"])) <= MAX_TERMS
    assert time.process_time() - started < 10
