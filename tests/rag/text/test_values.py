"""Which sort of value a number is: an age where somebody of that age is told of."""

import pytest

from rag.text.values import values_in


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("A woman of 83 who fell on the stairs has died.", ["age"]),
        ("A man aged 25 and a boy of 9 were hurt.", ["age", "age"]),
        ("A crew of 83 who fell ill has come home.", ["plain"]),
        ("Ada Lind, 83, has died.", ["age"]),
        ("In Lomm, 40 were hurt.", ["plain"]),
    ],
)
def test_age_of_somebody(text: str, sorts: list[str]) -> None:
    assert [value.sort for value in values_in(text)] == sorts
