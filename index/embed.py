"""Texts to vectors: the Embedder that the archive and the questions share, and the bundled model.

The bundled model is all-MiniLM-L6-v2 as int8 ONNX, pooled and normalised inside the graph (`models/`, with its card).
Nothing is ever downloaded.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

Vectors = NDArray[np.float32]

MODEL_FOLDER = Path(__file__).parent / "models" / "all-minilm-l6-v2"
MAX_TOKENS = 256  # the length that the model was trained with; longer texts are cut there
SLICE = 512  # texts tokenised at a time, which bounds memory
# Padded tokens per run of the model: 4,096 are a fifth slower and take 170 MB more, see BENCHMARKS.md.
BATCH_TOKENS = 768


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
        self._folder = folder
        # One thread a batch, several batches at once: 1.5 times as fast as one batch over two threads (BENCHMARKS.md).
        self._threads = threads or os.cpu_count() or 1
        self._workers = ThreadPoolExecutor(self._threads, thread_name_prefix="dateline-embed")
        self._loading = threading.Lock()
        self._loaded: tuple[Tokenizer, InferenceSession] | None = None

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder`. Texts beyond 256 tokens are cut; they run in batches of like length, so little is padding."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), SLICE):
            self._embed_slice(texts[start : start + SLICE], vectors[start : start + SLICE])
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """See `Embedder`."""
        vector: Vectors = self.embed_texts([text])[0]
        return vector

    def _embed_slice(self, texts: Sequence[str], into: Vectors) -> None:
        tokenizer, session = self._load()
        encodings = tokenizer.encode_batch(list(texts))

        def run(rows: list[int]) -> None:
            into[rows] = session.run(None, _model_input([encodings[row] for row in rows]))[0]

        lengths = [len(encoding.ids) for encoding in encodings]
        # A few texts are parted as well, so that every thread has some of them.
        share = sum(lengths) // self._threads + 1
        batches = list(_batches(lengths, min(BATCH_TOKENS, share)))
        if len(batches) == 1:
            run(batches[0])
        else:
            list(self._workers.map(run, batches))

    def _load(self) -> tuple["Tokenizer", "InferenceSession"]:
        with self._loading:
            if self._loaded is None:
                self._loaded = _load_tokenizer(self._folder), _load_session(self._folder)
            return self._loaded


def _batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Row numbers, shortest first, in batches of at most `budget` tokens once padded to the longest."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[row] > budget:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _model_input(encodings: Sequence["Encoding"]) -> dict[str, NDArray[np.int64]]:
    shape = len(encodings), max(len(encoding.ids) for encoding in encodings)
    ids, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return {"input_ids": ids, "attention_mask": mask}


def _load_tokenizer(folder: Path) -> "Tokenizer":
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(_model_file(folder, "tokenizer.json")))
    except Exception as error:  # the library raises bare Exception
        raise EmbeddingError(_damaged(folder, error)) from error
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def _load_session(folder: Path) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(_model_file(folder, "model.onnx")), options, providers=["CPUExecutionProvider"]
        )
    except EmbeddingError:
        raise
    except Exception as error:  # onnxruntime has no public base class for its errors
        raise EmbeddingError(_damaged(folder, error)) from error


def _model_file(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise EmbeddingError(f"The embedding model is incomplete: {path} is missing. Install Dateline again.")
    return path


def _damaged(folder: Path, error: Exception) -> str:
    return f"The embedding model in {folder} cannot be loaded ({error}). Install Dateline again."
