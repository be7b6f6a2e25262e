"""Article as read -> article as stored: page furniture, invisible characters and repeated headlines taken out.

Line by line is how furniture comes (`furniture.py`); a sentence of the article that merely holds such words stays. What
is left is final: all offsets point into it.
"""

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from index.datatypes import Article
from index.furniture import is_caption_label, is_disclaimer, is_furniture, original_address
from index.readers.credits import read_credit

_NEWLINE = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+"
)
"""Control, zero-width and text direction characters."""

_HALF = re.compile("[\ud800-\udfff]")
"""Half of a surrogate pair, which no file or database can hold."""

_JOINERS = re.compile("[\u200c\u200d]")
_JOINER = re.compile(r"(?<![^\x00-\u024f\s])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f\s])")
"""Zero-width joiners are letters' business in Persian, Hindi and emoji, and noise beside Latin letters."""

_LONGEST_HEADLINE = 600
_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,60}$")


class Line(NamedTuple):
    """A line of the text, and where it begins there."""

    start: int
    text: str


def clean_article(article: Article) -> Article:
    """The article without furniture; cleaning it again changes nothing.

    Each pass only takes away, so repeating until nothing changes ends, and it makes the result stable: a line that is
    taken out may leave another at the end or the start of the text.
    """
    current = tidy_article(article)
    while (cleaned := _take_out(current)) != current:
        current = cleaned
    return current


def tidy_article(article: Article) -> Article:
    """The article with all of its words, as it is stored where cleaning is switched off; see `tidy`.

    Form feeds in the text part pages, whose places in the tidy text are kept.
    """
    text, pages = _tidy_pages(article)
    return replace(
        article,
        id=_one_line(article.id),
        title=_one_line(article.title),
        text=text,
        pages=pages,
        url=_one_line(article.url or "") or None,
        outlet=_one_line(article.outlet or "") or None,
        authors=tuple(filter(None, map(_one_line, article.authors))),
    )


def tidy(text: str) -> str:
    """Text with plain newlines, no invisible characters, no white space at line ends and no runs of blank lines."""
    return _trimmed(_visible(text))


def _visible(text: str) -> str:
    if text.replace("\n", "").isprintable():  # then nothing below applies, and it takes a tenth of the time to see
        return text
    text = _NEWLINE.sub("\n", text.replace("\r\n", "\n"))
    text = _HALF.sub("\ufffd", _INVISIBLE.sub("", text))
    while _JOINERS.search(text) and (without := _JOINER.sub("", text)) != text:
        text = without
    return text


def _trimmed(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def _tidy_pages(article: Article) -> tuple[str, tuple[int, ...]]:
    """The tidy text, and where its pages begin; each is tidied by itself, what parts them stays a space or break."""
    if not article.pages and "\f" not in article.text.strip():
        return tidy(article.text), ()
    pieces, starts, length, between = list[str](), list[int](), 0, ""
    for page in map(_visible, _raw_pages(article)):
        body = _trimmed(page)
        between += page[: len(page) - len(page.lstrip())]
        if body:
            pieces += [_gap(between) if pieces else "", body]
            length += len(pieces[-2]) + len(body)
            between = page[len(page.rstrip()) :]
        starts.append(length - len(body))
    text = "".join(pieces)
    return text, tuple(_after_space(text, start) for start in starts)


def _raw_pages(article: Article) -> list[str]:
    text = article.text
    if "\f" in text:
        return (text if article.pages else text.strip()).split("\f")
    ends = [0, *sorted(min(max(0, start), len(text)) for start in article.pages[1:]), len(text)]
    return [text[start:end] for start, end in pairwise(ends)]


def _gap(between: str) -> str:
    """What stands between two pages: a sentence may go on over a space, a form feed alone ends a line."""
    return "\n" * min(2, between.count("\n")) or (" " if between else "\n")


def _after_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _one_line(value: str) -> str:
    return " ".join(tidy(value).split())


def _take_out(article: Article) -> Article:
    lines = _lines(article.text)
    url = article.url or next(filter(None, (original_address(line.text) for line in lines)), None)
    kept = [line for line in _without_label(lines) if not is_furniture(line.text)]
    kept = _without_gaps(_without_opening(_without_disclaimer(kept), article))
    return replace(article, url=url, text="\n".join(line.text for line in kept), pages=_moved(article.pages, kept))


def _lines(text: str) -> list[Line]:
    starts = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
    return [Line(start, line) for start, line in zip(starts, text.split("\n"), strict=False)]


def _without_gaps(lines: list[Line]) -> list[Line]:
    """Lines without blank ones at the ends, and with one of those that follow each other."""
    kept = list[Line]()
    for line in lines:
        if line.text or (kept and kept[-1].text):
            kept.append(line)
    return kept[:-1] if kept and not kept[-1].text else kept


def _moved(pages: tuple[int, ...], kept: list[Line]) -> tuple[int, ...]:
    """Where pages begin in the text of the lines that were kept: with the next of them where their own was not."""
    old = [line.start for line in kept]
    new = list(accumulate((len(line.text) + 1 for line in kept), initial=0))
    length, moved = max(0, new[-1] - 1), list[int]()
    for page in pages:
        place = bisect_right(old, page) - 1
        within = place >= 0 and page < old[place] + len(kept[place].text)
        later = next((number for number in range(place + 1, len(kept)) if kept[number].text), None)
        moved.append(new[place] + page - old[place] if within else length if later is None else new[later])
    return tuple(moved)


def _without_label(lines: list[Line]) -> list[Line]:
    """Lines without "Image caption" that stands alone, and without the short line below it when that stands apart."""
    kept, skip = list[Line](), False
    for place, line in enumerate(lines):
        if skip:
            skip = False
        elif is_caption_label(line.text):
            below = [*(one.text for one in lines[place + 1 : place + 3]), ""]
            skip = bool(below[0]) and not below[1] and len(below[0]) <= 300
        else:
            kept.append(line)
    return kept


def _without_disclaimer(lines: list[Line]) -> list[Line]:
    end = len(lines)
    while end and (not lines[end - 1].text or is_disclaimer(lines[end - 1].text)):
        end -= 1
    return lines[:end]


def _without_opening(lines: list[Line], article: Article) -> list[Line]:
    """Lines without the headline again, and without credits that say no more than the article's own fields.

    All at once: taken out one in a pass, thousands of such lines would take hours.
    """
    filled = [place for place, line in enumerate(lines) if line.text]
    for before, place in pairwise([-1, *filled]):  # the last of them stays, whatever it says
        opening = lines[place].text
        if place == filled[-1] or not (_is_headline(opening, article.title) or _is_known_credit(opening, article)):
            return lines[before + 1 :]
    return lines


def _is_headline(line: str, title: str) -> bool:
    words = _letters(line) if len(line) <= _LONGEST_HEADLINE else ""
    return bool(words) and words in (_letters(title), _letters(_SUFFIX.sub("", title)))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _is_known_credit(line: str, article: Article) -> bool:
    credit = read_credit(line, signed=bool(article.authors or article.outlet))
    return credit is not None and (
        credit.whole
        and set(credit.authors) <= set(article.authors)
        and credit.outlet in (None, article.outlet)
        and credit.published in (None, article.published, article.published_day)
        and credit.modified in (None, article.modified)
        and credit.published_in in (None, article.published_in)
    )
