"""The vector index after its archive was embedded anew, with vectors of another length."""

from pathlib import Path

import pytest

from index.archive import Archive
from index.errors import EmbeddingError
from index.vectors.place import ChromaServer
from tests.conftest import WordEmbedder
from tests.index.test_reembed import Tinted, article, best


def test_the_index_is_built_anew_from_the_new_vectors(tmp_path: Path, vectors: ChromaServer | bool) -> None:
    folder = tmp_path / "archive"
    with Archive.open(folder, WordEmbedder(), chroma=vectors) as archive:
        archive.sync([article(number) for number in range(60)])
        assert best(archive, 7) == "a7"
        Archive.reembed(folder, Tinted())
        with pytest.raises(EmbeddingError, match="embedded anew"):
            best(archive, 7)
    with Archive.open(folder, Tinted(), chroma=vectors) as archive:
        assert best(archive, 7) == "a7"
        assert archive.verify() == []
        assert "in step" in archive.status().vectors
        assert best(archive, 8) == "a8"
        archive.sync([article(number) for number in range(50, 70)])
        assert best(archive, 69) == "a69"
        assert archive.verify() == []
