"""The same words in a text, whatever its quotation marks, dashes and white space look like; offsets are exact."""

import re
from dataclasses import dataclass

from rag.text.align import Change

_QUOTES = '"“”„‟«»‹›″＂'
_APOSTROPHES = "'‘’‚‛ʼ`´′＇"
_DASHES = "-‐‑‒–—―−－"
_ELLIPSIS = re.compile(r"\s*[\[(]?\s*(?:…|\.\s?\.\s?\.)[\s.…]*[\])]?\s*")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f]|[\ud800-\udfff]")
_BRACKETED = re.compile(r"[\[(]([^\[\]()]*)[\])]")
_LEFT_OUT = 1500
"""Characters that an ellipsis may stand for."""
_OUTER = _QUOTES + _APOSTROPHES + " \t\n\r…"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Where a text has an excerpt, and what the excerpt's ellipses leave out of it."""

    start: int
    end: int
    left_out: tuple[Change, ...]


def tidied(text: str) -> str:
    """An excerpt without the quotation marks and ellipses around it, and without what nobody sees."""
    bare = _INVISIBLE.sub("", text).strip(_OUTER)
    bracketed = _BRACKETED.fullmatch(bare)
    return bracketed[1].strip(_OUTER) if bracketed else bare


def verbatim(excerpt: str, text: str) -> Verbatim | None:
    """Where the text has this excerpt; the nearest that its ellipses allow. None where it does not."""
    pieces = [piece for piece in _ELLIPSIS.split(excerpt) if re.search(r"\w", piece)]
    if not pieces:
        return None
    gap = rf"([\s\S]{{0,{_LEFT_OUT}}}?)"
    pattern = gap.join(map(_as_pattern, pieces))
    match = re.search(rf"(?<!\w){pattern}(?!\w)", text) or re.search(pattern, text)
    if match is None:
        return None
    left_out = [" ".join(words.split()) for words in match.groups() if re.search(r"\w", words)]
    return Verbatim(*match.span(), tuple(Change("…", words) for words in left_out))


def _as_pattern(piece: str) -> str:
    """The piece as a pattern in which every space, quotation mark and dash stands for all of its kind."""
    tokens = re.findall(
        rf"\s*[{re.escape(_DASHES)}]+\s*|\s+|[{re.escape(_APOSTROPHES)}]{{2}}|.", piece.strip(), re.DOTALL
    )
    return "".join(map(_token_pattern, tokens))


def _token_pattern(token: str) -> str:
    if token[0] in _QUOTES or (token[0] in _APOSTROPHES and len(token) == 2):
        return f"(?:[{re.escape(_QUOTES)}]|[{re.escape(_APOSTROPHES)}]{{1,2}})"
    if token in _APOSTROPHES:
        return f"[{re.escape(_APOSTROPHES + _QUOTES)}]"
    if token.strip() and token.strip()[0] in _DASHES:
        return rf"\s*[{re.escape(_DASHES)}]{{1,3}}\s*"
    return r"\s+" if token.isspace() else re.escape(token)
