"""A sentence without what it says aside, so that it can be judged as a plain one. English; unsure leaves it in.

"The stolen cello known as the Lady Arden was recovered undamaged, not sold": the cello was recovered.
"""

import re
from functools import lru_cache

_NAME = r"(?:[\"“‘'][^\"“”‘’]{2,60}[\"”’']|(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,5})"
_KNOWN = re.compile(rf"\s+(?:(?:also|better)\s+)?(?:known\s+as|called|named|nicknamed|dubbed)\s+{_NAME}(?=[\s,])")
_WORTH = re.compile(
    r"\s+(?:worth|valued\s+at|insured\s+for)\s+(?:about\s+)?[£$€]?\d[\d.,]*\d?(?:\s*(?:million|billion|[mb]n?))?(?=[\s,])"
)
_NOT_THAT = re.compile(r",\s+(?:and\s+)?(?:not|rather\s+than|instead\s+of)\s+(?:[^,.;:]|(?<=\d)[.,](?=\d))+")
# "A request by Ada Lind for a recount" is a request for a recount; flights "from Karn to Lomm" are not all to Lomm.
_BY_WHOM = re.compile(rf"\s+by\s+{_NAME}(?=\s+(?:for|to)\s)")
# "The appliance maker Norvex" is Norvex.
_KIND = re.compile(
    r"\b[Tt]he\s+(?:[a-z]+\s+)?(?:company|firm|maker|manufacturer|retailer|operator|airline|supplier|producer|builder|group|bank|"
    r"newspaper|charity)\s+(?=[A-Z])"
)
_ALL = re.compile(r"\b(?:all|each|every\w*|both|none|nobody)\b", re.IGNORECASE)
_WHO_SPOKE = re.compile(
    r",\s+who\s+(?:(?:also|later|then)\s+)?(?:said|says|told|added|warned|argued|claimed|insisted|explained)\b.*$", re.S
)
_ENDS = r"(?=\s*(?:[.,;!?]|$)|\s+(?:on|in|at|from|by|after|during|near|last|this|yesterday|today)\b)"
# "Was believed dead" says nothing of whether somebody is.
_NOT_THOUGHT = (
    r"(?!(?:believed|feared|presumed|reported|thought|said|assumed|considered|alleged|expected|supposed|declared|"
    r"pronounced|deemed|hoped)\b)"
)
_STATE = re.compile(
    rf"(?P<be>\b(?:was|were|is|are|been))\s+(?P<deed>{_NOT_THOUGHT}\w+)\s+(?P<state>un\w+(?:ed|hurt)|unharmed|intact|safe|alive|dead){_ENDS}"
)
_SAFELY = ("intact", "safe", "alive")
_PLEADED = re.compile(r"\bplead(?:ed|s)\s+(?P<not>not\s+)?guilty\s+to\s+(?:[\w-]+\s+(?:counts?|charges?)\s+of\s+)?")
_DETERMINER = r"(?:the|an?|its|their|his|her)"
_ASKED = re.compile(r"\b(?:the|its|their|his|her)\s+(?P<noun>[a-z][\w-]{2,})\b", re.IGNORECASE)
# What befell a thing, and leaves it that thing; where the article has it without any quality, others may be left out.
_MERE = frozenset(
    """abducted broken burned burnt collapsed damaged destroyed flooded injured kidnapped lost missing stolen stranded
    sunken trapped wounded wrecked""".split()
)
# Of two things of one sort these tell which is meant, or make it another thing, or none that is sure to be there.
_TELLS_APART = frozenset(
    """aborted accused alleged apparent attempted averted cancelled canceled claimed expected failed faked feared foiled
    hoped-for intended promised proposed reported rumored rumoured so-called staged supposed suspected threatened
    another big bigger current early eastern elder ex existing fake first former future general high junior last
    late left local low lower main national new next northern old older only original other planned previous proposed
    rival second senior sister small smaller southern state third twin upper vice western young younger""".split()
)


def without_asides(claim: str, text: str, article: str) -> str:
    """The text as plainly as the claim puts it: no other name, quality, state, plea, or what it was not."""
    for aside in (_KNOWN, _KIND, _WORTH, _NOT_THAT, _WHO_SPOKE, _BY_WHOM):
        if aside is _NOT_THAT and _ALL.search(claim):
            continue  # "all were saved, not the captain" makes an exception
        if aside is _BY_WHOM and re.search(r"\b(?:by|from)\b", claim, re.IGNORECASE):
            continue
        text = aside.sub("." if aside is _WHO_SPOKE else "", text)
    text = _PLEADED.sub(lambda found: "denied " if found["not"] else "admitted ", text)
    text = _STATE.sub(lambda found: _stated(claim, found), text)
    for noun in dict.fromkeys(match["noun"] for match in _ASKED.finditer(claim)):
        text = _unqualified(noun, text, article)
    return text


def _stated(claim: str, found: re.Match[str]) -> str:
    """Of "was recovered undamaged" that it was recovered, or was undamaged, where it is asked whether it was that."""
    state = found["state"]
    if re.search(rf"\b{re.escape(state.removeprefix('un'))}\b", claim, re.IGNORECASE):
        return f"{found['be']} {state}"
    told_apart = state.startswith("un") or state in _SAFELY
    return f"{found['be']} {found['deed']}" if told_apart else found[0]


def _unqualified(noun: str, text: str, article: str) -> str:
    """The text with "the cello" for "the stolen cello", where its article has only one that might be meant."""
    qualified = _qualified(noun)
    if not qualified.search(text):
        return text
    qualities, plain = _qualities(noun, article)
    of_several = len(qualities - _MERE) > 1  # "the wooden bridge" and "the stone bridge"
    if qualities & _TELLS_APART or of_several or not (plain or qualities <= _MERE):
        return text
    return qualified.sub(lambda match: f"{match['the']} ", text)


@lru_cache(maxsize=64)  # of the nouns of one question in the articles of its answer, which may be long
def _qualities(noun: str, article: str) -> tuple[frozenset[str], bool]:
    """The qualities that an article gives a thing, and whether it also names it without any."""
    plain = re.search(rf"\b{_DETERMINER}\s+{re.escape(noun)}\b", article, re.IGNORECASE)
    return frozenset(one["quality"].casefold() for one in _qualified(noun).finditer(article)), plain is not None


def _qualified(noun: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?P<the>{_DETERMINER})\s+(?P<quality>[a-z][\w-]*)\s+(?={re.escape(noun)}\b)", re.IGNORECASE)
