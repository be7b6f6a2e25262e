"""Who, what, where and when a conversation spoke of last: what a follow-up's "he", "it" and "there" mean. English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rag.answers.persons import ROLES, is_person
from rag.follow_ups.called import CALLED, MOST_PLACES, OTHER, called
from rag.questions.matter import asks_form
from rag.text.mentions import NAME, Mention, before, dates, names, places
from rag.text.words import COMMON

LONGEST_NAMING = 8
"""An answer of at most so many words only names what was asked for."""

# How much speaks for a name as the person meant: chosen on the odd half of CANARD's conversations (BENCHMARKS.md).
ASKED, ANSWERED, QUOTED, TOPIC, TOLD, MENTIONED = 1.0, 2.0, 0.3, 0.5, 0.1, 0.5
FADING = 0.4
"""What a turn counts beside the next one."""

_QUOTED = re.compile(r"[\"“]([^\"“”]{2,60}?)[,.]?[\"”]")
_SPOKEN = re.compile(
    r"\W*(?:[\w.]+\s+){0,8}(?:said|says|told|added|adds|asked|wrote|replied|answered)\b", re.IGNORECASE
)
_ABOUT = re.compile(r"\b(?:about|on|of|against|for|with|by)\s+(?:the\s+)?$", re.IGNORECASE)
_WHERE = re.compile(
    r"\W*(?:and\s+)?(?:to\s+|from\s+|in\s+)?(?:where\b|(?:which|what)\s+(?:city|country|town|place|village|state)\b)",
    re.I,
)
_AWAY = re.compile(r"\b(?:of|from|between|outside|off)\s+(?:the\s+)?$", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:Airlines|Airport|Airways|Alliance|Army|Authority|Bank|Bridge|City|Club|College|Commission|Committee|Company|Corporation|Council|"
    r"County|Court|Cup|Department|Festival|Government|Group|Harbour|Hospice|Hospital|Institute|League|Lines|Ministry|Museum|News|Office|"
    r"Parliament|Party|Police|Post|Prize|Railway|River|School|Street|Times|Union|United|University|War)\b|"
    r"^(?:St\.?|Saint)\s+\w+['’]s\b"
)
_SOME_GROUP = (
    r"(?:group|party|company|firm|union|band|team|club|agency|council|bank|newspaper|operator|maker|movement|charity|"
    r"city|town|village|country|island|region|ship|ferry)"
)
_SOMEBODY = r"man|woman|boy|girl|pensioner|teenager|schoolboy|schoolgirl|widow|widower|grandmother|grandfather"
_DESCRIBED = re.compile(
    rf"\W*(?P<article>(?i:an?|the|its|their))\s+(?P<words>(?:[\w’'-]+\s+){{0,3}}?(?P<who>{ROLES}|{_SOMEBODY})"
    rf"(?:\s+(?:of|from|in)\s+(?:the\s+)?(?:{NAME}|[a-z]+))?)\W*",
)
_WITHIN = r"(?:in|at|near|outside|across|inside|into|throughout)\s+(?P<the>the\s+)?"
_ROLE = re.compile(
    rf"\bthe\s+(?:(?:former|acting|new|current|outgoing)\s+)?(?-i:{ROLES})(?<!s)\b(?:\s+of\s+(?-i:{NAME}))?",
    re.IGNORECASE,
)
AROUND = 60
"""Characters on either side of a name that may show what it names."""
MOST_SEEN = 40
"""Places of all texts at which a name is looked at."""


@dataclass(frozen=True, slots=True)
class Said:
    """An earlier question and its answer, in plain words."""

    question: str
    """As a question of its own."""
    asked: str = ""
    """In the asker's own words."""
    answer: str = ""
    """Empty where there was none."""
    person: str | None = None
    """Whom the answer named or quoted."""
    about: str = ""
    """The name of what the source of the answer is about; empty where that is not known."""
    other: str | None = None
    """Another outlet that has something on it."""
    subject: str = ""
    """The question without the words that became a filter, where there is one, which the next question keeps."""
    read: tuple[str, ...] = ()
    """The texts that the answer was looked for in: they show whose names are a person's."""
    thing: str = ""
    """What a question for a thing was answered with, "the cello"."""
    outlets: tuple[str, ...] = ()
    """The outlets of which it was asked, as the question writes them."""


