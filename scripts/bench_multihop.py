"""Measure retrieval by MultiHop-RAG's own definitions (`eval/metrics/multihop.py`) beside ours, as a Markdown table.

    python scripts/bench_multihop.py ../shared/data/multihop_rag --work /tmp/multihop

The folder is one that `dateline eval import multihop-rag` reads. Where it holds the benchmark's facts and not its
articles, an article is its facts, the archive is small and clean, and the figures say nothing beside published ones.
There a second table says for how many questions all evidence is among the first 4 and 10, each fact being an article
of its own: rules were chosen on the odd rows (counted from 0), the even ones are the figure to report.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from eval.importers.multihop_rag import import_multihop_rag
from eval.load import load_set
from eval.metrics.multihop import multihop_scores
from eval.run import Examiner, run_set
from eval.score import summarise
from index.datatypes import Article
from rag import Assistant

DEPTHS = (4, 10)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder for the imported files and the archive")
    arguments = parser.parse_args()
    done = import_multihop_rag(arguments.folder, arguments.work, force=True)
    questions = load_set(done.questions)
    with Assistant.open(arguments.work / "archive") as assistant:
        report = assistant.archive.sync([str(done.articles)])
        found = list(run_set(questions, Examiner(assistant, top_k=10, retrieval_only=True)))
    theirs = multihop_scores(
        [[passage.text for passage in one.passages] for one in found], [case.evidence for case in questions.cases]
    )
    ours = summarise([one.record for one in found])
    print(f"{len(questions.cases)} questions, {report.added + report.unchanged} articles\n")
    print("| metric | figure |\n|---|---:|")
    for name, value in theirs.items():
        print(f"| {name}, by the benchmark's definition | {value:.4f} |")
    for name in ("hit@1", "hit@4", "hit@10", "mrr", "recall@4", "recall@10", "map", "ndcg@10"):
        print(f"| {name}, by ours | {ours.value(name):.4f} |")
    if (arguments.folder / "facts.jsonl").exists():
        print_all_evidence(arguments.folder, arguments.work / "facts")


def print_all_evidence(folder: Path, archive: Path) -> None:
    """The share of questions whose facts are all among the first passages, for odd and even rows and for all."""
    facts = list(rows(folder / "facts.jsonl"))
    last = max(datetime.fromisoformat(fact["published_at"]) for fact in facts).date()
    with Assistant.open(archive) as assistant:
        assistant.archive.sync([article_of(fact) for fact in facts])
        places = {
            number: last_place(
                [one.article.id for one in assistant.search(assistant.understand(row["query"], last), max(DEPTHS))],
                row["evidence_fact_ids"],
            )
            for number, row in enumerate(rows(folder / "gold_dev.jsonl"))
            if row["evidence_fact_ids"]
        }
    print("\n| rows | questions | all evidence within 4 | within 10 |\n|---|---:|---:|---:|")
    for name, remainders in (("odd", (1,)), ("even", (0,)), ("all", (0, 1))):
        chosen = [place for number, place in places.items() if number % 2 in remainders]
        shares = [sum(place <= depth for place in chosen) / len(chosen) for depth in DEPTHS]
        print(f"| {name} | {len(chosen)} | {shares[0]:.3f} | {shares[1]:.3f} |")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from (json.loads(line) for line in path.read_text().splitlines() if line.strip())


def article_of(fact: dict[str, Any]) -> Article:
    """A fact as an article of one sentence."""
    return Article(
        id=fact["fact_id"],
        title=fact["title"],
        text=fact["fact"],
        outlet=fact["source"],
        published=datetime.fromisoformat(fact["published_at"]),
        authors=(fact["author"],) if fact["author"] else (),
    )


def last_place(found: list[str], needed: list[str]) -> float:
    """The place at which the last of the needed articles stands; infinite where one is missing."""
    return max(found.index(one) + 1 if one in found else float("inf") for one in needed)


if __name__ == "__main__":
    main()
