"""Whether everything works, and what to do where it does not."""

import platform
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from index.errors import DatelineError
from ui.render import archive_line


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined: whether it is fine, and what was found."""

    name: str
    fine: bool
    what: str


def examine(archive: Path | None) -> list[Finding]:
    """Examine versions, the bundled model, the archive, its vectors and the language model, in this order."""
    return [_tried(name, look) for name, look in _looks(archive)]


def _looks(archive: Path | None) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "versions", _versions
    yield "embedding", _embedding
    yield "reader", _reader
    yield "archive", lambda: _archive(archive)
    yield "vectors", lambda: _vectors(archive)
    yield "language model", _language_model


def _tried(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, look())
    except DatelineError as error:
        return Finding(name, False, str(error))
    except Exception as error:  # a doctor who faints helps nobody
        return Finding(name, False, f"{type(error).__name__}: {error}. Install Dateline again if this stays.")


def _versions() -> str:
    names = ("dateline", "chromadb", "onnxruntime", "llama-index-core", "gradio", "openai")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    return f"{packages}, SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}"


def _embedding() -> str:
    from index.embed import BundledEmbedder
    from ui.options import embedder

    chosen = embedder()
    close, far = chosen.embed_texts(["The bridge was closed.", "A bridge is shut."]), chosen.embed_query("tax law")
    if isinstance(chosen, BundledEmbedder):
        if not float(close[0] @ close[1]) > float(close[0] @ far):
            raise DatelineError("The bundled model gives wrong vectors on this machine. Install Dateline again.")
        return f"{chosen.name} works"
    return f"{chosen.name} answers, with vectors of {len(far)} dimensions"


def _reader() -> str:
    from index.datatypes import Article, Passage
    from rag.evidence.spans import SpanReader

    text = "The bridge was closed on Tuesday after divers found a crack."
    passage = Passage(Article("doctor", "Bridge closed", text), 0, len(text), text, 1.0)
    found = SpanReader(threads=1).read([("When was the bridge closed?", passage)])[0].best(0, len(text))
    if found is None or "Tuesday" not in found.text:
        raise DatelineError("The bundled reader reads wrongly on this machine. Install Dateline again.")
    return "the bundled reader works"


def _archive(folder: Path | None) -> str:
    from rag.settings import load_settings
    from ui.options import embedder, open_archive

    path = load_settings(archive=folder).archive
    if folder is None and not path.exists():
        return f"none yet in {path}: make one with dateline sync ARTICLES"
    with open_archive(path) as archive:
        archive.check()
        status = archive.status()
        archive.check_vectors(embedder())
    chunks = f"{status.chunks:,} chunks, embedding {status.embedding}, snapshot {status.snapshot}"
    return f"{path}: {archive_line(status)}; {chunks}"


def _vectors(folder: Path | None) -> str:
    from index.archive import Archive
    from index.embed import NoEmbedder
    from rag.build import vector_store
    from rag.settings import load_settings

    settings = load_settings(archive=folder)
    server = vector_store(settings)
    if not settings.archive.exists():
        return "none yet"
    with Archive.open(settings.archive, NoEmbedder(), create=False, chroma=False) as archive:
        return archive.reach_vectors(None if server is True else server)


def _language_model() -> str:
    from rag.settings import load_settings

    settings = load_settings()
    if settings.llm_url is None:
        return "none configured: the offline reader answers (DATELINE_LLM_URL and DATELINE_LLM_MODEL add one)"
    from rag.build import language_model

    reply = "".join(language_model(None, settings).stream_chat([{"role": "user", "content": "Say OK."}]))
    return f"{settings.llm_model} at {settings.llm_url} answers ({len(reply)} characters)"
