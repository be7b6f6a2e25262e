"""What is said, and where it ends: verbs that look like nouns, times and asides, leads, brackets, passives."""

import pytest

from index.speakers import attributions


def told(text: str) -> set[tuple[str | None, str]]:
    """Speakers and what they say."""
    return {(one.speaker, one.content) for one in attributions(text)}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The mayor claims he was away.", "The mayor", "he was away"),
        ("Lind’s office calls the pier a wreck.", "Lind’s office", "the pier a wreck"),
        ("The voters hope to keep the pier.", "The voters", "to keep the pier"),
        ("Supporters of the law hope it is only a start.", "Supporters", "it is only a start"),
        ("Lind’s voters still question whether it holds.", "Lind’s voters", "whether it holds"),
        ("The voters, among others, reject the plan.", "The voters", "the plan"),
        ("Some voters worry about jobs and fear they will go.", "Some voters", "they will go"),
        ("Ada Lind learned he had to go.", "Ada Lind", "he had to go"),
        ("Ada Lind knows why the pier sank.", "Ada Lind", "why the pier sank"),
        ("The campaign is aiming to sell the pier.", "The campaign", "to sell the pier"),
        ("The campaign is pushing to sell the pier.", "The campaign", "sell the pier"),
        ("A judge ordered the council to sell the pier.", "A judge", "the council to sell the pier"),
        ("Ada Lind agreed in 2011 to sell the pier.", "Ada Lind", "to sell the pier"),
        ("Ada Lind points out that it is old.", "Ada Lind", "that it is old"),
        ("Bo Hart came. He’s spoken out against the pier.", "Bo Hart", "against the pier"),
        ("Ada Lind unleashed a harsh attack on the pier.", "Ada Lind", "on the pier"),
        ("Ada Lind repeated her claim in November that it sank.", "Ada Lind", "that it sank"),
        ("Bo Hart left. It is the contention of Ada Lind that it sank.", "Ada Lind", "that it sank"),
        ("His remarks support the contention of Ada Lind that it sank.", "Ada Lind", "that it sank"),
        ("Ada Lind told ABC’s “Good Morning Pier” that it was a “wreck.”", "Ada Lind", "that it was a “wreck.”"),
        ("Voters Fear Old Pier Will Sink", "Voters", "Old Pier Will Sink"),
    ],
)
def test_verb_of_a_subject_apart_is_read(text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In May, the pier will close for a year, the Gazette reported Friday.",
            "In May, the pier will close for a year",
        ),
        ("The pier will close in May, the Gazette reported last week.", "The pier will close in May"),
        ("In May, the pier may close, the Gazette said; it is old.", "In May, the pier may close"),
        ("In May, the pier may close, the Gazette said — a pity.", "In May, the pier may close"),
        ("Such efforts, the Gazette believes, will fail.", "Such efforts"),
    ],
)
def test_what_leads_is_said_whatever_tells_when(text: str, expected: str) -> None:
    assert expected in {one.content for one in attributions(text) if one.speaker == "Gazette"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is old,” Ada Lind said, clutching the rail.", {("Ada Lind", "“It is old,”")}),
        ("“It is old,” Ada Lind said to loud laughs.", {("Ada Lind", "“It is old,”")}),
        ("Although Ada Lind said it was old, Bo Hart went on it.", {("Ada Lind", "it was old")}),
        ("Ada Lind (who endorses the plan) came.", {("Ada Lind", "the plan")}),
        ("A group backing Ada Lind gave a lot.", {("A group", "Ada Lind")}),
        ("They gave a lot to a group backing Ada Lind.", {("a group", "Ada Lind")}),
        ("The pier is seen by many sailors as a wreck.", {("many sailors", "The pier")}),
        ("Bo Hart was accused by Ada Lind of hiding the bill.", {("Ada Lind", "of hiding the bill")}),
        ("Bo Hart was accused by the head of the guild of theft.", {("the head of the guild", "of theft")}),
        (
            "“It is late,” Bo Hart said. He added, “I will go,” promising the guild would come.",
            {("Bo Hart", "“It is late,”"), ("Bo Hart", "“I will go,”"), ("Bo Hart", "the guild would come")},
        ),
    ],
)
def test_only_what_is_said_is_read(text: str, expected: set[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ada Lind told the radio on Monday the pier was safe.", "Ada Lind", "the pier was safe"),
        ("Ada Lind told the council the state of the pier was good.", "Ada Lind", "the state of the pier was good"),
        ("Ada Lind told reporters Monday she would not run.", "Ada Lind", "she would not run"),
        ("Ada Lind told police some of the victims had laughed.", "Ada Lind", "some of the victims had laughed"),
        ("Ada Lind told him there is nothing they can do.", "Ada Lind", "there is nothing they can do"),
        ("Ada Lind told the story of the pier.", "Ada Lind", "the story of the pier"),
        ("Ada Lind asked for more time as the pier was old.", "Ada Lind", "for more time as the pier was old"),
        (
            "Ada Lind asked for help for a school his wife had started.",
            "Ada Lind",
            "for help for a school his wife had started",
        ),
        ("It was so calm that Ada Lind was prompted to say that it is odd.", "Ada Lind", "that it is odd"),
        ("Ada Lind urged anyone who saw it to call.", "Ada Lind", "to call"),
        ("Lind Club said in a statement Monday night they pulled it.", "Lind Club", "they pulled it"),
        ("Ada Lind believes, for example, that the pier is old.", "Ada Lind", "that the pier is old"),
        ("Ada Lind argued, in a letter to the council, that it is old.", "Ada Lind", "that it is old"),
        ("Ada Lind described, in blistering terms, a set of holes.", "Ada Lind", "a set of holes"),
        ("Ada Lind said, without any evidence, that it is old.", "Ada Lind", "that it is old"),
        ("Ada Lind spoke at the port on Tuesday about the holes.", "Ada Lind", "the holes"),
        ("Ada Lind spoke highly of the pier.", "Ada Lind", "the pier"),
        ("Ada Lind touched briefly on the pier.", "Ada Lind", "the pier"),
        ("Ada Lind made the observation that it is old.", "Ada Lind", "that it is old"),
        ("Ada Lind made no secret of her view of the pier.", "Ada Lind", "of her view of the pier"),
        ("Ada Lind gave assurances that it would hold.", "Ada Lind", "that it would hold"),
        ("Data show that the pier is old.", "Data", "that the pier is old"),
        ("The day before, Ada Lind was blunt, claiming that it is old.", "Ada Lind", "that it is old"),
        ("At a rally in Beaumont, Tex., Ada Lind was blunt, claiming that it is old.", "Ada Lind", "that it is old"),
        ("It is about more than the pier, he and Ada Lind said.", "Ada Lind", "It is about more than the pier"),
        ("The pier, say experts like Ada Lind, is old.", "experts", "is old"),
    ],
)
def test_where_it_begins_behind_whom_and_when_it_was_told(text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind made no claim that the pier was safe.",
        "Ada Lind made no mention of Bo Hart.",
        "Ada Lind issued no statement on the pier.",
        "More about the data request.",
        "The rules on social distancing where people meet have changed.",
    ],
)
def test_what_was_not_told_is_told_by_nobody(text: str) -> None:
    assert told(text) == set()
