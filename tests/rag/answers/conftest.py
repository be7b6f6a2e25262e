"""What the tests of the forms share: archives of a few articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article
from rag.assistant import Assistant
from rag.read import Reader
from tests.rag.answers.forms import Archived


@pytest.fixture
def archived(tmp_path: Path) -> Iterator[Archived]:
    """Opens an assistant on an archive of these articles that refuses nothing: what it says is its form's alone."""
    opened: list[Assistant] = []

    def make(*articles: Article) -> Assistant:
        archive = Archive.open(tmp_path / str(len(opened)), chroma=False)
        archive.sync(list(articles))
        assistant = Assistant(archive, Reader(archive, accepted_wrong=1.0))
        opened.append(assistant)
        return assistant

    yield make
    for assistant in opened:
        assistant.close()


@pytest.fixture(scope="module")
def sample(sample_archive: Path) -> Iterator[Assistant]:
    """The bundled sample articles."""
    with Assistant.open(sample_archive, vector_search="exact") as opened:
        yield opened
