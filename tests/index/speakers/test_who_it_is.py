"""Who is meant where the words beside a verb are no source alone: their whole subject, or nobody."""

import pytest

from index.speakers import attributions


def told(text: str) -> set[tuple[str | None, str]]:
    """Speakers and what they say."""
    return {(one.speaker, one.content) for one in attributions(text)}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ada Lind said that Bo Hart, with 12,500 votes, said no.", "Bo Hart", "no"),
        ("Some 12,500 voters said that the pier was old.", "Some 12,500 voters", "that the pier was old"),
        ("Pres. Lind also promised a new pier.", "Pres. Lind", "a new pier"),
        ("The Democratic Party said the pier was old.", "Democratic Party", "the pier was old"),
        ("The Justice Department said the pier was old.", "Justice Department", "the pier was old"),
        ("The report published on Tuesday said that it was old.", "The report", "that it was old"),
        ("A poll released Monday shows that it was old.", "A poll", "that it was old"),
        ("It sank, which at least one former clerk considered odd.", "at least one former clerk", "odd"),
        ("A majority of that group said the pier was old.", "A majority of that group", "the pier was old"),
        (
            "Prices rose in May, records of the port and others show.",
            "records of the port and others",
            "Prices rose in May",
        ),
        ("Whatever was made available suggests that it will hold.", "Whatever", "that it will hold"),
        ("Ada Lind met voters who came late and said that it was old.", "voters", "that it was old"),
        ("Polls continue to show that it is old.", "Polls", "that it is old"),
        ("In Lind’s view, the pier is old.", "Lind", "the pier is old"),
        ("The Teachers' Union said the pier was old.", "Teachers' Union", "the pier was old"),
        ("It must go, the Dock Workers’ Guild said.", "Dock Workers’ Guild", "It must go"),
        ("Volcanologist Ada Lind of the Tarnwick Observatory said so.", "Ada Lind", "so"),
        ("But Lind’s claim that it sank was odd.", "Lind", "that it sank was odd"),
        (
            "The statement from Ada Lind read, in part: “The pier is old and tired.”",
            "Ada Lind",
            "“The pier is old and tired.”",
        ),
        ("“The pier is old,” according to a letter from Ada Lind.", "Ada Lind", "“The pier is old,”"),
        ("“The pier is old and tired.” — Ada Lind", "Ada Lind", "“The pier is old and tired.”"),
        ("According to her “green” plan, the pier must go.", "her “green” plan", "the pier must go"),
    ],
)
def test_all_of_who_it_is_is_named_and_no_more(text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in told(text)


@pytest.mark.parametrize(
    ("text", "junk"),
    [
        ("In the hall, interviewed said it was late.", "interviewed"),
        ("The guild has given added fuel to the plan.", "given"),
        ("Bo Hart came—naturally he expected him to talk about it.", "naturally he"),
        ("No photographers came. They said it was old.", "No photographers"),
        ("Antiabortion advocates have been late for years.", "Antiabortion"),
    ],
)
def test_what_is_nobody_speaks_not(text: str, junk: str) -> None:
    assert junk not in {one.speaker for one in attributions(text)}


def test_who_answers_is_not_the_he_of_the_answer() -> None:
    turns = "Reporter: Will it hold?\n\nHart: It will. He said that it was new.\n\nReporter: When?\n\nHart: Now."
    text = f"Ada Lind met Bo Hart.\n\n{turns}"
    assert (None, "that it was new") in told(text)


def test_answer_of_one_word_is_no_abbreviation() -> None:
    text = "Hart: Will it hold?\n\nLind: No. My deputy said that it was old.\n\nHart: Why?\n\nLind: It is."
    assert ("My deputy", "that it was old") in told(text)
    assert ("Ada Lind", "that No. 5 was old") in told("Ada Lind said that No. 5 was old.")
