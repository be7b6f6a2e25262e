"""Text -> spans of its sentences, exact to the character, in any script.

sentencex finds the boundaries; what it splits wrongly in news, by trial on agency text, is merged again: "approx. 5",
"5 p.m. ET", "Tues. Nov. 8", "Atty. Gen.", numbers of list items; what it takes for an abbreviation is parted: "in May."
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WINDOW = 20_000
"""Characters given to sentencex at once: unclosed quotation marks cost it quadratic time in longer pieces."""

_DAY = r"(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_STATE = (
    r"(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|"
    r"Tenn|Va|Vt|Wash|Wis|Wyo)"
)
# How titles before a name are written short where English news has few: in India, Africa, in French, Malay and Spanish.
_TITLE = r"(?:Smt|Shri|Amb|Cdr|Eng|Cllr|Ald|Dato|Kol|Dkt|Mgr|Mme|Mmes|Mlle|Sra|Srta|Dra|Pte|(?<!in )(?<!of )Mons)"
# "die 2. Fähre": a German ordinal behind its article, unless the next word only opens a sentence.
_GERMAN_ORDINAL = r"(?i:der|die|das|den|dem|des|zum|zur|im|vom|beim) \d{1,3}\."
_GERMAN_OPENING = r"(?!(?:Er|Sie|Es|Das|Der|Die|Den|Dem|Ein|Eine|Da|Dann|Danach|Doch|Aber|Und|In|Im|Am|Auch|Wir|Ich)\b)"
_GERMAN_MONTH = r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
_JOINS = tuple(
    (re.compile(rf"(?:^|[^\w.])(?:{before})$"), re.compile(after))
    for before, after in (
        # an abbreviation in mid-sentence: the next word is written small
        (r"(?:\w{1,4}|cent|approx|\w(?:\.\w)+)\.", r"[a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u045f](?![A-Z])"),
        (r"(?:approx|est|ca|Nos|pp|vol)\.", r"[\d$£€]"),
        (r"(?:Atty|Asst|Sens|Reps|Govs|Messrs|Mx|Dept|Assn|Univ)\.", r"[A-Z]"),
        (_TITLE + r"\.", r"[^\W\d_]"),
        (_GERMAN_ORDINAL, _GERMAN_OPENING + r"[A-ZÄÖÜ]"),
        (r"(?i:am|vom|bis|zum|seit|ab|dem|den) \d{1,2}\.", _GERMAN_MONTH),
        (r"EE\.", r"UU\."),
        (r"[А-ЯЁ]\.(?:[А-ЯЁ]\.)?", r"[А-ЯЁ](?:\.|[а-яё])"),  # initials
        (r"\d (?:тыс|млн|млрд|трлн)\.", r"[\d$€£]"),
        (rf"{_DAY}\.", rf"{_MONTH}\b|\d|at\b"),
        (rf"{_MONTH}\.", r"\d"),
        (rf"{_STATE}\.", r"(?:Sen|Rep|Gov|Lt|Atty|Attorney)\b"),
        (
            r"\d{1,2}(?::\d\d)? ?[ap]\.m\.",
            r"(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|Eastern|Central|Pacific|Mountain)\b|"
            rf"{_DAY}(?:[a-z]*day\b|\.)|{_MONTH}[a-z]*\.? \d",
        ),
    )
)
_WORD_END = re.compile(r"(?<=\s)(?:[Mm]ay|no|me|ill|miss|[Aa]rt|OK|DC|SEC|Ken)\.(?=(?P<space>\s+)[\"“‘]?[A-Z][a-z])")
"""Words that sentencex takes for abbreviations, so that it sees no end of a sentence behind them."""

_WIDE_SPACE = re.compile(r"[^\S\x00-\x7f]")
_NUMBERING = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]")
_REACH = 24
"""Characters on either side of a boundary that a join looks at."""


def sentence_spans(text: str, language: str = "en") -> list[Span]:
    """The sentences of `text` in order: without white space at their ends, not overlapping, leaving no letter out.

    A line break always ends a sentence. A quotation, and the label that opens an answer in an interview, stay in the
    sentence that they belong to.
    """
    return [span for line in _LINE.finditer(text) for span in _in_line(text, line.start(), line.end(), language)]


def _in_line(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """The sentences of one line, joined where the boundary between two of them is none."""
    open_start = open_end = -1
    for span_start, span_end in _boundaries(text, start, end, language):
        if open_start >= 0 and not _joined(text, open_start, open_end, span_start, span_end):
            yield open_start, open_end
            open_start = span_start
        elif open_start < 0:
            open_start = span_start
        open_end = span_end
    if open_start >= 0:
        yield open_start, open_end


def _boundaries(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """What sentencex makes of a line, a window at a time; each window begins where the last whole sentence ended."""
    while start < end:
        window = text[start : min(end, start + _WINDOW)]
        starts = [start + offset for offset in _starts(window, language)]
        last = start + len(window)
        if last < end:
            last = starts.pop() if len(starts) > 1 else start + (window.rfind(" ") + 1 or len(window))
        for left, right in zip(starts, [*starts[1:], last], strict=True):
            if span := _stripped(text, left, right):
                yield from _parted(text, *span)
        start = last


def _parted(text: str, start: int, end: int) -> Iterator[Span]:
    """The span, parted behind a word that only looks like an abbreviation, unless that is within a quotation."""
    seen, straight, depth = start, 0, 0
    for match in _WORD_END.finditer(text, start, end):
        before, seen = text[seen : match.start()], match.start()
        straight += before.count('"')
        depth += sum(map(before.count, "“(")) - sum(map(before.count, "”)"))
        if straight % 2 == 0 and depth <= 0:
            yield start, match.end()
            start = match.end() + len(match["space"])
            straight = depth = 0
    yield start, end


def _starts(window: str, language: str) -> list[int]:
    from sentencex import get_sentence_boundaries

    window = _WIDE_SPACE.sub(" ", window)  # beside a full stop one makes the library panic
    try:
        found = get_sentence_boundaries(language, window)
    except UnicodeEncodeError:  # half of a surrogate pair, which Rust cannot hold
        found = get_sentence_boundaries(language, re.sub(r"[\ud800-\udfff]", "\ufffd", window))
    return [0, *(boundary["start_index"] for boundary in found[1:])]


def _stripped(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return (start + left, start + len(piece.rstrip())) if left < len(piece) else None


def _joined(text: str, start: int, end: int, next_start: int, next_end: int) -> bool:
    """True when the boundary between two neighbours is none: an abbreviation, a list number, marks without a word."""
    if end - start <= 6 and _NUMBERING.fullmatch(text, start, end):
        return True
    if next_end - next_start <= 6 and not any(char.isalnum() for char in text[next_start:next_end]):
        return True
    if text[end - 1] != ".":
        return False
    before, after = text[max(start, end - _REACH) : end], text[next_start : next_start + _REACH]
    return any(left.search(before) and right.match(after) for left, right in _JOINS)
