"""Articles in, passages out. The front door: `from index import Archive, Article`.

Names are imported when they are first used (PEP 562): numpy and SQLite are not paid for by `dateline --help`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.archive import Archive
    from index.datatypes import Article, Filter, Passage, SyncOptions, SyncReport
    from index.errors import DatelineError

__all__ = ["Archive", "Article", "DatelineError", "Filter", "Passage", "SyncOptions", "SyncReport"]

_HOMES = {"Archive": "index.archive", "DatelineError": "index.errors"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "index.datatypes")), name)
