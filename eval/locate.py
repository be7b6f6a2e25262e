"""Evidence -> the articles of an archive that hold it, word for word, and the nearest sentence where none does."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import Protocol

from eval.holdings import ids_by_name
from eval.metrics.match import fold
from index.datatypes import Article, Filter, Hit, Passage
from index.sentences import sentence_spans
from rag.text.words import content_words

KEPT = 1_000
"""Folded texts of articles kept in memory at once, about 10 MB: cases about one article often stand together."""
SUGGESTED = 200
"""Nearest sentences and titles looked for: a set that is wrong more often was made for another archive."""
CLOSE = 0.6
"""Share of equal characters (difflib) from which on a sentence or title may be meant."""
_KEY = 4
"""Words by which evidence is looked for in all articles at once."""
_WORD = re.compile(r"\w+")


class Checked(Protocol):
    """What is needed of an archive."""

    def articles(self) -> Iterator[Article]:
        """Every article."""

    def article(self, article_id: str, /) -> Article:
        """The article with this id."""

    def catalogue(self) -> Iterator[tuple[str, str | None, str]]:
        """Id, url and title of every article."""

    def matching(self, words: Iterable[str], top_k: int, only: Filter = ...) -> list[Hit]:
        """The chunks that hold any of the words, best first."""

    def passages(self, hits: Sequence[Hit]) -> list[Passage]:
        """Their text."""


class Shelf:
    """The articles of an archive by the names that cases use, with their folded texts."""

    def __init__(self, archive: Checked) -> None:
        self._archive = archive
        self._texts: dict[str, str] = {}
        self._suggested = 0

    def ids(self, name: str) -> list[str]:
        """Ids of the articles with this id, url or title, as `eval.metrics.answers.is_wanted` compares them."""
        return self._by_name.get(fold(name), [])

    def article(self, article_id: str) -> Article:
        """The article with this id."""
        return self._archive.article(article_id)

    def text(self, article_id: str) -> str:
        """The article's headline and text, folded."""
        if article_id not in self._texts:
            if len(self._texts) >= KEPT:
                del self._texts[next(iter(self._texts))]
            self._texts[article_id] = _folded(self._archive.article(article_id))
        return self._texts[article_id]

    def everywhere(self, pieces: Iterable[str]) -> dict[str, list[str]]:
        """Ids of the articles that hold each of these folded pieces, found in one pass over the archive."""
        wanted = _Pieces(pieces)
        found: dict[str, list[str]] = defaultdict(list)
        if wanted:
            for article in self._archive.articles():
                for piece in wanted.within(_folded(article)):
                    found[piece].append(article.id)
        return found

    def nearest_sentence(self, piece: str, article_ids: Sequence[str]) -> str | None:
        """The sentence of these articles (of the whole archive, where there are none) that may be meant."""
        if not self._may_suggest():
            return None
        texts = [self._archive.article(article_id).text for article_id in article_ids] or self._like(piece)
        sentences = [text[start:end] for text in texts for start, end in sentence_spans(text)]
        return _closest(piece, sentences)

    def nearest_title(self, name: str) -> str | None:
        """The title that may be meant."""
        if not self._may_suggest():
            return None
        shared = Counter(title for word in set(_WORD.findall(fold(name))) for title in self._by_word.get(word, ()))
        return _closest(name, [title for title, _ in shared.most_common(5)])

    def _may_suggest(self) -> bool:
        self._suggested += 1
        return self._suggested <= SUGGESTED

    def _like(self, piece: str) -> list[str]:
        words = {word.written for word in content_words(piece)}
        return [passage.text for passage in self._archive.passages(self._archive.matching(words, 5))]

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        return ids_by_name(self._archive.catalogue())

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for _, _, title in self._archive.catalogue():
            for word in set(_WORD.findall(fold(title))):
                found[word].append(title)
        return found


class _Pieces:
    """Many texts to look for at once: each by the words within it, so that a text is read once for all of them."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._by_words: dict[int, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
        self._short: list[str] = []
        for piece in dict.fromkeys(pieces):
            words = tuple(_WORD.findall(piece)[1:-1][:_KEY])  # the outer words may be parts of longer ones
            if words:
                self._by_words[len(words)][words].append(piece)
            else:
                self._short.append(piece)

    def __bool__(self) -> bool:
        return bool(self._by_words or self._short)

    def within(self, text: str) -> Iterator[str]:
        """The pieces that this folded text holds."""
        yield from (piece for piece in self._short if piece in text)
        words = _WORD.findall(text)
        for length, by_words in self._by_words.items():
            seen = {key for at in range(len(words)) if (key := tuple(words[at : at + length])) in by_words}
            yield from (piece for key in seen for piece in by_words[key] if piece in text)


def _folded(article: Article) -> str:
    return fold(f"{article.title}\n{article.text}")


def _closest(wanted: str, candidates: Sequence[str]) -> str | None:
    """The candidate most like it, of those that share most words with it; None where none is close."""
    words = set(_WORD.findall(fold(wanted)))
    likeliest = sorted(candidates, key=lambda one: -len(words & set(_WORD.findall(fold(one)))))[:3]
    rated = [(SequenceMatcher(None, fold(wanted), fold(one), autojunk=False).ratio(), one) for one in likeliest]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= CLOSE else None
