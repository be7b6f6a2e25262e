"""Yes or no by what one speaker says plainly: "the valve was blocked, Lind said". English; None when unsure.

That is a claim, and never the answer itself: it is shown with whose it is.
"""

import re
from dataclasses import dataclass

from index.speakers import Attribution
from rag.answers.deciding.decide import LONGEST, Verdict, decides_as
from rag.answers.sentence import Sentence
from rag.evidence.contested import claim_in, cue_of
from rag.text.words import content_words, stems, words

CUE = 80
"""Characters between a speaker and the words said, in which the verb stands."""

_SAYS = (
    r"\b(?:said|says|told|tells|announced|announces|confirmed|confirms|added|explained|stated|states|insisted|insists|reported|"
    r"reports|conceded|admitted|acknowledged)\b"
)
_SAID = re.compile(_SAYS, re.IGNORECASE)
# "The mayor, Ada Lind, said" behind what is said: of the office it is told where she is named.
_WHO_SAID = re.compile(rf"[,\s]*(?:(?:[A-Z][\w’'.-]*\s*){{1,4}},?\s+)?(?:has\s+|had\s+)?{_SAYS}")
_ACCORDING = re.compile(r"\baccording\s+to\s+(?:the\s+)?(?:[\w’'-]+,?\s+){0,6}$", re.IGNORECASE)
_UNTRUE = re.compile(r"\b(?:falsely|wrongly|mistakenly|jokingly|in\s+jest|rumou?rs?|hoax(?:es)?)\b", re.IGNORECASE)
_DENIED = re.compile(r"\bden(?:ied|ies)\s*$", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|we|me|us|my|our|you|your)\b", re.IGNORECASE)
_OPENS = re.compile(r"^[\"“”'‘\s]*(?:that\s+)?")
_PRONOUN = re.compile(r"^(?P<who>He|She)\b")
# "Asked whether she would resign, Ada Lind said: "No.""
_ASKED_WHETHER = re.compile(
    r"^(?:When\s+)?[Aa]sked\s+(?:by\s+[^,]{2,60}\s+)?(?:whether|if)\s+(?P<claim>[^,;:]+),\s+"
    r"(?P<who>[^,;:“\"]+?)\s+(?:said|replied|answered|told\s+[^,:“\"]{2,60})\s*[:,]?\s*[“\"](?P<word>No|Yes)\b(?!\s+\w)"
)
_NOT = re.compile(r"\bnot\b|n['’]t\b")
_OTHER_WAY: dict[Verdict, Verdict] = {"Yes": "No", "No": "Yes"}


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a speaker says to the question, and who that is, as the article has it."""

    verdict: Verdict
    speaker: str


def claimed(question: str, sentence: Sentence) -> Claimed | None:
    """What the speaker of the sentence says to the question, if they say it of others and in so many words."""
    if replied := _replied(question, sentence):
        return replied
    one = claim_in(sentence.article, (sentence.start, sentence.end))
    if one is None or not one.speaker or _OWN.search(one.content) or len(words(one.content)) > LONGEST:
        return None
    told = _OPENS.sub("", one.content).rstrip(" ,.\"“”'’")
    told = _of_speaker(sentence, one, f"{told[:1].upper()}{told[1:]}.") if told else ""
    verdict = decides_as(question, sentence, told) if told else None
    says = _says(sentence.article.text, one)
    return (
        Claimed(verdict if says == "Yes" else _OTHER_WAY[verdict], _written(one.speaker)) if verdict and says else None
    )


def _replied(question: str, sentence: Sentence) -> Claimed | None:
    """The "No" or "Yes" with which somebody meets it, where they were asked nothing else."""
    asked = _ASKED_WHETHER.match(sentence.text)
    if asked is None or _NOT.search(asked["claim"]) or _NOT.search(question):
        return None
    told = [word.stem for word in content_words(question) if not word.common]
    there = [word.stem for word in content_words(asked["claim"])]
    own = [stem for stem in told if stem not in stems(asked["who"])]
    same = bool(own) and own == [stem for stem in there if stem in own]
    return Claimed("Yes" if asked["word"] == "Yes" else "No", _written(asked["who"])) if same else None


def _of_speaker(sentence: Sentence, one: Attribution, told: str) -> str:
    """What is said with the speaker's name for "she", where the sentence itself calls the speaker that."""
    pronoun = _PRONOUN.match(told)
    own = pronoun and sentence.text.startswith(f"{pronoun['who']} ")
    return f"{one.speaker}{told[pronoun.end() :]}" if pronoun and own else told


def _says(text: str, one: Attribution) -> Verdict | None:
    """Whether they say it is so, or deny it; None where they do neither plainly: "doubted that", "asked whether"."""
    if one.named_at is None:
        return None
    first, last = one.named_at
    cue = text[last : one.start] if last <= one.start else text[one.end : first]
    after = text[last : last + CUE] if first >= one.end else ""
    if _UNTRUE.search(f"{cue[:CUE]} {one.speaker}"):
        return None
    if _DENIED.search(cue):
        return "No"
    plainly = cue_of(text, one) == "said" and (_SAID.search(cue[:CUE]) or _WHO_SAID.match(after))
    return "Yes" if plainly or _ACCORDING.search(text[max(first - CUE, 0) : first]) else None


def _written(speaker: str) -> str:
    return re.sub(r"^(The|An?|Its|Their|His|Her)\b", lambda word: word[0].lower(), speaker)
