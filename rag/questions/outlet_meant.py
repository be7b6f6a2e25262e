"""Whether words of a question that may name an outlet are meant to: a common word counts only where it is a name."""

import re

from rag.questions.outlet_names import WORD, OutletName
from rag.text.mentions import CAPITAL
from rag.text.words import COMMON

_AFTER_THE = re.compile(r"\b[Tt]he\s+['\"‘“]?$")
_QUOTED = ("'", '"', "‘", "“", "«")
_ABOUT_ITSELF = re.compile(
    r"\b(?:owns?|owned|buys?|bought|buying|acquires?|acquired|sues?|sued|suing|work(?:s|ed)? (?:for|at)|"
    r"happen(?:s|ed|ing)? (?:at|to|with)|(?:sale|owners?) of|"
    r"(?:editor|publisher|founder|boss|ceo|chief executive|readers?|layoffs?) (?:of|at))"
    r"\s+(?:the\s+)?['\"‘“]?$",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"^\W*(?:who|what)(?:['’]s|\s+(?:is|are|was|were))\s+(?:the\s+)?['\"‘“]?$", re.IGNORECASE)
_WRITES = r"articles?|reports?|reported|reporting|stor(?:y|ies)|pieces?|coverage|says?|said|wr(?:ites?|ote)|published"
_PRESS_NOUN = re.compile(rf"['\"’”]?(?:['’]s?)?[:,]?\s+(?:{_WRITES}|and|or|magazine)\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"\b(?:according to|by|from|in|per|via|of|and|or|did|does|do|has|while|both)\s+(?:the\s+)?$", re.IGNORECASE
)
# "what did the era and the star say": without capitals, only who says something is an outlet.
_ACCORDING = re.compile(r"\baccording to\s+(?:the\s+)?$", re.IGNORECASE)
_SAYER = re.compile(r"\b(?:did|does|do|has|have|had|and|or|the)\s+(?:the\s+)?$", re.IGNORECASE)
_SAYS = re.compile(
    r"(?:\s+(?:and|or)\s+(?:the\s+)?[\w ]{1,30}?)?\s+"
    r"(?:says?|said|reports?|reported|writes?|wrote|written|published?)\b",
    re.IGNORECASE,
)

_ANOTHER = re.compile(rf" (?:{CAPITAL}(?!\w*['’])|\d)")
_LONGER = re.compile(rf" (?:{CAPITAL}|\d)| of (?:the )?{CAPITAL}|-[^\W\d_]")
ARTICLE = re.compile(r"\b(?:die|der|das|le|la|les|el|los|las|il)\s+$", re.IGNORECASE)
"""What may stand before a name, with a capital as well, and is no part of it: "Die Elbzeitung"."""


def is_meant(question: str, start: int, end: int, name: OutletName) -> bool:
    """Whether these words are written as a name, and are not part of another one or what the question is about."""
    before, after = ARTICLE.sub("", question[max(start - 60, 0) : start]), question[end : end + 40]
    cued = bool(_AFTER_THE.search(before) or _PRESS_NOUN.match(after) or _SOURCE.search(before))
    if _ABOUT_ITSELF.search(before) or (_WHAT_IS.match(question[:start]) and not re.search(r"\w", after)):
        return False
    shouted = question.isupper()
    small = not any(map(str.isupper, question[1:])) and not shouted
    if (small or shouted) and (name.plain or name.form in ("last", "letters")) and _says(before, after):
        return True
    if name.form == "last":
        return not small and _AFTER_THE.search(before) is not None and _stands_alone(question, start, end)
    if name.form == "letters":
        sayer = _PRESS_NOUN.match(after) or _SOURCE.search(before)
        return bool(sayer) and not shouted and question[start:end].isupper()
    if name.form in ("head", "initials") and _ANOTHER.match(after) and not shouted:
        return False  # "BBC Sound" is another
    if not name.plain:
        return name.form == "initials" or len(name.words) == 1 or small or _is_capitalised(question[start:end], name)
    if question[start].isupper() and before.endswith(_QUOTED) and after.startswith(("'", '"', "’", "”", "»")):
        return True
    needs_cue = name.article or not before.strip()  # "The Age" is no age; a capital that opens a sentence says nothing
    return (cued or not needs_cue) and _stands_alone(question, start, end)


def _says(before: str, after: str) -> bool:
    """Whether what stands between is said to say something, or is what somebody goes by."""
    return bool(_ACCORDING.search(before) or (_SAYER.search(before) and _SAYS.match(after)))


def _is_capitalised(written: str, name: OutletName) -> bool:
    """Whether the words have the capitals of the name: "sporting news" is not "Sporting News"."""
    words = WORD.findall(written)
    capitals = [word for word in name.words if word[:1].isupper()]
    return len([word for word in words if word[:1].isupper()]) >= min(len(capitals), len(words))


def _stands_alone(question: str, start: int, end: int) -> bool:
    """Whether one capitalised word is no part of a longer name: "Death Star", "Fortune 500", "The Times of India"."""
    if not question[start].isupper():
        return False
    before = re.search(r"([^\W_]+) $", question[max(start - 40, 0) : start])
    article = ARTICLE.search(question, 0, start)
    if before and not article and before.group(1)[0].isupper() and before.group(1).casefold() not in COMMON:
        return False
    counts = (
        before and before.group(1).casefold() == "the" and re.match(r" [\d.,]+(?:%| [a-z])", question[end : end + 20])
    )
    return bool(counts) or not _LONGER.match(question[end : end + 12])
