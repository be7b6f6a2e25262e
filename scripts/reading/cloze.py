"""Questions made from articles without anybody writing them: a sentence asks for what another article says too.

A name, date or amount A is left out of a sentence, and a question word takes its place; the passage that answers has
another sentence with A and much of the rest (Lewis et al. 2019 make such questions from clozes; Fabbri et al. 2020 ask
them of another sentence, so that matching words alone does not answer).
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.chunk import chunk_article
from index.datatypes import Article
from index.sentences import sentence_spans
from rag.text.mentions import Mention, amounts, dates, names
from rag.text.words import stems
from reading.examples import Example, Read, places

SHARED, ALIKE = 3, 0.75  # words that both sentences have at least; the share of them beyond which they are copies
WORDS = (7, 30)  # of a sentence that asks
COMMON = 40  # a name that more sentences have says little about any of them
PER_ARTICLE = 4
OPENING, COLLECTION = 200, 40_000  # characters


@dataclass(frozen=True)
class _Said:
    """A sentence with something that can be asked for."""

    article: int
    text: str
    mention: Mention
    kind: str
    stems: frozenset[str]


def distinct(articles: Iterable[Article]) -> Iterator[Article]:
    """The articles that are asked about: of those that open alike only the first, none that is a collection."""
    seen = set()
    for article in articles:
        opening = article.text[:OPENING]
        if opening and opening not in seen and len(article.text) < COLLECTION:
            seen.add(opening)
            yield article


def clozes(articles: Sequence[Article], count: int, seed: int = 7) -> Iterator[Example]:
    """Up to `count` made questions, each with a passage that answers and one of the same article that does not."""
    rng = random.Random(seed)
    chunks = [[f"{one.title}\n{chunk.text}" for chunk in chunk_article(one)] for one in articles]
    said = _by_mention(articles)
    made = 0
    keys = sorted(said)
    rng.shuffle(keys)
    for key in keys:
        for asking, telling in _pairs(said[key], rng):
            example = _example(asking, telling, chunks[telling.article], rng)
            if example is not None:
                yield example
                made += 1
                if made == count:
                    return


def _by_mention(articles: Sequence[Article]) -> dict[str, list[_Said]]:
    found: dict[str, list[_Said]] = defaultdict(list)
    for number, article in enumerate(articles):
        for start, end in sentence_spans(article.text):
            text = article.text[start:end]
            if not WORDS[0] <= len(text.split()) <= 2 * WORDS[1]:
                continue
            known = frozenset(stems(text))
            for kind, mentions in (("name", names(text)), ("date", dates(text)), ("amount", amounts(text))):
                for mention in mentions:
                    found[mention.text.casefold()].append(_Said(number, text, mention, kind, known))
    return {key: rows for key, rows in found.items() if 2 <= len(rows) <= COMMON}


def _pairs(rows: Sequence[_Said], rng: random.Random) -> Iterator[tuple[_Said, _Said]]:
    """Sentences that say like things with other words, one pair for each that asks."""
    for asking in rng.sample(rows, min(PER_ARTICLE, len(rows))):
        own = stems(asking.mention.text)
        rest = asking.stems - own
        fits = []
        for other in rows:
            shared = len(rest & other.stems)
            smaller = min(len(rest), len(other.stems - own)) or 1
            if other.text != asking.text and shared >= SHARED and shared / smaller <= ALIKE:
                fits.append((shared, other))
        if fits and len(asking.text.split()) <= WORDS[1]:
            yield asking, max(fits, key=lambda one: one[0])[1]


def _example(asking: _Said, telling: _Said, chunks: Sequence[str], rng: random.Random) -> Example | None:
    answer = telling.mention.text
    right = next((text for text in chunks if telling.text in text), None)
    if right is None or (asking.text in right):
        return None
    at = right.index(telling.text) + telling.mention.start
    wrong = [text for text in chunks if not places(text, [answer])]
    passages = [Read(right, ((at, at + len(answer)),)), *(Read(text) for text in rng.sample(wrong, min(1, len(wrong))))]
    return Example("cloze", question(asking.text, asking.mention, asking.kind, rng), tuple(passages))


def question(sentence: str, mention: Mention, kind: str, rng: random.Random) -> str:
    """A question that asks for the mention with the rest of the sentence."""
    before, after = sentence[: mention.start].strip(' "“”'), sentence[mention.end :].strip(' "“”.!?,;')
    word = _word(sentence, mention, kind, rng)
    after = re.sub(r"^(?:['’]s?\s)", "", after)
    if not before and after:
        return f"{word} {after}?"
    before = re.sub(r"\s*\b(?:in|on|at|by|the|a|an|of|from|for|to|about|since|until)$", "", before)
    opening = before[:1].lower() + before[1:] if not before[:2].isupper() else before
    if rng.random() < 0.5:
        return f"{word} {after}, {opening}?" if after else f"{word} {opening}?"
    verb = "did" if kind == "date" else ""
    return " ".join(part for part in (word, verb, opening, after) if part).strip() + "?"


def _word(sentence: str, mention: Mention, kind: str, rng: random.Random) -> str:
    if kind == "date":
        return rng.choice(["When", "When", "What day"])
    if kind == "amount":
        return "How much" if mention.measure == "money" else rng.choice(["How many", "How many", "What number"])
    if re.search(r"\b(?:in|at|near|from)\s+(?:the\s+)?$", sentence[: mention.start]):
        return rng.choice(["Where", "What place", "Which country"])
    return rng.choice(["Who", "Who", "What", "Which"])
