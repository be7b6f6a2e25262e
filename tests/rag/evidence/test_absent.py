"""What a refusal says no article has: names, whole numbers and no piece of one, words in none of their wordings."""

from datetime import date

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag.evidence.absent import absent_names, absent_words
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
