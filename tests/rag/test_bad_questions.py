"""Questions that nobody should ask: each gets an answer or a message that helps, soon, and never a traceback."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Passage
from index.errors import QuestionError
from rag import Assistant
from rag.evidence.spans import Reading, SpanReader
from rag.read import Reader
from tests.command_line import dateline
from ui.chat import WENT_WRONG, Chat

LIMIT = 2.0
"""Seconds of work that no question of these may take; what others do on the machine does not count."""
TODAY = date(2026, 4, 20)

BAD = {
    "nothing": "",
    "spaces": " \n\t\u2003\u200b ",
    "one word": "bridge",
    "one letter": "x",
    "stop words": "what is the of and to that which it was",
    "emoji": "\U0001f309\U0001f4a5\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "book": "bridge " * 14_286,
    "one long word": "x" * 100_000,
    "longest question": ("Why was the Skarrow Bridge closed? " * 57)[:2_000],
    "longest word": "y" * 2_000,
    "longest digits": "9" * 2_000,
    "longest capitals": ("Aa " * 667)[:2_000],
    "longest apostrophes": ("O'" * 1_000),
    "longest possessives": ("A's " * 500).strip(),
    "longest months": ("May " * 500).strip(),
    "longest ranges": ("between 1 and 2 " * 125).strip(),
    "longest commas": ("and," * 500),
    "full-text operators": 'bridge NEAR(closed, 5) AND NOT "pier* OR ^title : {a b} + -',
    "open operators": "NEAR( \"* ' ) AND OR NOT",
    "sql": "'; DROP TABLE articles; -- \" OR 1=1 /*",
    "like": "100% _ \\ % bridge_",
    "quotes": "\"\"\"'''```“”‘’«»",
    "asterisks": "*** ** * bri*ge ?*",
    "control characters": "When\x00 was\x07 the\x1b[31m bridge\x08 closed\x7f\x9b?",
    "lone surrogates": "bridge \ud800 closed \udfff\udc00?",
    "mixed scripts": "Когда the 橋 جسر γέφυρα bridge पुल 閉じた?",
    "right to left marks": "\u202ebridge\u202c \u200f\u2067closed\u2069 \u061c?",
    "combining marks": "b" + "\u0301" * 1_500 + "ridge?",
    "contradictory dates": "What happened after 5 May 2026 and before 1 March 2026?",
    "turned range": "What happened between 30 March 2026 and 2 March 2026?",
    "days that are none": "What was reported on 30 February 2026, 31/04/2026, 2026-13-45 and 29 February 2025?",
    "year none": "What was published in the year 99999 or on 0000-00-00?",
    "far dates": "What happened before 1 January 0001 and after 31 December 9999?",
    "far weeks": "What was published 99999999999 weeks ago?",
    "template": "{{7*7}} ${7*7} <%= 7 %> {0} %s %n",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "path": "../../../../etc/passwd\x00.md",
    "brackets": "(" * 1_000 + "bridge" + ")" * 990,
}


class OnceReader(SpanReader):
    """Reads a passage once for a question, in whatever way it is asked: that is three quarters of the work."""

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[tuple[str, Passage], list[Reading]] = {}

    def read(self, asked: Sequence[tuple[str, Passage]]) -> list[Reading]:
        new = list(dict.fromkeys(one for one in asked if one not in self._read))
        self._read |= {one: [] for one in new}
        for question in dict.fromkeys(question for question, _ in new):
            for reading in super().read([one for one in new if one[0] == question]):
                self._read[question, reading.passage].append(reading)
        return [reading for one in asked for reading in self._read[one]]


@pytest.fixture(scope="module")
def assistant(sample_archive: Path) -> Iterator[Assistant]:
    with Archive.open(sample_archive, create=False) as archive:
        opened = Assistant(archive, Reader(archive, spans=OnceReader()))
        opened.ask("Why was the bridge closed?")  # models load at the first question
        yield opened


def refusal(ask: Callable[[], object], limit: float = LIMIT) -> str:
    """What is said where the question is refused, empty where it is answered; either way it is soon."""
    begun, said = time.process_time(), ""
    try:
        ask()
    except QuestionError as error:
        said = str(error)
    assert time.process_time() - begun < limit
    return said


def asked(assistant: Assistant, question: str) -> None:
    """Ask in every way; a refusal is a sentence or two."""
    for way in (assistant.ask, assistant.search, assistant.conversation().ask):
        said = refusal(partial(way, question))
        assert not said or said.endswith((".", "?"))
        assert len(said) < 400


@pytest.mark.parametrize("question", BAD.values(), ids=BAD)
def test_bad_question_is_answered_or_refused_in_words_and_soon(assistant: Assistant, question: str) -> None:
    asked(assistant, question)


@pytest.mark.parametrize("question", BAD.values(), ids=BAD)
def test_bad_follow_up_is_answered_or_refused_in_words_and_soon(assistant: Assistant, question: str) -> None:
    talk = assistant.conversation()
    talk.ask("When was the Skarrow Bridge closed?")
    said = refusal(lambda: talk.ask(question))
    assert len(said) < 400
    talk.turns[-1].answer.query.standalone.encode()
    assert refusal(lambda: talk.ask("Why?")) == ""


@pytest.mark.parametrize("question", BAD.values(), ids=BAD)
def test_chat_shows_a_bad_question_without_going_wrong(assistant: Assistant, question: str) -> None:
    chat = Chat(assistant, "")
    *_, shown = chat.ask(question)
    assert WENT_WRONG not in shown
    assert 'aria-busy="true"' not in shown
    assert "<script>" not in shown
    assert "<img" not in shown
    shown.encode()


@given(question=st.text(st.characters(), max_size=300))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_or_refused(assistant: Assistant, question: str) -> None:
    asked(assistant, question)


PIECES = st.sampled_from(
    [
        *" \x00\ud800\u202e\"'()*:^-+?.,%", "NEAR(", "AND", "he", "it", "there", "30 February", "before", "since", "橋",
        "Skarrow Bridge", "31", "2026-02-30", "last week", "according to", "the Courier", "And", "why", "\n", "O'", "A's",
    ]
)  # fmt: skip


@given(questions=st.lists(st.lists(PIECES, max_size=14).map(" ".join), min_size=1, max_size=3))
@settings(deadline=None, max_examples=25)
def test_any_conversation_of_odd_pieces_goes_on(assistant: Assistant, questions: list[str]) -> None:
    talk = assistant.conversation()
    for question in questions:
        assert len(refusal(partial(talk.ask, question, TODAY))) < 400


@pytest.mark.parametrize("verb", ["ask", "search"])
@pytest.mark.parametrize("name", ["spaces", "book", "emoji", "open operators", "contradictory dates", "markup", "path"])
def test_command_line_answers_or_refuses_in_words(sample_archive: Path, verb: str, name: str) -> None:
    done = dateline(verb, "--archive", sample_archive, "--", BAD[name].replace("\x00", ""))
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert said.strip()
    assert done.returncode in (0, 1, 2)
    assert "\x1b" not in said
    assert len(said) < 20_000
