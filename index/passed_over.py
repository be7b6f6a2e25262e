"""Which files, in a folder or packed together, are no articles of anybody: they are neither read nor counted."""

import re
from collections.abc import Callable

_SCRATCH = re.compile(r".*~|#.*#|~\$.*|~.*\.tmp|.*\.sw[op]", re.IGNORECASE | re.DOTALL)
"""Backups and swap files of editors, and what Word keeps beside an open document: former or half articles."""


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or is what a Mac adds to archives."""
    return (name.startswith(".") and name != ".") or name == "__MACOSX"


def is_scratch(name: str) -> bool:
    """Whether a program keeps a file of this name for itself, as editors do beside the file that is edited."""
    return _SCRATCH.fullmatch(name) is not None


def is_of_page(folder: str, holds: Callable[[str], bool]) -> bool:
    """Whether a browser put the parts of a page there that it saved beside it: scripts, pictures, advertisements."""
    page = folder.removesuffix("_files")
    return page != folder and (holds(f"{page}.html") or holds(f"{page}.htm"))


def is_passed_over(path: str, holds: Callable[[str], bool]) -> bool:
    """All of this for a file that is packed with others; `holds` tells of a path whether it is one of those."""
    *folders, name = re.split(r"[/\\]", path)
    parents = ("/".join(folders[:count]) for count in range(1, len(folders) + 1))
    return is_scratch(name) or any(map(is_hidden, (*folders, name))) or any(is_of_page(one, holds) for one in parents)
