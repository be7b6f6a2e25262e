"""Who somebody is: a description that an article puts beside the name."""

import pytest

from tests.rag.answers.forms import AS_OF, Archived, report, texts

# fmt: off
DESCRIBED = [
    ("Ann Lee, the harbour's chief engineer, spoke first.", "the harbour's chief engineer"),
    ("Ann Lee, 44, a night guard at the mint, was charged on Monday.", "a night guard at the mint"),
    ("The gate was opened by the mayor of Tarnwick, Ann Lee.", "the mayor of Tarnwick"),
    ("Ann Lee is the youngest judge in Norrland.", "the youngest judge in Norrland"),
    ("On Monday the union's leader Ann Lee went home.", "the union's leader"),
    ("Mayor Ann Lee cut the ribbon at noon.", "Mayor"),
    ("Ann Lee has been chief engineer of Tarnwick for six years.", "chief engineer of Tarnwick for six years"),
]
# fmt: on


@pytest.mark.parametrize(("text", "description"), DESCRIBED)
def test_description_is_the_short_answer_verbatim(archived: Archived, text: str, description: str) -> None:
    answer = archived(report(1, f"The day was long in Tarnwick. {text}")).ask("Who is Ann Lee?", AS_OF)
    assert answer.short == description
    assert texts(answer)[0] == text


@pytest.mark.parametrize("name", ["Émile Roux", "Łukasz Wójcik", "Øystein Lind", "Иван Петров"])
def test_person_is_known_whatever_letter_the_name_begins_with(archived: Archived, name: str) -> None:
    assistant = archived(report(1, f"The pilot {name} said on Monday that the harbour was open. He resigned in May."))
    assert assistant.ask(f"Who is {name}?", AS_OF).answered
    assert assistant.ask(f"Did Mr {name} resign?", AS_OF).query.subject == f"Did {name} resign?"
    conversation = assistant.conversation()
    conversation.ask(f"What did {name.split()[1]} say about the harbour?", AS_OF)
    assert conversation.ask("When did he resign?", AS_OF).query.standalone == f"When did {name} resign?"


def test_another_with_the_same_last_name_is_not_who_was_asked(archived: Archived) -> None:
    assistant = archived(report(1, "Bob Lee, a baker, lost. Ann Lee, the harbour pilot, won the vote."))
    assert assistant.ask("Who is Ann Lee?", AS_OF).short == "the harbour pilot"
    assert assistant.ask("Who is Bob Lee?", AS_OF).short == "a baker"


def test_two_people_of_one_name_are_both_shown_and_neither_is_the_answer(archived: Archived) -> None:
    assistant = archived(
        report(1, "Bob Lee, a baker, lost the vote in Orlen."), report(2, "Ann Lee, the harbour pilot, won a race.")
    )
    answer = assistant.ask("Who is Lee?", AS_OF)
    assert answer.short is None
    assert {text.split()[0] for text in texts(answer)} == {"Bob", "Ann"}


def test_name_without_a_description_has_no_short_answer(archived: Archived) -> None:
    answer = archived(report(1, "Ann Lee, after the vote, left Orlen by train.")).ask("Who is Ann Lee?", AS_OF)
    assert answer.short is None


SURGEON = (
    "Six patients are ill in Orlen. The showers have been switched off, said the clinic's medical director, Ada Marr."
)
CAPTAIN = "Ada Marr, the Karn captain, scored in the cup final on Saturday. Karn beat Lomm on penalties."
MOTHER = "Ada Marr, a mother of two, came to the reopening of the Orlen clinic, which had been ill supplied."


def test_two_of_one_name_in_stories_that_share_nobody_are_both_shown(archived: Archived) -> None:
    answer = archived(report(1, CAPTAIN, "Gazette"), report(2, SURGEON, "Post")).ask("Who is Ada Marr?", AS_OF)
    assert {"captain", "medical director"} <= {
        word for word in ("captain", "medical director") if any(word in said for said in texts(answer))
    }
    assert answer.short is None


def test_one_person_in_two_articles_of_a_story_is_one(archived: Archived) -> None:
    answer = archived(report(1, SURGEON, "Gazette"), report(2, MOTHER, "Post")).ask("Who is Ada Marr?", AS_OF)
    assert answer.answered
    assert answer.short is not None
