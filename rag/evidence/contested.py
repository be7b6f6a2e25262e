"""Claims that are denied or only alleged: no answer by themselves, and never shown without their denial. English.

"Pacifica denied reports that a submarine had cut the cable" does not answer who cut it; nor does "drones attacked the
convoy, the commander said" where the government denies this in the next sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from index.datatypes import Article
from index.sentences import sentence_spans
from index.speakers import Attribution
from rag.datatypes import Kind, Query
from rag.evidence.claimants import statement_at, stems_of
from rag.evidence.gather import Evidence
from rag.evidence.heard import heard
from rag.questions.claimant import keys_of
from rag.text.by_the_way import without_asides

Cue = Literal["denied", "alleged", "said"]

BEYOND = 600
"""Characters behind a claim in which its denial stands: the next two sentences."""
NEXT = 2
"""Sentences behind a claim, the one that denies it among them: a later denial is of something else."""
ABOUT_IT = 0.5
"""Share of a denial's own words that the claim has."""
CUE = 120
"""Characters between a speaker and the words said, in which the verb stands."""

_REFUSES = r"(?:reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:es?|ed|ing))"
_DENIES = rf"(?:den(?:y|ies|ied|ying)|refut(?:es?|ed|ing)|rebut(?:s|ted)?|contradict(?:s|ed)|{_REFUSES})"
_ALLEGES = r"(?:alleg(?:es?|ed|ing)|accus(?:es?|ed|ing)|insinuat\w+|rumou?r\w*)"
_CUE = re.compile(rf"\b(?:(?P<refuses>{_REFUSES})|(?P<denies>{_DENIES})|(?P<alleges>{_ALLEGES}))\b", re.IGNORECASE)
_CLAIM = (
    r"(?:reports?|charges?|story|version|account|claims?|suggestions?|allegations?|accusations?|rumou?rs?|speculation|"
    r"assertions?)"
)
_A_CLAIM = re.compile(rf"\W*(?:that\b|(?:[\w’'-]+\s+){{0,3}}?{_CLAIM}\b)", re.IGNORECASE)
# "Denied reports that", "denies having", but not "rejected the offer", which tells what was done.
_DENIED = re.compile(
    rf"\b(?:{_DENIES}\s+(?:that\b|(?:[\w’'-]+\s+){{0,3}}?{_CLAIM}\b)|den(?:ies|ied|ying)\s+\w+ing\b)[^;.]*$",
    re.IGNORECASE,
)
_ALLEGED = re.compile(
    r"\b(?:(?:alleg(?:es|ed|ing)|accus(?:es|ed|ing))\b(?!\s+(?:of|by)\b)|allegedly|"
    r"(?:allegations|accusations|rumou?rs)\s+that)\b[^;.]*$",
    re.IGNORECASE,
)
_ACCUSED = re.compile(
    r"(?:(?:,[^,.;]{1,60}){1,3},)?\s+(?:(?:who|and|is|was|are|were|has|have|had|been|being|also|now|later|stands|stood|a\s+man)\s+)*"
    r"(?:accused\s+of|charged\s+with|suspected\s+of|alleged\s+to\s+have|reported(?:ly)?\s+to\s+have|allegedly)\s+(?P<what>[^.;]*)",
    re.IGNORECASE,
)
# "Police arrested harbour master Jon Vale on Monday over the fire", "Jon Vale was arrested over the fire".
_ARREST = r"(?:arrested|charged|questioned|detained)"
_ARRESTED = re.compile(rf"\b{_ARREST}\s+(?:(?!(?:by|over|for|on|in|after)\b)[\w’'-]+\s+){{0,4}}$", re.IGNORECASE)
_WAS_ARRESTED = re.compile(rf"(?:,[^,.;]{{1,40}},)?\s+(?:was|were|has\s+been|have\s+been)\s+{_ARREST}\b", re.IGNORECASE)
_OVER = re.compile(
    r"(?:(?!\b(?:who|which)\b)[^.;:]){0,60}?\b(?:over|for|after|on\s+suspicion\s+of|in\s+connection\s+with)\b",
    re.IGNORECASE,
)
_PROVED = re.compile(r"\b(?:convicted|guilty|admit(?:s|ted)|confess(?:es|ed)|jailed|sentenced)\b", re.IGNORECASE)
# What a denial denies where it has none of the claim's words: "denied it", "rejected the charge as baseless".
_IT = re.compile(
    rf"\W*(?:(?:it|this|that|them|these|all)(?!\s+\w+\s+\w)|(?:the|these|those|that|this|such|both|any|all)\s+(?:\w+\s+)?{_CLAIM}|"
    r"(?:any\s+)?(?:involvement|wrongdoing|responsibility))\b",
    re.IGNORECASE,
)
# "It would pay £5 million. The board rejected it": what is offered or planned is refused, and not denied.
_BARE = re.compile(r"\W*(?:it|this|that|them|these|all)\b", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:will|would|shall|should|could|offer(?:s|ed)?|propos(?:es?|ed|als?)|plan(?:s|ned)?)\b", re.I
)
# A question for what is claimed, and one for what befalls those accused, whatever they say to it.
_ASKS_CLAIM = re.compile(
    rf"\b(?:{_DENIES}|{_ALLEGES}|{_CLAIM}|claim(?:s|ed)|sa(?:y|ys|id)|told|call(?:s|ed)?|according\s+to|arrest\w*|charg\w*|"
    r"detain\w*|held|blam\w*|sued?|suing|tried|trial|convict\w*|jail\w*|sentenc\w*|question(?:ed|ing)|fear\w*|believ\w*|think|thought|"
    r"warn\w*|criticis\w*|criticiz\w*|complain\w*)\b",
    re.IGNORECASE,
)
_DEED = re.compile(
    r"^\W*(?:who|which\s+\w+)\s+(?:(?:has|have|had)\s+)?(?!(?:is|was|are|were|will|did|does)\b)(\w+)", re.IGNORECASE
)
_SHORT: frozenset[Kind] = frozenset(("who", "what", "when", "where", "how many"))


