"""Whom the pronoun that opens a sentence means, and who is speaking in it: notes of ours, only when sure."""

import re
from dataclasses import replace

from index.sentences import sentence_spans
from rag.answers.persons import ROLES, fits, full_name, is_person, possible_persons
from rag.answers.sentence import Sentence, told_by
from rag.text.mentions import Mention, names, places
from rag.text.vocabulary import PLURALS
from rag.text.words import words

WINDOW = 800
"""Characters before a sentence in which the one before it is looked for."""
SEEN = 20_000
"""Characters of the article, from its beginning, that may show a name to be a person's."""

_OPENS = re.compile(r"^(?P<pronoun>He|She|His|Her)\b(?!['’])")
_OPENS_PLURAL = re.compile(r"^(?:They|Their)\b(?!['’])")
_WHOSE = r"(?:(?:the|an?|his|her)\s+)?(?:[\w-]+['’]s\s+)?"
_JOINED = (
    re.compile(  # what stands between two names that are one subject: ", the mayor, and the navy's chief, Admiral"
        rf"(?:,\s+(?:[\w’'-]+\s+){{0,7}}[\w’'-]+,)?\s+and\s+"
        rf"(?:{_WHOSE}(?:[a-z-]+\s+){{0,2}}[a-z-]+,\s+|{_WHOSE}(?:[a-z-]+\s+)?{ROLES}\s+)?(?:[A-Z][a-z]+\.?\s+)?"
    )
)
_NOT_SUBJECT = re.compile(
    r",\s+\w+\s|\b(?:with|for|after|before|in|at|on|by|from|to|about|when|while|as|that|said)\b", re.I
)
_SEVERAL = re.compile(
    r"\b(?:(?!this\b|does\b)[a-z]{3,}(?<!s)s|[a-z]*(?:men|people|children)|police|team|group|council|"
    r"board|crowd|family|couple|public|staff|crew|party|government|company|firm|union|committee|ministry|press|class)\b(?!['’])"
)
_SAYS = re.compile(
    r"^(?:He|She)\s+(?:also\s+|later\s+|has\s+|had\s+|then\s+)*(?:said|says|told|added|adds|stated|explained|warned|noted|"
    r"stressed|emphasi[sz]ed|argued|insisted|wrote|announced|promised|denied|admitted|conceded|asked|called|recalled)\b"
)
_PRONOUN_SAYS = re.compile(
    r"[,\"”]\s*(?:he|she)\s+(?:(?:also|then|later)\s+)?(?:sa(?:id|ys)|add(?:ed|s)|told|explained|announced|wrote|warned)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|us|our)\b|\bI['’]|^[^.:]{2,40}:\s")
_ANY = re.compile(r"\b(?:he|she|him|his|her|hers|they|their)\b", re.IGNORECASE)


def noted(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences of an answer, each with its speaker and notes, none where the one shown before says as much."""
    shown: Sentence | None = None
    found = []
    for one in sentences:
        follows = shown is not None and shown.article.id == one.article.id and _is_next(shown, one)
        notes = [note for note in (one.note, "" if follows else _meant(one), _said_by(one)) if note]
        found.append(replace(one, speaker=told_by(one), note="; ".join(notes)))
        shown = one
    return tuple(found)


def antecedent(sentence: Sentence) -> str | None:
    """The one person named in the sentence before whom its opening "he" or "she" fits; None when that is not sure."""
    opening = _OPENS.match(sentence.text)
    before = previous(sentence)
    if not opening or not before:
        return None
    if _FIRST_PERSON.search(before) or _FIRST_PERSON.search(sentence.text):
        return None  # somebody is speaking: of whom, the outlet does not say
    persons = list({name.text: name for name in possible_persons(before)}.values())
    if len(persons) != 1 or _ANY.search(before[: persons[0].start]):
        return None
    name = persons[0].text
    if set(name.split()) & {word.written for word in words(sentence.text)}:
        return None  # "She told Ann Lee": somebody else
    sure = is_person(name, sentence.article.text[:SEEN]) and fits(opening["pronoun"], name, before)
    return name if sure else None


def both(sentence: Sentence) -> str | None:
    """The two persons who are the subject of the sentence before, "Ann Lee and Jon Vale", whom its "they" means.

    None where that sentence speaks of anything else that may be "they".
    """
    before = previous(sentence)
    if not _OPENS_PLURAL.match(sentence.text) or not before or any(map(_FIRST_PERSON.search, (before, sentence.text))):
        return None
    persons = [name for name in possible_persons(before) if not before.startswith(("'s", "’s"), name.end)]
    if len({name.text for name in persons}) != 2 or len(persons) != 2 or not _are_subject(before, *persons):
        return None
    one, other = (name.text for name in persons)
    told = {word.written for word in words(sentence.text)}
    known = is_person(one, sentence.article.text[:SEEN]) and (
        " " in other or is_person(other, sentence.article.text[:SEEN])
    )
    return f"{one} and {other}" if known and not told & {*one.split(), *other.split()} else None


def _are_subject(text: str, one: Mention, other: Mention) -> bool:
    """Whether the sentence begins with both, joined by "and", and names nothing else of which there are several."""
    opening, after = text[: one.start], text[other.end :]
    rest = f"{opening} {after}"
    several = _SEVERAL.search(rest) or any(word.written.casefold() in PLURALS for word in words(rest))
    located = {place.start for place in places(after)}
    named = [name for name in names(after) if name.start not in located]
    joined = _JOINED.fullmatch(text[one.end : other.start])
    return bool(joined) and not _NOT_SUBJECT.search(opening) and not several and not named and not _ANY.search(text)


def _meant(sentence: Sentence) -> str:
    name = antecedent(sentence) or both(sentence)
    if not name and _SAYS.match(sentence.text):
        name = _unnamed_speaker(sentence)
    return f"{sentence.text.split()[0].lower()}: {full_name(name, sentence.article.text[:SEEN])}" if name else ""


def _said_by(sentence: Sentence) -> str:
    """Who speaks, where the sentence itself does not name them: without that its words would pass for the outlet's."""
    speaker = None if _OPENS.match(sentence.text) and _meant(sentence) else _unnamed_speaker(sentence)
    return f"said by {speaker}" if speaker and _is_clear(speaker, sentence) else ""


def _is_clear(speaker: str, sentence: Sentence) -> bool:
    """Whether a "he said" can mean only this person: the sentence before names them. Other words need no pronoun."""
    by_pronoun = _OPENS.match(sentence.text) or _PRONOUN_SAYS.search(sentence.text)
    return not by_pronoun or bool(set(speaker.split()[-1:]) & {word.written for word in words(previous(sentence))})


def _unnamed_speaker(sentence: Sentence) -> str | None:
    """Who speaks in it, if that is somebody with a name, of which no word stands in it."""
    speaker = told_by(sentence)
    if not speaker or not speaker[0].isupper():
        return None
    return speaker if not set(speaker.split()) & {word.written for word in words(sentence.text)} else None


def previous(sentence: Sentence) -> str:
    """The whole sentence before this one; empty at the beginning, and where it is too long to be seen whole."""
    text = sentence.article.text
    first = max(sentence.start - WINDOW, 0)
    spans = sentence_spans(text[first : sentence.start])
    if not spans or (first and len(spans) == 1):
        return ""
    start, end = spans[-1]
    return text[first + start : first + end]


def _is_next(one: Sentence, other: Sentence) -> bool:
    return one.end <= other.start and not one.article.text[one.end : other.start].strip()
