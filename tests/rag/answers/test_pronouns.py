"""Notes of ours beside a quoted sentence: whom "he" means, and who is speaking; none when unsure."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.datatypes import Article, Filter, Passage
from rag.answers.pronouns import antecedent, both, noted
from rag.answers.sentence import Sentence
from rag.compose import Cited, Span, compose
from rag.datatypes import Query
from rag.text.markdown import escape_markdown
from tests.rag.answers.forms import AS_OF, Archived, check_proof, report, sentence

# fmt: off
SURE = [
    ("Mayor Ada Lind opened the bridge.", "She cut the ribbon at noon.", "Ada Lind"),
    ("The engineer Oskar Brand left on Monday.", "He took the ferry.", "Oskar Brand"),
    ("Oskar Brand, 44, was charged in Tarnwick.", "His trial begins in May.", "Oskar Brand"),
]
UNSURE = [
    ("Mayor Ada Lind met the engineer Oskar Brand.", "He left at noon."),  # two persons
    ("Mr Brand left.", "She took the ferry."),  # not the gender
    ("The bridge in Tarnwick was closed.", "He took the ferry."),  # a place
    ("The lender Brannock said so.", "He took the ferry."),  # a bank speaks as well
    ("Silver Lantern was shown.", "She took the ferry."),  # nothing tells that this is a person
    ("She met Mayor Ada Lind.", "She took the ferry."),  # somebody spoken of before
    ("Mayor Ada Lind opened the bridge.", "She thanked Ada Lind."),  # somebody else
    ("“I met Mayor Ada Lind.”", "She took the ferry."),  # whoever speaks may mean anybody
    ("Mayor Ada Lind opened the bridge.", "The ferry left."),
    ("", "She took the ferry."),
]
# fmt: on


# fmt: off
FAR = [
    ("“He nods,” said the coach, Oskar Brand. Twice a week there are classes.", "He wants to leave, he says."),
    ("His hero is the cyclist Ada Lind. The poster hangs over the oven.", "The oven is hot, he says."),
]
# fmt: on


@pytest.mark.parametrize(("before", "text"), FAR)
def test_speaker_behind_a_pronoun_is_named_only_where_the_sentence_before_names_them(before: str, text: str) -> None:
    name = "Oskar Brand" if "Brand" in before else "Ada Lind"
    far = replace(sentence(text, before=before), speaker=name)
    assert noted((far,))[0].note == ""
    near = replace(sentence(text, before=f"The winner was {name}."), speaker=name)
    assert name in noted((near,))[0].note


def test_words_that_go_on_a_quotation_keep_their_speaker() -> None:
    turn = replace(sentence("The water is five degrees.", before="Brand: Sixty-four. They dive."), speaker="Brand")
    assert noted((turn,))[0].note == "said by Brand"


@pytest.mark.parametrize(("before", "text", "name"), SURE)
def test_one_person_in_the_sentence_before_is_meant(before: str, text: str, name: str) -> None:
    one = sentence(text, before=before)
    assert antecedent(one) == name
    assert noted((one,))[0].note == f"{text.split(maxsplit=1)[0].lower()}: {name}"


def test_name_is_given_as_the_article_has_it_in_full() -> None:
    named = "Engineer Oskar Brand came in May. Brand, 44, was charged in Tarnwick."
    assert noted((sentence("He denied it.", before=named),))[0].note == "he: Oskar Brand"
    of_two = f"{named.replace('Tarnwick.', 'Orlen.')} His cousin Bo Brand left. Brand, 44, was charged in Tarnwick."
    assert noted((sentence("He denied it.", before=of_two),))[0].note == "he: Brand"


@pytest.mark.parametrize(("before", "text"), UNSURE)
def test_nothing_is_noted_when_it_is_not_sure(before: str, text: str) -> None:
    assert antecedent(sentence(text, before=before)) is None


# fmt: off
TWO = [
    "Mayor Ada Lind and the engineer Oskar Brand opened the bridge in Osmond.",
    "Ada Lind, 44, and Oskar Brand, 51, were charged in Tarnwick.",
    "Tarnwick's mayor Ada Lind and the navy's commander, Oskar Brand, signed an agreement on Monday.",
]
OTHERS = [
    "Mayor Ada Lind met the engineer Oskar Brand.",  # no one subject
    "Mayor Ada Lind opened the bridge and the engineer Oskar Brand left.",
    "Mayor Ada Lind and the engineer Oskar Brand met fishermen in Osmond.",  # several more
    "Mayor Ada Lind and the engineer Oskar Brand said that the cables had rusted.",
    "Mayor Ada Lind and the engineer Oskar Brand praised the council.",
    "Mayor Ada Lind and the engineer Oskar Brand sued Norrland Steel.",
    "Mayor Ada Lind and the engineer Oskar Brand left with Jon Vale.",
    "After a talk with mayor Ada Lind and the engineer Oskar Brand, the strike ended.",  # not the subject
    "Norrland and Osmond signed a treaty.",  # no persons
    "“I saw mayor Ada Lind and the engineer Oskar Brand.”",
]
# fmt: on


@pytest.mark.parametrize("before", TWO)
@pytest.mark.parametrize(("text", "pronoun"), [("They also signed a treaty.", "they"), ("Their boat sank.", "their")])
def test_two_persons_who_are_the_subject_before_are_meant(before: str, text: str, pronoun: str) -> None:
    assert noted((sentence(text, before=before),))[0].note == f"{pronoun}: Ada Lind and Oskar Brand"


@pytest.mark.parametrize("before", OTHERS)
def test_they_is_not_noted_where_it_may_be_others(before: str) -> None:
    assert both(sentence("They also signed a treaty.", before=before)) is None


def test_they_is_not_noted_where_one_of_both_is_named_again() -> None:
    assert both(sentence("They hired Brand.", before=TWO[0])) is None


def test_no_note_where_the_sentence_before_is_shown_too() -> None:
    second = sentence("She cut the ribbon at noon.", before="Mayor Ada Lind opened the bridge.")
    first = Sentence(second.passage, 0, second.start - 1)
    assert [one.note for one in noted((first, second))] == ["", ""]


def test_turn_of_an_interview_says_who_speaks() -> None:
    text = (
        "Brand: We close it tonight.\n\nLind: Why tonight?\n\nBrand: It is late. The crack grows.\n\nLind: Thank you."
    )
    article = Article("a", "t", text)
    at = text.index("The crack")
    one = Sentence(Passage(article, 0, len(text), text, 1.0), at, at + len("The crack grows."))
    assert noted((one,))[0].note == "said by Brand"


def test_note_stands_before_the_sentence_and_not_in_it(archived: Archived) -> None:
    assistant = archived(
        report(1, "Mayor Ada Lind opened the Orlen mint. She promised free coins to all the children of Orlen.")
    )
    answer = assistant.ask("What was promised to the children of Orlen?", AS_OF)
    check_proof(answer)
    assert answer.statements[0].note == "she: Ada Lind"
    assert answer.text.startswith("*\\[she: Ada Lind\\]* She promised free coins")


@given(text=st.text("*[]\\_ he:AnLe.\n", min_size=1, max_size=60), note=st.text("*[]\\_ Ab:\n", max_size=20))
@settings(deadline=None, max_examples=300)
def test_no_text_of_an_article_passes_for_a_note_nor_a_note_for_its_text(text: str, note: str) -> None:
    """An italic bracket opens a statement only where we put it: what an article writes like one is escaped."""
    article = Article("a", "t", text)
    query = Query("q", "q", Filter(), "what", AS_OF)
    answer = compose(query, [], [Cited(text, (Span(article, 0, len(text)),), note)])
    if not answer.answered:
        return
    said = escape_markdown(text)
    assert not said.startswith("*\\[")
    assert answer.text.endswith(f"{said} [1]")
    assert answer.text.startswith("*\\[") == bool(note)
    assert answer.citations[0].quote == answer.statements[0].text == text
