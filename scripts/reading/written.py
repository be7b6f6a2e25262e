"""Questions that were written for this: about articles of RealTimeQA 2024, in other words than theirs.

Each row has the article's id, the question, and the offsets of the answer in the article's text, or none where the
article does not answer; nothing of the articles themselves. `twins.jsonl.gz` came later: there a question without an
answer is the twin of one with one, changed in one thing (`how`), and has the offsets of that one's answer as `near`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from index.archive import Archive
from index.chunk import chunk_article
from index.datatypes import Article
from rag.retrieve import Retriever
from rag.text.words import stems
from rag.understand import understand
from reading.examples import LONGEST, WRONG, Example, Read, headed, kept_out, places, realtimeqa_articles, rows_of
from reading.swapped import Swapping

QUESTIONS = Path(__file__).parent / "written.jsonl.gz"
TWINS = Path(__file__).parent / "twins.jsonl.gz"
SEED = 3
DAY = date(2025, 1, 1)  # after all of the articles


def written(folder: Path, archive: Archive, file: Path) -> Iterator[Example]:
    """An Example for each question of the file to learn from, with what other articles have as wrong passages."""
    articles = {article.id: article for article in realtimeqa_articles(folder)}
    retriever = Retriever(archive)
    for row in questions(file, held_out=False):
        own = _own(articles[row["id"]], row)
        others = () if row.get("near") else _others(retriever, row, articles)
        yield Example("twin" if row.get("near") else "written", row["question"], (*own, *others))


def swapped(folder: Path) -> Iterator[Example]:
    """What the questions with an answer become when one thing of them is another, with the passages of the answer."""
    articles = {article.id: article for article in realtimeqa_articles(folder)}
    rows = [row for file in (QUESTIONS, TWINS) for row in questions(file, held_out=False) if row["start"] is not None]
    swapping = Swapping([row["question"] for row in rows], SEED)
    for row in rows:
        article = articles[row["id"]]
        own = tuple(Read(one.text) for one in _own(article, row))
        for how, question in swapping.of(row["question"], f"{article.title}\n{article.text}"):
            yield Example(f"swapped-{how}", question, own)


def questions(*files: Path, held_out: bool) -> list[dict[str, Any]]:
    """The questions about the articles that are learnt from, or about those that never are, one in five."""
    return [row for file in files for row in rows_of(file) if kept_out(row["id"]) is held_out]


def _own(article: Article, row: Mapping[str, Any]) -> list[Read]:
    """The article's chunks: those with the answer, or with that of a twin's, then those nearest to the question."""
    head, asked = f"{article.title}\n", stems(row["question"])
    start, end = row.get("near") or (row["start"], row["end"])
    found: list[tuple[bool, int, Read]] = []
    for chunk in chunk_article(article):
        inside = start is not None and chunk.start <= start and end <= chunk.end
        shift = len(head) - chunk.start
        spans = ((start + shift, end + shift),) if inside and row["start"] is not None else ()
        found.append((inside, len(asked & stems(chunk.text)), Read(head + chunk.text, spans)))
    found.sort(key=lambda one: (not one[0], -one[1]))
    return [one for *_, one in found][:WRONG]


def _others(retriever: Retriever, row: Mapping[str, Any], articles: Mapping[str, Article]) -> Sequence[Read]:
    """What is found in other articles and has nothing of the answer."""
    found = retriever.retrieve(understand(row["question"], DAY), 20)
    answer = [articles[row["id"]].text[row["start"] : row["end"]]] if row["start"] is not None else []
    texts = (headed(one) for one in found if one.article.id != row["id"])
    return [Read(text) for text in texts if len(text) <= LONGEST and not places(text, answer)][: 2 * WRONG]
