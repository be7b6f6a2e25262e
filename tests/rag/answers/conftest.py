"""What the tests of the forms share: archives of a few articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.datatypes import Article
from rag.assistant import Assistant
from tests.rag.answers.forms import Archived, answering


@pytest.fixture
def archived(tmp_path: Path) -> Iterator[Archived]:
    """Opens an assistant on an archive of these articles that refuses nothing: what it says is its form's alone."""
    opened: list[Assistant] = []

    def make(*articles: Article) -> Assistant:
        opened.append(answering(tmp_path / str(len(opened)), *articles, accepted_wrong=1.0))
        return opened[-1]

    yield make
    for assistant in opened:
        assistant.close()


@pytest.fixture(scope="module")
def sample(sample_archive: Path) -> Iterator[Assistant]:
    """The bundled sample articles."""
    with Assistant.open(sample_archive, vector_search="exact") as opened:
        yield opened
