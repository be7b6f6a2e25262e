"""Interviews: the turns that a name with a colon opens ("Halden: We will ..."), and the paragraphs that go on."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.speakers.cues import FORMS

_LABEL = re.compile(r"^[\"“«]?(?P<label>[A-Z][\w.’'-]*(?:\s+[\w.’'&-]+){0,4})[\"”»]?:\s+\S")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us)\b")
NO_NAME = re.compile(
    r"^(?:The|A|An|He|She|It|They|We|I|You|This|That|These|Those|His|Her|Their|Our|But|And|In|On|At|For|Some|Other|As|If|When|While|Experts?|"
    r"Officials?|Police|Note|Update|Correction|Statement|Image|Photo|Read|Also)\b"
)
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """`text[start:end]` is what the label at `named_at` says: all paragraphs of one turn but the first stand alone."""

    speaker: str
    start: int
    end: int
    named_at: tuple[int, int]


def turn_label(line: str) -> str | None:
    """The name that opens an interview turn ("Halden: We will ..."), without quotation marks."""
    match = _LABEL.match(line[:120])
    if (
        match is None
        or len(match["label"]) == 1
        or NO_NAME.match(match["label"])
        or match["label"].split()[-1].lower() in FORMS
    ):
        return None
    return match["label"]


@lru_cache(maxsize=8)
def turns(text: str) -> tuple[Turn, ...]:
    """The paragraphs of an interview with who speaks, by the label.

    A label counts when it opens more than one turn. A further paragraph of a turn is recognised by its first person,
    since a narrator may take over after an answer without a sign.
    """
    counts = Counter(_family(label) for line in _LINE.finditer(text) if (label := turn_label(line[0])))
    return tuple(_turns(text, counts)) if counts and max(counts.values()) > 1 else ()


def _family(label: str) -> str:
    """By which the labels of one speaker are one: "ADA LIND" and "LIND"."""
    return label.rsplit(maxsplit=1)[-1].lower()


def _turns(text: str, counts: Counter[str]) -> Iterator[Turn]:
    current: str | None = None
    at = (0, 0)
    for line in _LINE.finditer(text):
        label = turn_label(line[0])
        written = line[0].rstrip()
        if label is not None:
            current = label if counts[_family(label)] > 1 else None
            at = line.start() + line[0].index(label), line.start() + line[0].index(label) + len(label)
            start = at[1] + len(text[at[1] : line.end()]) - len(text[at[1] : line.end()].lstrip('"”»: \t\xa0'))
        elif written.strip():
            start = line.start() + len(line[0]) - len(line[0].lstrip())
            if not _FIRST_PERSON.search(line[0]):
                current = None
        if current and written.strip() and start < line.start() + len(written):
            yield Turn(current, start, line.start() + len(written), at if label else (start, start))
