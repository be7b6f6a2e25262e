"""Names, titles and languages of other countries: who speaks keeps the whole name, and only English is read."""

import pytest

from index.speakers import attributions


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("The pier, the Mya Ada, was hit by a barge, said U Thein Lind.", "Thein Lind", None),
        ("U Nu said that the pier was old.", "U Nu", None),
        ("Sheikh Hasina said that the pier was old.", "Sheikh Hasina", None),
        ("Daw Mya Hart Lind said that the pier was old.", "Mya Hart Lind", None),
        ("Smt. Asha Rao said that the pier was old.", "Asha Rao", None),
        ("“It is old,” said Dato' Zaid Hart, the mayor.", "Zaid Hart", "the mayor"),
        ("Haji Salim Hart said that the pier was old.", "Salim Hart", None),
        ("The mediator, Ayatollah Reza Lind, said that it was old.", "Reza Lind", "The mediator"),
        ("The mediator, Sheikh Salim al-Hart, said that it was old.", "Salim al-Hart", "The mediator"),
        ("Foreign Minister Abdul ibn Hamad Lind said it was old.", "Abdul ibn Hamad Lind", "Foreign Minister"),
        ("Port Safety Minister Vasant Rao Lind said it was old.", "Vasant Rao Lind", "Port Safety Minister"),
        ("Harbour Commissioner Shri K. R. Lind said it was old.", "K. R. Lind", "Harbour Commissioner"),
        ("Abu Bakr bin Salim al-Hart said it was old.", "Abu Bakr bin Salim al-Hart", None),
        ("Al Lind said that the pier was old.", "Al Lind", None),
        ("Ludwig van der Lind said that the pier was old.", "Ludwig van der Lind", None),
        ("Martin Luther King Jr. said that the pier was old.", "Martin Luther King Jr.", None),
    ],
)
def test_name_is_whole_and_its_office_beside_it(text: str, speaker: str, role: str | None) -> None:
    assert [(one.speaker, one.role) for one in attributions(text)] == [(speaker, role)]


def test_name_of_two_words_is_completed() -> None:
    text = "The deal was brought by Dr. Mariam Abu Lind. “It is old,” Abu Lind said."
    assert [one.speaker for one in attributions(text) if one.direct] == ["Mariam Abu Lind"]


@pytest.mark.parametrize(
    "text",
    [
        "Ministerin Friederike von Lind gratulierte der Siegerin. „Das ist ein guter Tag für uns alle“, sagte sie dort.",
        "Le gouvernement accuse le Front d'avoir posé la mine. « C'est une pause et rien de plus », a dit le ministre.",
    ],
)
def test_of_a_text_that_is_not_english_nobody_is_named(text: str) -> None:
    found = attributions(text)
    assert found
    assert all(one.speaker is None and one.direct for one in found)


def test_small_words_of_names_make_no_text_foreign() -> None:
    text = "Ludwig van der Lind and Ana de la Hart met in El Dorado. Lind said that the pier was old."
    assert [one.speaker for one in attributions(text)] == ["Ludwig van der Lind"]
