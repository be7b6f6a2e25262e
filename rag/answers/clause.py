"""Whether one clause of a sentence says a claim and no more: its words in order, in its voice, nothing that limits it.

What stands between two words of the claim may be an apposition, names, common words and most adverbs, since any other
word may turn what is said: "came close to winning", "arrested a friend of Lee", "the former mayor". English.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.answers.persons import ROLES
from rag.facts import base, fold
from rag.words import Word, words

_RELATIVE = re.compile(
    r"\b(?:who|whom|whose|which|that|when|while|where|after|before|because|although)\b", re.IGNORECASE
)
_BREAK = re.compile(r"[;:–—]|\band\b|\bbut\b")
_APPOSITION = re.compile(r",[^,]*,")
_ROLE = re.compile(rf"\b(?i:{ROLES})\s+(?=[A-Z]|$)")
_BE = re.compile(r"\b(?:is|are|am|was|were|be|been|being|remain(?:s|ed)?|got)\b|(?<=\w)['’]s\b", re.IGNORECASE)
_PAST_BE = re.compile(r"\b(?:was|were)\b", re.IGNORECASE)
_PRESENT = ("is", "are", "am")
_REFUSED = re.compile(r"\b(?:refus|fail|declin)\w+\s+to\b", re.IGNORECASE)
_TURNS = re.compile(
    r"\b(?:before|after|until|against|than|without|unless|if|because|while|from|few|may|might|could|should|would|up\s+to|"
    r"hardly|barely|scarcely|partly|mostly|largely|reportedly|allegedly|supposedly|initially|originally|formerly|"
    r"briefly|virtually|previously)\b",
    re.IGNORECASE,
)
# "Closed on Mondays", "closed until noon", "convicted, but the verdict was quashed": so in part, or not for good.
_LIMITED = re.compile(
    r"^\W*(?:(?:on|in|at|during)\s+(?:the\s+)?)?\w+(?:days|ends|nights|hours)\b|"
    r"^\s+(?:until|till|only|except|unless|if)\b|"
    r"\b(?:but|though|although|overturned|quashed|annulled|reversed|re-?open\w*|later|no\s+longer)\b",
    re.IGNORECASE,
)
_FOR_SOME = re.compile(r"^\s+(?:for|to)\b", re.IGNORECASE)
_ADVERBS = frozenset(
    """within near across along amid despite around towards toward among via last next late early yesterday today
    tonight again soon outside inside behind since""".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Where the words of a claim stand in a sentence."""

    sentence: str
    found: tuple[Word, ...]

    @property
    def before(self) -> str:
        """What precedes the first of them, from the last comma on."""
        return self.sentence[: self.found[0].start].rpartition(",")[2]

    @property
    def gaps(self) -> list[str]:
        """What stands between each two of them, appositions left out."""
        pairs = pairwise(self.found)
        return [_APPOSITION.sub(" ", self.sentence[one.end : other.start]) for one, other in pairs]

    @property
    def rest(self) -> str:
        """What follows the last of them."""
        return self.sentence[self.found[-1].end :]


def clause_of(claim: str, sentence: str) -> Clause | None:
    """The one clause in which the claim's words follow each other; None where they do not, or others turn them."""
    found: list[Word] = []
    there = words(sentence)
    for word in words(claim):
        if word.common or word.written == "not":
            continue
        start = found[-1].end if found else 0
        same = next((one for one in there if one.start >= start and base_of(one) == base_of(word)), None)
        if same is None:
            return None
        found.append(same)
    if not found:
        return None
    clause = Clause(sentence, tuple(found))
    plain = not _RELATIVE.search(clause.before) and _says_nothing(_ROLE.sub("", clause.before))
    return clause if plain and all(map(_goes_on, clause.gaps)) else None


def agrees(clause: Clause, auxiliary: str, claim: str) -> bool:
    """Whether the clause is in the voice and time of the question: "was beaten" is not "beat", nor "was" an "is"."""
    passive = bool(_BE.fullmatch(auxiliary) or _BE.search(claim))
    between = " ".join(clause.gaps)
    past = auxiliary in _PRESENT and bool(_PAST_BE.search(between))
    return passive == bool(_BE.search(between)) and not past


def is_unlimited(clause: Clause, auxiliary: str) -> bool:
    """Whether what follows neither keeps it to some days or people, nor takes it back."""
    for_some = auxiliary in _PRESENT and _FOR_SOME.search(clause.rest)
    return not _LIMITED.search(clause.rest) and not for_some


def ends_whole(clause: Clause) -> bool:
    """Whether the last word of the claim ends its phrase: "won the cup" is not "won the cup final's first half"."""
    following = words(clause.rest)[:1]
    if not following or clause.rest[: following[0].start].strip() or clause.rest[:1] != " ":
        return not clause.rest.startswith(("'", "’", "-"))
    word = following[0]
    return word.common or word.capitalised or word.written.endswith("ly") or word.written in _ADVERBS


def base_of(word: Word) -> str:
    """The word in the form in which the verifier compares."""
    return base(fold(word.written))


def _goes_on(gap: str) -> bool:
    parted = _RELATIVE.search(gap) or "," in gap or _BREAK.search(gap)
    return not parted and _says_nothing(_REFUSED.sub("", gap))


def _says_nothing(text: str) -> bool:
    """Whether these are only names, common words and adverbs that leave what is said as it is."""
    return not _TURNS.search(text) and _all_light(words(text))


def _all_light(found: Sequence[Word]) -> bool:
    return all(
        word.common or word.capitalised or word.written.endswith("ly") or word.written in ("never", "nobody", "nothing")
        for word in found
    )
