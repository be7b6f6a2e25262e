"""What somebody says to a yes/no question is shown as theirs, and decides nothing."""

import pytest

from rag.answers.deciding.by_speaker import Claimed, claimed
from rag.answers.deciding.decide import decides
from tests.rag.answers.forms import AS_OF, Archived, report, sentence, texts

SAYS = [
    ("The valve was blocked, the inspectorate said.", Claimed("Yes", "the inspectorate")),
    ("The inspectorate said that the valve had been blocked.", Claimed("Yes", "the inspectorate")),
    ("According to Ada Lind, the valve was blocked.", Claimed("Yes", "Ada Lind")),
    ("Ada Lind denied that the valve was blocked.", Claimed("No", "Ada Lind")),
    ("The valve was not blocked, said Ada Lind.", Claimed("No", "Ada Lind")),
    # said, and told as untrue
    ("Ada Lind falsely said that the valve was blocked.", None),
    ("According to a rumour, the valve was blocked.", None),
    # neither said nor denied
    ("Ada Lind doubted that the valve was blocked.", None),
    ("Ada Lind asked whether the valve was blocked.", None),
    ("Ada Lind hopes that the valve was blocked.", None),
    ("Prosecutors allege that the valve was blocked.", None),
    ("Ada Lind did not say that the valve was blocked.", None),
    ("“We saw that the valve was blocked,” said Ada Lind.", None),
    ("The valve was blocked.", None),
]


@pytest.mark.parametrize(("text", "said"), SAYS)
def test_speaker_says_yes_or_no(text: str, said: Claimed | None) -> None:
    assert claimed("Was the valve blocked?", sentence(text)) == said


REPLIES = [
    ('Asked whether she was talking to Norvex, Ada Lind said: "No. Not today."', Claimed("No", "Ada Lind")),
    ('Asked by reporters whether she would talk to Norvex, Ada Lind replied: "Yes."', Claimed("Yes", "Ada Lind")),
    ('Asked whether she was not talking to Norvex, Ada Lind said: "No."', None),
    ('Asked whether she was talking to Norvex, Ada Lind said: "No comment."', None),
    ('Asked whether Norvex was in talks with the union, Ada Lind said: "No."', None),
]


@pytest.mark.parametrize(("text", "said"), REPLIES)
def test_no_or_yes_to_what_somebody_is_asked_is_theirs(text: str, said: Claimed | None) -> None:
    assert claimed("Is Ada Lind in talks with Norvex?", sentence(text)) == said


def test_she_who_says_it_of_herself_is_the_speaker() -> None:
    before = "Ada Lind, who runs the mill, came to court."
    said = claimed("Did Ada Lind see the fire?", sentence("She said she had not seen the fire.", before=before))
    assert said == Claimed("No", "Ada Lind")


def test_answer_tells_whose_word_it_is_and_gives_none_of_its_own(archived: Archived) -> None:
    text = "Orlen's schools will not ban telephones, the mayor, Ada Lind, said on Monday. She gave no reason."
    answer = archived(report(1, text)).ask("Will Orlen's schools ban telephones?", AS_OF)
    assert texts(answer)
    assert answer.short is None
    assert answer.statements[0].note.startswith("no, according to Ada Lind")


def test_two_who_contradict_each_other_are_both_shown(archived: Archived) -> None:
    text = "The valve was blocked, the harbour master said. The valve was not blocked, Ada Lind said."
    notes = [one.note for one in archived(report(1, text)).ask("Was the valve blocked?", AS_OF).statements]
    assert [note.split(",")[0] for note in notes[:2]] == ["yes", "no"]


def test_owner_before_a_noun_is_no_is() -> None:
    assert decides("Did Orlen's schools close?", sentence("Orlen's schools did not close.")) == "No"
