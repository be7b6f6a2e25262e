"""Figures of names across spellings: pairs of names, and with an archive what it teaches about frequent names.

python scripts/bench_names.py [ARCHIVE]
"""

import re
import sys
import time
from collections import Counter
from pathlib import Path

from index.archive import Archive
from index.names.groups import bundled

PAIRS = Path(__file__).parents[1] / "tests" / "names_pairs"
NAME = re.compile(r"(?<![.\w] )(?<!\w)(?:[A-Z][a-z’']+[a-z](?:[ -](?=[A-Z]))?){1,3}(?!\w)")
FREQUENT = 500
HELD_OUT = "held_out"


def read_pairs(name: str, joint: str) -> list[list[str]]:
    lines = (PAIRS / name).read_text(encoding="utf-8").splitlines()
    return [re.split(" !?= ", line) for line in lines if re.search(f" {joint} ", line) and not line.startswith("#")]


def report(label: str, same: list[list[str]], different: list[list[str]]) -> None:
    found = sum(bundled().same(one, other) for one, other in same)
    wrong = sum(bundled().same(one, other) for one, other in different)
    print(f"{label}: {len(same)} + {len(different)} pairs, recall {found / len(same):.3f}, "
          f"precision {found / (found + wrong):.3f}, {wrong} wrong")  # fmt: skip


def report_archive(folder: str) -> None:
    with Archive.open(folder, chroma=False, create=False) as archive:
        counts = Counter(match for article in archive.articles() for match in NAME.findall(article.text[:2000]))
        began, took, merges = time.perf_counter(), list[float](), list[str]()
        for name, _ in counts.most_common(FREQUENT):
            start = time.perf_counter()
            merges += [f"{name} = {spelling}" for spelling in archive.spellings(name)]
            took.append((time.perf_counter() - start) * 1000)
        took.sort()
        print(f"{FREQUENT} names in {time.perf_counter() - began:.1f} s: p50 {took[len(took) // 2]:.1f} ms, "
              f"p95 {took[len(took) * 95 // 100]:.1f} ms, most {took[-1]:.0f} ms; {len(merges)} merges")  # fmt: skip
        print("\n".join(merges))


for label, files in (
    ("developed on", ("same.txt", "different.txt", "fresh.txt", "earlier.txt", "families.txt")),
    (HELD_OUT, (f"{HELD_OUT}.txt",)),
):
    if label == HELD_OUT and not (PAIRS / f"{HELD_OUT}.txt").exists():
        print("There is no held-out list: the last one has been developed on.")
        continue
    report(label, *([pair for file in files for pair in read_pairs(file, joint)] for joint in ("=", "!=")))
if len(sys.argv) > 1:
    report_archive(sys.argv[1])