def asked_names(question: str) -> list[Mention]:
    """The names of a question, whose first word has its capital from its place: "Did Ada Lind" names Ada Lind."""
    first = re.match(r"\W*(\w+)", question)
    if first and (first[1].casefold() in COMMON or asks_form(first[1])):
        question = question[: first.end()].lower() + question[first.end() :]
    return names(question)


def last_person(history: Sequence[Said], pronoun: str = "") -> str | None:
    """Who is spoken of: who was asked about, answered, quoted or is the topic, the later and oftener the likelier.

    What the texts show to be no person is never meant, nor with a pronoun somebody whom they call by the other.
    """
    scores: dict[str, float] = {}
    for age, said in enumerate(reversed(history)):
        for name, weight in _people(said):
            full = next((one for one in scores if name in one.split() or name == one), name)
            scores[full] = scores.get(full, 0.0) + weight * FADING**age
    likeliest = sorted(scores, key=lambda name: -scores[name])
    texts = texts_of(history)
    other, told = OTHER.get(pronoun.casefold(), ""), _called_by_asker(history)
    meant = (name for name in likeliest if _is_post(name) or shown_person(name, texts) is not False)
    return next(
        (name for name in meant if not other or _is_post(name) or (told.get(name) or called(name, texts)) != other),
        None,
    )


def _called_by_asker(history: Sequence[Said]) -> dict[str, str]:
    """Whether the asker has called somebody "he" or "she": whom the only pronoun of a question stood for."""
    told = {}
    for said in history:
        pronouns = {CALLED[word] for word in re.findall(r"\w+", said.asked.casefold()) if word in CALLED}
        meant = {name.text for name in asked_names(said.question) if name.text not in said.asked}
        if len(pronouns) == len(meant) == 1:
            told[meant.pop()] = pronouns.pop()
    return told


def _is_post(name: str) -> bool:
    """Whether it is "the mayor of Osmond": what texts tell of Osmond, or of mayors, is not told of whoever that is."""
    return name.startswith("the ") and " of " in name


def texts_of(history: Sequence[Said]) -> tuple[str, ...]:
    """The texts that the answers were looked for in, those of the last one first."""
    return tuple(dict.fromkeys(text for said in reversed(history) for text in said.read))


def person_of(text: str, texts: Sequence[str]) -> str | None:
    """The name in a few words that may be a person's: "Bo Haring" of "Mayor Bo Haring", none of "Green Karsk"."""
    found = [(name.text, shown_person(name.text, texts)) for name in names(text)]
    sure = next((name for name, shown in found if shown), None)
    may = next((name for name, shown in found if shown is None and (" " in name or name == text)), None)
    return sure or _described(text) or may


def _described(text: str) -> str | None:
    """Who is meant where an answer has no name: "the former mayor", and "the pensioner" for "a pensioner"."""
    found = _DESCRIBED.fullmatch(text)
    if not found or re.search(r"(?<!s)s$", found["who"]):
        return None
    article = found["article"].casefold()
    return f"{article if article in ('its', 'their') else 'the'} {found['words']}"


def shown_person(name: str, texts: Sequence[str]) -> bool | None:
    """Whether the texts show the name to be a person's; None where they show neither that nor another thing."""
    seen = _seen(name, texts)
    full = sorted(set(re.findall(rf"\b[A-Z][a-z]+ {re.escape(name)}\b", seen))) if " " not in name else []
    if any(shown_person(one, texts) for one in full):
        return True
    if re.search(r"\d", name) or _GROUP.search(name):
        return False
    if re.search(rf"\b{_SOME_GROUP}\s+{re.escape(name)}\b", seen, re.IGNORECASE):
        return False
    if " " in name and is_person(name, seen):
        return True
    last = name.rsplit(maxsplit=1)[-1]
    if _is_place(last, _seen(last, texts)):
        return False
    return is_person(name, seen) or None


