"""Whose a verb is in longer sentences, and what is said where a place, a day or another clause stands between."""

import pytest

from index.speakers import attributions


def reported(text: str) -> list[tuple[str | None, str]]:
    """Speakers and what they are reported to say."""
    return [(one.speaker, one.content) for one in attributions(text) if not one.direct]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        # the subject stands behind what precedes it
        ("Speaking at a hall in Salem, New Orlen, Lind went after Hart, calling him a liar.", "Lind", "him a liar"),
        (
            "Even before Bo Hart came to own his loss, his aides sent a note to voters saying that he had won.",
            "his aides",
            "that he had won",
        ),
        ("Lind denied it but in a later interview said that it was so.", "Lind", "that it was so"),
        ("Lind runs a mill in Tarnwick and says that it is old.", "Lind", "that it is old"),
        ("Lind shook her head and said that it was old.", "Lind", "that it was old"),
        ("Bo Hart, the chair, this past week announced that it was old.", "Bo Hart", "that it was old"),
        (
            "The pier will sink soon, current and former officials said.",
            "current and former officials",
            "The pier will",
        ),
        ("The pier, said Lind and others, would sink soon.", "Lind and others", "would sink soon"),
        ("Polls in Tarnwick show the pier is liked.", "Polls", "the pier is liked"),
        ("The pier is liked, harbour records show.", "harbour records", "The pier is liked"),
        ("An official who came to discuss the pier said it was late.", "An official", "it was late"),
        # what is said
        ("Lind made it clear that the pier was old.", "Lind", "that the pier was old"),
        ("Lind said Thursday the pier was “not safe at all now.”", "Lind", "the pier was"),
        ("The pier, according to Lind, is likely to sink.", "Lind", "is likely to sink"),
        ("In a Tarnwick Post poll, half of the voters like the pier.", "a Tarnwick Post poll", "half of the voters"),
        ("Lind’s statement said that the pier was old.", "Lind", "that the pier was old"),
    ],
)
def test_claim_has_its_subject_and_its_words(text: str, speaker: str, content: str) -> None:
    found = [one for one, said in reported(text) if said.startswith(content)]
    assert found
    assert set(found) == {speaker}, reported(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mill makes good bread, but Moss’s notes, of all things, are lost.",
        "The port filed a public-records request with the ministry.",
        "Lind shared a list called Perception on Monday.",
    ],
)
def test_noun_or_participle_that_looks_like_a_verb_of_saying_says_nothing(text: str) -> None:
    assert reported(text) == []


def test_owner_of_a_claim_is_not_the_subject_of_the_sentence() -> None:
    text = (
        "In response to Bo Hart’s proposal to close the pier, the guild rallied its members, saying that it would stay."
    )
    assert ("the guild", "that it would stay") in reported(text)


def test_what_voters_hold_is_no_speaker() -> None:
    text = "About 200 voters marched in three groups, holding anti-Lind signs and chanting “Close the pier now.”"
    assert [one.speaker for one in attributions(text)] == ["200 voters"]


def test_manner_is_not_said() -> None:
    assert reported("Lind fired back forcefully: “They will lose the case.”") == []


def test_statement_goes_on_behind_when_it_was_made() -> None:
    text = "The port built it for ships, Lind said in a letter to the guild, and it has been used since."
    assert [said for _, said in reported(text)] == ["The port built it for ships", "and it has been used since"]


def test_lead_is_not_said() -> None:
    text = "Asked about the pier, Ada Lind said “I know nothing about it at all.”"
    assert reported(text) == []


def test_adviser_named_behind_an_office_is_not_who_a_statement_went_to() -> None:
    text = "In a statement to the Observer, her senior adviser, Jake Moss, said: “Ada Lind believes in it.”"
    assert [(one.speaker, one.role) for one in attributions(text)] == [("Jake Moss", "her senior adviser")]
