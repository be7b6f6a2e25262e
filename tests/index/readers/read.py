"""What the tests of the readers share: small articles, and the one thing that a reader found in a file."""

from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

from index.datatypes import Article, Failure

DATA = Path(__file__).parents[2] / "data"
EAST = timezone(timedelta(hours=2))


def one(items: Any) -> Article:
    """The only article."""
    (item,) = items
    assert isinstance(item, Article), item
    return item


def failed(items: Any) -> Failure:
    """The only thing, which could not be read."""
    (item,) = items
    assert isinstance(item, Failure), item
    return item
