"""What a refusal says no article has: names and whole numbers, and no piece of a number."""

from datetime import date

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag.evidence.absent import absent_names
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
