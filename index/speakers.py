"""Who is speaking in a sentence of news text: the label of an interview turn, or the name beside a reporting verb.

English. None when the text does not say so plainly: a wrong speaker is worse than none.
"""

import re

SAYING = (
    r"(?:said|says|say|told|tells|added|adds|explained|explains|warned|warns|stated|states|noted|notes|argued|argues|claimed|claims|"
    r"emphasi[sz]ed|emphasi[sz]es|stressed|stresses|insisted|insists|announced|asked|replied|answered|commented|declared|recalled|"
    r"conceded|admitted|admits|acknowledged|suggested|suggests|predicted|predicts|promised|pledged|wrote|writes|believes|thinks|"
    r"pointed out|points out|called|described|urged|responded|joked|continued|concluded|remarked|confirmed|denied|"
    r"highlighted|underscored)"
)
_WORD = r"(?:[A-Z][\w’'-]*\w|[A-Z]\.?)"
_NAME = rf"(?P<name>{_WORD}(?:\s+(?:(?:van|von|de|del|der|den|bin|al|el|la|le|di|da)\s+)?{_WORD}){{0,4}})"
_ROLE = r"(?:,[^,\"“”]{2,90},)?"
_CLOSE = r"[\"”’'»]"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[,.?!]?{_CLOSE}[,.]?\s+(?:the\s+|its\s+|their\s+)?(?:[a-z][\w-]*\s+){{0,5}}{_NAME}{_ROLE}\s+(?:has\s+|had\s+|also\s+)?{SAYING}\b",
        rf"[,.?!]{_CLOSE}\s+{SAYING}\s+(?:the\s+|its\s+)?(?:[a-z][\w-]*\s+){{0,5}}{_NAME}",
        rf"(?:^|\b[Bb]ut\s+|\b[Aa]nd\s+|[,;]\s+){_NAME}{_ROLE}\s+(?:has\s+|had\s+|also\s+|later\s+|then\s+)?{SAYING}\b",
        rf"\b[Aa]ccording to\s+(?:the\s+)?(?:[a-z][\w-]*\s+){{0,5}}{_NAME}",
        rf",\s+{SAYING}\s+(?:the\s+)?(?:[a-z][\w-]*\s+){{0,5}}{_NAME}",
        rf"^(?:[A-Z][\w-]*\s+(?:[a-z][\w-]*\s+){{1,7}}){_NAME}{_ROLE}\s+(?:also\s+)?{SAYING}\b",
    )
)
_LABEL = re.compile(r"^[\"“«]?(?P<label>[A-Z][\w.’'-]*(?:\s+[\w.’'&-]+){0,4})[\"”»]?:\s+\S")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us)\b")
_NO_NAME = re.compile(
    r"^(?:The|A|An|He|She|It|They|We|I|You|This|That|These|Those|His|Her|Their|Our|But|And|In|On|At|For|Some|Other|Experts?|"
    r"Officials?|Police|Note|Update|Correction|Statement|Image|Photo|Read|Also)\b"
)


def speaker_at(text: str, start: int, end: int) -> str | None:
    """The speaker of the sentence `text[start:end]`, as the text names them; None when unsure."""
    return _labelled(text, start) or _reported(text[start:end])


def turn_label(line: str) -> str | None:
    """The name that opens an interview turn ("Halden: We will ..."), without quotation marks."""
    match = _LABEL.match(line)
    return match.group("label") if match and not _NO_NAME.match(match.group("label")) else None


def _labelled(text: str, offset: int) -> str | None:
    """The label of the interview turn that the offset stands in.

    A label counts when it opens more than one turn. A further paragraph of a turn is recognised by its first person,
    since a narrator may take over after an answer without a sign.
    """
    turns = [(match.start(), match.group()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]
    labels = [turn_label(line) for _, line in turns]
    at = max((row for row, (start, _) in enumerate(turns) if start <= offset), default=None)
    while at is not None and at >= 0:
        if (label := labels[at]) is not None:
            return label if labels.count(label) > 1 else None
        if not _FIRST_PERSON.search(turns[at][1]):
            return None
        at -= 1
    return None


def _reported(sentence: str) -> str | None:
    for pattern in _PATTERNS:
        match = pattern.search(sentence)
        if match and not _NO_NAME.match(match.group("name")):
            return match.group("name")
    return None
