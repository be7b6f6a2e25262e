"""Article -> the sentences that a question can be made of: whole, in English, and clear when they stand alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.datatypes import Article
from index.sentences import sentence_spans
from index.speakers import speaker_at
from rag.text.facts import knows_language, words_of
from rag.text.mentions import Mention, before, names

SHORTEST, LONGEST = 8, 32
"""Words: less says too little to ask about, more asks several things at once."""

MOST_CHARACTERS = 600
"""A sentence of more is a table or a list that lost its line ends."""
LANGUAGE_SHOWS = 1_000
"""Characters of an article by which its language is known."""

_OPENING = re.compile(r"[\"“]?[A-Z0-9$£€]")
_ENDING = re.compile(r"\.[\"”]?$|[\"”]\.?$")
# Furniture of a page, and joins that the extraction of a page left behind ("said.Read").
_FURNITURE = re.compile(
    r"\b(?:https?:|www\.|click|subscribe|newsletter|sign up|read more|watch live|follow us|getty|(?:ap|file) photo|"
    r"photo by|editor['’]s note|all rights reserved|copyright|cookies|podcast|quiz|advertisement|coverage here|"
    r"contributed to|this (?:story|article|post|page|report|week|month|season|year))\b|\.\.\.|\s-\s|--|"
    r"[|@#•…_=<>{}\[\]\\/*]",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[a-z][.?!:][A-Z]|^[A-Z]{3}[A-Z .,]*\b[^—–]{0,25}[—–]|\s[.,;]|\b[A-Z]{4,} [A-Z]{4,}\b")
# Words that mean something only beside the sentence before, or on the day of writing.
_DEICTIC = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|now|currently|ago|here|above|below|"
    r"the (?:former|latter|same|following|previous)|"
    r"(?:this|these) (?:morning|afternoon|evening|weekend|summer|winter|spring|autumn|fall|time))\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"[\"“]?(?:He|She|It|They|We|I|You|This|That|These|Those|There|Here|His|Her|Their|Its|Our|My|Your|Both|Neither|"
    r"Another|Others?|Such|But|And|Or|So|Yet|Nor|Then|Also|Still|Instead|However|Meanwhile|Moreover|Besides|Otherwise|"
    r"Therefore|Thus|For|Similarly|Likewise|Additionally|Furthermore|Nevertheless|Yes|No|Not|Maybe|Perhaps|Please|Let|"
    r"What|Who|Why|How|When|Where|Which|Because|If|While|Although|Though|Since|As|After|Before|Once|Until|Unless|"
    r"Whether|Like|With|Without|Among|Despite|Save|Get|Shop|Buy|See|Read|Sign|Remember|Check|Call|Visit|Join|Download|Send|Share|Try|Enjoy)\b|\d+(?:\.|\s[—–-])\s"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|President|Prime Minister|Mayor|Judge|Sir|Dame|Sen|Senator|Rep|Gov|Governor|Gen|"
    r"General|Minister|Chancellor|King|Queen|Prince|Princess|Captain|Colonel|Lord|Lady|Coach|Detective|Inspector|"
    r"Justice|Secretary)\.?\s+$"
)
_PERSONAL = re.compile(r",\s+(?:aged\s+)?\d{1,2},|\s+\(\d{1,2}\)|,\s+who\b")
_OFFICE = re.compile(
    r"^.*\b(?:Superintendent|Director|Deputy|Bishop|Archbishop|Spokes(?:man|woman|person)|Attorney|Representative|"
    r"Congress(?:man|woman)|Secretary|Head|Manager|Coach|Analyst|Founder|CEO|Chairman|Commissioner|Ambassador|Officer|"
    r"Sheriff|Police|Lt|From|State|Minister|General|Former|Professor|Solicitor|Prosecutor|Leader|Speaker|Captain|Staff|"
    r"Pilot|Mayor|President|Senator|Governor|Judge|Star|Writer|Reporter|Correspondent|Chief|Resident|Player|Owner|Author|"
    r"Lawyer|Colonel|Sergeant)\.?\s+(?=\S)"
)
_NO_PERSON = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|LLC|Bank|University|College|School|Institute|Hospital|Center|Centre|Department|Ministry|"
    r"Office|Agency|Authority|Council|Commission|Committee|Court|Party|Union|Association|Federation|Foundation|Group|"
    r"Company|Club|Team|Police|Army|Navy|Air|Airlines|Airways|Force|News|Times|Post|Journal|Radio|Television|TV|House|"
    r"Palace|Senate|Congress|Parliament|Government|State|States|City|County|Town|Republic|Republicans?|Democrats?|"
    r"Kingdom|Islands?|River|Lake|Bridge|Street|Road|Park|Square|Airport|Station|Museum|Festival|Cup|League|Games|War|"
    r"Act|Law|Day|Week|Year|Summit|Prize|Awards?|North|South|East|West|New|Great|Saint|Services?|Bureau|System|Systems|"
    r"Administration|Research|National|International|World|United|American|European|Supreme|Federal|Royal|Storm|"
    r"Hurricane|Operator|Entertainment|Studios?|Records|Affairs|Business|Magazine|Herald|"
    r"Tribune|Gazette|Weekly|Daily|Review|Reports?|Media|Press|Network|Channel)\b"
)
_FULL = re.compile(
    r"[A-Z][\w’'-]*[a-z](?:\s+(?:[A-Z]\.|[A-Z][\w’'-]*[a-z]|van|von|de|del|der|bin|al|el|la|le|di|da)){0,3}"
    r"\s+[A-Z][\w’'-]*[a-z]"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: `article.text[start:end] == text`; `speaker` is who is quoted in it."""

    article: Article
    start: int
    end: int
    text: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Material:
    """What one article offers for questions: its sentences that stand alone, and its people.

    `people` has each name by which the text calls them -> the fullest name it gives.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    people: Mapping[str, str]


def material_of(article: Article) -> Material:
    """What the article offers; nothing where it is not in English."""
    if article.language not in (None, "en") or not knows_language(words_of(article.text[:LANGUAGE_SHOWS])):
        return Material(article, (), {})
    every = [
        Sentence(article, start, end, article.text[start:end], speaker_at(article.text, start, end))
        for start, end in sentence_spans(article.text)
        if end - start <= MOST_CHARACTERS
    ]
    return Material(article, tuple(one for one in every if _stands_alone(one.text)), _people(every))


def without_office(name: str) -> str:
    """The person's name alone: of "Superintendent Ann Lee", "Ann Lee"."""
    return _OFFICE.sub("", name)


