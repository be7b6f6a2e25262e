"""Articles and sentences of a few words, and the proof that every answer owes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from index.archive import Archive
from index.datatypes import Article, Passage
from rag.answers.sentence import Sentence
from rag.assistant import Assistant
from rag.datatypes import Answer
from rag.evidence.gather import FEATURES, Evidence
from rag.evidence.spans import Found
from rag.evidence.weights import ACCEPTED_WRONG
from rag.read import Reader

AS_OF = date(2026, 4, 20)

Archived = Callable[..., Assistant]


def report(number: int, text: str, outlet: str | None = None, published: date | None = None) -> Article:
    """An article of the outlet, whose headline is its first words."""
    title = " ".join(text.split()[:6])
    return Article(
        id=f"a{number}", title=title, text=text, outlet=outlet, published=published, origin=f"document:{number}"
    )


def answering(folder: Path, *articles: Article, accepted_wrong: float = ACCEPTED_WRONG) -> Assistant:
    """An assistant without a language model, over a new archive of these articles."""
    archive = Archive.open(folder, chroma=False)
    archive.sync(list(articles))
    return Assistant(archive, Reader(archive, accepted_wrong))


def sentence(text: str, before: str = "", after: str = "") -> Sentence:
    """The sentence `text` of an article in which the others stand around it."""
    whole = " ".join(part for part in (before, text, after) if part)
    article = Article("a", "t", whole, outlet="Gazette", published=date(2026, 3, 4))
    start = len(before) + 1 if before else 0
    return Sentence(Passage(article, 0, len(whole), whole, 1.0), start, start + len(text))


def check_proof(answer: Answer) -> None:
    """Every statement is a cited quote letter for letter, whatever note of ours stands beside it."""
    quotes = {citation.marker: citation.quote for citation in answer.citations}
    for citation in answer.citations:
        assert citation.verified
        assert citation.article.text[citation.start : citation.end] == citation.quote
    for statement in answer.statements:
        assert quotes[statement.markers[0]] == statement.text


def texts(answer: Answer) -> list[str]:
    """What the answer says, sentence by sentence; checked to be the archive's own."""
    check_proof(answer)
    return [statement.text for statement in answer.statements]


def rated(number: int, sentence: str, probability: float, coverage: float = 0.5, score: float = 0.0) -> Evidence:
    """A sentence of an article of its own, with its answer between bars, as rated; of one outlet, which has no dispute."""
    before, answer, after = sentence.split("|")
    text = before + answer + after
    passage = Passage(Article(f"a{number}", "t", text, outlet="Gazette"), 0, len(text), text, 1.0)
    features = np.zeros(len(FEATURES))
    features[FEATURES.index("coverage")] = coverage
    found = Found(len(before), len(before + answer), answer, score)
    return Evidence(passage, 0, len(text), text, None, features, found, probability)
