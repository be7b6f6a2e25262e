"""A question in another language: read by its words, in their forms, and answered by the sentence that has them."""

from pathlib import Path

import pytest

from index.datatypes import Article
from rag import Assistant
from rag.evidence.gather import Evidence, gather
from rag.evidence.spans import SpanReader
from rag.evidence.weights import by_words
from tests.rag.answers.forms import AS_OF, answering

FERRY = (
    "Eine Fähre hat am Montag in Orlen den Anleger gerammt. Elf Verletzte liegen in der Klinik. "
    "Kapitän der Fähre ist Jan Sund. Die Reederei will den Schaden bald beheben."
)
MINERS = (
    "La huelga de los mineros de Karsk duró 37 días. El sindicato firmó el acuerdo el lunes. "
    "La empresa no quiso hacer comentarios."
)
STRANDED = "周一，奥伦港的渡轮搁浅。船长孙海获救，十一人受伤。公司表示将赔偿乘客。"


class NoReader(SpanReader):
    """Fails where anybody reads with it."""

    def read(self, asked: object) -> list[object]:  # type: ignore[override]
        raise AssertionError(asked)


@pytest.fixture
def assistant(tmp_path: Path) -> Assistant:
    return answering(
        tmp_path,
        Article("ferry", "Fähre in Orlen", FERRY, language="de", origin="document:1"),
        Article("miners", "Mineros", MINERS, language="es", origin="document:2"),
        Article("stranded", "渡轮搁浅", STRANDED, language="zh", origin="document:3"),
    )


def gathered(assistant: Assistant, question: str, reader: SpanReader | None = None) -> list[Evidence]:
    query = assistant.understand(question, AS_OF)
    return gather(query, assistant.search(query), assistant.archive, reader or SpanReader())


def test_reader_of_english_is_not_asked_in_another_script(assistant: Assistant) -> None:
    assert gathered(assistant, "Кто капитан парома Fähre Orlen?", NoReader())


def test_reader_of_english_names_no_short_answer_in_another_language(assistant: Assistant) -> None:
    found = gathered(assistant, "Wer ist Kapitän der Fähre in Orlen?")
    assert found
    assert all(one.answer is None for one in found)


def test_word_counts_in_the_forms_of_its_language(assistant: Assistant) -> None:
    told = {one.text: one.feature("coverage") for one in gathered(assistant, "Wie viele Leute liegen in Kliniken?")}
    assert told["Elf Verletzte liegen in der Klinik."] > 0.4  # "liegen" alone is less
    assert told["Kapitän der Fähre ist Jan Sund."] == 0.0


def test_german_noun_is_no_name_that_an_article_lacks(assistant: Assistant) -> None:
    found = gathered(assistant, "Warum hat die Fähre das Unglück im Hafen gehabt?")
    assert {one.feature("missing names") for one in found} == {0.0}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Wer ist Kapitän der Fähre?", "Jan Sund"),
        ("¿Cuántos días duró la huelga de los mineros?", "37 días"),
        ("谁赔偿乘客？", "公司"),
        ("谁赢得选举？", ""),
        ("Wer gewann die Wahl zum Landtag?", ""),
        ("¿Quién ganó las elecciones?", ""),
    ],
)
def test_question_is_answered_by_the_sentence_with_its_words(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question, as_of=AS_OF)
    assert answer.answered == bool(told)
    assert told in answer.text


@pytest.mark.parametrize(("measured", "other"), [("de", "es"), ("de", "it"), ("zh", "ja"), ("ru", "und")])
def test_language_that_was_not_measured_needs_more_of_the_words(measured: str, other: str) -> None:
    assert by_words(other).none < by_words(measured).none
    assert by_words(other).all < by_words(measured).all
