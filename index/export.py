"""Articles -> JSON lines that `sync` reads back equal, one record an article, under the names of our fields."""

import gzip
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.datatypes import Article
from index.store.backup import new_file
from index.store.rows import fields_of


def export_lines(articles: Iterable[Article]) -> Iterator[str]:
    """A JSON object a line; a field that is empty is left out."""
    for article in articles:
        yield json.dumps(fields_of(article), ensure_ascii=False) + "\n"


def export(articles: Iterable[Article], path: Path) -> int:
    """Write the articles to a new file (compressed when its name ends in .gz); returns how many there were."""
    count = 0
    with new_file(path) as temporary, temporary.open("wb") as plain:
        packed = gzip.GzipFile(path.stem, "wb", fileobj=plain, mtime=0) if path.suffix == ".gz" else plain
        with io.TextIOWrapper(packed, "utf-8", newline="\n") as file:
            for line in export_lines(articles):
                file.write(line)
                count += 1
    return count
