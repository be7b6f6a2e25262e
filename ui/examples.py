"""Example questions drawn from the stored articles: who is quoted, and what else the same article names."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from index.datatypes import Article
from ui.render import MONTHS

if TYPE_CHECKING:
    from index.archive import Archive

ARTICLES_READ = 300
"""Enough to find good examples, few enough to read while a page loads."""
SAMPLE_FOLDER = Path(__file__).resolve().parent.parent / "index" / "sample"
SAMPLE_QUESTIONS = Path(__file__).resolve().parent / "assets" / "sample_questions.txt"

_WORD = r"[A-ZÀ-Þ][a-zß-ÿ]+(?:[-'’][A-ZÀ-Þ]?[a-zß-ÿ]+)?"
_NAME = rf"{_WORD}(?: [A-Z]\.)?(?: {_WORD}){{1,2}}"
_SAYS = r"(?:said|says|told|added|warned|announced|admitted|insisted|argued|stated|wrote|explained)"
_APPOSITION = r"(?:, [^,.\n]{3,60},)?"
_SPEAKERS = (  # "the" before a name makes it an organisation or a ship, not a person
    re.compile(rf"(?<![Tt]he )\b({_NAME}|{_WORD}){_APPOSITION} {_SAYS}\b"),
    re.compile(rf"\b{_SAYS} ({_NAME}|{_WORD})\b"),
)
_LABEL = re.compile(rf"(?m)^({_NAME}|{_WORD}): ")
_TOPIC = re.compile(rf"(?:(?<=[a-z,] )|(\b[Tt]he ))({_WORD}(?: {_WORD}){{1,2}})\b")
_NOT_NAMES = frozenset(
    re.findall(
        r"\w+",
        """The A An This That His Her Its Their Our In On At And But For From With If When He She It They We You Who
        What Monday Tuesday Wednesday Thursday Friday Saturday Sunday Police Court Party Ministry Union University
        Institute News Radio Times Post Agency Council Association Company Bank Statement Correction Note""",
    )
).union(MONTHS)
_RANKS = frozenset(
    re.findall(
        r"\w+",
        """President Minister Prime Mayor Governor Senator Chancellor King Queen Prince Princess Professor Doctor Dr Mr
        Mrs Ms Sir Lord Lady Judge Chief Inspector Detective Sergeant Captain Colonel General Director Secretary
        Spokeswoman Spokesman Bishop Pope Coach""",
    )
)


def example_questions(archive: "Archive", count: int = 4) -> list[str]:
    """Questions that the archive can answer, the same for the same articles; none when nobody is quoted by name."""
    articles = list(islice(archive.articles(), ARTICLES_READ))
    if articles and all(_is_sample(article) for article in articles):
        return _curated()[:count]
    return sorted(_questions(articles), key=lambda question: " about " not in question)[:count]


def _is_sample(article: Article) -> bool:
    return SAMPLE_FOLDER in Path(article.origin.partition("#")[0]).parents


def _curated() -> list[str]:
    return [line for line in SAMPLE_QUESTIONS.read_text(encoding="utf-8").splitlines() if line.strip()]


def _questions(articles: list[Article]) -> Iterator[str]:
    """One question per person and per article, people quoted in most articles first."""
    quoted = {article.id: _speakers(article.text) for article in articles}
    renown = Counter(person for people in quoted.values() for person in people)
    by_renown = sorted(articles, key=lambda a: (-max((renown[p] for p in quoted[a.id]), default=0), a.id))
    asked: set[str] = set()
    for article in by_renown:
        fresh = [person for person in quoted[article.id] if person not in asked]
        if fresh:
            person = max(fresh, key=lambda name: (renown[name], name))
            asked.add(person)
            topic = _topic(article.title, article.text, person)
            yield f"What did {person} say about {topic}?" if topic else f"What did {person} say?"


def _speakers(text: str) -> tuple[str, ...]:
    """People who are said to have said something or whose label opens an interview answer, in order of appearance."""
    found = [match for pattern in _SPEAKERS for match in pattern.finditer(text)] + _labels(text)
    names = (_full_name(match[1], text) for match in sorted(found, key=lambda match: match.start()))
    return tuple(dict.fromkeys(name for name in names if name))


def _labels(text: str) -> list[re.Match[str]]:
    """Labels that come back: one line that starts with a word and a colon is no interview."""
    labels = list(_LABEL.finditer(text))
    counts = Counter(match[1] for match in labels)
    return [match for match in labels if counts[match[1]] > 1]


def _full_name(name: str, text: str) -> str | None:
    """The name without rank, a surname alone completed from the text; None when it does not look like a person's."""
    words = [word for word in name.split() if word not in _RANKS]
    if len(words) == 1:
        full = re.search(rf"\b({_WORD}) {re.escape(words[0])}\b", text)
        words = [full[1], words[0]] if full and full[1] not in _RANKS else []
    return " ".join(words) if words and not _NOT_NAMES & set(words) else None


def _topic(title: str, text: str, person: str) -> str | None:
    """What else the article is about: a name of its title, else one that comes back; "the" where it is usual."""
    unwanted = set(person.split()) | _NOT_NAMES | _RANKS
    named = [match for match in _TOPIC.finditer(text) if not set(match[2].split()) & unwanted]
    counts = Counter(match[2] for match in named)
    best = max(counts, key=lambda name: (name in title, counts[name], name), default=None)
    if best is None or (best not in title and counts[best] < 2):
        return None
    with_the = sum(bool(match[1]) for match in named if match[2] == best)
    return f"the {best}" if with_the * 2 >= counts[best] else best
