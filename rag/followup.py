"""A follow-up made into a question of its own, without a language model. English.

1. "Why?", "And Quill?", "According to the other article?" are the last question with something else in it
2. "he" becomes the person spoken of last, "there" the place, "at that time" the date, "Quill" the full name
3. "Why was it closed?" and "What else is known?" bring the last question's subject along

A question that refers to nothing stays as it is: the old subject must not follow a new one.
"""

import re
from collections.abc import Sequence

from rag.mentions import dates, names
from rag.referents import Said, asked_names, known_names, last_person, last_place, last_time, named_by_answer
from rag.vocabulary import IRREGULAR, PLURALS
from rag.words import COMMON, Word, content_words, stem, words

LONGEST_FRAGMENT = 6
"""Words; what is longer is a sentence."""

_FRAGMENT = re.compile(r"^\W*(?:and|or|but|so|what about|how about|and what about)\s+(?P<rest>.+?)\W*$", re.IGNORECASE)
_FULL = re.compile(
    r"^(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|will|would|can|could|"
    r"should|may|might|by|with|for|from|since|until)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"^\W*(?:and\s+|but\s+)?(?:what\s+about\s+)?according\s+to\s+(?P<outlet>.+?)\W*$", re.IGNORECASE)
_OTHER = re.compile(r"^(?:the|an)\s?other (?:articles?|outlets?|papers?|newspapers?|sources?|reports?)$", re.IGNORECASE)
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)"
_BARE = re.compile(
    r"^\W*(?:and\s+|but\s+)?(?P<word>why|when|where|how)(?:\s+(?:is|was)\s+(?:that|this|it))?\W*$", re.IGNORECASE
)
_ASKED = re.compile(rf"^(?:(?:why|when|where|how)\s+)?(?=(?P<rest>{_AUXILIARY}\b.+))", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:his|hers|her(?=\s+(?P<next>[a-z]+)))\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_PREPOSITION = r"(?:about|of|for|with|to|on|against|by|after|before|from|in|at|over|into)"
_TIME = r"(?:week|month|year|morning|time|period|day)"
# "it" and its like refer back as the subject of the question, at its end, or after a preposition; "that" is as often a
# conjunction ("said that"), "there" as often says that something exists ("is there").
_REFERENCE = re.compile(
    rf"^(?:\W*+\w++){{0,3}}?\W*\b{_AUXILIARY}(?:n't)?\s+(?:it|they|this|that|these|those)\b(?!\s+{_TIME})|"
    rf"\b{_PREPOSITION}\s+(?:it|them|this|that|these|those)\b(?!\s+{_TIME})|"
    r"\b(?:it|them|this|that|these|those|there)\W*$",
    re.IGNORECASE,
)
_ITS = re.compile(r"\bits\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)
_PART_OF = re.compile(  # words that only name a kind of thing, and questions that begin in the middle
    r"\bthe\s+(?:band|group|team|club|company|firm|party|film|movie|book|show|series|album|song|game)\b|^\W*any\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:else|other|another|more|besides|also|others)\b", re.IGNORECASE)
_THERE = re.compile(rf"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere(?=\W*$|\s+{_PREPOSITION}\b)", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:at|during|in)\s+(?:that|this)\s+(?:time|period|year|month|day)(?:\s+(?:period|frame))?\b", re.IGNORECASE
)
_IT = re.compile(r"\b(?:it|this|that|these|those|its|why)\b", re.IGNORECASE)
_VAGUE = frozenset(map(stem, "thing anything something aspect interesting time way kind sort lot part".split()))
_LAST_NOUNS = re.compile(r"\b(?:the|an?|this|that)\s+\w+(?:\s+\w+)?(?=\W*$)", re.IGNORECASE)
_NOUN_PHRASE = re.compile(r"\b(?:the|an?)\s+\w+|(?<!^)\b[A-Z]\w+", re.MULTILINE)


def made_standalone(question: str, history: Sequence[Said]) -> str:
    """The question with what it refers to put in; the question itself when it refers to nothing."""
    if not history:
        return question
    last = history[-1]
    if elliptical := _asked_again(question, last):
        return elliptical
    fragment = _FRAGMENT.match(question)
    if fragment and not _FULL.match(fragment["rest"]) and len(fragment["rest"].split()) <= LONGEST_FRAGMENT:
        return _in_place(fragment["rest"], last) or question
    text = question
    for step in (_with_person, _with_place, _with_time, _in_full):
        text = step(text, history)
    if text != question and asked_names(text):
        return text
    if (
        _refers_back(text)
        or _MORE.search(text)
        or (last.answer and (fragment or _says_little(text) or _goes_on(text, last)))
    ):
        return _with_subject(text, history)
    return text


