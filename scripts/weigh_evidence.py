"""Fit how the offline reader weighs evidence (`rag/evidence/weights.py`) and print it.

    python scripts/weigh_evidence.py --data ../shared/data --work /tmp/reader

Data: what the bundled reader was not trained on, over all articles of RealTimeQA 2024: half of that year's questions,
and those written questions (`reading/written.py`) whose articles are held out. Those whose own articles hold the answer
are asked twice: as they are, and without the articles that have the answer's words, when every sentence is a wrong one.
Written questions without an answer are asked once, those among them that are the twin of one with an answer, and what
each with one becomes when one thing of it is swapped (`reading/swapped.py`): the swapped ones only weigh what a
question says otherwise than the article. Nothing of RealTimeQA 2022, the sample set or the two real articles is read:
those are what is reported on.

The figures come from five-fold cross-validation over questions: each is judged by weights that have not seen it.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from reading.examples import HELD_OUT, digest, realtimeqa_articles, rows_of
from reading.swapped import Swapping
from reading.written import DAY, QUESTIONS, TWINS
from reading.written import questions as written_questions

from index.archive import Archive
from index.datatypes import Article, Passage
from rag.evidence.gather import FEATURES, Evidence, gather
from rag.evidence.spans import SpanReader
from rag.retrieve import Retriever
from rag.understand import understand

FOLDS = 5
DECAY = 2.0  # L2 penalty on weights of standardised features
STEPS, RATE = 300, 0.5
RANKING = FEATURES.index("lacking values")  # the features before it rank sentences
FIRST_AGAINST, ROUNDS = (-2.0, -1.0, -1.0), 3  # the best sentences are chosen anew in each round
SEED = 8
SHARES = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)


@dataclass(frozen=True)
class Question:
    """A question with its accepted answers and the ids of the articles that answer it, none if nothing does.

    `swaps` are what it becomes when one thing of it is another, which nothing answers.
    """

    text: str
    answers: tuple[str, ...]
    articles: frozenset[str]
    as_of: date
    swaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """The sentences found for one question: features [n, features], whether each answers, and which question it was.

    A swapped question has the number of the one that it was made of.
    """

    features: NDArray[np.float64]
    answers: NDArray[np.bool_]
    question: int
    answerable: bool
    swapped: bool = False


def main() -> None:
    """Build the archives (once), gather the examples, fit, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    arguments = parser.parse_args()
    cached = arguments.work / "examples.json"
    if not cached.exists():
        cached.write_text(json.dumps([_dumped(example) for example in _examples(arguments.data, arguments.work)]))
    examples = [_loaded(entry) for entry in json.loads(cached.read_text())]
    print(f"{len(examples)} examples, {sum(len(example.answers) for example in examples)} sentences")
    judged = _cross_validated(examples)
    _print_curve(judged)
    print(f"ACCEPTED = {_accepted([chance for chance, _, answerable in judged if not answerable])}")
    intercept, weights = _fit(examples)
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{weight:8.3f}  {name}")
    print(f"INTERCEPT = {intercept:.3f}\nWEIGHTS = np.array({np.round(weights, 3).tolist()})")


def open_realtimeqa(data: Path, work: Path) -> tuple[Archive, list[Question]]:
    """The archive of RealTimeQA 2024 in the work folder, made if it is not there, and the questions it answers."""
    folder = data / "realtimeqa" / "2024"
    questions = [
        Question(
            row["question"],
            tuple(answer.strip("“”\"' ") for answer in row["answer_text"]),
            frozenset(row["gold_doc_ids"]),
            date.fromisoformat(row["question_date"].replace("/", "-")),
        )
        for row in rows_of(folder / "questions.jsonl.gz")
        if row["gold_doc_ids"]
    ]
    archive = Archive.open(work / "realtimeqa-2024", chroma=False)
    if not archive.count_chunks():
        archive.sync(realtimeqa_articles(folder))
    return archive, questions


def _examples(data: Path, work: Path) -> Iterator[Example]:
    archive, found = open_realtimeqa(data, work)
    asked = [one for one in found if digest(one.text) % 10 < HELD_OUT] + _written(data)
    with archive:
        retriever, reader = Retriever(archive), SpanReader()
        for number, question in enumerate(asked):
            query = understand(question.text, question.as_of)
            for passages, answerable in _read(question, retriever.retrieve(query, 40)):
                evidence = gather(query, passages, archive, reader)
                right = [_answers(one, question) for one in evidence]
                # Weak labels: whether a sentence answers in other words than the answer's is not known.
                if evidence and answerable == any(right):
                    features = np.stack([one.features for one in evidence])
                    yield Example(features, np.array(right), number, answerable)
            for swapped in question.swaps:
                query = understand(swapped, question.as_of)
                evidence = gather(query, retriever.retrieve(query, 10), archive, reader)
                features = np.array([one.features for one in evidence]).reshape(-1, len(FEATURES))
                if evidence:
                    yield Example(features, np.zeros(len(evidence), dtype=bool), number, False, swapped=True)


