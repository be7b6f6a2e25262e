"""The two places where vectors can be: every test that asks for `vectors` runs in both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.vectors.place import ChromaServer
from tests.chroma_server import ChromaProcess


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    """One Chroma server for all archives of the session; a test that harms it starts its own."""
    with ChromaProcess(tmp_path_factory.mktemp("chroma-server")) as started:
        yield started


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[ChromaProcess]:
    """A Chroma server that the test may harm."""
    with ChromaProcess(tmp_path / "own-server") as started:
        yield started


@pytest.fixture(params=["embedded", "server"])
def vectors(request: pytest.FixtureRequest) -> ChromaServer | bool:
    """What `Archive.open` is told of Chroma."""
    return True if request.param == "embedded" else ChromaServer(request.getfixturevalue("server").url)
