"""The question of an interview that a turn answers: its words are those that the answer leaves out.

"Gazette: Will you run again?" and then "Lind: No." Only where both lines open with who speaks, by name or as Q and A;
unsure means none.
"""

import re

from index.speakers import turn_label

Span = tuple[int, int]

_Q, _A = re.compile(r"^(?:Q|Question)\s*[:.]\s", re.IGNORECASE), re.compile(r"^(?:A|Answer)\s*[:.]\s", re.IGNORECASE)
_CLOSING = "\"”’»')] \t\r\xa0"


def asks(text: str) -> bool:
    """Whether the sentence is a question."""
    return text.rstrip(_CLOSING).endswith("?")


def question_before(text: str, start: int) -> Span | None:
    """Where in the article the question stands that the sentence at `start` begins to answer; None where it does not.

    It is the line before, without the white space at its ends.
    """
    opens = text.rfind("\n", 0, start) + 1
    if text[opens:start].strip(_CLOSING + "“«"):
        return None  # not the first sentence of its line
    before = text[:opens].rstrip()
    asked = before.rfind("\n") + 1
    asked += len(before[asked:]) - len(before[asked:].lstrip())
    line, answer = before[asked:], text[start:].partition("\n")[0]
    return (asked, len(before)) if line and asks(line) and not asks(answer) and _answers(line, answer) else None


def in_turn(text: str, start: int) -> bool:
    """Whether the sentence at `start` opens with who speaks, or its line with the A of an answer."""
    line = text[text.rfind("\n", 0, start) + 1 :].lstrip()[:20]
    return bool(turn_label(text[start:].partition("\n")[0]) or _A.match(line))


def _answers(question: str, answer: str) -> bool:
    """Whether two lines are turns of two speakers."""
    asker, answerer = turn_label(question), turn_label(answer)
    return bool(asker and answerer and asker != answerer) or bool(_Q.match(question) and _A.match(answer))
