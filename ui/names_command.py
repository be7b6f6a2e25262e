"""`dateline names`: the other spellings that a name is searched in, and who says so."""

from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import DatelineError
from ui.asking import whole
from ui.options import ArchiveOption, JsonOption, open_archive
from ui.output import console, print_json

if TYPE_CHECKING:
    from pathlib import Path

    from rich.text import Text

    from index.names.groups import Origin

_SAID_BY = {"archive": "learnt from the articles", "names.txt": "in names.txt", "known names": "known to Dateline"}


def names(
    name: Annotated[str, typer.Argument(help="A person, place or organisation, in quotation marks.")],
    *,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the spellings of a name that the archive has. A question with one of them searches all.

    To join or part names yourself, write lines like "Kyiv = Kiev" and "!Keir != Kier" into the file that is named.

    With --json: "name", "spellings" ("spelling" and its "origin": "archive", "names.txt" or "known names"), "file" and
    "errors" (what of the file was left out, by line).

    Example: dateline names "Sadyr Zhaparov" --archive my-archive
    """
    from index.names.book import LONGEST
    from index.names.groups import FILE_NAME

    asked = whole(name)
    if not any(map(str.isalnum, asked)):
        raise DatelineError('There is no name to look up. Give one, for example: dateline names "Sadyr Zhaparov"')
    if len(asked) > LONGEST:
        raise DatelineError(f"The name is {len(asked):,} characters long; at most {LONGEST} are looked up.")
    with open_archive(archive) as opened:
        origins, errors, path = opened.spelling_origins(asked), opened.spelling_errors(), opened.folder / FILE_NAME
    if as_json:
        found = [{"spelling": spelling, "origin": origin} for spelling, origin in origins.items()]
        print_json({"name": asked, "spellings": found, "file": str(path), "errors": list(errors)})
    else:
        console().print(_view(asked, origins, path, errors))


def _view(name: str, origins: "dict[str, Origin]", path: "Path", errors: tuple[str, ...]) -> "Text":
    from ui.terminal import plain

    head = f"{name} is searched as:" if origins else f"The archive has no other spelling of {name}."
    lines = [head, *(f"  {spelling} ({_SAID_BY[origin]})" for spelling, origin in origins.items())]
    there = "" if path.exists() else " (not there yet)"
    return plain("\n".join((*lines, f"Your own spellings: {path}{there}", *errors)))
