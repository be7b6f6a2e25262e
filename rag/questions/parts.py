"""Several questions in one: the clauses of "Did A report X while B reported Y?", each with its own outlet or date.

1. questions that follow each other, and those that "and who ..." joins
2. within these, one clause for each outlet; outlets that share a clause ("both A and B") stay together
3. within these, one clause for each date
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from rag.text.words import words

MOST = 4  # each part is a search of its own
MOST_NAMED = 12  # outlets and dates; more are a list, not clauses
Span = tuple[int, int]

# "Microsoft retired its browser this week. What year did it debut?" is one question: its statement says of what.
_NEXT_QUESTION = re.compile(r"\?['\"’”]?\s+(?=['\"‘“]?[A-Z])")
_ASKS = r"who|whom|whose|what|when|where|why|how|which"
_QUESTION = re.compile(
    rf"[,;]?\s+(?:and|or|but)\s+(?=(?:{_ASKS}|(?:did|does|do|has|have|was|is|were|are)\s+(?:it|he|she|they))\b)|"
    # a comma alone, where the verb stands first: ", how long did it last", but not ", who was mayor,"
    r"[,;]\s+(?=how\s+(?:many|much|long|old|far|often)\b|(?:when|where|why|what|how(?:\s+\w+)?)\s+"
    r"(?:(?:did|does|do)\b|(?:is|was|are|were|will|has|have|had)\s+(?:it|he|she|they)\b))",
    re.IGNORECASE,
)
_BEGINS_ASKING = re.compile(rf"\W*(?:\w+\s)?(?:{_ASKS}|did|does|do|is|are|was|were|has|have|will)\b", re.IGNORECASE)
_OPEN = re.compile(rf"\W*(?:(?:in|at|on|for|by|from|to|of|since|until)\s)?(?:{_ASKS})\b", re.IGNORECASE)
# "What was the reason" asks of the clause before; "where was the summit" need not.
_OF_A_THING = re.compile(rf"^\W*(?:(?i:where|when)\b.*\b(?i:the|an?)\s+\w{{3,}}|(?i:{_ASKS})\b.*\b[A-Z]\w+)\W*$")
# "and who replaced her" asks of somebody whom the clause before names.
_OF_BEFORE = re.compile(
    rf"\W*(?:{_ASKS})\b.*\b(?:it|its|he|him|his|she|her|they|them|their|the\s+(?:company|firm|club|team|band))\b",
    re.IGNORECASE,
)
# And "and who resigned", "and who is the mayor" ask of what happened there.
_BARE = re.compile(
    r"\W*(?:who|how\s+many(?:\s+\w+)?)\s+(?:(?:was|were|is|are|has|have|had)\s+)?(?:been\s+|the\s+)?[a-z]+\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|on)\s+(?:(?:the|an?)\s+)?\w+\W*$", re.IGNORECASE)
_STRONG = re.compile(
    r"[,;]?\s+(?:while|whereas|but|compared (?:to|with)|in contrast (?:to|with)|as opposed to|versus)\b|;\s|"
    r",\s+(?=(?:and|or|also|did|do|does|is|was|were|has|have|are)\b)|"
    r"\s+(?:and|or)\s+(?=(?:the|an?|another|this|that|its|their|subsequent|later|is|was|were|does|did|do|has|have|are|then)\b)",
    re.IGNORECASE,
)
_PIECE = re.compile(
    r"[,;]\s+|\s+(?=(?:while|and also|but also|as well as)\s)|"
    r"\s+(?=and\s+(?:is|are|was|were|has|have|had|does|did|will|who|which|what|its|their|whose|that)\b)",
    re.IGNORECASE,
)
_JOINS = re.compile(r"[\s,;:.?!]*(?:(?:and|or|but|while|whereas|also|as well as)\s+)*", re.IGNORECASE)
_OUTLET_OPENS = re.compile(r"['\"‘“]?(?:\bthe\s+)?['\"‘“]?$", re.IGNORECASE)
_REPORTS = re.compile(
    r"^(?:['\"’”](?!s\b))?(?:['’]s\b)?\s*(?:articles?|report(?:ed|s)?|says?|said|write|wrote|publish(?:ed)?|vs\.?|versus)?\b|^['\"’”]",
    re.IGNORECASE,
)
_WEAK = re.compile(r",\s|\s+(?:and|before|after|to)\s", re.IGNORECASE)
_ENDS_CLAUSE = re.compile(r"['\"’”]{0,2}(?:\s*[,;.?!]|\s*$|\s+(?:and|while|but|or|whereas)\b)")
_SOURCE = re.compile(r"\b(?:by|to|from|per|in|via|of)\s+(?:both\s+|the\s+)*['\"‘“]?$", re.IGNORECASE)
_OPENS = re.compile(r"^\W*(?:according to|in|as per)\s+(?:the\s+)?['\"‘“]?$", re.IGNORECASE)
_SAME = re.compile(r"\b(?:the|that) same (?:source|outlet|paper|newspaper|publication|site)\b", re.IGNORECASE)
_LATER = re.compile(r"\bpublished (?:later|afterwards|subsequently)\b(?! (?:on|in)\b)", re.IGNORECASE)
_TOGETHER = re.compile(
    r"['\"’”]?(?:['’]s)?(?:,|\s+(?:and|or|&|vs\.?|versus)|,\s+(?:and|or))\s+"
    r"(?:['\"‘“]|(?:both|the|an?|another|in|by|from|two|reports?|articles?)\s+)*",
    re.IGNORECASE,
)


def clauses(text: str, outlets: Sequence[Span], periods: Sequence[Span]) -> list[Span]:
    """The spans of the clauses that ask things of their own, in order; empty when there is only one."""
    if len(outlets) + len(periods) > MOST_NAMED:
        return []
    spans = questions(text)
    spans = [part for span in spans for part in _split(text, span, _groups(text, _within(outlets, span)), periods)]
    spans = [part for span in spans for part in _split(text, span, _within(periods, span), periods)]
    spans = _merged(text, spans)
    return spans if len(spans) > 1 else []


def questions(text: str) -> list[Span]:
    """The questions that follow each other, or are joined by "and who ..."; the whole where it is one."""
    return [span for question in _separate(text) for span in _questions(text, question)]


def asks_openly(text: str) -> bool:
    """Whether a clause opens with a question word, so that more than yes or no is wanted."""
    return bool(_OPEN.match(text))


def refers_back(text: str) -> bool:
    """Whether a clause asks with a question word about somebody or something that it does not name."""
    return says_enough(text, 1) and (is_bare(text) or bool(_OF_BEFORE.match(text)))


def is_bare(text: str) -> bool:
    """Whether a clause asks who did or is something, or how many, and says no more: "and who resigned?"."""
    return bool(_BARE.match(text))


def pieces(text: str) -> list[str]:
    """A long sentence cut at commas and joints, finer than `clauses`: each may stand in another article."""
    cut = _PIECE.split(text)
    return [piece[opening.end() :] if (opening := _JOINS.match(piece)) else piece for piece in cut]


def without(text: str, spans: Sequence[Span]) -> str:
    """The text without these stretches, outlets and the like, and the words that only say that they report."""
    for start, end in sorted(spans, reverse=True):
        opening = _OUTLET_OPENS.search(text, max(start - 6, 0), start)
        text = f"{text[: opening.start() if opening else start]} {_REPORTS.sub('', text[end:])}"
    return " ".join(text.split())


def says_enough(text: str, least: int = 2) -> bool:
    """Whether at least so many words of a clause are about something."""
    return sum(not word.common for word in words(text[:300])) >= least


def asks_alone(text: str) -> bool:
    """Whether a clause can be asked for itself: one word will do where it names a thing."""
    if says_enough(text) or _OF_A_THING.search(text):
        return True
    about = _ABOUT.search(text)
    return about is not None and says_enough(text[about.start() :], 1)


def later_articles(text: str) -> list[Span]:
    """Where a clause tells another time without a date."""
    return [match.span() for match in _LATER.finditer(text)]


def same_source(text: str) -> list[Span]:
    """Where a clause speaks of the outlet of the clause before."""
    return [match.span() for match in _SAME.finditer(text)]


def _separate(text: str) -> Iterator[Span]:
    start = 0
    for match in _NEXT_QUESTION.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _questions(text: str, span: Span) -> Iterator[Span]:
    """The questions that a sentence joins with "and who ...", where each says enough to be asked alone."""
    start, end = span
    for match in _QUESTION.finditer(text, start, end):
        before = text[start : match.start()]
        asks = _BEGINS_ASKING.match(before)
        rest = text[match.end() : end]
        if asks and says_enough(before, 1 + is_bare(rest)) and (asks_alone(rest) or refers_back(rest)):
            yield start, match.start()
            start = match.end()
    yield start, end


def _within(spans: Sequence[Span], outer: Span) -> list[Span]:
    return [span for span in spans if outer[0] <= span[0] and span[1] <= outer[1]]


def _groups(text: str, outlets: Sequence[Span]) -> list[Span]:
    """The outlets, those that share a clause as one: "both Fortune and TechCrunch"."""
    groups: list[Span] = []
    for start, end in outlets:
        if groups and _TOGETHER.fullmatch(text, groups[-1][1], start):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    return groups


def _split(text: str, span: Span, anchors: Sequence[Span], dates: Sequence[Span]) -> Iterator[Span]:
    """The span cut between its anchors, so that each piece has one."""
    start, end = span
    for one, other in pairwise(anchors):
        cut = _boundary(text, start, one, other, dates)
        yield start, cut
        start = cut
    yield start, end


def _boundary(text: str, start: int, one: Span, other: Span, dates: Sequence[Span]) -> int:
    """Where the clause of one anchor ends and that of the next begins."""
    gap = (one[1], other[0])
    if _closes(text, start, one):
        found = _cuts(text, gap, lambda at: at - gap[0] <= 3, dates)
        return found[0] if found else gap[0]
    closing = _closes(text, gap[0], other)

    def fits(at: int) -> bool:
        return not closing or says_enough(text[at : gap[1]])

    found = _cuts(text, gap, fits, dates)
    return found[-1] if found else gap[0] if closing else gap[1]


def _cuts(text: str, gap: Span, fits: Callable[[int], bool], dates: Sequence[Span]) -> list[int]:
    """The places between two anchors where a clause may begin that fit: the clear ones, or else any."""
    for pattern in (_STRONG, _WEAK):
        found = [match.start() for match in pattern.finditer(text, *gap)]
        found = [at for at in found if fits(at) and not any(first < at < last for first, last in dates)]
        if pattern is _WEAK:  # the comma after a year is the date's
            found = [at for at in found if text[at] != "," or not any(last == at for _, last in dates)]
        if found:
            return found
    return []


def _closes(text: str, start: int, anchor: Span) -> bool:
    """Whether an anchor ends its clause ("..., as reported by The Verge, ...") rather than opens it."""
    before = text[max(anchor[0] - 40, start) : anchor[0]]
    opens = _OPENS.match(before) and anchor[0] - start < 40
    return bool(not opens and _SOURCE.search(before) and _ENDS_CLAUSE.match(text, anchor[1]))


def _merged(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans without blank ones, at most so many: the last then holds the rest."""
    kept = [span for span in spans if re.search(r"\w", text[span[0] : span[1]])]
    return kept if len(kept) <= MOST else [*kept[: MOST - 1], (kept[MOST - 1][0], kept[-1][1])]
