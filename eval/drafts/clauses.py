"""The main clause of a simple English sentence -> subject, verb and the rest, so that it can be made a question.

No parser: a sentence is taken apart only where its first verb is plain, and left alone everywhere else.
"""

import re
from dataclasses import dataclass

from eval.drafts.lexicon import AUXILIARIES, Lexicon
from rag.text.mentions import NAME, dates
from rag.text.vocabulary import NEGATIONS

_REGULAR_PRESENT = """cost hold draw take need lead run plan want open begin start end own employ make serve include
    expect contain cover offer receive produce sell operate say"""
_PRESENT = {f"{base}s": base for base in _REGULAR_PRESENT.split()} | {
    "carries": "carry",
    "has": "have",
    "does": "do",
    "goes": "go",
}
# Verbs that make a statement unsure, or whose subject is not what the question would be about.
_UNSURE = frozenset(
    """would could may might can should must did does do be been say think believe hope fear know want estimate predict
    expect warn argue agree suggest show report reportedly allegedly""".split()
)
_PARTICIPLES = frozenset(
    """been won lost gone come got gotten given made seen known found left met held kept begun run risen fallen grown
    paid bought sold sent spent built broken chosen driven flown spoken stolen struck taught thought brought caught
    fought written shot sunk sat stood led fed drawn told said taken worn sworn felt become set put cut hit let shut
    hurt spread read cost sought done shown thrown understood born beaten""".split()
)
_ADVERB = re.compile(r"(?:not|also|already|long|since|never|only|recently|once|all|both|just|often|still|\w+ly)\b\s*")
_NO_SUBJECT = frozenset(
    """that who which whom whose when while after before if because as than although though where there it he she they
    we i you this these those in on at by to from with for of into over under about per during since until despite but
    or yet so nor not no what how why""".split()
)
_WITHIN_SUBJECT = frozenset("of in at from for on the and with to".split())
_NEVER_LAST = _WITHIN_SUBJECT | frozenset("a an newly most more very".split())
_ASIDE = re.compile(r"\s+(?:also|then|already|later|recently|previously|now|still)$")
_WORD = re.compile(r"[\w$£€%][\w.,'’$£€%-]*")
_APPOSITION = re.compile(
    r",\s+(?!(?:in|on|at|after|during|before|since|like|when|while|as|if|with|for)\b)[^,\"“”;:()]{3,90},\s+"
)
_LEAD = re.compile(rf"(?P<lead>(?:On|In)\s+[^,]{{3,40}}?),?\s+(?=(?:the|a|an|{NAME})\s)")
BOUNDARY = re.compile(
    r"[,;:()\"“”—–]|\b(?:that|which|who|whose|whom|where|when|while|after|before|because|since|as|if|and|but|or|than|"
    r"until|though|although|despite|said|says|so)\b"
)
_FINITE = re.compile(r"\b(?:is|are|was|were|will|has|have|had|would|could)\b")
_OUTSIDE = re.compile(
    r"\b(?:it|him|they|them|we|us|our|you|your|I|my|me|this|these|those|such|others?|another|there|just|only|even|too|"
    r"instead|again|probably|reportedly|allegedly|the (?:two|three|four|pair|couple|trio|duo|latter|former)|"
    r"her(?=\s(?:to|in|on|at|for|with|from|after|before|as|by)\b|\?|$))\b"
)
_OF_SUBJECT = re.compile(r"\b(?:he|she|his|her|its|their|himself|herself|itself)\b")
# What is said beside the clause; not the commas of "May 5, 2021" and of "6-3, 6-4".
_BESIDE = re.compile(r",\s(?!\d{4}\b|\d+-\d)|(?<!\d)\s?[–—]|\s-\s|\sbut\s")
_BEGUN = re.compile(r"\s(?:after|when|before|because|while)\s.*$")
LONGEST_SUBJECT = 90
"""Characters."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Of "The bridge closed on Monday": subject "The bridge", verb "closed", base "close", after "on Monday".

    `auxiliary` is what a question puts before the subject: "did" here; the verb itself where it is an auxiliary, and
    `base` is then empty. `lead` is an adverbial that stood before the subject.
    """

    subject: str
    verb: str
    auxiliary: str
    base: str
    after: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class _Parted:
    subject: str
    verb: str
    after: str


