"""Who denied, alleged or claimed something: the subject of that verb, never whom it is said of. English.

"Who says 112 died?" is answered by who gives that very number, "Who denied that a deal was near?" by the ministry of
"The ministry denied it", and "Who accused the rebels?" by the army that says what they did.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.speakers import Attribution
from rag.answers.plain import plain
from rag.answers.sentence import Chosen, Sentence, one_of_each, sentences_in
from rag.datatypes import Query
from rag.evidence.claimants import claimant_at, name_there
from rag.evidence.contested import cue_of, is_anaphoric
from rag.evidence.gather import Evidence
from rag.evidence.heard import heard
from rag.questions.claimant import AskedClaim, asked_claim, keys_of, number_of
from rag.text.fates import fate_asked, fates_at
from rag.text.values import values_in

ENOUGH = 0.6
"""Share of what was said that a statement must have for its speaker to be the answer, as in `answers/said.py`."""
BEFORE = 2
"""Sentences before "denied it" that say what: the claim, and what it is about."""
FOR_VERB = 0.25
"""What the very verb of the question counts beside the share of the topic."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement that may be the one meant: the sentences that show it, its speaker, and how well it answers."""

    sentences: tuple[Sentence, ...]
    speaker: str
    share: float
    value: float


def who_claims(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen | None:
    """Who said, denied or alleged it, as the short answer; None where another form is to find it."""
    asked = asked_claim(query)
    if asked is None or not evidence:
        return None
    if asked.numbers:
        return _who_gives(query, asked, evidence) or plain(query, [_having(asked, one) for one in evidence], threshold)
    best = _best(asked, evidence) if asked.deed != "said" else None
    return Chosen(best.sentences, best.speaker) if best else None


def is_claimed(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether a statement has most of what was said, and its article all of it."""
    asked = asked_claim(query)
    best = _best(asked, evidence) if asked and asked.topic and not asked.numbers else None
    return best is not None and asked is not None and asked.topic <= keys_of(best.sentences[-1].article.text)


def _who_gives(query: Query, asked: AskedClaim, evidence: Sequence[Evidence]) -> Chosen | None:
    """The likeliest sentence in which somebody gives the number that is asked for, of those whom it is asked of."""
    fate = fate_asked(query.standalone)
    for one in evidence:
        for value in values_in(one.text):
            told = fates_at(one.text, value.start, value.end)
            if number_of(value) not in asked.numbers or (fate and told and fate not in told):
                continue
            at = one.start + value.start, one.start + value.end
            claimant = claimant_at(one.passage.article.text, (one.start, one.end), at)
            if claimant and claimant.written in one.text:
                return Chosen((Sentence(one.passage, one.start, one.end, one.speaker),), claimant.written)
    return None


def _having(asked: AskedClaim, one: Evidence) -> Evidence:
    """The evidence without its answer where it has not the number that somebody is to have given."""
    has = any(number_of(value) in asked.numbers for value in values_in(one.text))
    return one if has else replace(one, answer=None)


def _best(asked: AskedClaim, evidence: Sequence[Evidence]) -> _Found | None:
    found = (one for one in _found(asked, evidence) if one.share >= ENOUGH)
    return min(found, key=lambda one: (-one.value, one.sentences[-1].place), default=None)


def _found(asked: AskedClaim, evidence: Sequence[Evidence]) -> Iterator[_Found]:
    """The statements of the articles that may be the one meant, each with who makes it."""
    for passage in one_of_each(one.passage for one in evidence):
        text, sentences = passage.article.text, list(sentences_in(passage))
        for said in heard(text):
            cue = cue_of(text, said)
            at = next((row for row, one in enumerate(sentences) if one.start <= said.start < one.end), None)
            if at is None or (cue == "denied") != (asked.deed == "denied"):
                continue
            before = sentences[max(at - BEFORE, 0) : at] if is_anaphoric(said) else []
            told = keys_of(" ".join((said.content, *(one.text for one in before))))
            share = len(asked.topic & told) / len(asked.topic)
            if naming := _naming(sentences[: at + 1], said):
                shown, speaker = naming
                value = share + FOR_VERB * (cue == asked.deed)
                yield _Found(tuple(dict.fromkeys((*before[-1:], *shown))), speaker, share, value)


def _naming(sentences: Sequence[Sentence], said: Attribution) -> tuple[tuple[Sentence, ...], str] | None:
    """The sentence of the statement, the last, with who makes it; before it the one that names them, if need be."""
    last = sentences[-1]
    there = name_there(last.article.text, said)
    for name in (there, said.speaker or ""):
        if name and name in last.text:
            return (last,), name
    ahead = [one for one in sentences[:-1] if said.speaker and said.speaker in one.text]
    return ((ahead[-1], last), said.speaker) if ahead and said.speaker else None
