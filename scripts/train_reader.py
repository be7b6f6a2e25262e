"""Fit the offline reader's model (`rag/weights.py`) and print it.

    python scripts/train_reader.py --data ../shared/data --work /tmp/reader

Data: RealTimeQA 2024 (the questions whose own articles hold the answer string, over those articles and the others
retrieved for them; weak labels) and SQuAD 2.0 dev (answerable questions, each paragraph an article). Each question is
asked twice: as it is, and with the articles that answer it left out, when every sentence is a wrong one. A sentence
answers if it stands in an article that does and holds an accepted answer. Nothing of RealTimeQA 2022, the sample set or
the two real articles is read: those are what is reported on.

The figures come from five-fold cross-validation over questions: each is judged by a model that has not seen it.
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.datatypes import Article
from rag.evidence import FEATURES, gather
from rag.retrieve import Retriever
from rag.understand import understand

REALTIMEQA_QUESTIONS, OTHER_QUESTIONS, SQUAD_QUESTIONS, NEWSQA_QUESTIONS = 260, 60, 600, 500
FOLDS = 5
DECAY = 2.0  # L2 penalty on weights of standardised features
STEPS, RATE = 300, 0.5


@dataclass(frozen=True)
class Question:
    """A question with its accepted answers and the ids of the articles that answer it."""

    text: str
    answers: tuple[str, ...]
    articles: frozenset[str]
    as_of: date


@dataclass(frozen=True)
class Example:
    """The sentences found for one question: features [n, features], whether each answers, and which question it was."""

    features: NDArray[np.float64]
    answers: NDArray[np.bool_]
    question: int
    answerable: bool


def main() -> None:
    """Build the archives (once), gather the examples, fit, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    cached = arguments.work / "examples.json"
    if not cached.exists():
        sources = (_newsqa, _squad, _realtimeqa)
        examples = [example for source in sources for example in source(arguments.data, arguments.work)]
        cached.write_text(json.dumps([_dumped(example) for example in examples]))
    examples = [_loaded(entry) for entry in json.loads(cached.read_text())]
    print(f"{len(examples)} examples, {sum(len(example.answers) for example in examples)} sentences")
    judged = _cross_validated(examples)
    _print_curve(judged)
    intercept, weights = _fit(examples)
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{weight:8.3f}  {name}")
    print(f"INTERCEPT = {intercept:.3f}\nWEIGHTS = np.array({np.round(weights, 3).tolist()})")


def open_realtimeqa(data: Path, work: Path) -> tuple[Archive, list[Question]]:
    """The archive of RealTimeQA 2024 in the work folder, made if it is not there, and the questions asked of it."""
    folder = data / "realtimeqa" / "2024"
    rows = [json.loads(line) for line in gzip.open(folder / "questions.jsonl.gz", "rt")]
    others = [row for row in rows if not row["gold_doc_ids"]][:OTHER_QUESTIONS]
    rows = [row for row in rows if row["gold_doc_ids"]]
    random.Random(1).shuffle(rows)
    rows = rows[:REALTIMEQA_QUESTIONS]
    questions = [
        Question(
            row["question"],
            tuple(answer.strip("“”\"' ") for answer in row["answer_text"]),
            frozenset(row["gold_doc_ids"]),
            date.fromisoformat(row["question_date"].replace("/", "-")),
        )
        for row in rows
    ]
    archive = Archive.open(work / "realtimeqa-2024", chroma=False)
    if not archive.count_chunks():
        wanted = {found["doc_id"] for row in rows + others for found in row["retrieved"]}
        archive.sync(_realtimeqa_articles(folder, wanted))
    return archive, questions


def _realtimeqa(data: Path, work: Path) -> Iterator[Example]:
    archive, questions = open_realtimeqa(data, work)
    with archive:
        yield from _examples(archive, questions, 0)


def _realtimeqa_articles(folder: Path, wanted: set[str]) -> list[Article]:
    rows = (json.loads(line) for line in gzip.open(folder / "articles.jsonl.gz", "rt"))
    return [
        Article(
            id=row["doc_id"],
            title=row["title"],
            text=row["text"],
            published=date.fromisoformat(row["publish_date"].replace("/", "-")),
            origin=f"document:{row['doc_id']}",
        )
        for row in rows
        if row["doc_id"] in wanted and row["text"].strip()
    ]


def _squad(data: Path, work: Path) -> Iterator[Example]:
    rows = [json.loads(line) for line in gzip.open(data / "squad" / "squad2_dev.jsonl.gz", "rt")]
    contexts = list(dict.fromkeys((row["title"], row["context"]) for row in rows))
    ids = {context: f"squad-{number}" for number, (_, context) in enumerate(contexts)}
    rows = [row for row in rows if row["answers"]]
    random.Random(1).shuffle(rows)
    questions = [
        Question(row["question"], tuple(_texts(row["answers"])), frozenset({ids[row["context"]]}), date(2026, 1, 1))
        for row in rows[:SQUAD_QUESTIONS]
    ]
    with Archive.open(work / "squad", chroma=False) as archive:
        if not archive.count_chunks():
            archive.sync(
                [
                    Article(id=ids[text], title=title, text=text, origin=f"document:{ids[text]}")
                    for title, text in contexts
                ]
            )
        yield from _examples(archive, questions, 10_000)


