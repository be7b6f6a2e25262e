"""Files written so that a kill or a full disk leaves no half of anything to be taken for the whole."""

from contextlib import suppress
from io import FileIO
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a file in one step: a kill or a full disk leaves the old one, or none, and never a part."""
    target = path.resolve()
    if target.exists() and not target.is_file():  # such as /dev/stdout, which must not be replaced by a file
        target.write_text(text, encoding="utf-8")
        return
    draft = target.with_name(f".{target.name}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)
    finally:
        with suppress(OSError):
            draft.unlink()


def append_line(file: FileIO, line: bytes) -> None:
    """A line whole behind the others, in as many steps as the system takes."""
    left = memoryview(line + b"\n")
    while left:
        left = left[file.write(left) :]


def open_whole(path: Path) -> FileIO:
    """The file, to append to, without a last line that was cut short. Unbuffered: on a full disk nothing is pending."""
    file = path.open("a+b", buffering=0)
    file.seek(0)
    file.truncate(file.readall().rfind(b"\n") + 1)
    return file
