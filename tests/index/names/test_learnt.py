"""What an archive teaches about a name: only what its texts confirm."""

import re
from collections.abc import Sequence

import pytest

from index.lexical.text import stem
from index.names.groups import Groups
from index.names.learnt import Learnt
from index.names.usage import folded

STORY = "In Karakol, {} spoke of the Pelican line to Issyk and of Tamchy."


class Texts:
    """Terms of a few texts, folded and whole."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def beginning(self, letter: str) -> list[str]:
        words = {word.strip(".,'s").lower() for text in self._texts for word in text.split()}
        return sorted(word for word in words if word.startswith(letter))

    def texts(self, term: str) -> list[str]:
        return [text for text in self._texts if term in text.lower()]

    def holding(self, phrase: str) -> list[str]:
        return [text for text in self._texts if phrase in text]

    def is_rare(self, word: str) -> bool:
        return word in ("Karakol", "Pelican", "Issyk", "Tamchy")


class Folded(Texts):
    """The same as the index has them: without accents, hyphened words apart."""

    def beginning(self, letter: str) -> list[str]:
        words = {word for text in self._texts for word in re.findall(r"\w+", folded(text))}
        return sorted(word for word in words if word.startswith(letter))

    def texts(self, term: str) -> list[str]:
        return [text for text in self._texts if term in folded(text)]


def learnt(*texts: str) -> Learnt:
    return Learnt(Texts(texts), Groups())


def test_spelling_with_the_same_given_name_is_learnt() -> None:
    book = learnt("Yesterday Sadyr Zhaparov left.", "Later Sadyr Japarov returned.")
    assert book.spellings("Zhaparov") == ["Japarov"]
    assert book.spellings("Sadyr Zhaparov") == ["Sadyr Japarov"]


@pytest.mark.parametrize(
    "texts",
    [
        ("Yesterday Sadyr Zhaparov left.", "Later Kamil Japarov returned."),
        ("Yesterday Zhaparov left.", "Later a japarov was sold."),
        ("Yesterday Zhaparov left.", "Later Japarov returned."),
        ("Yesterday Zhaparov left.", "Later Sharapov returned."),
    ],
    ids=["another given name", "small letters", "nothing says who", "other sounds"],
)
def test_what_only_looks_alike_is_not_learnt(texts: Sequence[str]) -> None:
    assert learnt(*texts).spellings("Zhaparov") == []


def test_spelling_in_a_story_about_the_same_things_is_learnt() -> None:
    assert learnt(STORY.format("Zhaparov"), STORY.format("Japarov")).spellings("Zhaparov") == ["Japarov"]


def test_name_that_no_article_has_takes_its_only_spelling() -> None:
    assert learnt("Later Sadyr Japarov returned.").spellings("Zhaparov") == ["Japarov"]


def test_given_names_alone_are_not_joined() -> None:
    assert learnt("Then Collin Ollund left.", "Then Colin Ollund left.").spellings("Collin") == []


def test_other_scripts_are_read_by_sound() -> None:
    assert learnt("Вчера Садыр Жапаров уехал.").spellings("Japarov") == ["Жапаров"]


def test_whole_name_is_written_as_the_texts_have_it() -> None:
    assert learnt("Вчера Садыр Жапаров уехал.").spellings("Sadyr Japarov") == ["Садыр Жапаров"]
    assert learnt("Then President Zhaparov left.").spellings("Sadyr Japarov") == ["Zhaparov"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Later Kassym-Jomart Tokayev returned.", "Kassym-Jomart Tokaev", "Kassym-Jomart Tokayev"),
        ("Later Kasym-Zhomart Tokayev returned.", "Kassym-Jomart Tokaev", "Kasym-Zhomart Tokayev"),
        ("Later Abdelfattah el-Sissi returned.", "Abdel Fattah al-Sisi", "Abdelfattah el-Sissi"),
        ("Later Robert Müller returned.", "Robert Mueller", "Robert Müller"),
    ],
)
def test_names_of_several_given_names_are_joined(text: str, name: str, expected: str) -> None:
    assert Learnt(Folded([text]), Groups()).spellings(name) == [expected]


def test_second_given_name_tells_two_bearers_apart() -> None:
    assert learnt("Later Jean-Paul Trewille returned.").spellings("Jean-Claude Treville") == []


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Then Gen. Abdulrahman al-Hatib left.", "Abdurrahman al-Hateeb", "Abdulrahman al-Hatib"),
        ("Then Gen. Abdulrahman al-Kateb left.", "Abdul Rahman al-Kateb", "Abdulrahman al-Kateb"),
        ("Then Yousef el-Hatib left.", "Yusuf al-Khateeb", "Yousef el-Hatib"),
        ("Then Salma Abou Zeyad left.", "Salma Abu Zayyad", "Salma Abou Zeyad"),
        ("Then Minister Baek Seung-ho left.", "Paek Sung Ho", "Baek Seung-ho"),
        ("Then Minister Szegő-Baranyi Ágnes left.", "Agnes Szego-Baranyi", "Szegő-Baranyi Ágnes"),
        ("Then Director Petros Chatzilambrou left.", "Petros Hadjilambrou", "Petros Chatzilambrou"),
        ("Then Dmytro Pallij left.", "Dmytro Pallii", "Dmytro Pallij"),
    ],
)
def test_whole_name_of_which_no_word_is_read_alike_is_learnt(text: str, name: str, expected: str) -> None:
    assert Learnt(Folded([text]), Groups()).spellings(name) == [expected]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Then Abdulkarim al-Kateb left.", "Abdurrahman al-Kateb"),
        ("Then Youssef el-Hatim left.", "Yusuf al-Khateeb"),
        ("Then Minister Baek Seung-min left.", "Paek Sung Ho"),
        ("Then Carlos Andrade Treville left.", "Carlos Treville"),  # may be another: nothing is spelt otherwise
        ("Then C. Treville left.", "Carlos Treville"),
    ],
)
def test_name_that_only_shares_words_is_not_learnt(text: str, name: str) -> None:
    assert Learnt(Folded([text]), Groups()).spellings(name) == []


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Под Заменском взорвался метан.", "Zamensk", ["Заменском"]),
        ("Вчера встретились с Жапаровым.", "Japarov", ["Жапаровым"]),
        ("Вчера видели Жапарову.", "Japarov", []),  # of a man to whom, or of a woman whom
    ],
)
def test_russian_name_that_stands_in_a_case_only_is_learnt(text: str, name: str, expected: list[str]) -> None:
    class Cases(Texts):
        def beginning(self, letter: str) -> list[str]:
            return [stem(word) for word in re.findall(r"\w+", self._texts[0].lower()) if word.startswith(letter)]

    assert Learnt(Cases([text]), Groups()).spellings(name) == expected
