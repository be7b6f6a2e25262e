"""Whether one clause of a sentence says a claim and no more: its words in order, in its voice, nothing that limits it.

What stands between two words of the claim may be an apposition, names, numbers, common words, most adverbs and plain
qualities ("a new stadium"), since any other word may turn what is said: "came close to winning", "arrested a friend of
Lee", "the former mayor". English.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.answers.persons import ROLES
from rag.text.facts import base, fold
from rag.text.words import Word, words

_RELATIVE = re.compile(
    r"\b(?:who|whom|whose|which|that|when|while|where|after|before|because|although)\b", re.IGNORECASE
)
_BREAK = re.compile(r"[;:–—]|\band\b|\bbut\b")
# "Jon Vale, 61, of Lark Road, Lomm, denied it" is one, of several commas.
_APPOSITION = re.compile(r",\s*\d{1,3},\s+(?:of|from)\s+[^,;]+(?:,\s+[A-Z][^,;]*)*,|,[^,]*,")
_ROLE = re.compile(rf"\b(?i:{ROLES})\s+(?=[A-Z]|$)")
_NUMBER = (
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|"
    r"thousands?|dozens?|several)"
)
_A = r"(?:an?|its|their|his|her)"
# "34-year-old", "aged 34", "12,000-seat": what they stand beside is no less what it is.
_MEASURED = re.compile(rf"\b(?:{_NUMBER}(?:-\w+)+|aged?\s+\d+)(?!\w)", re.IGNORECASE)
_COUNT = re.compile(rf"\b{_NUMBER}(?![\w-])", re.IGNORECASE)
# After "a": "the new bridge" may be another than "the bridge".
_QUALITY = re.compile(
    rf"\b({_A})\s+(?:(?:new|big|large|huge|great|small|major|modern|joint|public|national|regional|local|further|second|"
    r"third|costly|expensive|controversial|disputed)\s+){1,2}$",
    re.IGNORECASE,
)
# "Environment group Green Karsk": the name is the group's.
_BODY = re.compile(
    r"\b(?:(?!(?:of|for|by|from|to|against|with|and|or|than|in|at|former)\b)[a-z]+\s+)?"
    r"(?:group|party|company|firm|union|bank|charity|club|team|airline|operator|retailer|newspaper|agency|maker|"
    r"manufacturer|supplier|producer|builder|chain|brand)\s+$"
)
# "Has 1,100 soldiers and nine helicopters", where the second thing ends the clause.
_ITEM = rf"(?:{_A}|the|{_NUMBER})\s+\w+(?:\s+\w+)?"
_LISTED = re.compile(
    rf"^\s+(?:ha[sd]\s+|have\s+)?{_ITEM}(?:,\s+{_ITEM})*,?\s+and\s+(?:{_A}|the|{_NUMBER})\s+$", re.IGNORECASE
)
_ENDS = re.compile(r"^\s*(?:$|[.!?]|(?:on|in|at|after|during|last|yesterday|today|this)\b)", re.IGNORECASE)
# "Beat the defending champion, Ada Moreau, in 43 moves": the name says who that is.
_INTRODUCED = re.compile(
    rf"^\s+(?:{_A}|the)\s+(?:(?!(?:of|for|by|from|to|against|with|and|or)\b)[\w-]+\s+){{0,2}}"
    rf"(?:{ROLES}|champion|holder|winner|favourite|favorite|rival),\s+$"
)
# "The plant's manager, " before a name
_WHOM = re.compile(
    rf"^(?i:the|an?|its|their|his|her)\s+(?:(?!of\b)[\w’'-]+\s+){{0,3}}(?i:{ROLES})(?:\s+of\s+[^,;]{{2,60}})?,\s+"
    r"(?:[A-Z][\w’'-]*\s+)?$"
)
_BE = re.compile(r"\b(?:is|are|am|was|were|be|been|being|remain(?:s|ed)?|got)\b|(?<=\w)['’]s\b", re.IGNORECASE)
_OWNERS = re.compile(r"(?<=\w)['’]s\b")  # behind an auxiliary no other follows: "Did Orlen's schools close?"
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
    r"\b(?:in|by|according\s+to)\s+(?:an?|the|one|most|several|\w+['’]s)\s+(?:[\w-]+\s+){0,2}?(?:forecasts?|polls?|projections?|"
    r"predictions?|simulations?|surveys?|models?|dreams?|films?|novels?|plays?|stor(?:y|ies)|games?|estimates?)\b|"
    r"\b(?:but|though|although|overturned|quashed|annulled|reversed|re-?open\w*|later|no\s+longer)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\bof\b|\w\s+(?:at|for|from|in|on|with|by|to)\b", re.IGNORECASE)
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
        """What stands between each two of them, without appositions, other items of a list, and who a name is."""
        return [self._gap(at) for at in range(1, len(self.found))]

    def _gap(self, at: int) -> str:
        gap = self.sentence[self.found[at - 1].end : self.found[at].start]
        if gap.startswith(", ") and self._is_apposed(at):
            gap = gap[1:]
        last = at == len(self.found) - 1
        listed = last and _LISTED.match(gap) and _ENDS.match(self.rest)
        if listed or (_INTRODUCED.match(gap) and self._names_alone(at)):
            return " "
        return _APPOSITION.sub(" ", gap)

    def _is_apposed(self, at: int) -> bool:
        """Whether the words up to this one are a name that says who the sentence began with: "Its head, Ann Lee,"."""
        name, before = self.sentence[self.found[0].start : self.found[at - 1].end], self.sentence[: self.found[0].start]
        return all(word.capitalised for word in words(name)) and bool(_WHOM.match(before))

    def _names_alone(self, at: int) -> bool:
        """Whether only a name stands from this word to the next comma or the end of the sentence."""
        phrase = re.split(r"[,.;!?]", self.sentence[self.found[at].start :], maxsplit=1)[0]
        return all(word.capitalised for word in words(phrase))

    @property
    def rest(self) -> str:
        """What follows the last of them."""
        return self.sentence[self.found[-1].end :]


def clause_of(claim: str, sentence: str) -> Clause | None:
    """The one clause in which the claim's words follow each other; None where they do not, or others turn them."""
    found: list[Word] = []
    there = words(sentence)
    asked = [word for word in words(claim) if not word.common and word.written != "not"]
    for word in asked:
        start = found[-1].end if found else 0
        same = next((one for one in there if one.start >= start and base_of(one) == base_of(word)), None)
        if same is None:
            return None
        found.append(same)
    if not found:
        return None
    clause = Clause(sentence, tuple(found))
    between = [claim[one.end : other.start] for one, other in pairwise(asked)]
    light = all(gap == own or _goes_on(gap) for gap, own in zip(clause.gaps, between, strict=True))
    return clause if _is_subject(clause) and light else None