def without_contested(query: Query, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence in its order, without the answers that are denied or only alleged.

    The claim that is the likeliest still leads, with its denial: what is less likely is no answer for its being denied.
    """
    return [replace(one, answer=None) if is_contested(query, one) else one for one in evidence]


def is_contested(query: Query, one: Evidence) -> bool:
    """Whether the answer is denied or only alleged in the sentence, or a claim that the next ones deny.

    Never where claims are asked for.
    """
    if one.answer is None or query.kind not in _SHORT or _ASKS_CLAIM.search(query.standalone):
        return False
    text, start, end = one.passage.article.text, one.answer.start, one.answer.end
    plain = _plainly(one, start)
    if _is_governed(plain[: start - one.start]) or _is_accuser(query, one) or _is_accused(query, text[end : one.end]):
        return True
    if _is_arrested(query, text[one.start : start], text[end : one.end]):
        return True
    said = [
        each
        for each in heard(text)
        if each.start <= start and end <= each.end and not plain[max(each.start - one.start, 0)].isspace()
    ]
    if any(cue_of(text, each) != "said" for each in said):
        return True
    return bool(said) and denial_of(one.passage.article, (one.start, one.end)) is not None


def _is_accuser(query: Query, one: Evidence) -> bool:
    """Whether the answer is who denies the deed that is asked for, or accuses somebody of it."""
    deed, text = _DEED.match(query.standalone), one.passage.article.text
    if deed is None or one.answer is None:
        return False
    own = [each for each in heard(text) if each.named_at and one.start <= each.named_at[0] < one.end]
    by_it = [each for each in own if each.named_at and _is_within(each.named_at, one.answer.start, one.answer.end)]
    return any(cue_of(text, each) != "said" and keys_of(deed[1]) & keys_of(each.content) for each in by_it)


def _is_accused(query: Query, after: str) -> bool:
    """Whether what follows an answer in its sentence says that the deed that is asked for is but laid to its charge."""
    deed, accused = _DEED.match(query.standalone), _ACCUSED.match(after)
    return bool(deed and accused and keys_of(deed[1]) & keys_of(accused["what"]) and not _PROVED.search(after))


def _is_arrested(query: Query, before: str, after: str) -> bool:
    """Whether an answer to who did it has but been arrested over it, and not found to have done it."""
    was = _WAS_ARRESTED.match(after)
    over = _OVER.match(after, was.end() if was else 0)
    arrested = over and (was or _ARRESTED.search(before)) and not _PROVED.search(after)
    return bool(arrested and query.kind == "who" and _DEED.match(query.standalone))


def _is_within(named: tuple[int, int], start: int, end: int) -> bool:
    return named[0] < end and start < named[1]


def denial_of(article: Article, claim: tuple[int, int]) -> tuple[int, int] | None:
    """Where one of the next sentences denies what a sentence of the article says somebody says."""
    text = article.text
    said, other = claim_in(article, claim), False
    for first, last in sentence_spans(text[claim[1] : claim[1] + BEYOND])[:NEXT]:
        start, end = claim[1] + first, claim[1] + last
        own = [one for one in heard(text) if start <= one.start < end]
        for one in own:
            if cue_of(text, one) == "denied" and said and _denies(text, one, said, claim, next_=not other):
                return start, end
        other = other or any(said is None or one.speaker != said.speaker for one in own)
    return None


def claim_in(article: Article, sentence: tuple[int, int]) -> Attribution | None:
    """The statement that a sentence of the article is, or has: the longest."""
    return statement_at(article.text, *_within(article.text, sentence))


def cue_of(text: str, one: Attribution) -> Cue:
    """What the verb says of a statement: that it is denied, alleged, or plainly said."""
    last = _last_cue(text, one)
    if last is None or (last["refuses"] and not (_A_CLAIM.match(one.content) or is_anaphoric(one))):
        return "said"  # who rejects an offer says nothing of whether it was made
    return "alleged" if last["alleges"] else "denied"


def _last_cue(text: str, one: Attribution) -> re.Match[str] | None:
    """The verb of a statement where it denies or alleges."""
    if one.named_at is None:
        return None
    before = one.named_at[1] <= one.start
    cue = text[one.named_at[1] : one.start][-CUE:] if before else text[one.end : one.named_at[0]][:CUE]
    return next(reversed(list(_CUE.finditer(cue))), None)


def accusation_in(article: Article, start: int, end: int) -> str:
    """What somebody is accused of in a sentence of the article; empty where nobody is."""
    own = (one for one in heard(article.text) if start <= one.start < end and cue_of(article.text, one) == "alleged")
    return " ".join(one.content for one in own)


def is_anaphoric(denial: Attribution) -> bool:
    """Whether what is denied was said before: "it", "the charge"."""
    return bool(_IT.match(denial.content))


def _plainly(one: Evidence, start: int) -> str:
    """The sentence with blanks for what it says by the way, unless that has the answer."""
    plain = without_asides(one.text)
    return one.text if plain[start - one.start].isspace() else plain


def _is_governed(before: str) -> bool:
    """Whether the words before an answer in its sentence say that it is denied or alleged."""
    return bool(_DENIED.search(before) or _ALLEGED.search(before))


def _within(text: str, sentence: tuple[int, int]) -> tuple[int, int]:
    """Where the longest statement stands that the sentence has; the sentence itself without any."""
    own = [one for one in heard(text) if sentence[0] <= one.start < sentence[1] and one.speaker]
    longest = max(own, key=lambda one: one.end - one.start, default=None)
    return (longest.start, longest.end) if longest else sentence


def _denies(text: str, denial: Attribution, claim: Attribution, sentence: tuple[int, int], *, next_: bool) -> bool:
    """Whether somebody else denies the claim: in so many words, or, speaking next, as "it" or as whom it accuses."""
    if denial.speaker == claim.speaker or _is_refusal(text, denial, claim):
        return False
    if next_ and (is_anaphoric(denial) or cue_of(text, claim) == "alleged"):
        return True
    own = stems_of(denial.content)
    about = len(own & stems_of(text[slice(*sentence)])) >= ABOUT_IT * len(own)
    return bool(own) and about and not is_anaphoric(denial)


def _is_refusal(text: str, denial: Attribution, claim: Attribution) -> bool:
    """Whether somebody but turns down what is to come, whose amount or day is what it was."""
    cue = _last_cue(text, denial)
    refuses = cue and cue["refuses"] and not cue["refuses"].casefold().startswith("disput")
    return bool(refuses and _BARE.match(denial.content) and _TO_COME.search(claim.content))
