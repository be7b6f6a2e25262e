"""How much of what humans put into CANARD's follow-up questions do our rewrites have, without a language model?

    python scripts/bench_canard.py PATH/TO/canard/dev.json [--half even|odd]

A term is the stem of a word that is not common (`rag.text.words`). Of each row, the terms of the human's rewrite are
held against those of a rewrite of ours; all counts are summed over the rows of the half, so that long rewrites weigh
more.

- recall: of the human's terms, those that the rewrite has
- precision: of the rewrite's terms, those that the human has
- F1: their harmonic mean
- answerable: of the terms that the human adds to the question and that the conversation so far (topic and section
  among it) holds, those that the rewrite has: what a perfect rewriter without knowledge of the world could reach

The rewrites are made in order, each with our own of the questions before it, never the human's. The topic counts as
what the articles are about; "I don't know." is no answer. Conversations are numbered in file order from 0: the rules
were developed on the odd ones and are reported on the even ones.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rag.follow_ups.referents import Said
from rag.follow_ups.standalone import made_standalone
from rag.text.words import words

NO_ANSWER = "I don't know."
Row = dict[str, Any]
Rewriter = Callable[[Row], str]


@dataclass
class Score:
    """Terms counted over the rows."""

    human: int = 0
    ours: int = 0
    common: int = 0
    answerable: int = 0
    found: int = 0
    lengths: list[int] = field(default_factory=list)

    def add(self, row: Row, rewrite: str) -> None:
        """Count one row."""
        human, ours, asked = terms(row["Rewrite"]), terms(rewrite), terms(row["Question"])
        answerable = (human - asked) & terms(" ".join(row["History"]))
        self.human += len(human)
        self.ours += len(ours)
        self.common += len(human & ours)
        self.answerable += len(answerable)
        self.found += len(answerable & ours)
        self.lengths.append(len(ours))

    def line(self, name: str) -> str:
        """The figures as a row of a table."""
        recall, precision = self.common / self.human, self.common / self.ours
        f1, answerable = 2 * recall * precision / (recall + precision), self.found / self.answerable
        mean = sum(self.lengths) / len(self.lengths)
        return f"{name:34}{recall:8.3f}{precision:11.3f}{f1:7.3f}{answerable:12.3f}{mean:8.1f}"


def terms(text: str) -> frozenset[str]:
    """The stems of the words that are not common."""
    return frozenset(word.stem for word in words(text) if not word.common)


def conversations(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows by conversation, in file order, each in the order of its questions."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["QuAC_dialog_id"], []).append(row)
    return [sorted(talk, key=lambda row: int(row["Question_no"])) for talk in found.values()]


def rewrites(talk: Sequence[Row]) -> Iterator[str]:
    """Our rewrite of each question of a conversation."""
    topic, section = talk[0]["History"][:2]
    history = [Said("", answer=f"{topic}. {section}", about=topic)]
    for row in talk:
        told = row["History"][-1] if len(row["History"]) > 2 else ""
        if len(history) > 1:
            history[-1] = replace(history[-1], answer=told if told != NO_ANSWER else "")
        standalone = made_standalone(row["Question"], history)
        history.append(Said(standalone, asked=row["Question"], about=topic))
        yield standalone


BASELINES: dict[str, Rewriter] = {
    "the question as it is": lambda row: str(row["Question"]),
    "with the last question and answer": lambda row: " ".join([row["Question"], *row["History"][2:][-2:]]),
    "with the first and last question": lambda row: " ".join(
        [row["Question"], *row["History"][2:][:1], *row["History"][2:][-2:-1]]
    ),
    "with the topic, always": lambda row: f"{row['Question']} {row['History'][0]}",
}  # fmt: skip


def main() -> None:
    """Print the figures of our rewrite and of the baselines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="CANARD's dev.json")
    parser.add_argument("--half", choices=("even", "odd"), default="even")
    arguments = parser.parse_args()
    talks = conversations(json.loads(arguments.file.read_text(encoding="utf-8")))
    half = talks[0 if arguments.half == "even" else 1 :: 2]
    scores = {name: Score() for name in (*BASELINES, "ours")}
    for talk in half:
        for row, rewrite in zip(talk, rewrites(talk), strict=True):
            scores["ours"].add(row, rewrite)
            for name, baseline in BASELINES.items():
                scores[name].add(row, baseline(row))
    print(f"{len(half)} conversations, {len(scores['ours'].lengths)} questions ({arguments.half} half)")
    print(f"{'':34}{'recall':>8}{'precision':>11}{'F1':>7}{'answerable':>12}{'terms':>8}")
    for name, score in scores.items():
        print(score.line(name))


if __name__ == "__main__":
    main()
