"""Words asked of an office are of whom the article gives it, and of no deputy or former one."""

from datetime import date

import pytest

from index.speakers import attributions
from rag.questions.said import asked_words
from rag.understand import understand


@pytest.mark.parametrize(
    ("asked", "text", "is_theirs"),
    [
        ("the mayor", "The mayor, Bo Hart, said that the tram was late.", True),
        ("the mayor", "The deputy mayor, Bo Hart, said that the tram was late.", False),
        ("the mayor", "The deputy mayor said that the tram was late.", False),
        ("the mayor", "Bo Hart, the former mayor of Gullen, said that the tram was late.", False),
        ("the deputy mayor", "The deputy mayor, Bo Hart, said that the tram was late.", True),
        ("the former mayor", "Bo Hart, the former mayor of Gullen, said that the tram was late.", True),
    ],
)
def test_words_of_an_office_are_not_those_of_another(asked: str, text: str, is_theirs: bool) -> None:
    words = asked_words(understand(f"What did {asked} say about the tram?", date(2031, 6, 1)))
    assert words is not None
    (told,) = attributions(text)
    assert words.is_by(told, text) is is_theirs
