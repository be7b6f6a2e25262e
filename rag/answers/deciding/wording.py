"""A sentence in the wording of a claim where both name one thing: "the lorry's driver", "his coach, Bo Hart,".

English; unsure leaves the sentence as it is.
"""

import re
from collections.abc import Iterator

from rag.text.mentions import NAME
from rag.text.values import values_in

_SMALL = r"[a-z][a-z-]{2,}"
_COMPOUND = re.compile(rf"\b(?P<of>{_SMALL})\s+(?={_SMALL}\b)")
_CALLED = re.compile(rf"\b(?P<what>{_SMALL})\s+(?P<name>{NAME})")
_AGED = r"(?:,\s+(?:aged\s+)?\d{1,3})?"
# "Fined at least 3 million" says nothing of 5 million.
_NO_LESS = re.compile(
    r"\b(?:at\s+(?:least|most)|(?:more|less|fewer)\s+than|up\s+to|over|under|about|around|nearly|almost|some|between|only|by|"
    r"another|further|extra)\s+$",
    re.IGNORECASE,
)
# What is done once: of what was paid to somebody there may be several sums.
_ONCE = re.compile(
    r"\b(?:fin(?:e|es|ed)|sentenc(?:e|es|ed)|jail(?:s|ed)?|imprison(?:s|ed)?|award(?:s|ed)?|s[eo]ld?|sells|b(?:uy|uys|ought)|costs?)\b"
)
_SUMS = ("money", "duration")
_GOES_ON = re.compile(r"\s+(?:and|or|to|more|less|plus|an?|per|each|every)\b|\s?[-–]")


def in_wording(claim: str, text: str) -> str:
    """The text as the claim would put it."""
    return _called(claim, _compound(claim, text))


def _compound(claim: str, text: str) -> str:
    """Of "the lorry's driver" the lorry driver, where the claim speaks of that."""
    for pair in _COMPOUND.finditer(claim):
        head = re.match(r"\w+", claim[pair.end() :])
        if head:
            text = re.sub(rf"\b({pair['of']})['’]s\s+(?={head[0]}\b)", r"\1 ", text)
    return text


def _called(claim: str, text: str) -> str:
    """Of "his coach, Bo Hart, left" that his coach Bo Hart left, where the claim speaks of the coach Bo Hart."""
    for pair in _CALLED.finditer(claim):
        what, name = (re.escape(pair[part]) for part in ("what", "name"))
        text = re.sub(rf"\b({what}),\s+({name}){_AGED}(?:,(?=\s)|(?=[.;]|$))", r"\1 \2", text)
    return text


def with_other_sum(claim: str, text: str) -> Iterator[str]:
    """The claim with the one sum or time that the text has in the place of its own: fined 3 million and not 5."""
    asked, told = ([one for one in values_in(each) if one.sort in _SUMS] for each in (claim, text))
    if len(asked) != 1 or asked[0].text in {one.text for one in told} or not _ONCE.search(claim):
        return
    for one in told:
        alike = (one.sort, one.rate) == (asked[0].sort, asked[0].rate) and one.text != asked[0].text
        open_ = any(
            _NO_LESS.search(each[: at.start]) or _GOES_ON.match(each, at.end)
            for each, at in ((claim, asked[0]), (text, one))
        )
        if alike and not open_ and _unit(one.text) == _unit(asked[0].text):
            yield f"{claim[: asked[0].start]}{one.text}{claim[asked[0].end :]}"


def _unit(value: str) -> str:
    """What a sum is of: "crowns", "years"."""
    return value.rsplit(maxsplit=1)[-1].rstrip("s")
