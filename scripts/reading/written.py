"""Questions that were written for this: about articles of RealTimeQA 2024, in other words than theirs.

`written.jsonl.gz` has the article's id, the question, and the offsets of the answer in the article's text, or none
where the article does not answer; nothing of the articles themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from index.archive import Archive
from index.chunk import chunk_article
from index.datatypes import Article
from rag.retrieve import Retriever
from rag.understand import understand
from rag.words import stems
from reading.examples import LONGEST, WRONG, Example, Read, headed, kept_out, places, realtimeqa_articles, rows_of

QUESTIONS = Path(__file__).parent / "written.jsonl.gz"
DAY = date(2025, 1, 1)  # after all of the articles


def written(folder: Path, archive: Archive) -> Iterator[Example]:
    """An Example for each question to learn from, with what is found in other articles as wrong passages."""
    articles = {article.id: article for article in realtimeqa_articles(folder)}
    retriever = Retriever(archive)
    for row in questions(held_out=False):
        own = _own(articles[row["id"]], row)
        yield Example("written", row["question"], (*own, *_others(retriever, row, articles)))


def questions(*, held_out: bool) -> list[dict[str, Any]]:
    """The questions about the articles that are learnt from, or about those that never are, one in five."""
    return [row for row in rows_of(QUESTIONS) if kept_out(row["id"]) is held_out]


def _own(article: Article, row: Mapping[str, Any]) -> list[Read]:
    """The article's chunks: those with the answer, then those nearest to the question."""
    head, asked = f"{article.title}\n", stems(row["question"])
    found: list[tuple[int, Read]] = []
    for chunk in chunk_article(article):
        inside = row["start"] is not None and chunk.start <= row["start"] and row["end"] <= chunk.end
        shift = len(head) - chunk.start
        spans = ((row["start"] + shift, row["end"] + shift),) if inside else ()
        found.append((len(asked & stems(chunk.text)), Read(head + chunk.text, spans)))
    found.sort(key=lambda one: (not one[1].spans, -one[0]))
    return [one for _, one in found][:WRONG]


def _others(retriever: Retriever, row: Mapping[str, Any], articles: Mapping[str, Article]) -> Sequence[Read]:
    """What is found in other articles and has nothing of the answer."""
    found = retriever.retrieve(understand(row["question"], DAY), 20)
    answer = [articles[row["id"]].text[row["start"] : row["end"]]] if row["start"] is not None else []
    texts = (headed(one) for one in found if one.article.id != row["id"])
    return [Read(text) for text in texts if len(text) <= LONGEST and not places(text, answer)][: 2 * WRONG]
