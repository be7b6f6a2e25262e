"""One outlet agrees with itself, but for a later article that says to what a value has changed."""

from datetime import date

import numpy as np
import pytest

from index.datatypes import Article, Passage
from rag.disagree import disagreeing
from rag.evidence.gather import FEATURES, Evidence
from rag.evidence.spans import Found
from rag.understand import understand


def told(sentence: str, day: int, outlet: str = "Gazette") -> Evidence:
    """The only sentence of an outlet's article of this day in March, with its answer between bars."""
    before, answer, after = sentence.split("|")
    text = before + answer + after
    article = Article(text, "Fire", text, outlet=outlet, published=date(2031, 3, day))
    features = np.zeros(len(FEATURES))
    features[FEATURES.index("coverage")] = 1.0
    found = Found(len(before), len(before + answer), answer, 9.0)
    return Evidence(Passage(article, 0, len(text), text, 1.0), 0, len(text), text, None, features, found, 0.9)


FIRST = "In the fire |nine people| died."
CHANGED = "The number of people who died in the fire rose to |12|."


@pytest.mark.parametrize(
    ("later", "values"),
    [
        (told(CHANGED, 9), ["nine people", "12"]),
        (told(CHANGED, 1), []),  # it was written before
        (told("In the fire |12 people| died.", 9), []),  # nothing says that it changed
        (told("In the fire |12 people| died.", 9, "Herald"), ["nine people", "12 people"]),
    ],
)
def test_outlet_differs_from_itself_only_where_it_says_so(later: Evidence, values: list[str]) -> None:
    query = understand("How many people died in the fire?", date(2031, 6, 1))
    assert [value for value, _ in disagreeing(query, [told(FIRST, 2), later])] == values
