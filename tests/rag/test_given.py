"""What callers give beside the question: understood, or refused with a message that helps."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from index.errors import QuestionError, SettingsError
from rag import Assistant

DAY = date(2026, 4, 30)


@pytest.fixture(scope="module")
def assistant(sample_archive: Path) -> Iterator[Assistant]:
    with Assistant.open(sample_archive, vector_search="exact") as opened:
        yield opened


@pytest.mark.parametrize("as_of", ["2026-04-30", " 2026-04-30T12:00:00 ", datetime(2026, 4, 30, 12)])
def test_day_may_be_a_text_or_a_datetime(assistant: Assistant, as_of: Any) -> None:
    question = "What happened to the bridge yesterday?"
    assert assistant.understand(question, as_of) == assistant.understand(question, DAY)


@pytest.mark.parametrize(
    "given", [{"as_of": "soon"}, {"as_of": 20260430}, {"sort": "foo"}, {"top_k": 0}, {"top_k": -1}, {"top_k": "5"}]
)
def test_what_cannot_be_meant_is_refused_by_name(assistant: Assistant, given: dict[str, Any]) -> None:
    with pytest.raises(QuestionError, match=next(iter(given))):
        assistant.results("bridge", **given)


@pytest.mark.parametrize("part", [{"reranker": "none"}, {"llm": "gpt"}, {"llm": object()}, {"embedding": object()}])
def test_what_is_no_such_part_is_refused_when_the_assistant_is_opened(
    sample_archive: Path, part: dict[str, Any]
) -> None:
    with pytest.raises(SettingsError, match="leave it out"):
        Assistant.open(sample_archive, **part)


@pytest.mark.parametrize("act", ["ask", "search", "results", "talk"])
def test_another_day_beside_a_query_is_refused(assistant: Assistant, act: str) -> None:
    query = assistant.understand("Who discovered the Brannock leak?", DAY)
    call = assistant.conversation().ask if act == "talk" else getattr(assistant, act)
    call(query, as_of=DAY)
    with pytest.raises(QuestionError, match="understand"):
        call(query, as_of="2020-01-01")


def test_equal_answers_are_equal_and_can_be_kept_in_a_set(assistant: Assistant) -> None:
    first, second = (assistant.ask("Who discovered the Brannock leak?", DAY) for _ in range(2))
    assert first.answered
    assert len({first, second}) == 1
    assert first.to_dict()["failed"] is False
