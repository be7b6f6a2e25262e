"""Interviews: the turns that a name with a colon opens ("Halden: We will ..."), and the paragraphs that go on."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.speakers.cues import FORMS
from index.speakers.full_names import full_names

_LABEL = re.compile(r"^[\"“«]?(?P<label>[A-Z][\w.’'-]*(?:\s+[\w.’'&-]+){0,4})[\"”»]?:\s+\S")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us)\b")
NO_NAME = re.compile(
    r"^(?:The|A|An|He|She|It|They|We|I|You|This|That|These|Those|His|Her|Their|Our|But|And|In|On|At|For|Some|Other|As|If|When|While|Experts?|"
    r"Officials?|Police|Note|Update|Correction|Statement|Image|Photo|Read|Also|Dates?|Times?|Where|What|Who|Why|How|"
    r"Results?|Scores?|Winners?|Total|Status|Prices?|Costs?|Tickets?|Venue|Place|Address|Phone|Tel|Email|Website|"
    r"Sources?|Details|Opening|Subject|From|To|Sent|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d+|(?:Last|Next|Early|Late|Mid)[ -][A-Z]\w+)\b"
)
_LETTER = re.compile(r"(?P<letter>[QA]): +\S")
_ANSWERS = 2
"""Answers of the shortest interview: one line that opens with "A:" may be anything."""
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """`text[start:end]` is what the label at `named_at` says: all paragraphs of one turn but the first stand alone."""

    speaker: str | None
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
    since a narrator may take over after an answer without a sign. Of "Q:" and "A:" the answers are of whom the text
    interviews, if it says so plainly.
    """
    if lettered := _lettered(text):
        return lettered
    counts = Counter(_family(label) for line in _LINE.finditer(text) if (label := turn_label(line[0])))
    return tuple(_turns(text, counts)) if counts and max(counts.values()) > 1 else ()


def _lettered(text: str) -> tuple[Turn, ...]:
    """The paragraphs of an interview whose turns open with "Q:" and "A:"."""
    lines = list(_LINE.finditer(text))
    letters = [match["letter"] if (match := _LETTER.match(line[0])) else None for line in lines]
    if letters.count("A") < _ANSWERS or "Q" not in letters:
        return ()
    speaker = _interviewed(text[: lines[next(at for at, letter in enumerate(letters) if letter)].start()])
    found, current = list[Turn](), ""
    for line, letter in zip(lines, letters, strict=True):
        current = letter or (current if _FIRST_PERSON.search(line[0]) else "")
        start = line.start() + len(line[0]) - len(line[0][2 if letter else 0 :].lstrip())
        end = line.start() + len(line[0].rstrip())
        if current and start < end:
            at = (line.start(), line.start() + 1) if letter else (start, start)
            found.append(Turn(speaker if current == "A" else None, start, end, at))
    return tuple(found)


def _interviewed(introduction: str) -> str | None:
    """The one person whom the headline names in full, or else the whole introduction."""
    headline = introduction.split("\n", 1)[0]
    for written in (headline, introduction):
        found = set(full_names(written).values())
        if len(found) == 1:
            return found.pop()
    return None


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
