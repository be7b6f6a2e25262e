"""Invent articles: sentences of made-up words in the measure of news, to see what an archive of many thousands costs.

    python scripts/make_articles.py articles.jsonl --count 100000
    python scripts/make_articles.py folder/ --count 28000

A name that ends in .jsonl gets a line for each article, any other is a folder that gets a file for each. The same seed
makes the same articles. Words follow Zipf's law over a vocabulary as large as that of news, with names that occur in
few articles, since a full-text index costs by the words it has to keep.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

SYLLABLES = [first + vowel for first in "bdfghklmnprstvwz" for vowel in "aeiou"]
COMMON = (
    "the of and to a in that is was for on with as it at by from be has had are were this an or not his her "
    "their which but who said they more have after will about over year people would new last when one two "
    "first could out other than time city against before under between since while council minister report "
    "company court workers police home week government school month plan world money health country office "
    "market road number early local public water"
).split()
OUTLETS = "Courier,Herald,Ledger,Gazette,Tribune,Observer,Standard,Post,Mercury,Sentinel,Dispatch,Chronicle".split(",")
WORDS, NAMES = 60_000, 400_000
CHARACTERS = 8_000  # the mean; about ten chunks, as the articles of RealTimeQA have twelve
FIRST_DAY, DAYS = date(2016, 1, 1), 3650


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="a file that ends in .jsonl, or a folder")
    parser.add_argument("--count", type=int, default=1000, help="how many articles")
    parser.add_argument("--characters", type=int, default=CHARACTERS, help="how long they are on average")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    write_articles(arguments.out, arguments.count, arguments.characters, arguments.seed)


def write_articles(out: Path, count: int, characters: int = CHARACTERS, seed: int = 0) -> None:
    """Write so many invented articles into one file of JSON lines, or one file each into a folder."""
    records = invented(count, characters, seed)
    if out.suffix == ".jsonl":
        with out.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(record)}\n" for record in records)
        return
    for number, record in enumerate(records):
        path = out / f"{number // 1000:03}" / f"{record['id']}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(record), encoding="utf-8")


def invented(count: int, characters: int = CHARACTERS, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Records with an id, a title, an outlet, a date and a text of some paragraphs."""
    draw = np.random.default_rng(seed)
    words = np.array([*COMMON, *made_up(draw, WORDS, 2, 4)])
    names = [name.capitalize() for name in made_up(draw, NAMES, 2, 5)]
    weights = 1 / (np.arange(len(words)) + 2.7)
    steps = np.cumsum(weights / weights.sum())
    for number in range(count):
        length = int(characters * draw.uniform(0.6, 1.4))
        people = [names[place] for place in draw.integers(0, NAMES, 8)]
        drawn = words[np.minimum(np.searchsorted(steps, draw.random(length // 5)), len(words) - 1)].tolist()
        yield {
            "id": f"a{seed}-{number:07}",
            "title": " ".join([people[0], *drawn[:7]]).capitalize(),
            "outlet": f"The {people[1][0]}-Town {OUTLETS[number % len(OUTLETS)]}",
            "published": str(FIRST_DAY + timedelta(days=int(draw.integers(DAYS)))),
            "text": paragraphs(draw, drawn, people)[:length],
        }


def made_up(draw: np.random.Generator, count: int, shortest: int, longest: int) -> list[str]:
    """So many words of syllables, each once."""
    found = dict[str, None]()
    while len(found) < count:
        lengths = draw.integers(shortest, longest + 1, count)
        places = draw.integers(0, len(SYLLABLES), (count, longest))
        found |= dict.fromkeys(
            "".join(SYLLABLES[place] for place in row[:length]) for row, length in zip(places, lengths, strict=True)
        )
    return list(found)[:count]


def paragraphs(draw: np.random.Generator, words: list[str], names: Sequence[str]) -> str:
    """The words as sentences of 8 to 30 words, a name in each, three sentences to a paragraph."""
    text, start, sentence = list[str](), 0, 0
    while start < len(words):
        end = start + int(draw.integers(8, 31))
        named = [words[start].capitalize(), names[sentence % len(names)], *words[start + 1 : end]]
        sentence += 1
        text.append(" ".join(named) + (".\n\n" if sentence % 3 == 0 else ". "))
        start = end
    return "".join(text)


if __name__ == "__main__":
    main()
