"""The Answerer with a language model: its words as they come, then only what the articles prove of them.

1. the model answers from numbered sources (`models/prompts.py`); its words are shown as provisional
2. its reply is taken apart into sentences with their [n] markers
3. a marker stays where the passage it names carries the sentence (`verify.py`); a sentence stays while it has a marker
4. the model found no answer: there is none. It fails, or nothing is left: the fallback answers, and says so
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.datatypes import Passage
from index.errors import ModelError
from index.sentences import sentence_spans
from index.speakers import speaker_at
from rag.compose import Cited, Span, compose, refuse
from rag.datatypes import Answer, Event, Name, Query, Turn, Usage
from rag.models.llm_reply import Metered
from rag.models.prompts import NOT_IN_THE_ARCHIVE, answer_messages
from rag.verify import support

if TYPE_CHECKING:
    from rag.assistant import Answerer
    from rag.models.llm import ChatModel

SHORT = 60
"""A whole answer of at most so many characters is its own shortest answer, if the article has it word for word."""

_MARKER = re.compile(r"[ \t]*[\[【](?:source\s*)?(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)(?:†[^】\]]*)?[\]】]", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)\s*[–-]\s*(\d+)")
_LEAD = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|(?:answer|short answer)\s*:\s*)+", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_THOUGHT = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a model's reply and the numbers of the sources that it names."""

    text: str
    numbers: tuple[int, ...]


class Writer:
    """Answers with a language model, and with the fallback where the model fails."""

    def __init__(self, model: "ChatModel", fallback: "Answerer") -> None:
        self.name = model.name
        self._model = model
        self._fallback = fallback

    def answer(self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn] = ()) -> Iterator[Event]:
        """The model's words as "text" events, provisional, then the verified Answer."""
        if not passages:
            yield Event("answer", answer=refuse(query, passages, "The archive has no article to answer from.", 0.0))
            return
        reply, metered = "", Metered(self._model, answer_messages(query, passages, turns))
        try:
            for words in without_thoughts(iter(metered)):
                reply += words
                yield Event("text", text=words)
        except ModelError as error:
            answer, why = None, f"because the language model did not answer. {error}"
        else:
            answer, why = proved(query, passages, reply), "since no passage proves what the language model wrote."
        if answer is not None:
            yield _charged(Event("answer", answer=answer), metered.usage)
            return
        for event in self._fall_back(query, passages, turns, why, said=bool(reply)):
            yield _charged(event, metered.usage)

    def _fall_back(
        self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn], why: str, *, said: bool
    ) -> Iterator[Event]:
        """The fallback's events, with a note that says whose answer it is and why."""
        note = f"This answer is the {self._fallback.name}'s, {why}"
        if said:
            yield Event("text", text="\n\n")
        for event in self._fallback.answer(replace(query, notes=(note, *query.notes)), passages, turns):
            yield event if event.answer is None else replace(event, answer=_noted(event.answer, note))


def proved(query: Query, passages: Sequence[Passage], reply: str) -> Answer | None:
    """The Answer that is left of a model's reply when each sentence is held against the passages it names.

    None where nothing is left of what it wrote; a refusal where the model says that it found no answer, first of all
    or beside nothing that is proved.
    """
    plain = reply.strip(" .*\"'\n")
    written = [one for one in written_sentences(reply) if NOT_IN_THE_ARCHIVE not in one.text]
    cited = [Cited(sentence.text, _carrying(sentence, passages, query.names)) for sentence in written]
    kept = [sentence for sentence in cited if sentence.spans]
    gave_up = NOT_IN_THE_ARCHIVE in reply or plain.casefold() == NOT_IN_THE_ARCHIVE.casefold()
    if gave_up and not (kept and plain.find(NOT_IN_THE_ARCHIVE) > 0):
        return refuse(query, passages, "The language model found no answer in the nearest passages.", 0.0)
    return compose(query, passages, kept, short=_short(kept), confidence=len(kept) / len(written)) if kept else None


def written_sentences(reply: str) -> list[Written]:
    """The sentences of a reply, without its markers and decoration, each with the numbers it names.

    A marker belongs to the sentence it stands in or ends, before or after the full stop; at the head of a line, to the
    sentence that follows.
    """
    text, markers = _apart(reply)
    written = []
    for start, end in sentence_spans(text):
        plain = _STRONG.sub(r"\2", _LEAD.sub("", text[start:end])).strip()
        numbers = [number for at, found in markers if start < at <= end or (at == start) for number in found]
        if plain:
            written.append(Written(plain, tuple(dict.fromkeys(numbers))))
    return written


def _apart(reply: str) -> tuple[str, list[tuple[int, list[int]]]]:
    """The reply without its markers, and each marker's numbers with the place in that text where it stood."""
    text, markers, last = "", [], 0
    for match in _MARKER.finditer(reply):
        text += reply[last : match.start()]
        opens_line = not text or text.endswith("\n")
        last = match.end() + (len(reply[match.end() :]) - len(reply[match.end() :].lstrip(" \t")) if opens_line else 0)
        markers.append((len(text), _numbers(match.group(1))))
    return text + reply[last:], markers


def _numbers(listed: str) -> list[int]:
    """The numbers of a marker such as "1, 3-5"."""
    spelt_out = _RANGE.sub(lambda match: ",".join(map(str, range(int(match[1]), int(match[2]) + 1))), listed)
    return [int(number) for number in re.findall(r"\d+", spelt_out)]


def _carrying(sentence: Written, passages: Sequence[Passage], names: Sequence[Name]) -> tuple[Span, ...]:
    """The spans of the named passages that carry the sentence."""
    spans: dict[tuple[str, int, int], Span] = {}
    for number in sentence.numbers:
        if not 1 <= number <= len(passages):
            continue
        article = passages[number - 1].article
        found = support(sentence.text, passages[number - 1], names)
        if found.supported:
            speaker = speaker_at(article.text, found.start, found.end)
            spans[article.id, found.start, found.end] = Span(article, found.start, found.end, speaker)
    return tuple(spans.values())


def _short(kept: Sequence[Cited]) -> str | None:
    """The whole answer without its full stop, if that is short and stands in the cited span as it is."""
    span, whole = kept[0].spans[0], kept[0].text.rstrip(" .")
    verbatim = whole in span.article.text[span.start : span.end]
    return whole if len(kept) == 1 and len(whole) <= SHORT and verbatim else None


def _charged(event: Event, usage: Usage | None) -> Event:
    """The event with what the model's reply cost, if it holds the answer."""
    if event.answer is None:
        return event
    return replace(event, answer=replace(event.answer, usage=Usage.total((event.answer.usage, usage))))


def _noted(answer: Answer, note: str) -> Answer:
    return replace(answer, reason=f"{note} {answer.reason}") if answer.reason else answer


def without_thoughts(words: Iterator[str]) -> Iterator[str]:
    """A reply without the "<think>...</think>" that reasoning models of local servers put before it."""
    opening, closing = _THOUGHT
    held, thinking, began = "", False, False
    for piece in words:
        if began:
            yield piece
            continue
        held += piece
        if not thinking and held.lstrip().startswith(opening):
            thinking = True
        if thinking and closing in held:
            held, thinking = held.partition(closing)[2].lstrip(), False
        if not thinking and held.strip() and not opening.startswith(held.strip()[: len(opening)]):
            began = True
            yield held
    if not began and not thinking and held.strip():
        yield held
