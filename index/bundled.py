"""A bundled model: an int8 ONNX file and its tokenizer, loaded at first use, run in small batches on all cores.

Nothing is ever downloaded.
"""

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

MODELS = Path(__file__).parent / "models"
SLICE = 512  # texts tokenised at a time, which bounds memory
# Padded tokens per run of the model: 4,096 are a fifth slower and take 170 MB more, see BENCHMARKS.md.
BATCH_TOKENS = 768

# Is given the rows of a batch, their encodings, and the model's outputs for them, [rows, ...] each.
Take = Callable[[list[int], Sequence["Encoding"], list[Any]], None]


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """Where a model is, and what it is called in messages."""

    name: str
    model: Path
    tokenizer: Path
    sha256: str | None = None
    """The digest of the model as it was bundled; None for one that is being made."""
    tokenizer_sha256: str | None = None
    """The digest of the tokenizer: another vocabulary makes other vectors and other answers as well."""


class BundledModel:
    """Runs a model over texts, or over pairs of texts. Safe to use from several threads."""

    def __init__(self, files: ModelFiles, *, max_tokens: int, threads: int | None = None) -> None:
        self._files = files
        self._max_tokens = max_tokens
        # One thread a batch, several batches at once: 1.5 times as fast as one batch over two threads (BENCHMARKS.md).
        self._threads = threads or os.cpu_count() or 1
        self._workers = ThreadPoolExecutor(self._threads, thread_name_prefix="dateline-model")
        self._loading = threading.Lock()
        self._loaded: tuple[Tokenizer, InferenceSession] | None = None

    def run(self, texts: Sequence[str] | Sequence[tuple[str, str]], take: Take) -> None:
        """Run all texts, in batches of like length, so that little is padding; `take` is given each batch's outputs.

        What is longer than `max_tokens` is cut at its end, of a pair the longer. Raises EmbeddingError where
        the files are missing or not what they should be.
        """
        for start in range(0, len(texts), SLICE):
            self._run_slice(texts[start : start + SLICE], start, take)

    def _run_slice(self, texts: Sequence[str] | Sequence[tuple[str, str]], first: int, take: Take) -> None:
        tokenizer, session = self.load()
        encodings = tokenizer.encode_batch(list(texts))
        typed = len(session.get_inputs()) > 2

        def run(rows: list[int]) -> None:
            some = [encodings[row] for row in rows]
            take([first + row for row in rows], some, session.run(None, _model_input(some, typed)))

        lengths = [len(encoding.ids) for encoding in encodings]
        # A few texts are parted as well, so that every thread has some of them.
        share = sum(lengths) // self._threads + 1
        batches = list(_batches(lengths, min(BATCH_TOKENS, share)))
        if len(batches) == 1:
            run(batches[0])
        else:
            list(self._workers.map(run, batches))

    def load(self) -> tuple["Tokenizer", "InferenceSession"]:
        """Load the model, which the first run does otherwise. Raises EmbeddingError."""
        with self._loading:
            if self._loaded is None:
                self._loaded = self._tokenizer(), self._session()
            return self._loaded

    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        path = self._checked(self._files.tokenizer)
        self._same(path, self._files.tokenizer_sha256)
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises bare Exception
            raise self._damaged(path, error) from error
        tokenizer.enable_truncation(self._max_tokens)
        tokenizer.no_padding()
        return tokenizer

    def _session(self) -> "InferenceSession":
        import onnxruntime

        path = self._checked(self._files.model)
        self._same(path, self._files.sha256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime has no public base class for its errors
            raise self._damaged(path, error) from error

    def _checked(self, path: Path) -> Path:
        if not path.is_file():
            raise EmbeddingError(f"The {self._files.name} is incomplete: {path} is missing. Install Dateline again.")
        return path

    def _same(self, path: Path, sha256: str | None) -> None:
        """A file of the right form and with other weights would answer, and differently: it is told from ours."""
        if sha256 is None:
            return
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != sha256:
            raise EmbeddingError(
                f"The {self._files.name} was altered: {path} has sha256 {found}, not {sha256}. Install Dateline again."
            )

    def _damaged(self, path: Path, error: object) -> EmbeddingError:
        return EmbeddingError(
            f"The {self._files.name} in {path.parent} cannot be loaded ({error}). Install Dateline again."
        )


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


def _model_input(encodings: Sequence["Encoding"], typed: bool) -> dict[str, NDArray[np.int64]]:
    """The model's inputs, int64 [texts, tokens]; `typed` models are told which tokens are of a pair's second text."""
    names = ("input_ids", "attention_mask", "token_type_ids") if typed else ("input_ids", "attention_mask")
    shape = len(encodings), max(len(encoding.ids) for encoding in encodings)
    inputs = {name: np.zeros(shape, dtype=np.int64) for name in names}
    for row, encoding in enumerate(encodings):
        length = len(encoding.ids)
        inputs["input_ids"][row, :length] = encoding.ids
        inputs["attention_mask"][row, :length] = 1
        if typed:
            inputs["token_type_ids"][row, :length] = encoding.type_ids
    return inputs
