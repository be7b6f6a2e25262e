"""What is no speaker: a clock, a thing, a fragment, the accused; and what is not said: a count, a price, a day."""

import pytest

from index.speakers import attributions


def told(text: str) -> set[tuple[str | None, str]]:
    """Speakers and what they say."""
    return {(one.speaker, one.content) for one in attributions(text)}


@pytest.mark.parametrize(
    "text",
    [
        "No agreement on the disputed pier was signed.",
        "The ministry punished Ada Lind and seven firms accused of fraud.",
        "The ministry did not list the firm that Ada Lind owns.",
        "Parliament is to vote on 20 April.",
        "The seven judges voted five to two.",
        "Traders were asking 5.1 crowns for a fish on Friday.",
        "Monday: open from 9:00 to 17:00\nTuesday: closed\nMonday: open again",
        "Result: 3\nDate: 4 May\nResult: 4\nDate: 5 May",
    ],
)
def test_nobody_says_anything(text: str) -> None:
    assert not told(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The two sides agreed on Monday to a truce from 06:00 local time, port officials said.",
            "06:00 local time",
        ),
        ("The board closed at 10:15 and the pier, said Ada Lind, would open at 11:00 again.", "11:00"),
    ],
)
def test_colon_of_a_time_opens_no_words(text: str, found: str) -> None:
    assert not any(content.startswith(("00", "15")) for _, content in told(text))
    assert any(found in content for _, content in told(text))


def test_thing_does_not_speak() -> None:
    found = told("Ada Lind said that government drones had attacked a convoy of old ships.")
    assert ("Ada Lind", "that government drones had attacked a convoy of old ships") in found
    assert not any("drones" in (speaker or "") for speaker, _ in found)


def test_both_before_a_noun_is_nobody() -> None:
    assert told("Ada Lind said that both sides had made painful concessions.") == {
        ("Ada Lind", "that both sides had made painful concessions")
    }


def test_fragment_loses_its_article() -> None:
    assert {speaker for speaker, _ in told("“It is old,” wrote the authors of the “Pier and Harbour” study.")} == {
        "the authors"
    }


def test_whom_somebody_accused_is_not_the_speaker() -> None:
    assert ("Ada Lind", "of fraud") in told("Bo Hart left, whom Ada Lind accused of fraud.")


def test_who_tells_it_all_is_not_told() -> None:
    assert told("The two sides agreed on Monday to a truce from Friday, port officials said.") == {
        ("The two sides", "to a truce from Friday"),
        ("port officials", "The two sides agreed on Monday to a truce from Friday"),
    }


def test_second_half_behind_a_semicolon_is_anothers() -> None:
    assert told("Ministers praised Ada Lind within the hour; the union in Tarnwick said the pier would close.") == {
        ("Ministers", "Ada Lind within the hour"),
        ("the union in Tarnwick", "the pier would close"),
    }