def _written(data: Path) -> list[Question]:
    rows = written_questions(QUESTIONS, held_out=True)
    rows += [row for row in written_questions(TWINS, held_out=True) if row["start"] is None]
    articles = {article.id: article for article in realtimeqa_articles(data / "realtimeqa" / "2024")}
    swapping = Swapping([row["question"] for row in rows], SEED)
    return [_question(row, articles[row["id"]], swapping) for row in rows]


def _question(row: Mapping[str, Any], article: Article, swapping: Swapping) -> Question:
    if row["start"] is None:
        return Question(row["question"], (), frozenset(), DAY)
    swaps = tuple(question for _, question in swapping.of(row["question"], f"{article.title}\n{article.text}"))
    answer = article.text[row["start"] : row["end"]]
    return Question(row["question"], (answer,), frozenset([article.id]), DAY, swaps)


def _read(question: Question, found: Sequence[Passage]) -> Iterator[tuple[Sequence[Passage], bool]]:
    """The passages to be read, as they are found and without an answer, and whether there is one."""
    if question.articles:
        yield found[:10], True
    without = [
        one for one in found if one.article.id not in question.articles and not _says(one.article.text, question)
    ]
    yield without[:10], False


def _answers(evidence: Evidence, question: Question) -> bool:
    return evidence.passage.article.id in question.articles and _says(evidence.text, question)


def _says(text: str, question: Question) -> bool:
    return any(answer.casefold() in text.casefold() for answer in question.answers)


def _fit(examples: Sequence[Example]) -> tuple[float, NDArray[np.float64]]:
    """Intercept and weights: a listwise ranking of each question's sentences, scaled to probabilities.

    The ranking is fitted by softmax over the sentences of one question (Cao et al. 2007, ListNet's top-one loss), so
    that questions with many near misses do not drown the others; the scale by Platt's method on the best sentences.
    What the question says otherwise is weighed last, on the swapped questions too: no ranking tells its weight, as it
    is often the same for all of a question's sentences.
    """
    asked = [replace(one, features=one.features[:, :RANKING]) for one in examples if not one.swapped]
    matrix = np.concatenate([example.features for example in asked])
    mean, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    ranking = _ranked([((one.features - mean) / spread, one.answers) for one in asked if one.answers.any()]) / spread
    intercept, scale = _platt(*_best(asked, ranking))
    return intercept, np.concatenate([scale * ranking, _against(examples, intercept, scale * ranking)])


def _best(examples: Sequence[Example], weights: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each example's highest score, and whether the sentence that has it answers."""
    rows = [int((one.features @ weights).argmax()) for one in examples]
    scores = np.array([one.features[row] @ weights for one, row in zip(examples, rows, strict=True)])
    return scores, np.array([float(one.answers[row]) for one, row in zip(examples, rows, strict=True)])


def _against(examples: Sequence[Example], intercept: float, ranking: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of what the question says otherwise, the others staying as they are: logistic, by Newton's method."""
    against = np.array(FIRST_AGAINST)
    for _ in range(ROUNDS):
        weights = np.concatenate([ranking, against])
        rows = [one.features[int((one.features @ weights).argmax())] for one in examples]
        right = _best(examples, weights)[1]
        design, offset = np.stack(rows)[:, RANKING:], np.stack(rows)[:, :RANKING] @ ranking + intercept
        for _ in range(25):
            chance = 1 / (1 + np.exp(-(design @ against + offset)))
            hessian = (design * (chance * (1 - chance))[:, None]).T @ design + np.eye(len(against))
            against = against + np.linalg.solve(hessian, design.T @ (right - chance) - against)
    return against


def _ranked(questions: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]]) -> NDArray[np.float64]:
    """Weights of standardised features under which the sentences that answer get most of the softmax; L2 penalty."""
    weights = np.zeros(RANKING)
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


def _accepted(without: Sequence[float]) -> dict[float, float]:
    """The thresholds above which these shares of the questions that nothing answers are answered all the same."""
    return {share: round(float(np.quantile(without, 1 - share)), 3) for share in SHARES}


def _dumped(example: Example) -> list[object]:
    return [example.features.tolist(), example.answers.tolist(), example.question, example.answerable, example.swapped]


def _loaded(entry: list[object]) -> Example:
    features, answers, question, answerable, swapped = entry
    right = np.array(answers, dtype=bool)
    return Example(np.array(features), right, int(str(question)), bool(answerable), bool(swapped))


if __name__ == "__main__":
    main()
