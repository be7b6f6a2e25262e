"""What sort of answer a question wants, told by its question word and the words after it. English."""

import re

from rag.datatypes import Kind

_PERSON = (
    "person|man|woman|boy|girl|president|minister|prime minister|mayor|actor|actress|singer|rapper|musician|artist|"
    "band|player|footballer|striker|goalkeeper|athlete|driver|coach|journalist|reporter|researcher|scientist|author|writer|"
    "director|politician|senator|governor|judge|king|queen|prince|princess|pope|leader|candidate|comedian|billionaire|"
    "chief executive|ceo|general|official|doctor|captain|celebrity|professor|lawyer|astronaut|spokesman|spokeswoman"
)
_SAY = (
    "say|said|tell|told|think|call|called|describe|warn|warned|argue|claim|promise|ask|demand|respond|reply|comment|"
    "emphasi[sz]e|explain|predict|announce|concede|admit|accuse|joke"
)
# What a question word and the words after it ask for; the first that fits counts.
_ASKING: tuple[tuple[Kind, str], ...] = (
    ("timeline", r"what order\b|what (?:is|was) the (?:timeline|chronology|sequence)\b"),
    ("who", r"(?:who|whom|whose)\b"),
    ("who", rf"(?:what|which) (?:\w+ )?(?:{_PERSON})\b|what (?:is|was) the name of the (?:\w+ )?(?:{_PERSON})\b"),
    ("when", r"how long ago\b|when\b"),
    (
        "when",
        r"(?:what|which) (?:day|date|year|month|time|week|weekday|season|decade|century|hours?)\b",
    ),
    ("when", r"what (?:is|was|will be)\b.{1,60}\b(?:date|(?:last|first|opening|closing|final) day)\b"),
    (
        "how many",
        r"how (?:many|much|old|long|far|tall|high|big|large|fast|heavy|often|deep|wide|expensive|full|hot|cold)\b|"
        r"(?:what|which) (?:percentage|per ?cent|share|number|proportion|price|cost|fine|amount|age|distance|size)\b|"
        r"what (?:is|was|will be) the (?:total |average )?(?:number|price|cost|percentage|share|population|age) of\b|"
        r"what (?:does|did|do|will|would)\b.{1,60}\bcost\b",
    ),
    (
        "where",
        r"where\b|(?:what|which) (?:city|country|town|place|state|region|village|location|continent|nation|island)\b",
    ),
    ("why", r"why\b|what (?:caused|made|led to|is the reason|was the reason|were the reasons)\b|what reasons?\b"),
    (
        "compare",
        r"what (?:is|was|are|were) the differences?\b|how (?:do|does|did)\b.{1,80}\b(?:differ|compare|disagree)\b",
    ),
    ("quote", rf"what (?:\w+ ){{0,2}}?(?:did|does|do|has|had|have)\b.{{1,80}}?\b(?:{_SAY})\b"),
    ("quote", r"how did .{1,60}\b(?:describe|respond|react|explain|justify)\b|what .{1,80}\baccording to\b"),
    (
        "list",
        r"(?:what|who|which) are the\b|which (?:\w+ )?(?:people|countries|companies|documents|outlets|towns|cities)\b",
    ),
    ("how", r"how\b"),
    ("what", r"(?:what|which)\b"),
)
_ASKING_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ASKING)
_TOLD: tuple[tuple[Kind, str], ...] = (
    ("timeline", r"\b(?:timeline|chronology|sequence of events)\b"),
    ("list", r"^\W*(?:list|name (?:all|every|each|the)|enumerate)\b"),
    ("compare", r"\b(?:compare|contrast|versus|vs\.?|differences? between|disagree|contradict\w*)(?:\W|$)"),
    (
        "yes/no",
        r"^(?:\W*(?:and|but|so)\s+)?"
        r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|am|isn't|wasn't|didn't)\b",
    ),
)
_TOLD_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _TOLD)
_QUESTION_WORD = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)

# "According to the Courier, who ..." and "Can you tell me who ..." ask who, whatever stands in front.
_PREAMBLE = re.compile(
    r"^\W*(?:(?:according to|in|on|at|after|before|since|during) [^,]{1,80},\s*(?=\w+)|"
    r"(?:(?:can|could|would|do|does) (?:you|anyone|anybody) (?:please )?(?:tell me|say|know)|is it known|tell me|"
    r"i (?:want|would like|'d like) to know)\s+(?=(?:who|whom|whose|what|which|when|where|why|how)\b))",
    re.IGNORECASE,
)


def kind_of(question: str) -> Kind:
    """What sort of answer the question wants: its first question word tells, unless it is put another way."""
    asked = _PREAMBLE.sub("", question)
    word = _QUESTION_WORD.search(asked)
    told = next((kind for kind, pattern in _TOLD_PATTERNS if pattern.search(asked)), None)
    if told and not (word and told == "compare" and word.group().casefold() in ("who", "whom")):
        return told
    if word is None:
        return "quote" if re.search(r"\baccording to\b", question, re.IGNORECASE) else "what"
    return next((kind for kind, pattern in _ASKING_PATTERNS if pattern.match(asked, word.start())), "what")
