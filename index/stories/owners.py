"""Whose text an article is: the agency that wrote it, which many outlets print."""

import re

from index.datatypes import Article
from index.readers.credits import read_dateline

_AGENCIES = {
    "Associated Press": "(?:the )?associated press|AP(?: news)?|apnews\\.com",
    "Reuters": "(?:thomson )?reuters(?: news)?|reuters\\.com",
    "AFP": "AFP|agence[ -]france[ -]presse",
    "UPI": "UPI|united press international",
    "dpa": "dpa(?:[ -]international)?|deutsche presse[ -]agentur",
    "EFE": "(?:agencia )?EFE",
    "ANSA": "(?:agenzia )?ANSA",
    "PA Media": "PA (?:media|news agency)|(?:the )?press association",
    "Canadian Press": "(?:the )?canadian press|la presse canadienne",
    "AAP": "AAP|australian associated press",
    "Kyodo News": "kyodo(?: news)?",
    "Xinhua": "xinhua(?: news agency)?",
    "TASS": "(?:itar-)?tass",
    "Bloomberg": "bloomberg(?: news)?",
}


def _group(name: str) -> str:
    return name.casefold().replace(" ", "_")


_AGENCY = re.compile(
    # "Ann Lee, Associated Press", "Reuters staff", "Ann Lee (AP)"
    r"(?:[^()]{2,60}(?:, | [|/–—-] | \())?(?:"
    + "|".join(f"(?P<{_group(name)}>{forms})" for name, forms in _AGENCIES.items())
    + r")(?: staff| writers?| correspondent)?\)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^()\n]{0,60}\((?P<agency>[^()\n]{2,40})\)\s*[–—-]")
_RIGHTS = re.compile(r"(?:©|\(c\)|\bcopyright\b)\s*(?:\d{4}\s*)?(?P<holder>[^.,©|]{2,40})", re.IGNORECASE)
_DESK = re.compile(r"\bReporting by\b.+\bediting by\b", re.IGNORECASE)
_CREDIT = 300
_OPENING_LENGTH = 600
_OPENING_LINES = 4


def owner_of(article: Article) -> str | None:
    """The agency whose text an article says it is, by outlet, byline, dateline or closing credit; None for none.

    "The Associated Press contributed to this report" makes an article nobody's but its outlet's. Outlets that print
    the same agency are one witness: count `owner_of(article) or article.outlet`.
    """
    lines = [line for line in article.text[:_OPENING_LENGTH].split("\n") if line.strip()][:_OPENING_LINES]
    stated = [_agency(name) for name in (article.outlet or "", *article.authors)]
    return next((name for name in [*stated, *map(_opened_by, lines), _closed_by(article.text)] if name), None)


def _opened_by(line: str) -> str | None:
    match, dateline = _PLACE.match(line), read_dateline(line)
    named = match["agency"] if match else (dateline and dateline.outlet) or line
    # A dateline may name an agency that we do not know, such as a regional one.
    return _agency(named) or (dateline.outlet if dateline else None)


def _closed_by(text: str) -> str | None:
    closing = text[-_CREDIT:].rsplit("\n", 1)[-1]
    if _DESK.search(closing):
        return "Reuters"
    match = _RIGHTS.search(closing)
    return _agency(match["holder"]) if match else None


def _agency(name: str) -> str | None:
    match = _AGENCY.fullmatch(" ".join(name.split())) if len(name) <= _CREDIT else None
    return next((full for full in _AGENCIES if match[_group(full)]), None) if match else None
