"""Records without a headline, told with what to do about it: most have one, in a field that nobody named."""

from collections import Counter

from index.datatypes import Article
from index.readers.sniff import may_hold_records


class Untitled:
    """Counts articles without a headline in the files that may hold records."""

    def __init__(self) -> None:
        self._files = Counter[str]()

    def add(self, file: str, article: Article) -> None:
        """Take note of an article just read."""
        if not article.title and may_hold_records(file):
            self._files[file] += 1

    def lines(self) -> list[str]:
        """The sentence that says so, if there were any."""
        if not self._files:
            return []
        count, first = self._files.total(), next(iter(self._files))
        which = "1 article has" if count == 1 else f"{count:,} articles have"
        return [f"{which} no headline, as in {first}. Where its records have one, name its field: --field title=NAME."]
