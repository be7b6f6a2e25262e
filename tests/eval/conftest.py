"""A question set on disk, and an assistant to ask."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.eval.fakes import FakeAssistant

CASES: list[dict[str, Any]] = [
    {
        "id": "cost",
        "question": "What do the bridge repairs cost?",
        "answers": ["1,200 crowns"],
        "articles": ["mill"],
        "tags": ["fact"],
    },
    {
        "id": "where",
        "question": "Where is the autumn fair that opens?",
        "answers": ["Selby"],
        "articles": ["Autumn fair opens"],
        "tags": ["fact"],
    },
    {"id": "lead", "question": "Who is in charge?", "answers": ["Mara Halden"], "articles": ["mill"], "tags": ["who"]},
    {
        "id": "wrong",
        "question": "The autumn fair opens in which month?",
        "answers": ["October"],
        "articles": ["fair"],
        "tags": ["date"],
    },
    {"id": "moon", "question": "Who walked there?", "answerable": False, "tags": ["unanswerable"]},
    {
        "id": "trap",
        "question": "How long will the mill bridge closes sign hang?",
        "answerable": False,
        "tags": ["unanswerable"],
    },
    {
        "id": "talk",
        "turns": ["Which bridge closes on which day?", "The mill one?"],
        "answers": ["Monday"],
        "articles": ["mill"],
        "as_of": "2026-03-01",
    },
    {"id": "broken", "question": "Does the mill bridge break?", "answers": ["yes"], "articles": ["mill"]},
]


@pytest.fixture
def write_set(tmp_path: Path) -> Callable[..., Path]:
    """Writes cases as a question set file."""

    def write(*cases: dict[str, Any], name: str = "small") -> Path:
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases), encoding="utf-8")
        return path

    return write


@pytest.fixture
def set_path(write_set: Callable[..., Path]) -> Path:
    """Eight cases, each of which ends differently with the fake assistant."""
    return write_set(*CASES)


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()
