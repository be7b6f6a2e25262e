"""Texts to vectors: the Embedder that the archive and the questions share, and the bundled model.

The bundled model is all-MiniLM-L6-v2 as int8 ONNX, pooled and normalised inside the graph (`models/`, with its card).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.bundled import MODELS, BundledModel, ModelFiles
from index.errors import EmbeddingError

Vectors = NDArray[np.float32]

MODEL_FOLDER = MODELS / "all-minilm-l6-v2"
SHA256 = "d6ef984dc8c95c4e945e1d02dc10e6f1362cbceb2f5b02f75a03177c14490eb0"  # of the model, as its card has it
TOKENIZER_SHA256 = "5fd1c882abbd30517dced455a2c9768945ec726b96727927e4959348d9de550b"
MAX_TOKENS = 256  # the length that the model was trained with; longer texts are cut there


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` is stored with an archive: vectors of two models never mix."""

    name: str

    @property
    def dimensions(self) -> int:
        """The length of a vector; a server's embedder may have to ask for it."""
        ...

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Vectors of stored text, float32, shape [len(texts), dimensions], each of length 1."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question, float32, shape [dimensions], of length 1."""
        ...


def unit_vectors(found: Any, count: int) -> Vectors:
    """What a model gave for so many texts as rows of length 1. Raises ValueError, in words that follow "gave"."""
    try:
        vectors = np.asarray(found, dtype=np.float64)
    except (ValueError, TypeError) as error:
        raise ValueError("vectors of different lengths, or no numbers") from error
    if vectors.ndim != 2 or len(vectors) != count or not vectors.size:
        raise ValueError(f"{vectors.shape} numbers for {count} texts")
    with np.errstate(over="ignore"):
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or not lengths.any():
        raise ValueError("numbers that are not finite, or all nought")
    unit: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return unit


class NoEmbedder:
    """Stands in where nothing is embedded: an archive of any embedding may be read, checked and kept with it."""

    name = "none yet"
    dimensions = 0

    def embed_texts(self, texts: Sequence[str]) -> Vectors:  # noqa: ARG002
        """Raises EmbeddingError, as `embed_query` does."""
        raise EmbeddingError("The archive was opened to be read and kept only. Open it with its embedding.")

    def embed_query(self, text: str) -> Vectors:
        """See `embed_texts`."""
        return self.embed_texts([text])


class BundledEmbedder:
    """The model that ships with Dateline. It is loaded at the first text, so that opening an archive costs nothing."""

    name = "all-MiniLM-L6-v2/int8"
    dimensions = 384

    def __init__(self, folder: Path = MODEL_FOLDER, *, threads: int | None = None) -> None:
        files = ModelFiles(
            "embedding model", folder / "model.onnx", folder / "tokenizer.json", SHA256, TOKENIZER_SHA256
        )
        self._model = BundledModel(files, max_tokens=MAX_TOKENS, threads=threads)

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder`. Texts beyond 256 tokens are cut."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)

        def take(rows: list[int], _: Sequence[Any], outputs: list[Any]) -> None:
            vectors[rows] = outputs[0]

        self._model.run(texts, take)
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """See `Embedder`."""
        vector: Vectors = self.embed_texts([text])[0]
        return vector
