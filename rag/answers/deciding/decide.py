"""Whether a sentence decides a yes/no question: the outlet's own words say it, or its contrary, plainly.

The question is made a statement, "Was the bridge closed?" the bridge closed, and the verifier asked whether a sentence
carries it, its negation, or the statement with the opposite of one of its words. What a speaker claims decides nothing,
unless it is asked whether they said so. English; None when unsure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.datatypes import Passage
from rag.answers.deciding.asides import without_asides
from rag.answers.deciding.claimed import claim_words
from rag.answers.deciding.clause import agrees, base_of, clause_of, ends_whole, is_unlimited
from rag.answers.deciding.one_word import in_one_word
from rag.answers.deciding.readings import readings
from rag.answers.deciding.wording import with_other_sum
from rag.answers.sentence import Sentence, told_by
from rag.answers.timeline import day_told
from rag.evidence.heard import heard
from rag.evidence.turn_questions import in_turn
from rag.text.facts import base, fold
from rag.text.words import Word, words
from rag.times.written import written_dates
from rag.verify import support

_AUXILIARY = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?P<auxiliary>is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|am)(?P<not>n['’]t)?\s+"
    r"(?:there\s+)?",
    re.IGNORECASE,
)
# "State television" and "the claim" say nothing.
_SAYS = re.compile(
    r"\b(?:say|said|tell|told|warn|announce|admit|deny|argue|confirm|write|(?<!the )(?<!a )(?:claim|promise)|"
    r"state(?=\s+(?:that|how|when|where|why|whether|its|his|her|their)\b))\b",
    re.IGNORECASE,
)
# "Nearly won", "agreed to pay", "not only lost": what was meant, begun or said besides is not what happened.
_SHORT_OF_IT = re.compile(
    r"\b(?:nearly|almost|narrowly|not only|not just|not merely|no longer|not until|never before|if|unless|"
    r"whether|instead of|(?<!\d )"  # "by 61 votes to 54" is what happened
    r"(?:agree|offer|decide|vote|try|tries|tried|attempt|order|ask|call|urge|vow|pledge|seek|sought|aim|intend|prepare)"
    r"(?:e?d|s|ing)?\s+(?:for|to|the|a)|about to|ready to|in order to|able to|allowed to|calls? for)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:nobody|no\s+one|no-one|nothing)\s+(?:(?:was|were|is|are|has|have|had|been|else)\s+)*(?P<deed>\w+)\W*$",
    re.IGNORECASE,
)
_ANYONE = re.compile(r"\b[Aa]ny(one|body|thing)\b")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|won['’]t|wouldn['’]t|going to|set to|due to|is to|are to|likely)\b", re.IGNORECASE
)
_GOT = re.compile(r"\bg[eo]t\s+(?=\w+ed\b|hurt\b|shot\b|hit\b|caught\b|sold\b)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:who|what|when|where|why|how|which)\b|\bor\b", re.IGNORECASE)
# A "no" only where both cannot be: a shop opens and closes on one day, a trial begins and ends.
_DEEDS = (
    "accept reject,approve reject,win lose,rise fall,rise drop,increase decrease,grow shrink,survive die,stay leave,"
    "support oppose,succeed fail,convict acquit,allow ban,agree refuse,agree disagree,gain lose,buy sell,admit deny,"
    "grant reject,grant deny,grant refuse,grant dismiss,accept refuse,accept decline,accept dismiss,approve refuse,"
    "uphold overturn,uphold reject,uphold dismiss,"
    "confirm deny,resign stay,pass reject,adopt reject,repeal keep,hire fire,win miss,convict clear"
)
LONGEST = 40
"""Words of a question that one sentence may decide: more are a text that was pasted, and take long to compare."""
_STATES = (
    "open close,open shut,guilty innocent,alive dead,legal illegal,safe dangerous,full empty,free paid,public private"
)


def _pairs(written: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(base(fold(word)) for word in pair.split()) for pair in written.split(","))


_OPPOSITE_DEEDS, _OPPOSITE_STATES = _pairs(_DEEDS), _pairs(_STATES)
_VERDICTS = _pairs("convict acquit,convict clear")  # who hears both is convicted

# "Was opened in 1974" is a deed, and no state: it may be closed by now.
_BECAME = ("opened", "reopened", "emptied", "filled")
_STATE_OPENS = ("is", "are", "was", "were", "am")

Verdict = Literal["Yes", "No"]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The statement that the question asks about, and whether that is what somebody said."""

    claim: str
    auxiliary: str
    """The word that opens the question: "was", "did"."""
    about_saying: bool


