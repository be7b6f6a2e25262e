"""What a refusal says no article has: names, whole numbers and no piece of one, words in none of their wordings."""

from datetime import date

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag.evidence.absent import BY_WORDS, absent_names, absent_words
from rag.understand import understand

TEXT = "Ada Lind won the harbour cup in Orlen on Monday. She came first of 40 sailors and was given 900 crowns."


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Who gave Bo Hart the harbour cup?", '"Bo Hart"'),
        ("Did Ada Lind sail a boat of type 747?", '"747"'),
        ("Did 12 dogs win the cup in Orlen?", ""),
        ("Was Ada Lind given 14,500,000 crowns?", ""),
        ("Was Ada Lind given 2.718 crowns?", ""),
    ],
)
def test_refusal_names_what_no_article_has(archive: Archive, question: str, lacking: str) -> None:
    archive.sync([Article("cup", "Harbour cup", TEXT, origin="document:1")])
    said = absent_names(understand(question, date(2031, 6, 1)), archive)
    assert said == (f"No article of this archive mentions {lacking}." if lacking else "")


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Whose victory was celebrated in the harbour?", ""),  # "won"
        ("Who did the sailors lend a harpsichord?", '"lend", "harpsichord"'),
        ("Who stepped down in the harbour?", '"stepped"'),
        ("What was the loss of face in the harbour?", '"loss", "face"'),
        ("How did the party react in the harbour?", ""),
        ("How did the crowds respond in the harbour?", ""),
        ("Who came out on top in the harbour?", ""),  # a phrase, for which "won" stands
    ],
)
def test_refusal_names_a_word_only_if_no_article_has_it_in_other_words(
    archive: Archive, question: str, lacking: str
) -> None:
    archive.sync([Article("cup", "Harbour cup", TEXT + " Crowds cheered a party in the harbour.", origin="document:1")])
    said = absent_words(understand(question, date(2031, 6, 1)), archive)
    plural = "s" * ("," in lacking)
    assert said == (f"No article of this archive has the word{plural} {lacking}." if lacking else "")


FERRY = "Beim Unfall der Elbfähre wurden in Orlen elf Menschen verletzt. Zwei der Verletzten liegen in der Klinik."
MINISTER = "Lucía Montaña deja el cargo. La policía de Orlen pidió calma."


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Wie viele Leute waren bei dem Unglück der Elbfähre dabei?", ""),  # nouns are no names
        ("Wie viele Leute starben in Orlen im Jahr 747?", '"747"'),
        ("¿Quién es la presidenta de Karsk?", '"Karsk"'),
        ("Who replaced Lucía Montaña?", ""),  # a name that Spanish stems otherwise than English
        ("Did Lucía leave?", ""),
    ],
)
def test_names_in_other_languages_are_those_that_an_article_would_have(
    archive: Archive, question: str, lacking: str
) -> None:
    archive.sync(
        [
            Article("ferry", "Elbfähre", FERRY, language="de", origin="document:1"),
            Article("minister", "Cambio", MINISTER, language="es", origin="document:2"),
        ]
    )
    said = absent_names(understand(question, date(2031, 6, 1)), archive)
    assert said == (f"No article of this archive mentions {lacking}." if lacking else "")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Wer lenkte die Fähre?", BY_WORDS),
        ("How many crew did the Elbfähre at Orlen have?", "the nearest article is in German"),
        ("Did the harpsichord please Ada Lind?", 'No article of this archive has the word "harpsichord".'),
    ],
)
def test_refusal_says_what_the_reader_cannot_read(archive: Archive, question: str, said: str) -> None:
    archive.sync(
        [
            Article("ferry", "Elbfähre", FERRY, language="de", origin="document:1"),
            Article("cup", "Harbour cup", TEXT, language="en", origin="document:2"),
        ]
    )
    assert said in absent_words(understand(question, date(2031, 6, 1)), archive)
