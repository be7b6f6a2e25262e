"""What the commands that ask an archive share: the question, its day, and the assistant."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import ArchiveError, DatelineError
from ui.options import EMPTY

if TYPE_CHECKING:
    from rag.assistant import Assistant

AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="The day the question is asked on, as 2026-03-31.", show_default="today")
]


@contextmanager
def opened_assistant(archive: Path | None) -> "Iterator[Assistant]":
    """An assistant over an archive that has articles. Raises ArchiveError."""
    from rag.assistant import Assistant

    # One question does not wait the seconds that Chroma takes to open.
    with Assistant.open(archive, vector_search="exact", create=False) as assistant:
        if not assistant.archive.count_articles():
            raise ArchiveError(EMPTY.format(archive=assistant.archive.folder))
        yield assistant


def given_day(option: str, text: str | None) -> date | None:
    """The day that was given to this option. Raises DatelineError where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise DatelineError(f"{option} {text} is not a day. Write it as 2026-03-31.") from None


def whole(text: str) -> str:
    """The argument as text: bytes that are not UTF-8 become question marks."""
    return text.encode("utf-8", "replace").decode()
