"""Measure how Dateline answers, without a language model, and print a Markdown table.

    python scripts/bench_answers.py --data ../shared/data --work /tmp/bench-answers --only newsqa --sample 50

`--data` names the folder of open data. `--work` keeps the archive of a RealTimeQA year, which is made when it is first
needed (minutes), and its imported questions. The last column of the table says the split.

| --only | what is measured |
|---|---|
| newsqa | NewsQA, a fifth of the articles by digest of the id: EM and F1 of `answer.short`, from the article alone |
| refusal | precision and recall of refusing: RealTimeQA with and without its articles, swaps of the sample's |
| ramdocs | RAMDocs dev: all right answers shown, and no wrong one alone (`answering/ramdocs.py` says the rule) |
| risk | RealTimeQA: EM, F1, right answers in the cited sentences, the share answered at 5, 10 and 20 % wrong |
| choice | RealTimeQA: multiple choice and none of the above, by evidence |

RealTimeQA is that of 2024, of which the half that is not learnt from is asked (digest of the question modulo 10 below
5); `--year 2022` asks all 810 questions, and is for the figures that are reported.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))  # run as a file, only its own folder would be searched

from answering.common import Place  # noqa: E402
from bench import Row  # noqa: E402

PARTS = {
    "newsqa": ("newsqa", "measured"),
    "refusal": ("refusal", "measured"),
    "ramdocs": ("ramdocs", "measured"),
    "risk": ("realtimeqa", "risk"),
    "choice": ("realtimeqa", "choice"),
}


def main() -> None:
    arguments = parsed()
    only = arguments.only.split(",")
    if unknown := set(only) - PARTS.keys():
        sys.exit(f"--only {','.join(sorted(unknown))}: the parts are {','.join(PARTS)}.")
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        del os.environ[name]  # a developer's own settings are not what is measured
    place = Place(arguments.data.resolve(), arguments.work.resolve(), arguments.sample, arguments.year)
    place.work.mkdir(parents=True, exist_ok=True)
    os.chdir(place.work)  # nor is a dateline.toml of the folder that this was started in
    print("| what | figure | split |\n|---|---|---|", flush=True)
    for part in only:
        start = time.perf_counter()
        for row in _measurement(part)(place):
            print(f"| {row.what} | {row.figure} | {row.notes} |", flush=True)
        print(f"{part}: {time.perf_counter() - start:.0f} s", file=sys.stderr)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of open data")
    parser.add_argument("--work", type=Path, required=True, help="folder that keeps archives and questions")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure, with commas between")
    parser.add_argument("--sample", type=int, help="questions of each measurement, drawn by chance, always the same")
    parser.add_argument("--year", type=int, choices=(2022, 2024), default=2024, help="of RealTimeQA")
    return parser.parse_args()


def _measurement(part: str) -> Callable[[Place], Iterator[Row]]:
    """The function that measures it; what it needs is imported now."""
    module, name = PARTS[part]
    return getattr(import_module(f"answering.{module}"), name)  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
