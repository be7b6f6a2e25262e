"""Who stands on the other side of what is asked: the loser, the leader of a first round, who complained to the judge.

"Lind came first in the first round" does not say who won the election. English; unsure means no.
"""

import re
from dataclasses import replace

from rag.datatypes import Query
from rag.evidence.gather import Evidence
from rag.text.words import stem, stems

REACH = 120
"""Characters beside a name in which it is said what that person did, or is."""

_ASKS_WON = re.compile(
    r"^\W*(?:who|which\s+(?:\w+\s+){1,2}?)\s*(?:(?:has|have|had|will|was|is)\s+)?(?:won|wins?|elected|the\s+winner|victorious|becomes?|became)\b",
    re.IGNORECASE,
)
_PART = (
    r"(?:(?:first|opening|preliminary|qualifying|early)\s+(?:round|ballot|stage|leg|heat|set|half|game|match|debate|vote|"
    r"count)s?|semi-?finals?|quarter-?finals?|primar(?:y|ies)|heats?|straw\s+poll|(?:exit|opinion)\s+polls?|polls)"
)
_OF_PART = re.compile(rf"\b{_PART}\b", re.IGNORECASE)
# "Came first in the first round", but not "won the final after the semi-final".
_WON_PART = re.compile(
    r"(?:(?!\b(?:won|wins|elected|victory)\b)[^.;])*?\b(?:came|finished|was|is|placed|leads?|led|topp?ed|won|wins|took|winning|ahead|leading|lead)\b"
    rf"(?:\s+(?:first|the|in|an?|narrowly|top|place|of|his|her|their|out|place|easily|ahead|on|after))*\s+{_PART}\b",
    re.IGNORECASE,
)
_LOSER_BEFORE = re.compile(
    r"\b(?:losing|defeated|beaten|unsuccessful|failed|runner-?up|(?:loss|defeat)\s+(?:of|for))\s*"
    r"(?:(?:presidential|party|main|former|opposition)\s+)?(?:candidate|rival|finalist|contender|nominee|bidder|side|team)?,?\s+$",
    re.IGNORECASE,
)
_LOSER_AFTER = re.compile(
    r"^(?:,\s+\d\d?,|,\s+(?:who\s+)?|\s+)\s*(?:(?:has|had|have)\s+)?(?:lost\b(?!\s+(?:his|her|their|its|weight|no|only))|conced(?:ed|es)|"
    r"(?:refus|declin)(?:ed|es)\s+to\s+concede|(?:was|were)\s+(?:beaten|defeated|eliminated|knocked\s+out)|(?:came|finished)\s+second)\b",
    re.IGNORECASE,
)
_WINS = re.compile(r"\b(?:won|wins|winning|elected|crowned|victor\w*)\b", re.IGNORECASE)
_WON_ALL = re.compile(rf"{_WINS.pattern}|\bbecame\b", re.IGNORECASE)
_ASKS_DECIDER = re.compile(
    r"^\W*(?:who|which\s+\w+)\s+(?:(?:has|have|had)\s+)?(?P<deed>presid(?:ed|es)|chair(?:ed|s)|ruled|heard|hears|rejected|dismissed|granted|"
    r"upheld|threw\s+out|turned\s+down|approved|decided|judged)\b",
    re.IGNORECASE,
)
# Who asks for a decision takes none.
_ASKED_FOR_IT = re.compile(
    r"\b(?:complaint|appeal|petition|lawsuit|suit|request|application|challenge|objection|motion|plea|bid)s?\s+"
    r"(?:(?:filed|brought|lodged|made|submitted)\s+)?(?:by|from|of)\s+(?:[\w’'-]+,?\s+){0,5}$",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(r"^\W*(?:who|whom)\b", re.IGNORECASE)
# With what it was done is not who did it.
_INSTRUMENT = re.compile(
    r"(?:(?:the|an?)\s+)?(?:(?:artillery|mortar|rocket)\s+)?(?:shell(?:s|ing|fire)?|rockets?|missiles?|bombs?|mortars?|bullets?|"
    r"grenades?|gunfire|torpedo(?:es)?|(?:land)?mines?|explosives?|explosions?|blasts?)",
    re.IGNORECASE,
)


def without_asker(query: Query, one: Evidence) -> Evidence:
    """The evidence without an answer that is who asked for the decision, where the sentence tells of the decision.

    It stays as likely, for it may tell who took it: "a complaint by Ann Lee was upheld by the ombudsman".
    """
    asked = _ASKS_DECIDER.match(query.standalone)
    told = asked is not None and stem(asked["deed"].split()[0].casefold()) in stems(one.text)
    return replace(one, answer=None) if told and is_opposite(query, one) else one


def is_opposite(query: Query, one: Evidence) -> bool:
    """Whether the answer is told there to be an opponent, to have won a part alone, or is what it was done with."""
    if one.answer is None:
        return False
    if _ASKS_WHO.match(query.standalone) and _INSTRUMENT.fullmatch(one.answer.text):
        return not _ASKS_WON.match(query.standalone)  # teams are called Torpedo and Rockets
    start, end = one.answer.start - one.start, one.answer.end - one.start
    before, after = one.text[max(start - REACH, 0) : start], one.text[end : end + REACH]
    if _ASKS_DECIDER.match(query.standalone):
        return bool(_ASKED_FOR_IT.search(before))
    if not _ASKS_WON.match(query.standalone):
        return False
    part = None if _OF_PART.search(query.standalone) else _WON_PART.match(after)
    part_alone = part and not _WON_ALL.search(after, part.end())
    lost = _LOSER_AFTER.match(after) and not _WINS.search(after)
    return bool(part_alone or lost or _LOSER_BEFORE.search(before))
