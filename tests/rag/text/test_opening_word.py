"""A question in another language opens with a word of its own, which is no part of a name that an article lacks."""

from datetime import date

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag.evidence.absent import absent_names
from rag.understand import understand

TEXT = "Ada Lind gewann in Orlen den Preis des Hafens. Auf dem Markt wurde gefeiert."


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("Welche Filme liefen auf dem Markt in Orlen?", ""),  # a noun is no name there
        ("Welcher Preis wurde auf dem Markt gefeiert?", ""),
        ("Quelle Baleine est venue dans le port de Orlen ?", '"Baleine"'),
        ("Van Rooy won the prize in Orlen?", '"Van Rooy"'),
        ("Die Hards won the prize in Orlen?", '"Die Hards"'),
    ],
)
def test_refusal_quotes_no_question_word(archive: Archive, question: str, lacking: str) -> None:
    archive.sync([Article("cup", "Preis des Hafens", TEXT, origin="document:1")])
    said = absent_names(understand(question, date(2031, 6, 1)), archive)
    assert said == (f"No article of this archive mentions {lacking}." if lacking else "")
