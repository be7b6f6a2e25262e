"""Where the command line's words go: JSON and text to standard output, errors to standard error."""

import json
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def console(*, stderr: bool = False) -> "Console":
    """Rich's console for standard output or standard error."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def print_json(value: object) -> None:
    """The value as one JSON document."""
    print(_json(value, indent=2))


def print_json_line(value: object) -> None:
    """The value as one line of JSON, which a reader has at once."""
    print(_json(value), flush=True)


def print_json_list(values: Iterable[object]) -> None:
    """A JSON array with a line for each value, printed as they come."""
    separator = "["
    for value in values:
        print(separator, _json(value), sep="\n", end="")
        separator = ","
    print("[]" if separator == "[" else "\n]")


def print_error(message: str) -> int:
    """Say what went wrong, wrapped at words in a terminal and on one line elsewhere; returns the exit code."""
    from rich.text import Text

    from ui.terminal import clean

    target = console(stderr=True)
    # Cleaned: it may quote the name of a file, and that may hold anything.
    target.print(Text(f"Error: {clean(message)}"), soft_wrap=not target.is_terminal)
    return 1


def drop_output() -> None:
    """Send what is left of standard output nowhere: Python would fail over it once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _json(value: object, indent: int | None = None) -> str:
    """JSON in plain letters, or in escapes where the output cannot take them all."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        text = json.dumps(value, indent=indent)
    return text
