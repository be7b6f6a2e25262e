"""A follow-up made into a question of its own, without a language model. English.

"he" becomes the last person named, "And Quill?" puts Quill in the last question's place, "Why was it closed?" brings
the last question's subject along. A question that refers to nothing stays as it is: the old subject must not follow
a new one.
"""

import re
from collections.abc import Sequence

from rag.amounts import PLURALS
from rag.datatypes import Answer, Turn
from rag.mentions import dates, names
from rag.vocabulary import IRREGULAR
from rag.words import COMMON, Word, content_words, words

_FRAGMENT = re.compile(r"^\W*(?:and|or|but|so|what about|how about|and what about)\s+(?P<rest>.+?)\W*$", re.IGNORECASE)
_FULL = re.compile(
    r"^(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|will|would|can|could|"
    r"should|may|might|by|with|for|from|since|until)\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"\b(?:his|hers|her(?=\s+(?P<next>[a-z]+)))\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)"
_PREPOSITION = r"(?:about|of|for|with|to|on|against|by|after|before|from|in|at|over|into)"
# "it" and its like refer back as the subject of the question, at its end, or after a preposition; "that" is as often a
# conjunction ("said that"), "there" as often says that something exists ("is there").
_REFERENCE = re.compile(
    rf"^(?:\W*\w+){{0,3}}?\W*\b{_AUXILIARY}(?:n't)?\s+(?:it|they|this|that|these|those)\b(?!\s+(?:week|month|year|morning))|"
    rf"\b{_PREPOSITION}\s+(?:it|them|this|that|these|those)\b(?!\s+(?:week|month|year|morning))|"
    r"\b(?:it|them|this|that|these|those|there)\W*$",
    re.IGNORECASE,
)
_ITS = re.compile(r"\b(?:its|their)\b", re.IGNORECASE)
_LAST_NOUNS = re.compile(r"\b(?:the|an?|this|that)\s+\w+(?:\s+\w+)?(?=\W*$)", re.IGNORECASE)
_NOUN_PHRASE = re.compile(r"\b(?:the|an?)\s+\w+|(?<!^)\b[A-Z]\w+", re.MULTILINE)


def made_standalone(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it refers to put in; the question itself when it refers to nothing."""
    if not turns:
        return question
    last = turns[-1].answer
    fragment = _FRAGMENT.match(question)
    if fragment and not _FULL.match(fragment["rest"]):
        return _in_place(fragment["rest"], last) or question
    named = _with_person(question, turns)
    if named != question:
        return named
    if _refers_back(question) or (last.answered and (fragment or _says_little(question))):
        return _with_subject(question, last)
    return question


def _in_place(fragment: str, last: Answer) -> str | None:
    """The last question with the fragment's name, date or noun in place of its own; None if there is no such place."""
    earlier = last.query.standalone
    for found_in in (dates, names):
        new, old = found_in(f"in {fragment}"), found_in(earlier)
        if new and len(old) == 1:
            return earlier[: old[0].start] + new[-1].text + earlier[old[0].end :]
    if not last.answered:
        return None
    end = _LAST_NOUNS.search(earlier)
    return earlier[: end.start()] + fragment + earlier[end.end() :] if end else f"{earlier} ({fragment})"


def _with_person(question: str, turns: Sequence[Turn]) -> str:
    """The question with the last person named in place of "he" or "she", unless it names somebody itself before."""
    pronoun = _PERSON.search(question)
    if not pronoun or names(question[: pronoun.start()]):
        return question
    person = next((name for turn in reversed(turns) if (name := _person_of(turn.answer))), None)
    if not person:
        return question
    question = _WHOSE.sub(lambda match: match.group() if _is_object(match) else f"{person}'s", question)
    return _PERSON.sub(person, question)


def _is_object(match: re.Match[str]) -> bool:
    """Whether "her" is no possessive: "what did they tell her about it"."""
    return (match["next"] or "").casefold() in COMMON


def _person_of(answer: Answer) -> str | None:
    """Who a turn was about: the name it answered with, else the one it asked about, else the one it quoted."""
    if answer.query.kind == "who" and answer.short:
        return answer.short
    asked = names(answer.query.standalone)
    if asked:
        return max(reversed(asked), key=lambda name: " " in name.text).text
    return next((citation.speaker for citation in answer.citations if citation.speaker), None)


def _refers_back(question: str) -> bool:
    its = _ITS.search(question)
    inside = bool(its and _NOUN_PHRASE.search(question[: its.start()]))  # "Did the bank change its mind?"
    return bool(_REFERENCE.search(question) or (its and not inside)) and not names(question)


def _says_little(question: str) -> bool:
    """Whether too few words say what it is about: "Why?", "When was that?"."""
    said = [word for word in words(question) if not word.common]
    return len(said) <= 1 and not names(question)


def _with_subject(question: str, last: Answer) -> str:
    """The question with the nouns and names of the last one in brackets, where search finds them."""
    known = {word.stem for word in content_words(question)}
    new = [word for word in content_words(last.query.standalone) if word.stem not in known and not word.common]
    subject = [word.written for word in new if word.capitalised or not _is_verb(word)]
    return f"{question} ({' '.join(subject)})" if subject else question


def _is_verb(word: Word) -> bool:
    written = word.written.casefold()
    return written.endswith("ed") or (written in IRREGULAR and written not in PLURALS)