def _people(sentences: list[Sentence]) -> dict[str, str]:
    """Names of people: who speaks, has a title or an age, or is told about with "who".

    A surname that two of them share is left out.
    """
    persons: set[str] = set()
    full: set[str] = set()
    for sentence in sentences:
        for mention in names(sentence.text):
            name = without_office(mention.text)
            if name and not _NO_PERSON.search(name):
                persons |= {name} if _is_told_as_person(sentence, mention) else set()
                full |= {name} if _FULL.fullmatch(name) else set()
    return _by_every_name({name for name in persons if not _is_group(name, sentences)}, full)


def _is_told_as_person(sentence: Sentence, mention: Mention) -> bool:
    return bool(
        mention.text == sentence.speaker
        or _TITLED.search(before(sentence.text, mention.start))
        or _PERSONAL.match(sentence.text, mention.end)
    )


def _is_group(name: str, sentences: list[Sentence]) -> bool:
    """Whether the text calls it "the Rovers"."""
    return bool(sentences) and bool(re.search(rf"\b[Tt]he {re.escape(name)}\b", sentences[0].article.text))


def _by_every_name(persons: set[str], full: set[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for surname in sorted({person.split()[-1] for person in persons}):
        bearers = {name for name in full if name.split()[-1] == surname}
        if len(bearers) == 1:
            name = bearers.pop()
            known[name] = known[surname] = name
    return known


def _stands_alone(text: str) -> bool:
    return (
        SHORTEST <= len(text.split()) <= LONGEST
        and bool(_OPENING.match(text) and _ENDING.search(text))
        and not (_LEANING.match(text) or _FURNITURE.search(text) or _DEICTIC.search(text) or _JOINED.search(text))
        and text.count('"') % 2 == 0
        and all(text.count(opened) == text.count(closed) for opened, closed in ("“”", "()"))
    )
