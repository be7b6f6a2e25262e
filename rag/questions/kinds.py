"""What sort of answer a question wants, told by its question word and the words after it. English.

`matter_of` is the other half: what the question is about, without the words that only ask for a form.
"""

import re
from collections.abc import Iterable

from rag.datatypes import Kind
from rag.text.mentions import CAPITAL
from rag.text.words import words

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
_SEVERAL = (
    r"(?:the\s+|these\s+|two\s+|three\s+|both\s+|various\s+|different\s+)*"
    r"(?:outlets|newspapers|papers|articles|reports|media|sources|accounts)\s+"
)
_TELL = r"(?:say|said|report|reported|write|wrote|cover|covered|tell|told|see|saw|describe|described|present|presented)"
# The nouns for a story and for its telling: "the bridge story", "the events around the bridge".
_STORY = (
    r"(?:story|stories|saga|news|events?|developments?|facts|coverage|debate|discussion|dispute|controversy|affair|row|"
    r"interview|articles?|reports?|case)"
)
# "How did the strike unfold?", "How has the library row developed?": a virus evolves and a region develops by itself.
_COURSE = rf"(?:unfold(?:ed)?|play(?:ed)?\s+out|{_STORY}\s+(?:develop|evolve|unfold)(?:e?d)?)"
_NOW = r"\s+(?:now\s+)?stand(?:\s+now)?\W*$"  # "Where does the library row stand?"
# "Was kostet die Brücke?" is no question that opens with a verb. Only words that no English question has.
_GERMAN = re.compile(
    r"^\W*Was\s+(?:(?:kostet|sagt|geschah|passiert|macht|bedeutet|fordert)(?:e|en)?\b|"
    r".*\b(?:der|das|dem|ein|eine[nmrs]?|haben|ist|sind|wird|werden|wurden?|über|für|mit|zu|und|nicht|bei|sich|es|wir|ihr)\b|"
    r".*\bdie\s+[A-ZÄÖÜ])"
)
# What a question word and the words after it ask for; the first that fits counts.
_ASKING: tuple[tuple[Kind, str], ...] = (
    ("timeline", r"what order\b|what (?:is|was) the (?:timeline|chronology|sequence)\b"),
    ("timeline", rf"how\s+(?:did|has|have)\b.{{1,80}}?\b{_COURSE}\W*$"),
    ("summary", rf"where\s+(?:do|does)\b.{{1,80}}?\b{_STORY}{_NOW}"),
    ("who", r"(?:who|whom|whose)\b"),
    (
        "who",
        rf"(?:what|which) (?!(?:did|do|does|has|had|have)\b)(?:\w+ )?(?:{_PERSON})\b|"
        rf"what (?:is|was) the name of the (?:\w+ )?(?:{_PERSON})\b",
    ),
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
        r"what (?:is|was|are|were) the differences?\b|how (?:do|does|did)\b.{1,80}\b(?:differ|compare|disagree)\b|"
        rf"how (?:do|did|have)\s+{_SEVERAL}{_TELL}\b",
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
_ABOUT_WHAT = rf"(?!(?:the|an?)\s)(?=(?:[\w’'-]+\s+){{1,4}}{_STORY}\s+(?:all\s+)?about\W*$)"
_IN_ORDER = r",?\s+(?:in\s+(?:chronological\s+|the\s+right\s+)?order|day\s+by\s+day|step\s+by\s+step)\W*$"
_ASKING_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ASKING)
_TOLD: tuple[tuple[Kind, str], ...] = (
    ("timeline", rf"\b(?:timeline|chronology|sequence of events)\b|\bhappened\b.*{_IN_ORDER}"),
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

# "Who is Ann Lee?" wants a description; "Who is the mayor?" and "Who was charged?" want a name.
_WHO_IS = re.compile(
    r"^\W*(?i:and\s+)?(?i:who(?:['’]s|\s+(?:is|was|are|were))(?:\s+this)?)\s+"
    r"(?!(?i:the|an?|its|his|her|their|our|this|that|in|on|at|to|behind|mayor of|president of)\b)"
    r"(?:(?!(?:before|after|under|of|from|with|by|against|for|beside|behind|in|at)\b)[a-z]+\s+){0,2}"
    rf"{CAPITAL}[\w.’'-]*(?:\s+(?:{CAPITAL}[\w.’'-]*|van|von|de|del|der|bin|al|el|la|le|di|da)){{0,4}}\W*$"
)
_DAY_BY_DAY = re.compile(_IN_ORDER, re.IGNORECASE)
_SUMMARY = re.compile(
    r"^\W*(?:(?:please|can you|could you|give me|i want|write)\s+)*(?:an?\s+|the\s+)?(?:short\s+|brief\s+|quick\s+)*(?:"
    r"(?:summari[sz]e|sum\s+up|recap)\b|(?:summary|overview|recap|round-?up|gist)\s+(?:of|on)\b|"
    r"what(?:\s+has|['’]s)?\s+happened\s+(?:with|in|at|during|around|to(?=(?:\W+\w+){1,5}\W*$))\b|"
    r"what(?:\s+is|\s+was|['’]s)\s+the\s+(?:story|news|latest)\s+(?:of|on|about|with|behind)\b|"
    r"what(?:\s+is|['’]s)\s+new\s+(?:on|about|with)\b|"
    rf"what(?:\s+is|\s+was|['’]s)\s+the\s+{_ABOUT_WHAT}|"
    r"what\s+(?:do\s+(?:we|you)\s+know|is\s+known)\s+(?:about|of)\b|tell\s+me\s+(?:more\s+)?about\b)",
    re.IGNORECASE,
)
# "Who said something about X?", "List everybody who spoke about X", "Which people commented on X?".
_WHO_SPOKE = (
    r"(?:(?:list|name|show(?:\s+me)?|give\s+me|enumerate)\s+)?"
    r"(?:who\b|(?:which|what|all|every|the|of|a\s+list\s+of|\s)*"
    r"(?:people|persons?|officials|politicians|experts|speakers|sources|those|everyone|everybody|anyone|anybody)\b"
    r"(?:\s+(?:who|that)\b)?)"
    r"(?:\s+(?:else|all|has|have|had|is|was|were|are))*\s+"
    r"(?:said|says?|spoken?|speaks?|speaking|comment(?:s|ed|ing)?|talk(?:s|ed|ing)?|quoted)\s+"
    r"(?:(?:something|anything|what|out|publicly)\s+)*(?:about|on|of)\b"
)
_SPOKE = re.compile(rf"^\W*(?:please\s+|and\s+)*{_WHO_SPOKE}", re.IGNORECASE)
# "Who said something about X?" asks for all who did, "which documents were signed?" for all of them.
_LISTING = re.compile(
    r"^\W*(?:and\s+)?(?:"
    rf"{_WHO_SPOKE}|who\s+(?:else|all)\b|"
    r"(?:what|which)\s+(?:(?!one\b)\w+\s+){0,2}?(?!(?:was|is|has|does|days|hours|years|months|weeks|dates|times|"
    r"seasons|decades|series|news|species|gas|bus|crisis|campus|virus|process|"
    r"business|princess|actress|boss|class|loss|glass|press|pass|address|congress|illness|police)\b)\w{3,}s\s+"
    r"(?:were|are|did|do|have|had|will|would|could|may)\b(?!\s+(?:say|said)\b))",
    re.IGNORECASE,
)
_DIFFER = re.compile(r"\b(?:differ(?:ently)?|differences?|disagree|contradict|each other)\b", re.IGNORECASE)
_FORM_WORDS = re.compile(  # at the head of a question: what form is wanted, not of what
    r"^\W*(?:(?:please|can you|could you|give me|make|show(?: me)?|write|what(?:\s+is|['’]s))\s+)*(?:an?\s+|the\s+)?"
    r"(?:short\s+|brief\s+|quick\s+|complete\s+|full\s+)*(?:"
    r"(?:summari[sz]e|sum\s+up|recap|compare|contrast|enumerate|list)\b|name\s+(?:all|every|each)\b|"
    r"(?:summary|overview|recap|round-?up|gist|timeline|chronology|list|sequence(?:\s+of\s+events)?|story|news|latest|new)"
    r"\s+(?:of|on|in|about|with|for|behind)\b|what\s+(?:do\s+(?:we|you)\s+know|is\s+known)\s+(?:about|of)\b|"
    r"tell\s+me\s+(?:more\s+)?about\b|what(?:\s+has|['’]s)?\s+happened\s+(?:with|to|in|at|during|around)\b|"
    rf"{_ABOUT_WHAT}|"
    rf"(?:which|what)\s+{_SEVERAL}(?:have\s+|has\s+)?(?:report(?:ed|s)?|cover(?:ed|s)?|wrote|written|tell|told)\b"
    r"\s*(?:on|about|of|over)?\b|"
    rf"how\s+(?:do|does|did|have)\s+{_SEVERAL}(?:{_TELL}\b)?\s*(?:on|about|over)?\b|"
    rf"how\s+(?:did|has|have)\s+(?=[^?]{{1,80}}?\b{_COURSE}\W*$)|"
    rf"where\s+(?:do|does)\s+(?=[^?]{{1,80}}?\b{_STORY}{_NOW}))\s*(?:all\b\s*)?"
    rf"(?:(?:what|how)\s+{_SEVERAL}(?:{_TELL}\s+)?(?:(?:about|on|of)\s+)?|{_SEVERAL}(?:{_TELL}\s+)?(?:about|on)\s+)?",
    re.IGNORECASE,
)
_STORY_OF = re.compile(
    r"^\W*(?:(?:the|an?|all|whole|full|entire|main|(?:outlets|newspapers|papers|media)['’]?s?)\s+)*"
    rf"{_STORY}\s+(?:that\s+happened\s+)?"
    r"(?:of|on|about|in|at|around|over|with|behind|surrounding|concerning|regarding)\s+",
    re.IGNORECASE,
)
_BRIEFLY = (
    r",?\s+(?:briefly|in\s+(?:short|brief)|in\s+(?:a\s+few|\w+)\s+(?:words|lines|sentences)|(?:for\s+me|please))\W*$"
)
_STORY_AT_END = re.compile(
    rf"\s+{_COURSE}\W*$|\s+{_STORY}{_NOW}|\s+{_STORY}(?:\s+(?:all\s+)?about)?\W*$|"
    rf"\s+about\W*$|{_IN_ORDER}|{_BRIEFLY}",
    re.IGNORECASE,
)

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
    if _WHO_IS.search(asked):
        return "who is"
    if _SUMMARY.search(question) and not _DAY_BY_DAY.search(question):
        return "summary"
    word = _QUESTION_WORD.search(asked)
    told = next((kind for kind, pattern in _TOLD_PATTERNS if pattern.search(asked)), None)
    german = told == "yes/no" and _GERMAN.match(asked)
    if told and not german and not (word and told == "compare" and word.group().casefold() in ("who", "whom")):
        return told
    if _LISTING.search(asked):
        return "list"
    if word is None:
        return "quote" if re.search(r"\baccording to\b", question, re.IGNORECASE) else "what"
    return next((kind for kind, pattern in _ASKING_PATTERNS if pattern.match(asked, word.start())), "what")


def asks_who_spoke(question: str) -> bool:
    """Whether it asks for all who spoke of something: "Who commented on the bridge?"."""
    return bool(_SPOKE.search(question))


def matter_of(question: str) -> str:
    """The question without the words that ask for a form: "the bridge" of "Summarise the story of the bridge"."""
    rest = _without((_SPOKE, _FORM_WORDS), _DIFFER.sub(" ", question)) or question
    if kind_of(question) not in ("summary", "timeline", "compare"):
        return rest
    return _without((_FORM_WORDS, _STORY_OF, _STORY_OF, *3 * (_STORY_AT_END,)), rest) or rest


def _without(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    """The text without what they find, one after the other; empty where no word with a meaning is left."""
    for pattern in patterns:
        text = pattern.sub("", text)
    return text.strip() if any(not word.common and len(word.written) > 1 for word in words(text)) else ""