def _is_place(name: str, seen: str) -> bool:
    """Whether something is in it: "in Osmond", "in the Hague on Monday", but not "in the Lind case"."""
    found = re.finditer(rf"\b{_WITHIN}{re.escape(name)}\b(?!\s+[A-Z])(?:\s+(?P<next>[a-z]+))?", seen)
    return any(not (one["the"] and one["next"] and one["next"] not in COMMON) for one in found)


def _seen(name: str, texts: Sequence[str]) -> str:
    """What stands around a name at its first places in the texts."""
    written = re.compile(rf"\b{re.escape(name)}\b")
    places = (text[max(one.start() - AROUND, 0) : one.end() + AROUND]
              for text in texts for one in islice(written.finditer(text), MOST_PLACES))  # fmt: skip
    return " \N{HORIZONTAL ELLIPSIS} ".join(islice(places, MOST_SEEN))


def _people(said: Said) -> Iterator[tuple[str, float]]:
    """Who may be meant by "he" after this turn, and how much speaks for it."""
    if said.person:
        yield said.person, ANSWERED if said.question.casefold().startswith("who") else QUOTED
    where = {place.text for place in places(said.question)}
    for name in asked_names(said.question):
        if name.text not in where:
            spoken_about = _ABOUT.search(before(said.question, name.start))
            yield name.text, ASKED * (MENTIONED if spoken_about or _unlike_a_person(name.text) else 1.0)
    for role in roles(said.question):
        yield role, ASKED
    if said.about and (" " in said.about or not said.read or shown_person(said.about, said.read)):
        yield said.about, TOPIC
    for name in names(said.answer):
        if " " in name.text and not _GROUP.search(name.text):
            yield name.text, TOLD


def roles(question: str) -> list[str]:
    """Those whom a question calls by what they are: "the prime minister", "the mayor of Osmond"."""
    return [found.group() for found in _ROLE.finditer(question)]


def _unlike_a_person(name: str) -> bool:
    return " " not in name or bool(_GROUP.search(name))


def last_place(history: Sequence[Said]) -> str | None:
    """Where that was of which was spoken last: where the question said, unless it asked where, else the answer."""
    for said in reversed(history):
        texts = (said.answer, said.question) if _WHERE.match(said.question) else (said.question, said.answer)
        if found := [place for text in texts for place in sorted(places(text), key=lambda one: _left(text, one))]:
            return found[0].text
    return None


def _left(text: str, place: Mention) -> tuple[bool, int]:
    """Sorts where somebody is before where they come from or whose something is, and then the last one first."""
    return bool(_AWAY.search(before(text, place.start))), -place.start


def last_time(history: Sequence[Said]) -> str | None:
    """The date that was given last."""
    for said in reversed(history):
        for text in (said.answer, said.question):
            if found := dates(text):
                return found[-1].text
    return None


def named_by_answer(said: Said) -> str | None:
    """The work or name that an answer gave: one title in quotes, or the only name of a few words."""
    quoted = [one for one in _QUOTED.finditer(said.answer) if not _SPOKEN.match(said.answer, one.end())]
    titles = {match[1].strip() for match in quoted if match[1][0].isupper()}  # "the worst night" is no title
    if len(titles) == 1:
        return titles.pop()
    found = names(said.answer) if len(said.answer.split()) <= LONGEST_NAMING else []
    opens = len(found) == 1 and not found[0].start and " " not in found[0].text  # with a capital for that reason
    return found[0].text if len(found) == 1 and not opens else None


def known_names(history: Sequence[Said]) -> list[str]:
    """The names that were asked about or are the topic, latest first, each once."""
    return list(dict.fromkeys(name for said in reversed(history) for name in _names_of(said)))


def _names_of(said: Said) -> Iterator[str]:
    if said.about:
        yield said.about
    yield from (name.text for name in asked_names(said.subject or said.question))