def agrees(clause: Clause, auxiliary: str, claim: str) -> bool:
    """Whether the clause is in the voice and time of the question: "was beaten" is not "beat", nor "was" an "is"."""
    passive = bool(_BE.fullmatch(auxiliary) or _BE.search(_OWNERS.sub("", claim)))
    between = " ".join(clause.gaps)
    past = auxiliary in _PRESENT and bool(_PAST_BE.search(between))
    return passive == bool(_BE.search(between)) and not past


def is_unlimited(clause: Clause, auxiliary: str) -> bool:
    """Whether what follows neither keeps it to some days or people, nor takes it back."""
    for_some = auxiliary in _PRESENT and _FOR_SOME.search(clause.rest)
    return not _LIMITED.search(clause.rest) and not for_some


def ends_whole(clause: Clause, auxiliary: str = "") -> bool:
    """Whether the last word of the claim ends its phrase: "won the cup" is not "won the cup final's first half".

    What was done to somebody may have its measure behind it: "was fined 250,000 crowns".
    """
    following = words(clause.rest)[:1]
    if not following or clause.rest[: following[0].start].strip() or clause.rest[:1] != " ":
        return not clause.rest.startswith(("'", "’", "-"))
    word = following[0]
    if word.written[0].isdigit() and _BE.fullmatch(auxiliary):
        return True
    return word.common or word.capitalised or word.written.endswith("ly") or word.written in _ADVERBS


def base_of(word: Word) -> str:
    """The word in the form in which the verifier compares."""
    return base(fold(word.written))


def _is_subject(clause: Clause) -> bool:
    """Whether the claim begins with what the clause speaks of: "opponents of Lee" and "most of the bridge" do not."""
    before = _MEASURED.sub("", clause.before)
    before = _BODY.sub("", before) if clause.found[0].capitalised else before
    return not _RELATIVE.search(before) and not _PART.search(before) and _says_nothing(_ROLE.sub("", before))


def _goes_on(gap: str) -> bool:
    light = _QUALITY.sub(r"\1 ", _COUNT.sub("", _MEASURED.sub("", gap)))
    parted = _RELATIVE.search(light) or "," in light or _BREAK.search(light)
    return not parted and _says_nothing(_REFUSED.sub("", light))


def _says_nothing(text: str) -> bool:
    """Whether these are only names, common words and adverbs that leave what is said as it is."""
    return not _TURNS.search(text) and _all_light(words(text))


def _all_light(found: Sequence[Word]) -> bool:
    return all(
        word.common or word.capitalised or word.written.endswith("ly") or word.written in ("never", "nobody", "nothing")
        for word in found
    )
