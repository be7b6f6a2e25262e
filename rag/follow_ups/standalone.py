"""A follow-up made into a question of its own, without a language model. English.

1. "Why?", "And Quill?", "According to the other article?" are the last question with something else in it
2. "he" becomes the person spoken of last, "there" the place, "at that time" the date, "Quill" the full name
3. "Why was it closed?" and "What else is known?" bring the last question's subject along

A question that refers to nothing stays as it is: the old subject must not follow a new one.
"""

import re
from collections.abc import Sequence

from rag.follow_ups.fragments import FRAGMENT, HELD, PREPOSITION, in_place, is_fragment
from rag.follow_ups.referents import Said, asked_names, known_names, last_person, last_place, last_time, named_by_answer
from rag.follow_ups.things import is_plural, with_thing
from rag.text.mentions import NAME, dates, names
from rag.text.vocabulary import IRREGULAR, PLURALS
from rag.text.words import COMMON, Word, content_words, stem, words

_SOURCE = re.compile(r"^\W*(?:and\s+|but\s+)?(?:what\s+about\s+)?according\s+to\s+(?P<outlet>.+?)\W*$", re.IGNORECASE)
_ACCORDING = re.compile(r"\s+according\s+to\s+[^,?]+(?=\W*$)", re.IGNORECASE)
_ACCORDING_FIRST = re.compile(r"^\W*according\s+to\s+[^,?]+,\s*", re.IGNORECASE)
_OTHER = re.compile(r"^(?:the|an)\s?other (?:articles?|outlets?|papers?|newspapers?|sources?|reports?)$", re.IGNORECASE)
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)"
_BARE = re.compile(
    r"^\W*(?:and\s+|but\s+)?(?P<word>why|when|where|how)(?:\s+(?:is|was)\s+(?:that|this|it))?\W*$", re.IGNORECASE
)
_ASKS_ONLY = re.compile(  # "By how much?": every other word is that of the last question
    rf"^\W*(?:and\s+|but\s+)?(?:{PREPOSITION}\s+)?(?:why|when|where|how(?:\s+(?:much|many|long|far|often|old|big|large))?|"
    r"(?:what|which)\s+(?:margin|day|date|year|month|age|price|reason)|whom?)\W*$",
    re.IGNORECASE,
)
_ASKED = re.compile(rf"^(?:(?:why|when|where|how)\s+)?(?=(?P<rest>{_AUXILIARY}\b.+))", re.IGNORECASE)
_OBJECT = re.compile(  # "Which documents did Lind sign?"
    r"^(?:which|how many)\s+(?P<object>(?!of\b)[a-z]+(?:\s+[a-z]+)?)\s+(?P<rest>(?:do|does|did)\s+[^?]+)", re.IGNORECASE
)
_TO_US = re.compile(
    r"^\W*(?:hi|hello|hey|thanks|thank\s+you(?:\s+(?:so|very)\s+much)?|ok(?:ay)?|bye|goodbye|good\s+(?:morning|day|evening)|"
    rf"(?:(?:who|what|how|where|why|which)\s+)?{_AUXILIARY}\s+you(?:\s+\w+)?|what(?:['’]s|\s+is)\s+your\s+\w+)\W*$",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"\b(?:his|hers|her(?=\s+(?P<next>[a-z]+)))\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_TIME = r"(?:week|month|year|morning|time|period|day)"
# "it" and its like refer back as the subject of the question, at its end, or after a preposition; "that" is as often a
# conjunction ("said that"), "there" as often says that something exists ("is there").
_REFERENCE = re.compile(
    rf"^(?:\W*+\w++){{0,3}}?\W*\b{_AUXILIARY}(?:n't)?\s+(?:it|they|this|that|these|those)\b(?!\s+{_TIME})|"
    rf"\b{PREPOSITION}\s+(?:it|them|this|that|these|those)\b(?!\s+{_TIME})|"
    r"\b(?:it|them|this|that|these|those|there)\W*$",
    re.IGNORECASE,
)
_ITS = re.compile(r"\bits\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their)\b", re.IGNORECASE)
_THOSE_OF = re.compile(  # whom "they" means: "the nurses of Osmond"
    rf"\bthe\s+(?P<those>(?P<nouns>[a-z][\w-]*(?:\s+[a-z][\w-]*)?)\s+(?:of|from|in|at)\s+{NAME})"
)
_PART_OF = re.compile(  # words that only name a kind of thing, and questions that begin in the middle
    r"\bthe\s+(?:band|group|team|club|company|firm|party|film|movie|book|show|series|album|song|game)\b|^\W*any\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:else|other|another|more|besides|also|others)\b", re.IGNORECASE)
_THERE = re.compile(rf"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )\bthere(?=\W*$|\s+{PREPOSITION}\b)", re.IGNORECASE)
_THEN = re.compile(
    r"\b(?:at|during|in)\s+(?:that|this)\s+(?:time|period|year|month|day)(?:\s+(?:period|frame))?\b", re.IGNORECASE
)
_IT = re.compile(r"\b(?:it|this|that|these|those|its|why)\b", re.IGNORECASE)
_VAGUE = frozenset(map(stem, "thing anything something aspect interesting time way kind sort lot part".split()))
_ARTICLE = re.compile(r"(?:\b(?:the|an?|this|that|his|her|its|their)\s+|\()$", re.IGNORECASE)
_NOUN_PHRASE = re.compile(r"\b(?:the|an?)\s+\w+|(?<!^)\b[A-Z]\w+", re.MULTILINE)


def made_standalone(question: str, history: Sequence[Said]) -> str:
    """The question with what it refers to put in; the question itself when it refers to nothing."""
    if not history or _TO_US.match(question):
        return question
    last = history[-1]
    if elliptical := _asked_again(question, last):
        return elliptical
    fragment = FRAGMENT.match(question)
    if fragment and is_fragment(fragment["rest"]):
        return in_place(fragment["rest"], history) or question
    if (told := with_thing(question, last)) != question:
        return _with_person(told, history)
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
    if bare and (asked := _OBJECT.match(last.question)):
        return f"{bare['word'].capitalize()} {asked['rest']} {asked['object']}?"
    source = _SOURCE.match(question)
    if not source or not last.question:
        return None
    outlet = last.other if _OTHER.match(source["outlet"]) else source["outlet"]
    return according_to(last.question, outlet) if outlet else None


def according_to(question: str, outlet: str) -> str:
    """The question asked of this outlet, instead of another that it may name so."""
    held = HELD.search(question)
    asked = question[: held.start()] if held else question
    asked = _ACCORDING.sub("", _ACCORDING_FIRST.sub("", asked)).rstrip(" ?")
    return f"{asked[:1].upper()}{asked[1:]} according to {outlet}?{held.group() if held else ''}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _with_person(question: str, history: Sequence[Said]) -> str:
    """The question with the last person named in place of "he" or "she", unless it names somebody itself before."""
    pronoun = _PERSON.search(question)
    if not pronoun or names(question[: pronoun.start()]):
        return question
    person = last_person(history, pronoun.group())
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
        if len(longer) == 1 and not longer & {question[max(name.end - len(full), 0) : name.end] for full in longer}:
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
    if _ASKS_ONLY.match(question):
        subject = [_matter(last), *subject, last.person or ""]
    elif not subject or _IT.search(question) or _PERSON.search(question):  # of nobody that is known
        subject += [nouns_of(last.subject or last.asked) or nouns_of(last.question), named_by_answer(last) or ""]
        held = HELD.search(last.question)
        if held and _IT.search(last.asked) and not _NOUN_PHRASE.search(last.asked) and held.group() not in last.asked:
            subject = [held["subject"], named_by_answer(last) or ""]  # the same "it"
    elif (those := _THOSE_OF.search(last.question)) and is_plural(f"the {those['nouns']}") and _THEY.search(question):
        subject = [those["those"], *subject]
    subject = [one for one in subject if not any(one in longer.split() and one != longer for longer in subject)]
    named = _in_brackets(subject, {word.stem for word in content_words(question)})
    return f"{question} ({named})" if named else question


def _in_brackets(subject: Sequence[str], known: set[str]) -> str:
    """The words that are not known, each once, with a comma before a name: "Kessler, Thorsen" are no one person."""
    named, seen = "", set(known)
    for one in re.split(r",\s+", ", ".join(subject)):
        new = [word for word in words(one) if word.stem not in seen]
        seen |= {word.stem for word in new}
        text = " ".join(dict.fromkeys(word.written for word in new))
        named += (", " if named and text[:1].isupper() else " ") + text if text else ""
    return named.strip()


def _matter(last: Said) -> str:
    """The words of the last question that say what it is about and what happens there."""
    held = HELD.search(last.question)
    asked = last.question[: held.start()] if held else last.question
    return " ".join(word.written for word in content_words(asked) if not word.common and word.stem not in _VAGUE)


def nouns_of(question: str) -> str:
    """The names and things of a question, without what happens to them."""
    kept = [word for word in content_words(question) if not word.common and word.stem not in _VAGUE]
    nouns = [
        word for word in kept if word.capitalised or not _is_verb(word) or _ARTICLE.search(question, 0, word.start)
    ]
    return " ".join(word.written for word in nouns)


def _is_verb(word: Word) -> bool:
    written = word.written.casefold()
    return written.endswith("ed") or (written in IRREGULAR and written not in PLURALS)