def decides(question: str, sentence: Sentence) -> Verdict | None:
    """Whether the sentence says plainly that it is so, or that it is not; None where it does neither."""
    asked = _asked(_without_its_day(question, sentence))
    return _verdict(asked, question, sentence, own=True) if asked and _may_be_own(asked, sentence) else None


def claims(question: str, sentence: Sentence) -> bool:
    """Whether somebody says so, or the contrary, as plainly as the outlet would have to."""
    asked = _asked(_without_its_day(question, sentence))
    return asked is not None and _verdict(asked, question, sentence, own=False) is not None


def decides_as(question: str, sentence: Sentence, text: str) -> Verdict | None:
    """The same of another text in the place of the sentence, whoever says it: of what a speaker says."""
    asked = _asked(_without_its_day(question, sentence))
    if asked is None or asked.about_saying or not _may_decide(asked, text):
        return None
    plain = without_asides(asked.claim, text, sentence.article.text)
    return next(
        filter(None, (_of_reading(asked, question, sentence, one) for one in dict.fromkeys((text, plain)))), None
    )


def _verdict(asked: _Asked, question: str, sentence: Sentence, *, own: bool) -> Verdict | None:
    told = in_one_word(sentence.text)
    if not _may_decide(asked, told):
        return None
    texts = dict.fromkeys(
        text
        for claim in (asked.claim, *_opposed(asked, words(told)))
        for text in readings(claim, asked.auxiliary, sentence)
        if not own or asked.about_saying or claim_words(text) <= _written(claim)
    )
    return next(filter(None, (_of_reading(asked, question, sentence, text) for text in texts)), None)


def _may_decide(asked: _Asked, text: str) -> bool:
    """Whether the text has a word of the claim beside its names, or a contrary one: to read it closely takes time."""
    plain = {base_of(word) for word in words(asked.claim) if not word.common and not word.capitalised}
    contrary = {other for pair in _OPPOSITE_DEEDS + _OPPOSITE_STATES if plain & set(pair) for other in pair}
    return not plain or bool((plain | contrary) & _stems(text))


def _of_reading(asked: _Asked, question: str, sentence: Sentence, text: str) -> Verdict | None:
    """What is decided by the sentence as this text."""
    if not _same_time(question, text) or (_SHORT_OF_IT.search(text) and not _SHORT_OF_IT.search(question)):
        return None
    if any(set(pair) <= _stems(sentence.text) and pair[1] in _stems(asked.claim) for pair in _VERDICTS):
        return None  # "convicted on 25 counts and acquitted on three"
    if (_possessed(text) - _possessed(asked.claim)) & _stems(asked.claim):
        return None  # "Is the mayor married?", and it is the mayor's brother who is
    if _is_nobody(asked, text):
        return "No"
    alone = Passage(replace(sentence.article, text=text), 0, len(text), text, 1.0)
    if _says(asked, asked.claim, alone, whole=True):
        return "Yes"
    return "No" if any(_says(asked, denied, alone) for denied in _denials(asked, text)) else None


def _says(asked: _Asked, claim: str, alone: Passage, *, whole: bool = False) -> bool:
    """Whether the sentence carries the claim, as the verifier judges, in one clause that says no more and no less."""
    if not support(claim, alone).supported or (clause := clause_of(claim, alone.text)) is None:
        return False
    fits = agrees(clause, asked.auxiliary, asked.claim) and is_unlimited(clause, asked.auxiliary)
    return fits and (ends_whole(clause, asked.auxiliary) or not whole)


def _is_nobody(asked: _Asked, text: str) -> bool:
    """Whether the text is a mere "Nobody died", which says too little for the verifier, where it is asked of anyone."""
    found = _NOBODY.match(text) if _ANYONE.match(asked.claim) else None
    told = [base_of(word) for word in words(asked.claim) if not word.common]
    return found is not None and [base(fold(found["deed"]))] == told[1:]


