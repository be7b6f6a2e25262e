"""Chinese: a name in characters and in pinyin finds the other, and places that share a letter are not one another."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article, Passage
from index.names.chinese import in_pinyin, may_be_names
from rag import Assistant
from rag.ranking.unspaced import having_words

TEXTS = {
    "pinyin": "Deng Haiyan opened the water talks. Reporters asked Li Wen about the lake.",
    "characters": "邓海燕在北京会见了渔民代表。双方谈了湖水。",
    "traditional": "鄧海燕星期五回到台北。",
    "one": "李文说湖水很低。",
    "other": "李雯是一名教师。",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("chinese") / "archive"
    with Assistant.open(folder, vector_search="exact") as opened:
        opened.archive.sync(
            Article(key, key, text, outlet="News", published=date(2031, 3, 3), origin=f"doc:{key}")
            for key, text in TEXTS.items()
        )
        yield opened


def read(archive: Archive, name: str) -> set[str]:
    return set(archive.spellings(name))


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("邓海燕", {"Deng Haiyan"}),
        ("鄧海燕", {"Deng Haiyan"}),
        ("Deng Haiyan", {"邓海燕", "鄧海燕"}),
        ("Haiyan Deng", {"邓海燕", "鄧海燕", "Deng Haiyan"}),
        ("Li Wen", set()),  # 李文 and 李雯 are two: neither is taken
        ("Deng Haiyun", set()),
        ("北京", set()),
        ("湖水", set()),
    ],
)
def test_spellings_of_a_chinese_name(assistant: Assistant, name: str, others: set[str]) -> None:
    assert read(assistant.archive, name) == others


def test_a_question_in_either_script_finds_the_articles_of_both(assistant: Assistant) -> None:
    for question in ("邓海燕在哪里?", "What did Deng Haiyan open?", "Where is 邓海燕?"):
        query = assistant.understand(question)
        assert any("was searched as" in note for note in query.notes)
        found = {one.article.id for one in assistant.search(query, top_k=3)}
        assert {"pinyin", "characters"} <= found


@pytest.mark.parametrize(
    ("question", "kept"),
    [("南京", []), ("北京", ["characters"]), ("Nanjing", ["characters", "pinyin"]), ("南京 北京", ["characters"])],
)
def test_passages_that_share_only_single_letters_are_left_out(
    assistant: Assistant, question: str, kept: list[str]
) -> None:
    texts = {key: TEXTS[key] for key in ("characters", "pinyin")}
    passages = [
        Passage(Article(key, "", text, origin=f"doc:{key}"), 0, len(text), text, 1.0) for key, text in texts.items()
    ]
    found = having_words(assistant.understand(question), passages)
    assert [one.article.id for one in found if one.article.id in kept] == kept
    assert all(one.article.id in kept or one.article.id == "pinyin" for one in found)


def test_place_that_shares_a_letter_with_another_is_not_answered_by_it(assistant: Assistant) -> None:
    refused = assistant.ask("南京")  # the archive has 北京
    assert not refused.answered
    assert "北京" in assistant.ask("谁在北京?").text


@pytest.mark.parametrize(
    ("name", "plain"), [("邓海燕", "Deng Haiyan"), ("欧阳修", "Ouyang Xiu"), ("北京", ""), ("Deng", "")]
)
def test_only_what_begins_with_a_surname_is_read_as_a_name(name: str, plain: str) -> None:
    assert in_pinyin(name) == plain


def test_names_are_looked_for_from_each_surname_on() -> None:
    assert may_be_names("昨天邓海燕说") == ["邓海燕", "邓海"]
    assert may_be_names("where is Deng?") == []
