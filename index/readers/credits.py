"""The lines between a headline and an article, and its dateline -> who wrote it, for which outlet, on which day."""

import re
from datetime import date, datetime
from typing import NamedTuple

from index.readers.dates import parse_date, parse_period
from index.readers.months import MONTHS
from index.readers.names import person_names

_OUTLET = re.compile(
    r"\b(?:advertiser|argus|associated press|agency|broadcasting|bulletin|chronicle|courier|daily|dispatch|echo|"
    r"enquirer|evening (?:news|post|standard)|examiner|express|gazette|globe|guardian|herald|independent|inquirer|"
    r"intelligencer|journal|ledger|magazine|mail|mercury|messenger|mirror|monitor|news|newswire|observer|press|post|radio|record|"
    r"recorder|register|review|sentinel|star|sun|telegraph|television|times|tribune|weekly|wire)\b|"
    r"^(?:AFP|AP|BBC|CNN|DPA|NPR|PBS|Reuters|UPI)$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:By|Von|Par|Por):?\s+(?P<names>[^\W\d_][^.!?:|•·]{2,100}(?:\b[A-Z]\.[^.!?:|•·]{1,60})?)")
_PUBLISHED = re.compile(r"(?:first )?(?:published|posted)(?: on)?\s*:?\s+", re.IGNORECASE)
_MODIFIED = re.compile(r"(?:last )?(?:updated|modified)(?: on)?\s*:?\s+", re.IGNORECASE)
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY_OR_MONTH = re.compile(rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day|{_MONTH}", re.IGNORECASE)
_YEARLESS = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)(?:,?\s.{{0,20}})?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s+[|•·–—-]\s+|\s*[|•·]\s*")
"""What parts the statements of one line."""
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^()\d–—]{1,60}?)(?:,\s*(?P<day>(?:[^\W\d_]{3,9}\.?\s+)?\d{1,2}[^()–—]{0,24}?))?"
    r"\s*(?:\((?P<agency>[^()]{2,40})\)|/(?P<wire>[^/()]{2,40})/)\s*(?:[–—-]{1,2})\s"
)
_LINKS = frozenset(("and", "of", "for", "the", "de", "van", "von", "der", "al", "bin", "da", "la"))
_LONGEST = 120


class Credit(NamedTuple):
    """What one line states; empty where it says nothing."""

    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: date | datetime | None = None
    modified: date | datetime | None = None
    published_in: str | None = None
    whole: bool = True
    """Whether the line says nothing beside this, such as a day without its year."""


def read_credit(line: str, signed: bool) -> Credit | None:
    """What a line such as "By Ann Lee and Bo Oz, The Daily Post" or "4 March 2026" states; None when it is no credit.

    An outlet is taken only from words that name one, since a place or a role may stand there as well, and on a line of
    its own only below a byline (`signed`).
    """
    line = line.strip()
    if len(line) > _LONGEST:
        return None
    if credit := _read_one(line, signed):
        return credit
    parts = _BETWEEN.split(line)
    return _read_parts(parts, signed) if len(parts) > 1 else None


def read_dateline(text: str) -> Credit | None:
    """What the dateline "VARNHOLM, 3 March 2026 (EPR) - " that a text begins with states; None when it has none.

    The agency in it is the outlet. A day without its year is completed by nothing.
    """
    match = _DATELINE.match(text[:_LONGEST])
    place = match["place"].partition(",")[0].strip() if match else ""
    if not match or len(place) < 3 or not place.isupper():
        return None
    agency = (match["agency"] or match["wire"]).strip()
    known = (agency.isupper() and agency.isalpha()) or bool(_OUTLET.search(agency) and _capitalised(agency))
    return Credit(outlet=agency if known else None, published=parse_date((match["day"] or "").strip(" ,")))


def is_labelled(line: str) -> bool:
    """True for a line that says what its date is: "Published: 4 March 2026", where the bare day may be any day."""
    return bool(_PUBLISHED.match(line) or _MODIFIED.match(line))


def _read_one(line: str, signed: bool) -> Credit | None:
    if dated := _from_date(line):
        return dated
    if byline := _BYLINE.fullmatch(line):
        return _from_byline(byline["names"])
    return Credit(outlet=line) if signed and _names_outlet(line) else None


def _read_parts(parts: list[str], signed: bool) -> Credit | None:
    """What a line such as "By Ann Lee | Published 4 March 2026" states; None when a part of it is no credit."""
    found = Credit()
    for part in parts:
        credit = _read_one(part, signed or bool(found.authors))
        if credit is None:
            return None
        stated = {name: value for name, value in credit._asdict().items() if value and name != "whole"}
        if any(getattr(found, name) for name in stated):  # two dates of publication, two bylines
            return None
        found = found._replace(**stated, whole=found.whole and credit.whole)
    return found


def _from_date(line: str) -> Credit | None:
    if changed := parse_date(_MODIFIED.sub("", line)) if _MODIFIED.match(line) else None:
        return Credit(modified=changed)
    stated = _PUBLISHED.sub("", line)
    if published := parse_date(stated):
        return Credit(published=published)
    period = None if stated.isdecimal() else parse_period(stated)
    if period:
        return Credit(published_in=period)
    return Credit(whole=False) if _is_yearless(line) else None


def _is_yearless(line: str) -> bool:
    """Whether a line says of a day without its year what happened on it."""
    labelled = _PUBLISHED.match(line) or _MODIFIED.match(line)
    return bool(labelled and _YEARLESS.fullmatch(line, labelled.end()))


def _from_byline(names: str) -> Credit | None:
    if not _capitalised(names):
        return None
    parts = [part.strip() for part in names.split(",")]
    published = None
    for size in range(min(3, len(parts) - 1), 0, -1):  # "Tuesday, March 3, 2026" is three parts
        if published := parse_date(", ".join(parts[-size:])):
            parts = parts[:-size]
            break
    outlets = [part for part in parts[1:] if _OUTLET.search(part)]
    people = person_names([", ".join(part for part in parts if part not in outlets)])
    if people and _DAY_OR_MONTH.fullmatch(people[0]):  # "By Friday, 3 March 2026"
        return None
    return Credit(people, outlets[0] if outlets else None, published) if people else None


def _names_outlet(line: str) -> bool:
    return may_be_name(line) and bool(_OUTLET.search(line))


def may_be_name(line: str) -> bool:
    """True for a short line of capitalised words, such as an outlet, a place or an office under a byline."""
    return len(line) <= 60 and line[-1:].isalnum() and _capitalised(line)


def _capitalised(words: str) -> bool:
    """True when every word could be part of a name, which a sentence that starts with "By" never manages."""
    found = re.findall(r"[^\s,;&]+", words)
    return len(found) <= 16 and all(word[0].isupper() or not word[0].isalpha() or word in _LINKS for word in found)
