"""Whom "he" and "she" mean: who alone may be meant, by titles anywhere, by what a sentence is about, and by who hears."""

import pytest

from index.speakers import attributions


def speakers(text: str) -> list[str | None]:
    """Who says the quotations of a text, in order."""
    return [one.speaker for one in attributions(text) if one.direct]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        # named in passing: the sentence is about the other
        ("Yoluk Hart came. Xandrel Moss was late for Hart’s speech.", "Xandrel Moss"),
        ("Yoluk Hart came. Xandrel Moss took a swipe at Yoluk Hart.", "Xandrel Moss"),
        ("Yoluk Hart came. Xandrel Moss stayed away because Yoluk Hart came.", "Xandrel Moss"),
        # the word may have passed to the other
        ("Xandrel Moss met Yoluk Hart on Monday.", None),
        ("Xandrel Moss introduced the new engineer, Yoluk Hart.", None),
        ("Xandrel Moss turned to Yoluk Hart.", None),
        ("Xandrel Moss was joined by Yoluk Hart.", None),
        ("Xandrel Moss and Yoluk Hart came late.", None),
    ],
)
def test_pronoun_means_whom_the_sentence_before_is_about(before: str, speaker: str | None) -> None:
    assert speakers(f"{before} “The pier has to close,” he said.") == [speaker]


@pytest.mark.parametrize("title", ["Ms. Moss", "Mrs. Moss"])
def test_title_anywhere_in_a_text_tells_whom_a_pronoun_means(title: str) -> None:
    text = f"Xandrel Moss met Yoluk Hart on Monday. “The pier has to close,” she said.\n\n{title} left with Mr. Hart."
    assert speakers(text) == ["Xandrel Moss"]


def test_two_of_one_family_name_have_no_gender_by_their_titles() -> None:
    text = "Xandrel Moss met Yoluk Hart. “It has to close,” she said.\n\nMs. Moss left. Mr. Moss stayed."
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    "other",
    [
        "New Tarnwick",
        "Lakeshore County",
        "Wednesday",
        "the Granary Charter",
        "FULL REPORT",
    ],
)
def test_place_thing_or_day_is_no_person_whom_a_pronoun_may_mean(other: str) -> None:
    text = f"Xandrel Moss came on Monday. Few knew of {other}. “The pier has to close,” he said."
    assert speakers(text) == ["Xandrel Moss"]


def test_first_word_of_a_sentence_is_no_person() -> None:
    text = "Xandrel Moss came on Monday. Few knew of it. “The pier has to close,” he said."
    assert speakers(text) == ["Xandrel Moss"]


def test_pronoun_behind_a_statement_means_who_made_it_and_no_one_named_before() -> None:
    text = "Yoluk Hart came. Asked about Hart, Moss said “I know nothing about it,” he said."
    assert speakers(text) == ["Moss"]


def test_thing_of_somebodys_is_no_person() -> None:
    text = "Yoluk Hart came. The timing of Hart does not surprise Dean Moss: “Lesser ones have won before.”"
    assert speakers(text) == ["Dean Moss"]


def test_who_speaks_is_not_who_hears() -> None:
    text = "Yoluk Hart met Xandrel Moss on Monday. “The pier has to close,” he told Hart."
    assert speakers(text) == ["Xandrel Moss"]


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("Harbour Ministry Chief Engineer Bo Hart came.", "Bo Hart"),
        ("Gazette’s Bo Hart came.", "Bo Hart"),
        ("Secretary of State Xandrel Moss came.", "Xandrel Moss"),
    ],
)
def test_full_name_is_without_the_office_and_paper_before_it(lead: str, name: str) -> None:
    assert speakers(f"{lead} “The pier has to close,” {name.split()[1]} said.") == [name]


@pytest.mark.parametrize(
    "aside",
    [
        "Few liked the Yoluk Hart phone bank.",
        "Some Hart supporters came late.",
    ],
)
def test_name_that_only_says_which_is_no_one_meant(aside: str) -> None:
    text = f"Yoluk Hart is dead.\n\nXandrel Moss came on Monday.\n{aside}\n“The pier has to close,” he said."
    assert speakers(text) == ["Xandrel Moss"]


def test_pronoun_means_who_made_the_statement_and_no_one_within_it() -> None:
    text = "Xandrel Moss argued that Yoluk Hart had denied it all. “The pier has to close,” he said."
    assert speakers(text) == ["Xandrel Moss"]


def test_pronoun_means_the_person_and_not_a_group_that_spoke_behind() -> None:
    text = (
        "“It is old,” Mary Moss told the Gazette when asked why Ann Hart’s fans would not support Hart. “Go,” she said."
    )
    assert speakers(text)[1:] == ["Mary Moss"]


@pytest.mark.parametrize("name", ["Will", "May"])
def test_name_that_is_a_verb_elsewhere_is_a_speaker(name: str) -> None:
    text = f"Xandrel {name} came.\n\n“The pier has to close,” {name} wrote."
    assert speakers(text) == [f"Xandrel {name}"]


def test_verb_of_a_clause_behind_a_comma_has_its_own_subject() -> None:
    text = (
        "When Bo Hart, Lind’s aide, was asked at a lunch held by the Gazette if Lind would hold one before May, he "
        "laughed and said, “We will see about it.”"
    )
    assert speakers(text) == ["Bo Hart"]


def test_words_of_a_headline_before_a_name_are_none_of_it() -> None:
    text = "Tarnwick Men Insult Yoluk Hart\n\nYoluk Hart left. “The pier has to close,” Hart said."
    assert speakers(text) == ["Yoluk Hart"]
