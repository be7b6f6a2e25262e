"""The language of a question: told by its own words, never by a name in it."""

import pytest

from rag.questions.languages import language_of


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wer klagt gegen die Reederei?", "de"),
        ("In welchem Jahr sank die Fähre?", "de"),
        ("Was kostet die Brücke?", "de"),
        ("WAS KOSTET DIE BRÜCKE?", "de"),
        ("Quem Lula nomeou?", "pt"),
        ("¿Quién ganó?", "es"),
        ("Como está el puente", "es"),
        ("Combien de passagers ?", "fr"),
        ("Qui commande la mission de l'Union ?", "fr"),
        ("Chi ha vinto la gara?", "it"),
        ("Wie heeft de brug geopend?", "nl"),
        ("Quem venceu as eleições?", "pt"),
        ("Кто победил?", "ru"),
        ("NATO什么时候开会？", "zh"),
        ("橋はいつ開きますか", "ja"),
        ("متى يفتح الجسر؟", "und"),
    ],
)
def test_words_and_letters_show_a_language(question: str, language: str) -> None:
    assert language_of(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "Who leads Die Linke in der Pfalz?",
        "Was Van der Berg elected?",
        "Was Die Linke led by Karl Bohm?",
        "Was Die Hard 5 released?",
        "Ho Chi Minh City mayor?",
        "Cosa Nostra boss arrested where?",
        "Cosa Nostra boss arrested",
        "Is Ursula von der Aue ill?",
        "Has Los Pinos won?",
        "Wen Haibo resignation",
        "Wer",
        "Marina del Rey fire",
        "La La Lane premiere",
        "Who is 罗海民?",
        "Did Сомов concede?",
        "Bridge opening Orlen",
        "2031",
    ],
)
def test_names_of_other_languages_leave_a_question_english(question: str) -> None:
    assert language_of(question) is None