def clause_of(sentence: str, lexicon: Lexicon) -> Clause | None:
    """The main clause of a plain declarative sentence; None for any other."""
    text, lead = sentence.rstrip("."), ""
    opening = _LEAD.match(text)
    if opening and dates(opening["lead"]):
        lead, text = opening["lead"].rstrip(","), text[opening.end() :]
    found = _parted(text, lexicon)
    if found is None or not _is_main(found, lexicon):
        return None
    verb = found.verb
    if verb in AUXILIARIES and _helps(verb, found.after):
        return Clause(found.subject, verb, verb, "", found.after, lead)
    base = _PRESENT.get(verb) or lexicon.base(verb) or ("have" if verb == "have" else None)
    if base is None:
        return None
    auxiliary = "does" if verb in _PRESENT else "do" if verb == "have" else "did"
    return Clause(found.subject, verb, auxiliary, base, found.after, lead)


def is_clear(text: str, *, subject_named: bool = False) -> bool:
    """Whether nothing in the text points outside it; "his" may point to a subject that is named in it."""
    return not _OUTSIDE.search(text) and (subject_named or not _OF_SUBJECT.search(text))


def starts_with_participle(text: str) -> bool:
    """Whether a form such as "closed", "taken" or "quietly closed" comes first."""
    while adverb := _ADVERB.match(text):
        text = text[adverb.end() :]
    first = re.match(r"\w+", text)
    return first is not None and (first.group().endswith("ed") or first.group() in _PARTICIPLES)


def denies(text: str) -> bool:
    """Whether a word of it denies something."""
    return any(word.casefold() in NEGATIONS or word.endswith(("n't", "n’t")) for word in re.findall(r"[\w'’]+", text))


def to_first_comma(after: str) -> str:
    """The rest of a clause without what is only said beside it; the year of a date stays."""
    kept, *cut = _BESIDE.split(f" {after.strip()}", maxsplit=1)
    # "after the park's namesake, Charles Hemming, gave it": what was begun must not stay half said
    return (_BEGUN.sub("", kept) if cut else kept).strip(" ,")


def _parted(text: str, lexicon: Lexicon) -> _Parted | None:
    """The text parted at its first verb, if nothing but a subject stands before it."""
    at = 0
    while at <= LONGEST_SUBJECT and (match := _WORD.match(text, at)):
        word = match.group().rstrip(",.'’")
        end = at + len(word)
        if at and _is_verb(word, lexicon) and not _goes_on(text[:at]):
            return _before_verb(text[:at], word, text[end:], lexicon)
        if word in _UNSURE or (word.casefold() in _NO_SUBJECT and (not at or word not in _WITHIN_SUBJECT)):
            return None
        if text[end : end + 1] == ",":
            return _after_apposition(text, end, lexicon)
        if text[end : end + 1] != " ":
            return None
        at = end + 1
    return None


def _before_verb(subject: str, verb: str, after: str, lexicon: Lexicon) -> _Parted | None:
    subject = _ASIDE.sub("", subject.rstrip())
    if lexicon.may_hide_verb(subject) or not after.startswith(" "):
        return None
    return _Parted(subject, verb, after.lstrip())


def _goes_on(subject: str) -> bool:
    """Whether the subject cannot end here, so that what follows is no verb."""
    last = subject.rsplit(maxsplit=1)[-1].casefold()
    return last in _NEVER_LAST or last.endswith("ly")


def _after_apposition(text: str, comma: int, lexicon: Lexicon) -> _Parted | None:
    """The same where an apposition stands between subject and verb: "Ann Lee, the mayor, resigned"."""
    match = _APPOSITION.match(text, comma)
    verb = _WORD.match(text, match.end()) if match else None
    if verb is None or not _is_verb(verb.group(), lexicon):
        return None
    return _Parted(text[:comma], verb.group(), text[verb.end() :].lstrip())


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    """Whether the word can be the finite verb of a statement about the past, the present or the future."""
    return word in AUXILIARIES or word in _PRESENT or (word.islower() and lexicon.base(word) is not None)


def _is_main(found: _Parted, lexicon: Lexicon) -> bool:
    """Whether the verb is not that of a shortened clause: "the measures adopted by the council were", "data released
    Friday showed".
    """
    boundary = BOUNDARY.search(found.after)
    reach = found.after[: boundary.start()] if boundary else found.after
    told = dates(reach)
    dated = bool(told) and not told[0].start
    following = reach[told[0].end :].lstrip() if dated else reach
    if _FINITE.search(reach) or re.match(r"by\b", following):
        return found.verb in AUXILIARIES and not _FINITE.search(reach)
    opening = re.match(r"(?:also\s+)?(\w+)", following)
    return not (dated and opening and _is_verb(opening[1], lexicon))


def _helps(verb: str, after: str) -> bool:
    """Whether "has" and its like help another verb: "has closed", not "has a bridge"."""
    return verb not in ("has", "have", "had") or starts_with_participle(after)
