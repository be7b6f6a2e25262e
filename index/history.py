"""What changed between two versions of an article, sentence by sentence, and what it says of its own correction."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from index.datatypes import Article
from index.sentences import Span, sentence_spans

Kind = Literal["kept", "removed", "added", "reworded"]

ALIKE = 0.5
"""Share of their words that two sentences have in common at least, for one to be the other reworded. Two sentences on
one subject share a quarter to a third of them (its names, "the", "of"); a corrected one shares nearly all."""

_PAIRS = 250_000  # beyond so many pairs of sentences a passage was replaced, not reworded: a second of work saved
_MANY = 5_000  # sentences from which on those that repeat all the time are no anchors: each would be tried with each
_FIELDS = ("title", "subtitle", "outlet", "authors", "published", "published_in", "modified", "section", "keywords",
           "language", "url")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one version: `sentence.text == article.text[sentence.start:sentence.end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that was kept or reworded (both sides), removed (only `old`) or added (only `new`)."""

    kind: Kind
    old: Sentence | None
    new: Sentence | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field beside the text that says something else now; values as people read them, None for nothing."""

    field: str
    old: str | None
    new: str | None


def changes(old: Article, new: Article) -> list[Change]:
    """Every sentence of both texts once, in reading order: those of the old side, and those of the new, lack none."""
    before, after = _sentences(old), _sentences(new)
    left_words, right_words = [_folded(one.text) for one in before], [_folded(one.text) for one in after]
    matcher = SequenceMatcher(None, left_words, right_words, autojunk=len(after) > _MANY)
    found: list[Change] = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        left, right = before[old_start:old_end], after[new_start:new_end]
        if tag == "equal":
            found.extend(Change("kept", one, other) for one, other in zip(left, right, strict=True))
        else:
            found.extend(_replaced(left, right))
    return found


def field_changes(old: Article, new: Article) -> list[FieldChange]:
    """The fields beside the text that differ."""
    sides = ((name, _shown(getattr(old, name)), _shown(getattr(new, name))) for name in _FIELDS)
    return [FieldChange(name, before, after) for name, before, after in sides if before != after]


def correction_of(article: Article) -> str | None:
    """The article's own words about its correction, exactly as they stand in its text; None where there are none."""
    span = correction_span(article)
    return article.text[span[0] : span[1]] if span else None


def correction_span(article: Article) -> Span | None:
    """Where the article says that it was corrected: a sentence, or a label with the sentence behind it."""
    spans = sentence_spans(article.text, article.language or "en")
    first, last = _outer_lines(article.text)
    for number, (start, end) in enumerate(spans):
        sentence = article.text[start:end]
        if _is_notice(sentence) or ((end <= first or start >= last) and _WITHIN.match(sentence)):
            bare = _LABEL.fullmatch(sentence) and number + 1 < len(spans)
            return (start, spans[number + 1][1]) if bare else (start, end)
        if _EDITOR.match(sentence):
            paragraph_end = _line_end(article.text, end)
            if _ABOUT_ERRORS.search(article.text, start, paragraph_end):
                return start, max(span[1] for span in spans[number:] if span[0] < paragraph_end)
    return None


def _is_notice(sentence: str) -> bool:
    section = _SECTION.match(sentence) and not _ABOUT_ERRORS.search(sentence, sentence.index(":"))
    return not section and bool(_NOTICE.match(sentence))


