"""Answers from an article in hand: NewsQA, the articles that are never learnt from.

Once as a question is asked, and once by the bundled reader alone, which reads the whole article and always answers.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row
from reading.examples import HELD_OUT, digest

from answering.common import DAY, Place, archive_of, mean, share, short_of, unrefusing
from eval.importers.common import rows
from eval.importers.newsqa import import_newsqa
from eval.load import load_set
from eval.metrics.answers import exact_match, token_f1
from eval.questions import Case
from index.chunk import chunk_article
from index.datatypes import Article, Passage
from index.embed import BundledEmbedder
from rag.evidence.spans import SpanReader


def measured(place: Place) -> Iterator[Row]:
    """EM and F1 of the short answer, "" where there is none."""
    with TemporaryDirectory() as folder:
        done = import_newsqa(place.data / "newsqa", Path(folder))
        cases = [case for case in load_set(done.questions).cases if digest(case.articles[0]) % HELD_OUT == 0]
        texts = {row["id"]: row for row in rows(Path(folder) / "articles.jsonl", {"id": str, "text": str})}
    asked: dict[str, list[Case]] = defaultdict(list)
    for case in place.sampled(cases):
        asked[case.articles[0]].append(case)
    embedder = BundledEmbedder()
    scores = [
        score
        for name, of_article in asked.items()
        for score in _scores(Article(name, texts[name].get("title", ""), texts[name]["text"]), of_article, embedder)
    ]
    about = f"{len(scores)} questions of {len(asked)} held-out articles, never refusing"
    yield Row("NewsQA EM / F1", f"{share(mean(em for em, _, _ in scores))} / {share(mean(f1 for _, f1, _ in scores))}",
              about)  # fmt: skip
    yield Row("NewsQA with a short answer", share(mean(given for _, _, given in scores)), "share of the questions")
    reader = SpanReader()
    alone = [
        score
        for name, of_article in asked.items()
        for score in _read(Article(name, texts[name].get("title", ""), texts[name]["text"]), of_article, reader)
    ]
    yield Row("NewsQA EM / F1, the reader alone", f"{share(mean(em for em, _ in alone))} / "
              f"{share(mean(f1 for _, f1 in alone))}", "the same questions, the article read whole")  # fmt: skip


def _read(article: Article, cases: list[Case], reader: SpanReader) -> Iterator[tuple[float, float]]:
    """Of each question EM and F1 of the best answer in any chunk of the article."""
    passages = [Passage(article, one.start, one.end, one.text, 0.0) for one in chunk_article(article)]
    for case in cases:
        readings = reader.read([(case.asked, one) for one in passages])
        found = [best for one in readings if (best := one.best(one.passage.start, one.passage.end))]
        text = max(found, key=lambda one: one.score).text
        yield exact_match(text, case.accepted), token_f1(text, case.accepted)


def _scores(article: Article, cases: list[Case], embedder: BundledEmbedder) -> Iterator[tuple[float, float, float]]:
    """Of each question EM, F1, and whether there is a short answer at all."""
    with archive_of([article], embedder) as opened:
        assistant = unrefusing(opened)
        for case in cases:
            short = short_of(assistant.ask(case.asked, DAY))
            yield exact_match(short, case.accepted), token_f1(short, case.accepted), float(bool(short))
