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
    r"recorder|register|review|sentinel|star|sun|telegraph|television|times|tribune|weekly|wire|"
    r"\w*(?:zeitung|anzeiger|nachrichten|rundschau|tageblatt|kurier|bote)|allgemeine|presse|gazette|dépêche|journal|"
    r"diario|periódico|correo|heraldo|giornale|corriere|gazzetta|jornal|diário|correio|dagblad(?:et)?|krant|courant|"
    r"tidning(?:en)?|posten|avis(?:en)?|sanomat|gazeta|kurier)\b|"
    r"^(?:AFP|AP|BBC|CNN|DPA|NPR|PBS|Reuters|UPI)$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:By|BY|Von|Par|Por|Door|Av|Af):?\s+(?P<names>[^\W\d_](?:[^.!?:|•·]|(?<=\b[^\W\d_a-z])\.){2,160})"
)
"""A full stop is no part of names, except behind an initial."""
_CHINESE = re.compile(
    r"(?:(?P<day>\d{4}年\d{1,2}月\d{1,2}日)\s*)?(?:本报|本報)?(?:记者|記者)[::\s]*"
    r"(?P<names>[\u4e00-\u9fff]{2,4}(?:[、\s][\u4e00-\u9fff]{2,4})*)"
)
_PUBLISHED = re.compile(
    r"(?:(?:first )?(?:published|posted)(?: on)?|publié(?:e)?(?: le)?|veröffentlicht(?: am)?|erschienen(?: am)?|"
    r"publicado(?: el| em)?|pubblicato(?: il)?|gepubliceerd(?: op)?|publicerad|publisert|udgivet|julkaistu|"
    r"opublikowano|опубликовано)\s*:?\s+",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"(?:(?:last )?(?:updated|modified)(?: on)?|mise? à jour(?: le)?|aktualisiert(?: am)?|stand|actualizado(?: el)?|"
    r"aggiornato(?: il)?|atualizado(?: em)?|bijgewerkt(?: op)?|uppdaterad|oppdatert|opdateret|päivitetty|обновлено)"
    r"\s*:?\s+",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:page|p\.|seite|s\.|page no\.|sida|side|pagina|página)\s*[A-Z]?\d{1,3}", re.IGNORECASE)
"""On which page of the paper it stood."""
_PLACE = re.compile(r"\s*\([^()]{2,40}\)$")
_NO_NAME = re.compile(r",|\d{4}|\d[./-]\d")
"""What a date has, and the name of an outlet has not."""
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY_OR_MONTH = re.compile(rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day|{_MONTH}", re.IGNORECASE)
_YEARLESS = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)(?:,?\s.{{0,20}})?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"\s+[|•·–—-]\s+|\s*[|•·]\s*|,\s+(?={_MODIFIED.pattern}|{_PUBLISHED.pattern})", re.IGNORECASE)
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
    if reporter := _CHINESE.fullmatch(line):
        return Credit(tuple(re.split(r"[、\s]", reporter["names"])), published=parse_date(reporter["day"]))
    if signed and _names_outlet(line):
        return Credit(outlet=_PLACE.sub("", line))
    return _from_outlet(line, signed) if "," in line else None


def _from_outlet(line: str, signed: bool) -> Credit | None:
    """What "The Daily Post, Friday, 3 March 2026, page 4" states; of a name that is no outlet's only the day.

    That day counts below a byline alone, since elsewhere it may be when something happened.
    """
    parts = [part.strip() for part in line.split(",")]
    paged = len(parts) > 1 and bool(_PAGE.fullmatch(parts[-1]))
    name, published = _dated([*parts[:-1]] if paged else parts)
    if published is None:
        return None
    if len(name) == 1 and _names_outlet(name[0]):
        return Credit(outlet=_PLACE.sub("", name[0]), published=published)
    known = signed and may_be_name(", ".join(name))
    return Credit(published=published, whole=False) if known else None


def _dated(parts: list[str]) -> tuple[list[str], date | datetime | None]:
    """The parts of a line between commas without the date that they end with: "Tuesday, March 3, 2026" is three."""
    for size in range(min(3, len(parts) - 1), 0, -1):
        if published := parse_date(", ".join(parts[-size:])):
            return parts[:-size], published
    return parts, None


def _read_parts(parts: list[str], signed: bool) -> Credit | None:
    """What a line such as "By Ann Lee | Published 4 March 2026" states; None when a part of it is no credit.

    A day on the line tells an outlet's name from words; beside both, a name alone may be a person's or a place's.
    """
    signed = signed or any(_from_date(part) for part in parts)
    found, names = Credit(), 0
    for part in (part for part in parts if not _PAGE.fullmatch(part)):
        credit = _read_one(part, signed or bool(found.authors))
        if credit is None and may_be_name(part):
            names += 1
            continue
        if credit is None:
            return None
        stated = {name: value for name, value in credit._asdict().items() if value and name != "whole"}
        if any(getattr(found, name) for name in stated):  # two dates of publication, two bylines
            return None
        found = found._replace(**stated, whole=found.whole and credit.whole)
    if names and not (names == 1 and found.outlet and found.published):
        return None
    return found._replace(whole=found.whole and not names) if found != Credit() else None


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
    parts, published = _dated([part.strip() for part in names.split(",")])
    outlets = [part for part in parts[1:] if _OUTLET.search(part)]
    people = person_names([", ".join(part for part in parts if part not in outlets)])
    if people and _DAY_OR_MONTH.fullmatch(people[0]):  # "By Friday, 3 March 2026"
        return None
    return Credit(people, outlets[0] if outlets else None, published) if people else None


def _names_outlet(line: str) -> bool:
    name = _PLACE.sub("", line)
    return may_be_name(name) and not _NO_NAME.search(name) and bool(_OUTLET.search(name))


def may_be_name(line: str) -> bool:
    """True for a short line of capitalised words, such as an outlet, a place or an office under a byline."""
    return len(line) <= 60 and line[-1:].isalnum() and _capitalised(line)


def _capitalised(words: str) -> bool:
    """True when every word could be part of a name, which a sentence that starts with "By" never manages."""
    found = re.findall(r"[^\s,;&]+", words)
    return len(found) <= 16 and all(word[0].isupper() or not word[0].isalpha() or word in _LINKS for word in found)
