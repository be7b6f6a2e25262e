"""Notices of what was wrong before: a sentence that repeats the error is never to be taken for what is so. English."""

import re

from index.datatypes import Article
from rag.answers.sentence import Sentence

SHORT = 1_500
"""Characters of an article up to which one that begins with what was wrong is about nothing else."""

_CORRECTS = re.compile(
    r"\W*(?:(?:corrections?|corrected|clarifications?|erratum)(?=\s*(?:[:.–—-]|$)|\s+(?:on|to|of|and\s+clarif\w+)\b)|"
    r"(?:an earlier version|editor['’]s note)\b)",
    re.IGNORECASE,
)
_WAS_WRONG = re.compile(
    r"\b(?:an?\s+|the\s+)?(?:earlier|previous|original|former)\s+(?:version|edition)s?\s+of\s+this\b|"
    r"^\W*(?:corrections?|clarification|corrected)\s*[:–—-]|"
    r"\b(?:wrongly|incorrectly|mistakenly|erroneously)\s+(?:said|stated|reported|gave|named|identified)\b",
    re.IGNORECASE,
)
# What a notice says that was printed: "In an article on 19 April we said that", but not "We should have said that".
_WE_PRINTED = re.compile(
    r"\b(?:we|(?:this|our|the|an|that)\s+(?:newspaper|paper|site|website|article|report|story|piece|headline|caption))\s+"
    r"(?:(?:on|of|about|in|from)\s[^,.;]{2,80}?\s)?(?:(?!should|ought|must|meant|intended|are|is|have|has)\w+\s+){0,2}?"
    r"(?:said|wrote|reported|stated|gave|named|published|described|quoted|claimed|put|called|identified|attributed|"
    r"suggested|misstated|misspelled|misspelt|printed)\b",
    re.IGNORECASE,
)


def is_notice(article: Article) -> bool:
    """Whether all of the article is a notice of what was wrong before."""
    begins = _CORRECTS.match(article.text) and len(article.text) <= SHORT
    return bool(begins or _CORRECTS.match(article.title))


def puts_right(text: str, value: str) -> bool:
    """Whether a sentence that tells of a mistake also says what is right: June of "it will come in June, not May"."""
    return bool(value) and re.search(rf"\b{re.escape(value)},\s+(?:and\s+)?not\s", text) is not None


def tells_mistake(sentence: Sentence) -> bool:
    """Whether the sentence says what was wrong, so that what is so stands in the next."""
    text = sentence.text
    return bool(_WAS_WRONG.search(text) or (_WE_PRINTED.search(text) and is_notice(sentence.article)))


def is_note(text: str) -> bool:
    """Whether the sentence is a word of the editors on the article: a correction, what it is, where to read on."""
    return bool(_CORRECTS.match(text))
