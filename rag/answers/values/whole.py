"""What the reader cuts in half, made whole: "five years and four months", "between Orlen and Lorne". English."""

import re

Span = tuple[int, int]

# Each unit with the smaller ones that go on a measure in it.
_SMALLER = (
    ("years?", "months?|weeks?|days?"),
    ("months?", "weeks?|days?"),
    ("weeks?", "days?|hours?"),
    ("days?", "hours?|minutes?"),
    ("hours?", "minutes?|seconds?"),
    ("minutes?", "seconds?"),
    ("pounds?", "pence|ounces?"),
    ("euros?|dollars?", "cents?"),
    ("stones?", "pounds?"),
    ("feet|foot", "inch(?:es)?"),
)
_NUMBER = (
    r"(?:\d[\d.,]*|an?|half\s+an?|(?:twenty|thirty|forty|fifty)(?:-\w+)?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_AND = r"(?:,?\s+and\s+|,\s+|\s+)"
_MEASURES = re.compile(
    "|".join(
        rf"\b{_NUMBER}\s+(?:{unit}){_AND}{_NUMBER}\s+(?:{smaller})\b(?:{_AND}{_NUMBER}\s+(?:{smaller})\b)?"
        for unit, smaller in _SMALLER
    )
    + rf"|\b{_NUMBER}\s+[a-z]+\s+and\s+(?:a\s+half|three[ -]quarters)\b"
    # "1.2" of "1.2 lakh hectares" is another number
    + r"|(?<![\w.,])\d[\d,.]*\s+(?:lakh\s+crore|lakh|crore|hundred|thousand|million|billion|trillion)s?\b",
    re.IGNORECASE,
)
_PLACE = r"(?:the\s+)?[A-Z][\w’'-]*(?:\s+(?:(?:of|de|on|upon)\s+)?[A-Z][\w’'-]*){0,3}"
_BETWEEN = re.compile(rf"\b[Bb]etween\s+{_PLACE}\s+and\s+{_PLACE}")


def whole_measure(text: str, span: Span) -> Span:
    """The span with the rest of the measure of which it is a part."""
    return _around(_MEASURES, text, span)


def whole_way(text: str, span: Span) -> Span:
    """The span of a place with the other one, where what is asked about lies between the two."""
    return _around(_BETWEEN, text, span)


def _around(pattern: re.Pattern[str], text: str, span: Span) -> Span:
    """What the pattern finds with the span in it, whose begin or end the span may exceed; else the span."""
    for match in pattern.finditer(text):
        if match.start() < span[1] and span[0] < match.end():
            return min(span[0], match.start()), max(span[1], match.end())
    return span