def _outer_lines(text: str) -> tuple[int, int]:
    """Where the first line with words ends and the last one begins: there a notice may begin in words of its own."""
    lines = [line for line in re.finditer(r"[^\r\n]+", text) if line[0].strip()]
    return (lines[0].end(), lines[-1].start()) if lines else (0, len(text))


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?|\d[\d./-]{{4,9}})"
_DATE = rf"(?:\s*[(\[,][^)\]:]{{1,40}}[)\]]?|\s(?:on\s|of\s)?{_DAY})?"
_PIECE = r"(?:article|story|report|piece|post|column|page|headline|dispatch|item|version|photo caption|caption)"
_THIS = rf"this\s(?:{_DAY},?\s|\w+\s)?{_PIECE}\b"
_FORMER = rf"(?:an?|the)\s(?:earlier|previous|original|prior|initial)\sversion\sof\s{_THIS}"
_CHANGED = r"(?:corrected|amended|clarified|revised|updated|edited|changed)"
_WRONG = r"(?:error|mistake|correct|clarif|incorrect|inaccura|wrong|false|mis(?:stat|spel|ident|quot)|publicat|publish)"
_NOTICE = re.compile(
    rf"""[\W_]*(?:
      (?:corrections?|clarifications?|retractions?|erratum|corrections?\s(?:and|&)\s(?:clarifications?|amplifications?))
        {_DATE}\s*(?:[:：]|\s[–—-]\s|[–—]|$)
    | an?\s(?:correction|clarification)\swas\s(?:made|added|appended|issued|published)
        (?:\s(?:on|in)\s[^:.]{{1,40}}:|\s(?:to|in)\s{_THIS})
    | (?:in\s)?{_FORMER}
    | (?:because\sof|owing\sto|due\sto)\s(?:an?\s)?(?:[\w-]+\s){{0,2}}(?:errors?|mistakes?)\b[^.:]{{0,40}}?,\s
        (?:in\s)?(?:{_FORMER}|{_THIS}|(?:an?|the)\s(?:earlier|previous|original)\sversion\s(?!of\b))
    | (?<=[(\[])(?:corrects|refile[sd]\sto\s(?:correct|fix))\b
    | {_THIS}\s(?:was|has\sbeen|is\sbeing)\s(?:\w+\s)?(?:corrected|amended|clarified)\b(?!\sby\b)
    | {_THIS}\s(?:was|has\sbeen)\s(?:\w+\s)?{_CHANGED}\b[^.]*?\b(?:to\s(?:reflect|correct|clarify
        |remove|say|state|show|make\sclear|fix|note|add|include|change|replace)\b
        |(?:after|because|following)\b[^.]*?\b{_WRONG})
    | {_THIS}\s(?:originally|previously|initially|incorrectly|wrongly|mistakenly|erroneously)\s(?:stated|said|reported
        |gave|named|listed|identified|described|referred|attributed|claimed|quoted|included|used|called|put)\b
    | {_THIS}\smis(?:stated|spelled|spelt|identified|quoted|named|attributed)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""How outlets begin a notice. "This story has been updated" alone says that there is more, not that anything was
wrong. "The report" is another text than this one, and so never meant."""

_SECTION = re.compile(r"[\W_]*corrections\s*:\s.*\b(?:sa(?:id|ys?)|told|announced|warned)\b", re.IGNORECASE | re.DOTALL)
"""News about prisons under the name of its section; a plural label over what was said is a notice only where the
sentence names a mistake."""

_WITHIN = re.compile(rf"(?:(?!\b(?:said|says|told|argued|claimed)\b).)*?\b{_FORMER}", re.IGNORECASE | re.DOTALL)
_LABEL = re.compile(r"[\W_]*[^\W\d_]+(?:\s(?:and|&)\s[^\W\d_]+)?" + _DATE + r"[\W_]*")
_EDITOR = re.compile(r"[\W_]*editor(?:['’]s|s['’]|s|ial)?\s+note\b", re.IGNORECASE)
_ABOUT_ERRORS = re.compile(
    r"\b(?:correct(?:s|ed|ion)|clarif\w+|amended|misstat\w+|misspell?\w*|misidentif\w+|misquot\w+|incorrect\w*"
    r"|(?:earlier|previous|original) version|in error|erroneous\w*|retract\w*)",
    re.IGNORECASE,
)
"""What makes an editor's note one about a mistake; many others only say where an interview was recorded."""


def _sentences(article: Article) -> list[Sentence]:
    spans = sentence_spans(article.text, article.language or "en")
    return [Sentence(start, end, article.text[start:end]) for start, end in spans]


def _replaced(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[Change]:
    """Sentences in place of others: the reworded in pairs, what stands between them removed or added."""
    done_old = done_new = 0
    for left, right in [*_pairs(old, new), (len(old), len(new))]:
        yield from (Change("removed", one, None) for one in old[done_old:left])
        yield from (Change("added", None, other) for other in new[done_new:right])
        if left < len(old):
            yield Change("reworded", old[left], new[right])
        done_old, done_new = left + 1, right + 1


def _pairs(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Which sentence became which, in order, so that as many words as can be are in common (an alignment by table)."""
    if not old or not new or len(old) * len(new) > _PAIRS:
        return []
    before, after = ([Counter(_folded(one.text).split()) for one in side] for side in (old, new))
    alike = [[_likeness(one, other) for other in after] for one in before]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for left in range(len(old) - 1, -1, -1):
        for right in range(len(new) - 1, -1, -1):
            skipped = max(best[left + 1][right], best[left][right + 1])
            best[left][right] = max(skipped, alike[left][right] and alike[left][right] + best[left + 1][right + 1])
    return list(_walk(best, alike))


def _walk(best: list[list[float]], alike: list[list[float]]) -> Iterator[tuple[int, int]]:
    left = right = 0
    while left < len(alike) and right < len(alike[0]):
        if best[left][right] == best[left + 1][right]:
            left += 1
        elif best[left][right] == best[left][right + 1]:
            right += 1
        else:
            yield left, right
            left, right = left + 1, right + 1


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient of the words, 0 below the threshold."""
    share = 2 * (one & other).total() / (one.total() + other.total() or 1)
    return share if share >= ALIKE else 0.0


def _folded(sentence: str) -> str:
    """The sentence without what typesetting changes: white space and the form of quotation marks."""
    return " ".join(sentence.translate(_QUOTES).split())


_QUOTES = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _shown(value: object) -> str | None:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or None
    return str(value) if value else None