def _newsqa(data: Path, work: Path) -> Iterator[Example]:
    """NewsQA's questions are asked of one article each, so the passages that hold an answer are all of that article."""
    articles = [json.loads(line) for line in gzip.open(data / "newsqa" / "articles.jsonl.gz", "rt")]
    rows = [json.loads(line) for line in gzip.open(data / "newsqa" / "questions.jsonl.gz", "rt")]
    random.Random(1).shuffle(rows)
    questions = [
        Question(row["question"], tuple(_texts(row["answers"])), frozenset({row["doc_id"]}), date(2026, 1, 1))
        for row in rows[:NEWSQA_QUESTIONS]
    ]
    with Archive.open(work / "newsqa", chroma=False) as archive:
        if not archive.count_chunks():
            archive.sync(
                [
                    Article(id=row["doc_id"], title=row["title"], text=row["text"], origin=f"document:{row['doc_id']}")
                    for row in articles
                ]
            )
        yield from _examples(archive, questions, 20_000, own_article=True)


def _texts(answers: Sequence[dict[str, str] | str]) -> Iterator[str]:
    for answer in answers:
        yield answer if isinstance(answer, str) else answer["text"]


def _examples(
    archive: Archive, questions: Sequence[Question], first: int, *, own_article: bool = False
) -> Iterator[Example]:
    retriever = Retriever(archive)
    for number, question in enumerate(questions, start=first):
        query = understand(question.text, question.as_of)
        found = retriever.retrieve(query, 40)
        without = [passage for passage in found if passage.article.id not in question.articles]
        own = [passage for passage in found if passage.article.id in question.articles]
        for passages, answerable in ((own[:10] if own_article else found[:10], True), (without[:10], False)):
            evidence = gather(query, passages, archive, archive.embedder)
            if not evidence:
                continue
            right = [
                one.passage.article.id in question.articles
                and any(a.casefold() in one.text.casefold() for a in question.answers)
                for one in evidence
            ]
            if answerable and not any(right):
                continue  # weak labels: whether one of these sentences answers in other words is not known
            yield Example(np.stack([one.features for one in evidence]), np.array(right), number, answerable)


def _fit(examples: Sequence[Example]) -> tuple[float, NDArray[np.float64]]:
    """Intercept and weights: a listwise ranking of each question's sentences, scaled to probabilities.

    The ranking is fitted by softmax over the sentences of one question (Cao et al. 2007, ListNet's top-one loss), so
    that questions with many near misses do not drown the others; the scale by Platt's method on the best sentences.
    """
    matrix = np.concatenate([example.features for example in examples])
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    ranking = _ranked([((one.features - mean) / spread, one.answers) for one in examples if one.answers.any()]) / spread
    best = [int((one.features @ ranking).argmax()) for one in examples]
    scores = np.array([one.features[row] @ ranking for one, row in zip(examples, best, strict=True)])
    right = np.array([float(one.answers[row]) for one, row in zip(examples, best, strict=True)])
    intercept, scale = _platt(scores, right)
    return intercept, scale * ranking


def _ranked(questions: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]]) -> NDArray[np.float64]:
    """Weights of standardised features under which the sentences that answer get most of the softmax; L2 penalty."""
    weights = np.zeros(len(FEATURES))
    for _ in range(STEPS):
        gradient = -DECAY * weights / len(questions)
        for features, answers in questions:
            scores = features @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            wanted = share * answers
            gradient += (wanted / wanted.sum() - share) @ features / len(questions)
        weights += RATE * gradient
    return weights


def _platt(scores: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float]:
    """Intercept and slope of the logistic curve from score to the share that is right, by Newton's method."""
    design = np.stack([np.ones_like(scores), scores], axis=1)
    beta = np.zeros(2)
    for _ in range(25):
        chance = 1 / (1 + np.exp(-design @ beta))
        hessian = (design * (chance * (1 - chance))[:, None]).T @ design
        beta += np.linalg.solve(hessian, design.T @ (right - chance))
    return float(beta[0]), float(beta[1])


def _cross_validated(examples: Sequence[Example]) -> list[tuple[float, bool, bool]]:
    """For each example: the probability of its best sentence, whether that sentence answers, whether one could."""
    judged = []
    for fold in range(FOLDS):
        intercept, weights = _fit([example for example in examples if example.question % FOLDS != fold])
        for example in examples:
            if example.question % FOLDS == fold:
                chances = 1 / (1 + np.exp(-(example.features @ weights + intercept)))
                best = int(chances.argmax())
                judged.append((float(chances[best]), bool(example.answers[best]), example.answerable))
    return judged


def _print_curve(judged: Sequence[tuple[float, bool, bool]]) -> None:
    """What each threshold gives: answered and right where there is an answer, refused where there is none."""
    with_answer = [(chance, right) for chance, right, answerable in judged if answerable]
    without = [chance for chance, _, answerable in judged if not answerable]
    for threshold in np.arange(0.05, 0.95, 0.05):
        answered = [right for chance, right in with_answer if chance >= threshold]
        refused = sum(chance < threshold for chance in without) / len(without)
        print(
            f"threshold {threshold:.2f}: answered {len(answered) / len(with_answer):.3f}, of these right "
            f"{np.mean(answered) if answered else 0:.3f}; refused where nothing answers {refused:.3f}"
        )


def _dumped(example: Example) -> list[object]:
    return [example.features.tolist(), example.answers.tolist(), example.question, example.answerable]


def _loaded(entry: list[object]) -> Example:
    features, answers, question, answerable = entry
    return Example(np.array(features), np.array(answers, dtype=bool), int(str(question)), bool(answerable))


if __name__ == "__main__":
    main()