def _asked_again(question: str, last: Said) -> str | None:
    """The last question asked "why" or of another source instead; None for another follow-up."""
    bare, asked = _BARE.match(question), _ASKED.match(last.question)
    if bare and asked:
        return f"{bare['word'].capitalize()} {_lower_first(asked['rest'])}"
    source = _SOURCE.match(question)
    if not source or not last.question:
        return None
    outlet = last.other if _OTHER.match(source["outlet"]) else source["outlet"]
    return f"{last.question.rstrip(' ?')} according to {outlet}?" if outlet else None


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _in_place(fragment: str, last: Said) -> str | None:
    """The last question with the fragment's name, date or noun in place of its own; None if there is no such place."""
    earlier = last.question
    for found_in in (dates, names):
        new, old = found_in(f"in {fragment}"), found_in(earlier)
        if new and len(old) == 1:
            return earlier[: old[0].start] + new[-1].text + earlier[old[0].end :]
    if not last.answer:
        return None
    end = _LAST_NOUNS.search(earlier)
    if end:  # "And about the quay?" of "... about the bridge?"
        opening, _, rest = fragment.partition(" ")
        fragment = rest if rest and earlier[: end.start()].rstrip().endswith(f" {opening}") else fragment
    return earlier[: end.start()] + fragment + earlier[end.end() :] if end else f"{earlier} ({fragment})"


def _with_person(question: str, history: Sequence[Said]) -> str:
    """The question with the last person named in place of "he" or "she", unless it names somebody itself before."""
    pronoun = _PERSON.search(question)
    if not pronoun or names(question[: pronoun.start()]):
        return question
    person = last_person(history)
    if not person:
        return question
    question = _WHOSE.sub(lambda match: match.group() if _is_object(match) else f"{person}'s", question)
    return _PERSON.sub(lambda _: person, question)


def _is_object(match: re.Match[str]) -> bool:
    """Whether "her" is no possessive: "what did they tell her about it"."""
    return (match["next"] or "").casefold() in COMMON


def _with_place(question: str, history: Sequence[Said]) -> str:
    place = last_place(history) if _THERE.search(question) else None
    return _THERE.sub(lambda _: f"in {place}", question) if place else question


def _with_time(question: str, history: Sequence[Said]) -> str:
    time = last_time(history) if _THEN.search(question) else None
    return f"{question} ({time})" if time and not dates(question) else question


def _in_full(question: str, history: Sequence[Said]) -> str:
    """The question with the full name where it has a part of one that was spoken of."""
    known = known_names(history)
    for name in reversed(asked_names(question)):
        longer = {full for full in known if " " in full and full.split()[-1] == name.text}
        if len(longer) == 1:
            question = question[: name.start] + longer.pop() + question[name.end :]
    return question


def _refers_back(question: str) -> bool:
    named = asked_names(question)
    if they := _THEY.search(question):  # "Did they play in Osmond?", but not "What did the Brands do when they left?"
        return not _NOUN_PHRASE.search(question[: they.start()]) and not (named and named[0].start < they.start())
    its = _ITS.search(question)
    inside = bool(its and _NOUN_PHRASE.search(question[: its.start()]))  # "Did the bank change its mind?"
    return bool(_REFERENCE.search(question) or _PART_OF.search(question) or (its and not inside)) and not named


def _says_little(question: str) -> bool:
    """Whether too few words say what it is about: "Why?", "When was that?"."""
    said = [word for word in words(question) if not word.common]
    return len(said) <= 1 and not asked_names(question)


def _goes_on(question: str, last: Said) -> bool:
    """Whether it is about something of the last question or answer."""
    told = {word.stem for text in (last.question, last.answer) for word in words(text) if not word.common}
    return not asked_names(question) and any(word.stem in told for word in words(question))


def _with_subject(question: str, history: Sequence[Said]) -> str:
    """The question with the names, and where "it" may mean them the nouns, of the last one in brackets."""
    last = history[-1]
    subject = known_names(history[-1:])
    if not subject or _IT.search(question):
        subject += [_nouns(last.subject or last.asked) or _nouns(last.question), named_by_answer(last) or ""]
    known = {word.stem for word in content_words(question)}
    new = [word.written for word in words(" ".join(subject)) if word.stem not in known]
    return f"{question} ({' '.join(dict.fromkeys(new))})" if new else question


def _nouns(question: str) -> str:
    kept = [word for word in content_words(question) if not word.common and word.stem not in _VAGUE]
    return " ".join(word.written for word in kept if word.capitalised or not _is_verb(word))


def _is_verb(word: Word) -> bool:
    written = word.written.casefold()
    return written.endswith("ed") or (written in IRREGULAR and written not in PLURALS)
