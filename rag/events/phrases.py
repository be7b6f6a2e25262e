"""Events that a question names as times: "since the summit", "after the earthquake", "before Halden's resignation".

Only where the noun is one of an event, so that "after the mayor" is none; English.
"""

import re
from dataclasses import dataclass

from rag.text.mentions import NAME
from rag.text.words import COMMON, content_words
from rag.times.steps import Step, step_before

# Events that are known of before they happen: articles of the days before are about them too.
_AWAITED = (
    r"summits?|elections?|by-elections?|referendum|polls|ballot|runoff|run-off|primary|primaries|vote|debate|budget|conference|"
    r"congress|meeting|talks|negotiations|visit|trip|tour|speech|address|inauguration|coronation|wedding|funeral|trial|"
    r"hearing|match|game|final|finals|semi-final|semi-finals|quarter-final|derby|tournament|race|marathon|championships?|"
    r"festival|fair|parade|ceremony|opening|launch|release|premiere|merger|handover|anniversary|"
    r"World Cup|Olympics|Olympic Games|Paralympics|Super Bowl|Eurovision|Oscars|Grammys|COP\d\d|Brexit"
)
_SUDDEN = (
    r"earthquake|quake|tsunami|eruption|floods?|flooding|storm|hurricane|typhoon|cyclone|tornado|wildfires?|fire|blaze|"
    r"landslide|avalanche|heatwave|drought|explosion|blast|bombing|bomb|attacks?|strikes?|shooting|stabbing|massacre|murder|"
    r"killing|assassination|kidnapping|hijacking|siege|raid|coup|invasion|war|uprising|revolution|riots?|protests?|"
    r"crash|collision|derailment|accident|disaster|collapse|sinking|spill|leak|hack|breach|outage|blackout|"
    r"outbreak|epidemic|pandemic|lockdown|death|resignation|dismissal|sacking|firing|ouster|arrest|indictment|"
    r"conviction|verdict|ruling|sentencing|acquittal|appointment|nomination|defeat|victory|takeover|acquisition|bankruptcy|"
    r"scandal|ceasefire|truce|agreement|treaty|deal|annexation|evacuation|assault|robbery|heist|recall|announcement"
)
_NAMED = r"(?:hurricane|storm|typhoon|cyclone)\s+(?-i:[A-Z])\w+"
_WORDS = r"(?:[\w'’.&-]+\s+){0,4}?"
_OF = r"of|in|on|at|against|between|with|for|over|by|to"
_WHERE = (
    rf"(?:\s+(?:{_OF})\s+(?:the\s+)?"
    rf"(?-i:{NAME}(?:\s+and\s+{NAME})?|(?:[a-z][\w-]*\s+){{0,2}}[a-z][\w-]*(?=\s*(?:[,.;:?!]|$))))*"
)
_OF_TIME = r"(?:(?<=\bday\s)|(?<=\bweek\s)|(?<=\bmonth\s)|(?<=days\s)|(?<=weeks\s)|(?<=months\s))of"
_PHRASE = re.compile(
    rf"\b(?P<word>since|after|following|in the wake of|before|prior to|{_OF_TIME})\s+"
    rf"(?:the\s+(?:start|beginning|outbreak)\s+of\s+)?"
    rf"(?P<event>(?P<whose>(?:the|his|her|their|its)\s+)?(?P<words>{_WORDS})"
    rf"(?:{_NAMED}|(?P<awaited>{_AWAITED})|(?:{_SUDDEN}))\b(?!['’-]|\s+(?:{_AWAITED}|{_SUDDEN})\b)"
    rf"(?P<where>{_WHERE}))",
    re.IGNORECASE,
)
_NOUN = re.compile(rf"\b(?:{_AWAITED}|{_SUDDEN})\b", re.IGNORECASE)
# "the worst storm since the war" is no question about the time since the war.
_RECORD = re.compile(r"\b(?:first|most|least|only|best|worst|time|ever|record|(?!west)\w{2,}est)\b[^,;?!]{0,60}$", re.I)
_HAD = re.compile(r"\bhad\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EventPhrase:
    """`question[start:end]` is the phrase with its preposition, `event` what it says happened."""

    start: int
    end: int
    event: str
    closes: bool
    """Whether it ends a period ("before"), rather than begins one."""
    foretold: bool
    """Whether it ends a period in which articles were about the event already, as they are about an election."""
    step: Step | None = None
    """How far from the event the time lies: "two days after", whose words the phrase begins with."""


def event_phrase(question: str) -> EventPhrase | None:
    """The first event that the question names as a time; None where it names none, or compares with it."""
    for match in _PHRASE.finditer(question):
        if _is_noun_phrase(match) and not is_compared(question, match):
            closes = match["word"].casefold() in ("before", "prior to")
            told_of = closes and not _HAD.search(question)  # "what had he posted before the vote" is told of afterwards
            step = step_before(question, match.start()) if is_counted(match["word"]) else None
            if match["word"] == "of" and not step:
                continue  # "two days of the strike"
            start = step.start if step else match.start()
            return EventPhrase(start, match.end(), match["event"], closes, bool(match["awaited"]) and told_of, step)
    return None


def event_nouns(text: str) -> list[str]:
    """The nouns of events in a text, in its order: "strike" of "the dock strike"."""
    return _NOUN.findall(text)


def is_counted(word: str) -> bool:
    """Whether so many days may stand before this word: "two days after", "within two days of"."""
    return word.casefold() in ("after", "following", "before", "prior to", "of")


def is_compared(question: str, match: re.Match[str]) -> bool:
    """Whether something is the first or the most "since" that time."""
    before = max(match.start() - 100, 0)
    return match["word"].casefold() == "since" and _RECORD.search(question, before, match.start()) is not None


def _is_noun_phrase(match: re.Match[str]) -> bool:
    """Whether a single event is named, "the mine explosion" or "Halden's resignation": no clause, no general word."""
    before_noun = match["words"].split()
    if not match["whose"] and not match["event"][0].isupper():
        return False
    verbs = (word.endswith("ed") or word.casefold() in COMMON for word in before_noun if word[0].islower())
    return not any(verbs) and bool(content_words(match["event"]))
