"""Measure how well copies are found: planted ones, those that the articles hold already, time and memory.

Planted are copies of real articles, a day later at another outlet: cut to 60 %, with another first paragraph, with a
paragraph of another article, with an agency's lines, with other quotes and dashes, and with all of it together.
`--pairs` prints real pairs around the threshold, to be judged by reading; a pair is a copy when most of the shorter
text is the longer one's text, and not another instalment of a column, list or yearly explainer.
"""

import argparse
import random
import resource
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np

from index.datatypes import Article
from index.load import list_files, read_file
from index.store.schema import prepare
from index.stories.boilerplate import boilerplate, outlet_key, paragraph_digest
from index.stories.copies import LATER_COPY, Stories, is_copy, similarity, sketch
from index.stories.owners import owner_of

_FEWEST_WORDS = 120


def cut(text: str, _other: str) -> str:
    return text[: text.rfind(" ", 0, int(len(text) * 0.6))]


def reword_lead(text: str, _other: str) -> str:
    """The first paragraph, or tenth of the text where that is more, backwards: no run of words survives."""
    end = max(text.find("\n"), min(len(text) // 10, 600))
    return " ".join(reversed(text[:end].split())) + text[end:]


def add_paragraph(text: str, other: str) -> str:
    middle = text.find("\n", len(text) // 2)
    longest = max(other.split("\n"), key=len)[:800]
    return f"{text[:middle]}\n{longest}\n{text[middle:]}" if middle > 0 else f"{text}\n{longest}"


def add_agency(text: str, _other: str) -> str:
    return f"VARNHOLM (EPR) - {text}\n\nReporting by Ann Lee; Editing by Bo Oz"


def change_signs(text: str, _other: str) -> str:
    return text.translate(str.maketrans("“”’—–\"'", '""\'--«’'))


def all_together(text: str, other: str) -> str:
    return change_signs(add_agency(add_paragraph(reword_lead(cut(text, other), other), other), other), other)


PLANTED: dict[str, Callable[[str, str], str]] = {
    "other headline": lambda text, _other: text,
    "cut to 60 %": cut,
    "reworded lead": reword_lead,
    "added paragraph": add_paragraph,
    "agency lines": add_agency,
    "quotes and dashes": change_signs,
    "all together": all_together,
}


def read_articles(path: Path) -> list[Article]:
    found = [one for file in list_files([path]) for one in read_file(file)]
    return [one for one in found if isinstance(one, Article)]


def open_stories(path: str = ":memory:") -> tuple[sqlite3.Connection, Stories]:
    connection = sqlite3.connect(path, isolation_level=None)
    prepare(connection, Path(path), writable=True)
    connection.execute("BEGIN")
    return connection, Stories(connection)


def report_planted(articles: list[Article], sketches: list[bytes], stories: Stories, count: int) -> None:
    """Recall is over all copies; precision over those that were put into a story with anything else."""
    chosen = random.Random(4)
    long = [n for n, one in enumerate(articles) if len(one.text.split()) >= _FEWEST_WORDS and sketches[n]]
    originals, totals = chosen.sample(long, min(count, len(long))), Counter[str]()
    for kind, change in PLANTED.items():
        right = joined = 0
        for number in originals:
            article, other = articles[number], articles[chosen.choice(long)]
            day = article.published_day
            later = day + timedelta(days=1) if day else None
            story = stories.add(10**9, sketch(change(article.text, other.text)), later)
            joined += story != 10**9
            right += story == stories.story_of(number)
            stories.remove(10**9)
        if change is not all_together:  # beyond what the figures to reach name
            totals.update(right=right, joined=joined, planted=len(originals))
        print(f"  {kind:<18} precision {right / max(1, joined):.4f}  recall {right / len(originals):.4f}")
    print(
        f"  {'all but the last':<18} precision {totals['right'] / max(1, totals['joined']):.4f}  "
        f"recall {totals['right'] / totals['planted']:.4f}  ({totals['planted']} copies)"
    )


def report_real(articles: list[Article], sketches: list[bytes], stories: Stories, pairs: int) -> None:
    """How many stories have several articles; with `pairs`, real pairs on both sides of the threshold."""
    story_of = {number: stories.story_of(number) for number in range(len(articles))}
    sizes = Counter(story_of.values())
    several = Counter(size for size in sizes.values() if size > 1)
    print(f"  {sum(several.values())} stories of several articles, {sum(s * n for s, n in several.items())} articles")
    print(f"  sizes: {dict(sorted(several.items()))}")
    near = sorted(_near_pairs(sketches), key=lambda pair: -pair[0])
    accepted = [pair for pair in near if _is_copy(articles, pair)]
    together = sum(story_of[first] == story_of[second] for _, first, second in accepted)
    print(f"  {len(accepted)} pairs similar enough, {together} of them in one story")
    members = (stories.members(story) for story, size in sizes.items() if story is not None and size > 1)
    apart = [pair for group in members for pair in combinations(group, 2)]
    low = sum(not _is_copy(articles, (similarity(sketches[a], sketches[b]), a, b)) for a, b in apart)
    print(f"  {len(apart)} pairs within stories, {low} of them below the threshold themselves")
    for wanted, label in ((True, "accepted"), (False, "refused")):
        side = [pair for pair in near if _is_copy(articles, pair) is wanted and pair[0] >= 0.45]
        closest = sorted(side, key=lambda pair: abs(pair[0] - LATER_COPY + 0.1))[: 4 * pairs]
        for similar, first, second in sorted(random.Random(5).sample(closest, min(pairs, len(closest)))):
            _print_pair(label, similar, articles[first], articles[second])


def _near_pairs(sketches: list[bytes]) -> set[tuple[float, int, int]]:
    holders = dict[int, list[int]]()
    for number, stored in enumerate(sketches):
        for value in np.frombuffer(stored, "<u4")[1:33]:
            holders.setdefault(int(value), []).append(number)
    found = {pair for numbers in holders.values() if len(numbers) <= 100 for pair in combinations(numbers, 2)}
    return {(similarity(sketches[first], sketches[second]), first, second) for first, second in found}


def _is_copy(articles: list[Article], pair: tuple[float, int, int]) -> bool:
    return is_copy(pair[0], articles[pair[1]].published_day, articles[pair[2]].published_day)


def _print_pair(label: str, similar: float, first: Article, second: Article) -> None:
    print(f"  {label} {similar:.2f}")
    for one in (first, second):
        print(f"    {one.published_day} {outlet_key(one)} {len(one.text.split())} words | {one.title[:90]}")


def report_boilerplate(articles: list[Article], learnt: dict[str, frozenset[bytes]], lines: int) -> None:
    """What share of the text is left out, and paragraphs to be judged by reading."""
    total = left_out = 0
    examples = Counter[tuple[str, str]]()
    for article in articles:
        known = learnt.get(outlet_key(article), frozenset())
        for paragraph in article.text.split("\n"):
            total += len(paragraph)
            if paragraph_digest(paragraph) in known:
                left_out += len(paragraph)
                examples[outlet_key(article), paragraph] += 1
    print(f"  {sum(map(len, learnt.values()))} paragraphs of {len(learnt)} outlets, {left_out / total:.4f} of the text")
    for (outlet, paragraph), count in random.Random(6).sample(sorted(examples.items()), min(lines, len(examples))):
        print(f"    {count:>4} {outlet} | {paragraph[:140]}")


def report_scale(count: int) -> None:
    """Add as many made-up sketches, a tenth of them near-copies, to tables on disk."""
    numbers, sketches = np.random.default_rng(7), list[bytes]()
    for _ in range(count):
        values = np.sort(numbers.integers(0, 2**32, 700, dtype=np.uint32))[:128]
        if sketches and numbers.random() < 0.1:
            values = np.frombuffer(sketches[int(numbers.integers(len(sketches)))], "<u4")[1:].copy()
            values[::9] += 1
        sketches.append(np.concatenate(([700], np.sort(values))).astype("<u4").tobytes())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "stories.db")
        connection, stories = open_stories(str(path))
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        for number, stored in enumerate(sketches):
            stories.add(number, stored, date(2026, 1, 1))
        connection.execute("COMMIT")
        seconds = time.perf_counter() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        size = path.stat().st_size / 1e6
    print(
        f"scale: {count} articles, {1000 * seconds / count:.3f} ms each, {grown:.0f} MB memory, {size:.0f} MB on disk"
    )


def main() -> None:
    """Group the articles of a file, plant copies, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, help="JSON lines of articles")
    parser.add_argument("--planted", type=int, default=500, help="how many articles to plant copies of")
    parser.add_argument("--pairs", type=int, default=0, help="print so many real pairs on each side of the threshold")
    parser.add_argument("--lines", type=int, default=0, help="print so many paragraphs learnt as boilerplate")
    parser.add_argument("--scale", type=int, default=0, help="also add so many made-up articles")
    options = parser.parse_args()
    articles = read_articles(options.articles)
    per = 1000 / len(articles)
    start = time.perf_counter()
    learnt = boilerplate(articles)
    print(f"{len(articles)} articles; boilerplate learnt in {per * (time.perf_counter() - start):.2f} s per 1,000")
    report_boilerplate(articles, learnt, options.lines)
    start = time.perf_counter()
    sketches = [sketch(one.text, learnt.get(outlet_key(one), frozenset())) for one in articles]
    print(
        f"sketched in {per * (time.perf_counter() - start):.2f} s per 1,000; {sketches.count(b'')} too short to judge"
    )
    start = time.perf_counter()
    _, stories = open_stories()
    for number, (article, stored) in enumerate(zip(articles, sketches, strict=True)):
        stories.add(number, stored, article.published_day)
    print(f"grouped in {per * (time.perf_counter() - start):.2f} s per 1,000")
    owners = Counter(owner_of(one) for one in articles)
    print("owners:", ", ".join(f"{name} {count}" for name, count in owners.most_common()))
    print("planted:")
    report_planted(articles, sketches, stories, options.planted)
    print("real:")
    report_real(articles, sketches, stories, options.pairs)
    if options.scale:
        report_scale(options.scale)


if __name__ == "__main__":
    main()
