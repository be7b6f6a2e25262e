"""Who is speaking in a sentence of news text: the label of an interview turn, or the name beside a reporting verb.

English. None when the text does not say so plainly: a wrong speaker is worse than none.
"""

import re
from collections import Counter
from functools import lru_cache

SAYING = (
    r"(?:said|says|say|told|tells|added|adds|explained|explains|warned|warns|stated|states|noted|notes|argued|argues|claimed|claims|"
    r"emphasi[sz]ed|emphasi[sz]es|stressed|stresses|insisted|insists|announced|asked|replied|answered|commented|declared|recalled|"
    r"conceded|admitted|admits|acknowledged|suggested|suggests|predicted|predicts|promised|pledged|wrote|writes|believes|thinks|"
    r"pointed out|points out|called|described|urged|responded|joked|continued|concluded|remarked|confirmed|denied|"
    r"highlighted|underscored)"
)
# Verbs that may stand before their subject ("said Ann Lee"); "told Ann Lee" names whom it was told.
_SAID = (
    r"(?:said|says|say|added|adds|explained|explains|warned|warns|stated|states|noted|notes|argued|argues|insisted|insists|recalled|"
    r"conceded|joked|continued|concluded|remarked|replied|wrote|writes)"
)
_TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Sgt|Sir|Dame|Lord|Lady)\.?\s+)?"
_WORD = r"(?:[A-Z][\w’'-]*\w|[A-Z]\.?)"
_NAME = rf"{_TITLE}(?P<name>{_WORD}(?:\s+(?:(?:van|von|de|del|der|den|bin|al|el|la|le|di|da)\s+)?{_WORD}){{0,4}})"
_APPOSITION = r"(?:,[^,\"“”]{2,90},)?"
_CLOSE = r"[\"”’'»]"
# What a speaker is, before the name: "said the union's leader Ann Lee". A preposition or pronoun begins something else.
_OTHER = (
    r"(?:at|in|on|to|of|that|it|he|she|they|we|there|was|is|had|for|would|with|from|if|and|but|about|after|by|as)\b"
)
_ROLE = rf"(?:the\s+|its\s+|their\s+)?(?:(?!{_OTHER})[a-z][\w’'-]*\s+){{0,5}}"
_ALSO = r"(?:has\s+|had\s+|also\s+|later\s+|then\s+|now\s+|once\s+)?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[,.?!]?{_CLOSE}[,.]?\s+{_ROLE}{_NAME}{_APPOSITION}\s+{_ALSO}{SAYING}\b",
        rf"[,.?!]{_CLOSE}\s+{_SAID}\s+{_ROLE}{_NAME}",
        rf"(?:^|\b[Bb]ut\s+|\b[Aa]nd\s+|[,;]\s+){_NAME}{_APPOSITION}\s+{_ALSO}{SAYING}\b",
        rf"\b[Aa]ccording to\s+{_ROLE}{_NAME}",
        rf",\s+{_SAID}\s+{_ROLE}{_NAME}",
        rf"^(?:[A-Z][\w-]*\s+(?:[a-z][\w-]*\s+){{1,7}}){_NAME}{_APPOSITION}\s+(?:also\s+)?{SAYING}\b",
    )
)
_LABEL = re.compile(r"^[\"“«]?(?P<label>[A-Z][\w.’'-]*(?:\s+[\w.’'&-]+){0,4})[\"”»]?:\s+\S")
_SAYS_LAST = re.compile(rf"\b{SAYING}$")  # "Halden continued: ..." introduces a quotation, not a turn
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us)\b")
_NO_NAME = re.compile(
    r"^(?:The|A|An|He|She|It|They|We|I|You|This|That|These|Those|His|Her|Their|Our|But|And|In|On|At|For|Some|Other|As|If|When|While|Experts?|"
    r"Officials?|Police|Note|Update|Correction|Statement|Image|Photo|Read|Also)\b"
)


def speaker_at(text: str, start: int, end: int) -> str | None:
    """The speaker of the sentence `text[start:end]`, as the text names them; None when unsure."""
    return _labelled(text, start) or _reported(text[start:end])


def turn_label(line: str) -> str | None:
    """The name that opens an interview turn ("Halden: We will ..."), without quotation marks."""
    match = _LABEL.match(line)
    if match is None or _NO_NAME.match(match["label"]) or _SAYS_LAST.search(match["label"]):
        return None
    return match["label"]


def _labelled(text: str, offset: int) -> str | None:
    """The label of the interview turn that the offset stands in.

    A label counts when it opens more than one turn. A further paragraph of a turn is recognised by its first person,
    since a narrator may take over after an answer without a sign.
    """
    at = offset
    while True:
        start = text.rfind("\n", 0, at) + 1
        line = _line_at(text, start)
        label = turn_label(line)
        if label is not None:
            return label if _turns(text)[label] > 1 else None
        if start == 0 or (line.strip() and not _FIRST_PERSON.search(line)):
            return None
        at = start - 1


def _line_at(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


@lru_cache(maxsize=8)
def _turns(text: str) -> Counter[str]:
    """How many lines each label opens."""
    return Counter(label for line in text.split("\n") if (label := turn_label(line)))


def _reported(sentence: str) -> str | None:
    for pattern in _PATTERNS:
        match = pattern.search(sentence)
        if match and not _NO_NAME.match(name := match["name"]) and not name.endswith(("'s", "’s")):
            return name
    return None
