"""Outlets and authors that a question names, against the names of an archive. All of them are made up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.understand import Holdings, understand

TODAY = date(2026, 4, 15)
OUTLETS = (
    "The Era", "Polyhedron", "SkyDesk", "Qrtv | World Markets Wire", "KVT News - Culture & Style", "CityBall.com",
    "Harbour News - Health", "Harbour News - Travel", "The Tarnwick Times", "Osmond Times", "Racing Post", "Star",
    "Línea Diaria", "Sport Daily",
)  # fmt: skip
AUTHORS = ("Jon Vale", "Mira Holt", "Ada Holt", "Li")
HARBOUR = ("Harbour News - Health", "Harbour News - Travel")
HELD = Holdings(OUTLETS, lambda: AUTHORS)
# fmt: off
NAMED = [
    # spelling is free
    ("What does SkyDesk's article say?", ("SkyDesk",)),
    ("What does Sky Desk say?", ("SkyDesk",)),
    ("what did sky-desk say?", ("SkyDesk",)),
    ("What did QRTV report?", ("Qrtv | World Markets Wire",)),
    ("Does the Qrtv | World Markets Wire report say so?", ("Qrtv | World Markets Wire",)),
    ("What did City Ball write about it?", ("CityBall.com",)),
    ("What did CityBall.com write about it?", ("CityBall.com",)),
    ("According to Linea Diaria, who won?", ("Línea Diaria",)),
    ("What did the racing post write?", ("Racing Post",)),
    # parts of compound names
    ("What did the KVT say?", ("KVT News - Culture & Style",)),
    ("What did KVT News say?", ("KVT News - Culture & Style",)),
    ("What did KVT News - Culture and Style say?", ("KVT News - Culture & Style",)),
    ("What did Harbour News report?", HARBOUR),
    ("What did 'Harbour News - Travel' report?", ("Harbour News - Travel",)),
    # quotes, possessives, lists
    ("Does 'The Era' article mention it?", ("The Era",)),
    ("Do articles from Polyhedron, SkyDesk and the Era agree?", ("Polyhedron", "SkyDesk", "The Era")),
    # what only looks like one
    ("Who ruled in the Bronze Era?", ()),
    ("What was lost in the Era of Storms?", ()),
    ("How many faces has a polyhedron?", ()),
    ("Which Star Courier was late?", ()),
    ("Is there any sport daily? Ask Mira.", ()),
    ("What did the KVT Orchestra play?", ()),
    ("Who bought SkyDesk?", ()),
    ("Who is the editor of The Era?", ()),
]
# fmt: on


@pytest.mark.parametrize(("question", "outlets"), NAMED)
def test_outlets_are_found_however_they_are_written(question: str, outlets: tuple[str, ...]) -> None:
    assert understand(question, TODAY, holdings=HELD).filter.outlets == outlets


def test_name_that_two_outlets_share_is_said_and_not_guessed() -> None:
    query = understand("What did the Times write?", TODAY, holdings=HELD)
    assert not query.filter
    assert query.notes == ('"Times" may be The Tarnwick Times or Osmond Times: none of them was chosen.',)


@pytest.mark.parametrize(
    "outlets", [("The Osmond Times", "The Times of Estmark"), ("Times of Estmark", "Osmond Times")]
)
def test_what_an_outlet_is_stands_before_of_as_well(outlets: tuple[str, ...]) -> None:
    query = understand("What did the Times write?", TODAY, outlets)
    assert not query.filter
    assert query.notes == (f'"Times" may be {outlets[0]} or {outlets[1]}: none of them was chosen.',)
    assert not understand("What did the Estmark council say?", TODAY, outlets).filter


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("What did Novosti Berega report about the flood?", "Новости берега"),
        ("What did Pravda report?", "Правда"),
        ("Что сообщила Правда о мосте?", "Правда"),
        ("Что сообщил Полиэдр?", "Poliedr"),
        ("海岸晚报报道了什么？", "海岸晚报"),
        ("What did Die Strandzeitung report about the flood?", "Strandzeitung"),
        ("Hat Die Strandzeitung davon berichtet?", "Strandzeitung"),
        ("Was berichtete die Strandzeitung?", "Strandzeitung"),
    ],
)
def test_outlet_is_known_in_other_letters_and_with_its_article(question: str, outlet: str) -> None:
    query = understand(question, TODAY, [outlet, "Star"])
    assert query.filter.outlets == (outlet,)
    assert not {"die", "strandzeitung"} & set(query.subject.casefold().split())


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("правда ли, что мост закрыт?", "Правда"),  # whether it is true
        ("Who owns Die Strandzeitung?", "Strandzeitung"),
        ("What does the Mir Bridge cost?", "Мир"),
    ],
)
def test_word_in_other_letters_or_with_an_article_need_be_no_outlet(question: str, outlet: str) -> None:
    assert not understand(question, TODAY, [outlet]).filter.outlets


@pytest.mark.parametrize("question", ["What did The Times of Estmark say?", "What did the Estmark Times say?"])
def test_another_outlet_of_that_name_is_unknown_and_no_part_of_a_known_one(question: str) -> None:
    query = understand(question, TODAY, ["The Tarnwick Times"])
    assert query.filter.outlets in (("Times of Estmark",), ("Estmark Times",))
    assert query.notes == (f"The archive has no article from {query.filter.outlets[0]}.",)


@given(
    outlet=st.sampled_from(OUTLETS),
    frame=st.sampled_from(
        ["According to {}, who won?", "Does the article from '{}' say so?", "What did {} report on it?"]
    ),
)
def test_whole_name_always_names_its_outlet(outlet: str, frame: str) -> None:
    assert understand(frame.format(outlet), TODAY, holdings=HELD).filter.outlets == (outlet,)


@pytest.mark.parametrize(
    ("question", "authors"),
    [
        ("Which articles by Jon Vale mention the bridge?", ("Jon Vale",)),
        ("What has been written about the bridge by Jon Vale?", ("Jon Vale",)),
        ("What did columnist Vale think?", ("Jon Vale",)),
        ("What did Ada Holt write about the ferry?", ("Ada Holt",)),
        ("What is in Mira Holt's report?", ("Mira Holt",)),
        ("What did columnist Holt think?", ()),  # two of them
        ("Who met Jon Vale?", ()),
        ("Was the bridge opened by Jon Vale?", ()),
        ("Which articles by Nils Orm mention it?", ()),
    ],
)
def test_author_is_a_filter_where_the_question_asks_for_what_they_wrote(
    question: str, authors: tuple[str, ...]
) -> None:
    assert understand(question, TODAY, holdings=HELD).filter.authors == authors


def test_archive_is_asked_for_authors_only_where_a_question_seems_to_name_one() -> None:
    def unwanted() -> tuple[str, ...]:
        raise AssertionError

    assert not understand("Who opened the bridge?", TODAY, holdings=Holdings(OUTLETS, unwanted)).filter


@pytest.mark.parametrize(
    ("question", "authors"),
    [
        ("articles by jon vale about the bridge", ("Jon Vale",)),
        ("which articles by ada holt mention it?", ("Ada Holt",)),
        ("was the bridge opened by jon vale?", ()),
        ("Which articles by Jose Olmo mention it?", ("José Olmo",)),
        ("Which articles by Pavel Ivanov mention it?", ("Павел Иванов",)),
    ],
)
def test_author_is_known_without_case_accents_or_script(question: str, authors: tuple[str, ...]) -> None:
    held = Holdings(OUTLETS, lambda: (*AUTHORS, "José Olmo", "Павел Иванов"))
    assert understand(question, TODAY, holdings=held).filter.authors == authors


def test_author_whom_the_archive_lacks_is_said() -> None:
    query = understand("Which articles by Nils Orm mention it?", TODAY, holdings=HELD)
    assert query.notes == ("No author of this archive is called Nils Orm: articles of all authors were searched.",)
    assert understand("Which articles by Jon Vale mention it?", TODAY, holdings=HELD).notes == ()


@pytest.mark.parametrize(
    ("question", "asked", "left_out"),
    [
        ("Who won, not according to the Era?", (), ("The Era",)),
        ("Which outlets other than the Era reported the flood?", (), ("The Era",)),
        ("Apart from SkyDesk and the Era, who reported the flood?", (), ("SkyDesk", "The Era")),
        ("Did Polyhedron, but not SkyDesk, report the flood?", ("Polyhedron", "SkyDesk"), ()),
        ("Was it told by Polyhedron and not by SkyDesk?", ("Polyhedron", "SkyDesk"), ()),
        ("Who wrote of it except for SkyDesk?", (), ("SkyDesk",)),
        ("Who won, according to the Era, and not only there?", ("The Era",), ()),
        ("Who won, not CNN but according to the Era?", ("The Era",), ()),
    ],
)
def test_outlets_that_are_not_wanted_are_left_out_aloud(
    question: str, asked: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    query = understand(question, TODAY, holdings=HELD)
    assert (query.filter.outlets, query.without) == (asked, left_out)
    assert [note for note in query.notes if note.endswith("left out.")] == [
        f"Articles of {outlet} were left out." for outlet in left_out
    ]


@pytest.mark.parametrize(
    ("question", "outlets"),
    [
        ("what does the era say?", ("The Era",)),
        ("what did the era and polyhedron report on the flood", ("The Era", "Polyhedron")),
        ("who won according to the era?", ("The Era",)),
        ("WHAT DID THE ERA SAY?", ("The Era",)),
        ("who ruled in the era of storms?", ()),
        ("was it the star of the show?", ()),
        ("What did the TT report?", ("The Tarnwick Times",)),
        ("What did SkyDesk and RP say?", ("SkyDesk", "Racing Post")),
        ("Who paid the TT?", ()),
        ("Did Polyhedron report 52 percent, but the Era 53 percent?", ("Polyhedron", "The Era")),
    ],
)
def test_outlets_are_found_in_small_letters_capitals_and_by_their_own_letters(
    question: str, outlets: tuple[str, ...]
) -> None:
    assert understand(question, TODAY, holdings=HELD).filter.outlets == outlets


def test_letters_that_two_outlets_share_are_said_and_not_guessed() -> None:
    query = understand("What did the TT write?", TODAY, ["The Tarnwick Times", "Torvall Tribune"])
    assert not query.filter
    assert query.notes == ('"TT" may be The Tarnwick Times or Torvall Tribune: none of them was chosen.',)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What did Le Monde report?", ["Le Monde"]),
        ("What did Fox News and the Era say?", ["Fox News"]),
        ("What did the Era and CNN say?", ["CNN"]),
        ("what did cnn report", ["cnn"]),
        ("Who won, not according to CNN?", []),
        ("What did Le Pen say?", []),
    ],
)
def test_outlet_that_the_archive_lacks_is_said(question: str, missing: list[str]) -> None:
    query = understand(question, TODAY, holdings=HELD)
    assert [note for note in query.notes if note.startswith("The archive has no article")] == [
        f"The archive has no article from {name}." for name in missing
    ]
