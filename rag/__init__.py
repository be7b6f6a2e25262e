"""Question in, cited answer out. The front door: `from rag import Assistant`. Names are imported when first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.errors import DatelineError
    from rag.assistant import Assistant
    from rag.datatypes import Answer, Citation, Disagreement, Event, Query, Statement, Turn
    from rag.settings import Settings

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "DatelineError",
    "Disagreement",
    "Event",
    "Query",
    "Settings",
    "Statement",
    "Turn",
]

_HOMES = {"Assistant": "rag.assistant", "DatelineError": "index.errors", "Settings": "rag.settings"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "rag.datatypes")), name)
