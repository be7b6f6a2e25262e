"""Count which words tell that somebody says something, in the articles of PolNeAR's training half.

    python scripts/count_cues.py --data DATA [--least N] [--share S]

DATA holds `polnear/train.jsonl.gz`. A word is a cue where it stands in the annotated cue of an attribution with source
and content. Printed are the words that `index/speakers` does not know, which are a cue at least N times and in
at least S of their occurrences, and those that it knows which are one in less than a tenth: candidates for its lists,
to be read by a person, since many belong to one story alone ("nominated").
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from index.speakers.cues import FORMS, MISLEADING
from index.speakers.words import OTHER

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_RARE = 0.1
_KNOWN = FORMS.keys() | OTHER


def main() -> None:
    """Read the arguments, count, print the two lists."""
    parser = argparse.ArgumentParser(description="Cue words of PolNeAR.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds polnear/")
    parser.add_argument("--least", type=int, default=3, help="occurrences as a cue")
    parser.add_argument("--share", type=float, default=0.5, help="share of the occurrences that are a cue")
    arguments = parser.parse_args()
    cues, words = Counter[str](), Counter[str]()
    for word, is_cue in _words(arguments.data / "polnear" / "train.jsonl.gz"):
        words[word] += 1
        cues[word] += is_cue
    for word, count in cues.most_common():
        if word not in _KNOWN and count >= arguments.least and count >= arguments.share * words[word]:
            print(f"unknown {word} {count} of {words[word]}")
    for word, count in words.most_common():
        if word in _KNOWN - MISLEADING and count >= 10 * arguments.least and cues[word] < _RARE * count:
            print(f"rarely {word} {cues[word]} of {count}")


def _words(path: Path) -> Iterator[tuple[str, bool]]:
    """Every word of the articles, lower-cased, with whether it stands in a cue."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            cues = [
                cue
                for one in row["attributions"]
                if one.get("source") and one.get("content")
                for cue in one.get("cue", ())
            ]
            marked = {place for cue in cues for start, end in cue["spans"] for place in range(start, end)}
            yield from ((match[0].lower(), match.start() in marked) for match in _WORD.finditer(row["text"]))


if __name__ == "__main__":
    main()