def _without_its_day(question: str, sentence: Sentence) -> str:
    """The question without the date that it gives, where the sentence tells of that very day by another name."""
    published = sentence.article.published_day
    asked = next((one for one in written_dates(question) if one.precision == "day"), None)
    told = day_told(sentence, published) if asked and published else None
    if not asked or not told or told.reported or not told.is_on(asked):
        return question
    return re.sub(r"\s+(?:on|of)?\s*$", "", question[: asked.start]) + question[asked.end :]


def _asked(question: str) -> _Asked | None:
    """None for what no yes or no answers: "Did A or B win?", "Was it closed, and why?"."""
    opening = _AUXILIARY.match(question)
    if not opening or opening["not"] or _OPEN.search(question, opening.end()):
        return None
    claim = in_one_word(question[opening.end() :]).rstrip(" ?!.\"'”’")
    if len(words(claim)) > LONGEST:
        return None
    auxiliary = opening["auxiliary"].casefold()
    if auxiliary in ("did", "has", "have") and (got := _GOT.search(claim)):  # "Did Vask get arrested?"
        claim, auxiliary = claim[: got.start()] + claim[got.end() :], "was"
    return _Asked(f"{claim[:1].upper()}{claim[1:]}.", auxiliary, bool(_SAYS.search(claim)))


def _may_be_own(asked: _Asked, sentence: Sentence) -> bool:
    """Whether the outlet itself may say what the sentence says: of "Did Lee say so?" it may say that Lee did."""
    speaker = told_by(sentence)
    if asked.about_saying:
        return speaker is not None and speaker.split()[-1] in asked.claim
    # Under a label, as in an interview, and where a quotation goes on, all is the speaker's.
    goes_on = speaker is not None and speaker not in sentence.text and not _opens_with(speaker, sentence)
    return not goes_on and not in_turn(sentence.article.text, sentence.start)


def _opens_with(speaker: str, sentence: Sentence) -> bool:
    """Whether the sentence itself has the speaker by another name ahead of what is theirs: "She refused to pay"."""
    own = [
        one
        for one in heard(sentence.article.text)
        if one.speaker == speaker and one.start < sentence.end and sentence.start < one.end
    ]
    return bool(own) and all(one.named_at and sentence.start <= one.named_at[0] < one.start for one in own)


def _written(claim: str) -> set[str]:
    return {word.written.casefold() for word in words(claim)}


def _same_time(question: str, sentence: str) -> bool:
    """Whether both tell of what is to come, or neither: "was closed" is no answer to "will it be closed"."""
    return bool(_FUTURE.search(question)) == bool(_FUTURE.search(sentence))


def _possessed(text: str) -> set[str]:
    return {base(fold(match[1])) for match in re.finditer(r"(\w+)(?:['’]s|(?<=s)['’])(?!\w)", text)}


def _stems(text: str) -> set[str]:
    return {base(fold(word.written)) for word in words(text)}


def _denials(asked: _Asked, sentence: str) -> Iterator[str]:
    """The claim denied, and the claim with each of its words replaced by an opposite that the sentence has."""
    claim = asked.claim
    if _ANYONE.search(claim):
        yield _ANYONE.sub(lambda match: "Nothing" if match[1] == "thing" else "Nobody", claim)
    for word in words(claim):
        if not word.capitalised and not word.common:
            yield f"{claim[: word.start]}not {claim[word.start :]}"
    yield from _opposed(asked, words(sentence))
    yield from with_other_sum(claim, sentence)


def _opposed(asked: _Asked, there: Sequence[Word]) -> Iterator[str]:
    """The claim with one of its words replaced by an opposite that is there."""
    pairs = _OPPOSITE_DEEDS + (_OPPOSITE_STATES if asked.auxiliary in _STATE_OPENS else ())
    for word in words(asked.claim):
        against = {other for pair in pairs if base_of(word) in pair for other in pair if other != base_of(word)}
        against |= {base(fold(f"un{word.written}"))} - {base_of(word)}
        for other in (one for one in there if base_of(one) in against and one.written not in _BECAME):
            yield asked.claim[: word.start] + other.written + asked.claim[word.end :]
