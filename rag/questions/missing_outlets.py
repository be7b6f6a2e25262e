"""Outlets that a question asks by name and the archive does not have: told by what outlets are called."""

import re
from collections.abc import Iterable, Sequence

from rag.questions.outlets import Named, is_excluded
from rag.text.mentions import CAPITAL

_THE = re.compile(r"^the\s+", re.IGNORECASE)
_MEDIA = (
    r"Times|Post|News|Herald|Tribune|Courier|Gazette|Journal|Guardian|Chronicle|Observer|Telegraph|Mail|Mirror|Star|Sun|Radio|"
    r"TV|Television|Press|Bulletin|Register|Examiner|Inquirer|Dispatch|Daily|Weekly|Magazine|Today|Wire|Reuters|BBC|CNN|"
    r"AFP|Bloomberg|NPR|CBS|NBC|ABC|CNBC|Fox|Politico|Axios|Forbes|TASS|Xinhua|Billboard|Variety|Newsweek|Economist|"
    r"NYT|WSJ|Verge|TechCrunch|Wired|Independent|Atlantic|Globe|Shimbun|Zeitung|Allgemeine|Spiegel|Welt|Zeit|Monde|Figaro|"
    r"Libération|País|Pais|Mundo|Repubblica|Corriere|Stampa|Folha|Jazeera|Arabiya|Haaretz|Novosti|Interfax|Kommersant"
)
_OUTLET = (
    rf"(?:[Tt]he\s+)?(?:{CAPITAL}[\w&'’-]*\s+){{0,4}}(?:{_MEDIA})\b(?:\s+(?:{_MEDIA})\b)*(?:\s+of\s+{CAPITAL}\w+)?"
)
_VERB = r"(?:say|report|write|publish|claim|call)\b"
_CUED = re.compile(
    r"\b(?:[Aa]ccording to|reported (?:by|in)|[Rr]eports? (?:by|in|from|of)|published (?:by|in)|another (?:by|from|in)|"
    r"(?:articles?|pieces?|stor(?:y|ies)) (?:by|in|from)|"
    r"(?:said|say|says|report|write|wrote|discussed|covered) (?:in|by))"
    rf"\s+(?P<name>{_OUTLET})|"
    rf"\bd(?:id|oes|o)\s+(?:both\s+)?(?P<subject>{_OUTLET})(?:(?:,|\s+(?:and|or))\s[^?]{{1,60}}?)?\s+{_VERB}|"
    rf"(?:,|\band|\bor)\s+(?P<other>{_OUTLET})\s+{_VERB}|"
    rf"\b(?:an?|the|[Tt]he)\s+(?P<noun>{_OUTLET})\s+(?:articles?|reports?|reviews?|pieces?|stor(?:y|ies)|columns?)\b"
)
# Without capitals, only what means nothing else.
_SMALL = re.compile(
    r"\b(?:according to|d(?:id|oes|o))\s+(?:the\s+)?"
    r"(?P<small>reuters|bbc|cnn|afp|bloomberg|npr|cbs|nbc|cnbc|nyt|wsj|fox news|new york times|washington post)\b"
)


def unknown_outlets(question: str, outlets: Iterable[str], named: Sequence[Named]) -> list[Named]:
    """Outlets that the question asks by name and the archive does not have; not those that it excludes."""
    held = [outlet.casefold() for outlet in outlets]
    found: dict[str, Named] = {}
    for match in (*_CUED.finditer(question), *_SMALL.finditer(question)):
        group = next(key for key, value in match.groupdict().items() if value)
        start, end = match.span(group)
        name = _THE.sub("", match.group(group))
        taken = any(start < one.end and one.start < end for one in named) or is_excluded(question, start)
        if not taken and not any(name.casefold() in outlet for outlet in held):
            found.setdefault(name, Named(end - len(name), end, (name,)))
    return list(found.values())
