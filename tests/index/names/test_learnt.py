"""What an archive teaches about a name: only what its texts confirm."""

from collections.abc import Sequence

import pytest

from index.names.groups import Groups
from index.names.learnt import Learnt

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

    def is_rare(self, word: str) -> bool:
        return word in ("Karakol", "Pelican", "Issyk", "Tamchy")


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
    assert "Sadyr Жапаров" in learnt("Вчера Садыр Жапаров уехал.").spellings("Sadyr Japarov")
