"""What form a question asks for."""

import pytest

from rag.kinds import kind_of, matter_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who is Livia Sorr?", "who is"),
        ("Who's Ann Lee?", "who is"),
        ("Who was Mayor Anders Lund?", "who is"),
        ("Who is the mayor?", "who"),
        ("Who was charged?", "who"),
        ("Who is in charge of the inquiry?", "who"),
        ("Summarise the bridge closure", "summary"),
        ("Please give me a short summary of the strike", "summary"),
        ("What happened with the Skarrow Bridge?", "summary"),
        ("What is known about the leak?", "summary"),
        ("Tell me about the leak", "summary"),
        ("What happened?", "what"),
        ("Which documents were signed?", "list"),
        ("What documents did the two countries sign?", "list"),
        ("Who said something about the bridge?", "list"),
        ("Who said that nurses can't eat applause?", "who"),
        ("Which bus was late?", "what"),
        ("During which hours was the water turned off?", "when"),
        ("What did Lund say about the leak?", "quote"),
        ("What is the timeline of the strike?", "timeline"),
        ("How do the Herald and the Courier differ on the limit?", "compare"),
    ],
)
def test_question_tells_its_form(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("Summarise the bridge closure", "the bridge closure"),
        ("What is the timeline of the strike?", "the strike?"),
        ("What happened with the Skarrow Bridge?", "the Skarrow Bridge?"),
        ("Which documents were signed?", "Which documents were signed?"),
        ("Summarise", "Summarise"),
        ("Who said something about the bridge?", "the bridge?"),
        ("Which outlets reported on the bridge?", "the bridge?"),
        ("Who said the bridge is safe?", "Who said the bridge is safe?"),
        ("How do the outlets differ on the daily limit?", "the daily limit?"),
        ("Compare what the two articles say about the visit", "the visit"),
    ],
)
def test_matter_is_the_question_without_the_words_for_its_form(question: str, matter: str) -> None:
    assert matter_of(question) == matter
