"""The authors whose articles are asked for, one or several, also beside their outlet."""

from datetime import date

import pytest

from rag.understand import Holdings, understand

HELD = Holdings(("Orsk Herald", "Coast News"), lambda: ("Ada Lind", "Bo Hart", "José Ferrão"))


@pytest.mark.parametrize(
    ("question", "authors", "outlets"),
    [
        ("Which articles by Ada Lind or Bo Hart mention Osmond?", ("Ada Lind", "Bo Hart"), ()),
        ("articles by Ada Lind, Bo Hart and José Ferrão", ("Ada Lind", "Bo Hart", "José Ferrão"), ()),
        ("What did Ada Lind and Bo Hart write about the mill?", ("Ada Lind", "Bo Hart"), ()),
        ("What did the Orsk Herald's Ada Lind write about the mill?", ("Ada Lind",), ("Orsk Herald",)),
        ("What have Ada Lind and Jose Ferrao written?", ("Ada Lind", "José Ferrão"), ()),
        ("Which articles by Ada Lind mention Bo Hart?", ("Ada Lind",), ()),
        ("What did Ada Lind write and Bo Hart say?", ("Ada Lind",), ()),
        ("What did Ada Lind and Bo Hart say?", (), ()),
    ],
)
def test_every_author_that_is_asked_for_is_in_the_filter(
    question: str, authors: tuple[str, ...], outlets: tuple[str, ...]
) -> None:
    only = understand(question, date(2031, 6, 18), holdings=HELD).filter
    assert (only.authors, only.outlets) == (authors, outlets)


def test_nothing_is_left_of_an_outlet_and_its_author_that_is_to_be_found() -> None:
    query = understand("What did the Orsk Herald's Ada Lind write about the mill?", date(2031, 6, 18), holdings=HELD)
    assert query.subject == "What did about the mill?"


@pytest.mark.parametrize("author", ["Émile Roux", "Łukasz Wójcik", "Özlem Şahin", "Øystein Lind", "Иван Петров"])
@pytest.mark.parametrize(
    "question",
    [
        "What did {} write about the mill?",
        "What did the Orsk Herald's {} write?",
        "What has {} written?",
        "articles by {}",
        "{}'s reports on the mill",
    ],
)
def test_an_author_is_known_whatever_letter_the_name_begins_with(author: str, question: str) -> None:
    held = Holdings(("Orsk Herald",), lambda: (author, "Bo Hart"))
    assert understand(question.format(author), date(2031, 6, 18), holdings=held).filter.authors == (author,)


@pytest.mark.parametrize("author", ["Emile Roux", "Émile Roux", "Łukasz Wójcik", "Иван Петров"])
def test_an_author_whom_the_archive_does_not_have_is_said(author: str) -> None:
    notes = understand(f"articles by {author}", date(2031, 6, 18), holdings=HELD).notes
    assert any(note.startswith(f"No author of this archive is called {author}:") for note in notes)


@pytest.mark.parametrize(
    ("question", "outlets"),
    [
        ("What is Coast News?", ()),  # of itself
        ("What happened at Coast News?", ()),
        ("What is Coast News saying about the mill?", ("Coast News",)),
        ("Orsk Herald vs Coast News on the mill", ("Orsk Herald", "Coast News")),
    ],
)
def test_an_outlet_that_is_asked_about_is_no_source(question: str, outlets: tuple[str, ...]) -> None:
    query = understand(question, date(2031, 6, 18), holdings=HELD)
    assert query.filter.outlets == outlets
    assert not query.parts
