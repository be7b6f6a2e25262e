"""The lines between a headline and an article -> who wrote it, for which outlet, on which day."""

import re
from datetime import date, datetime
from typing import NamedTuple

from index.readers.dates import parse_date
from index.readers.names import person_names

_OUTLET = re.compile(
    r"\b(?:associated press|agency|broadcasting|bulletin|chronicle|courier|daily|dispatch|echo|examiner|express|"
    r"gazette|globe|guardian|herald|independent|inquirer|journal|ledger|magazine|mail|mirror|monitor|news|observer|press|post|"
    r"radio|record|register|review|sentinel|star|sun|telegraph|television|times|tribune|weekly|wire)\b|"
    r"^(?:AFP|AP|BBC|CNN|DPA|NPR|PBS|Reuters|UPI)$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"By:?\s+(?P<names>[^\W\d_][^.!?:]{2,100}(?:\b[A-Z]\.[^.!?:]{1,60})?)")
_PUBLISHED = re.compile(r"(?:first )?(?:published|posted)(?: on)?\s*:?\s+", re.IGNORECASE)
_LINKS = frozenset(("and", "of", "for", "the", "de", "van", "von", "der", "al", "bin", "da", "la"))
_LONGEST = 120


class Credit(NamedTuple):
    """What one line states; empty where it says nothing."""

    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: date | datetime | None = None


def read_credit(line: str, signed: bool) -> Credit | None:
    """What a line such as "By Ann Lee and Bo Oz, The Daily Post" or "4 March 2026" states; None when it is no credit.

    An outlet is taken only from words that name one, since a place or a role may stand there as well, and on a line of
    its own only below a byline (`signed`).
    """
    line = line.strip()
    if len(line) > _LONGEST:
        return None
    if published := parse_date(_PUBLISHED.sub("", line)):
        return Credit(published=published)
    if byline := _BYLINE.fullmatch(line):
        return _from_byline(byline["names"])
    return Credit(outlet=line) if signed and _names_outlet(line) else None


def _from_byline(names: str) -> Credit | None:
    if not _capitalised(names):
        return None
    parts = [part.strip() for part in names.split(",")]
    outlets = [part for part in parts[1:] if _OUTLET.search(part)]
    people = person_names([", ".join(part for part in parts if part not in outlets)])
    return Credit(people, outlets[0] if outlets else None) if people else None


def _names_outlet(line: str) -> bool:
    return len(line) <= 60 and bool(_OUTLET.search(line)) and line[-1].isalnum() and _capitalised(line)


def _capitalised(words: str) -> bool:
    """True when every word could be part of a name, which a sentence that starts with "By" never manages."""
    found = re.findall(r"[^\s,;&]+", words)
    return len(found) <= 16 and all(word[0].isupper() or not word[0].isalpha() or word in _LINKS for word in found)
