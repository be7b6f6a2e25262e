"""A sentence in the wording of a claim where both name one thing: "the lorry's driver", "his coach, Bo Hart,".

English; unsure leaves the sentence as it is.
"""

import re

from rag.text.mentions import NAME

_SMALL = r"[a-z][a-z-]{2,}"
_COMPOUND = re.compile(rf"\b(?P<of>{_SMALL})\s+(?={_SMALL}\b)")
_CALLED = re.compile(rf"\b(?P<what>{_SMALL})\s+(?P<name>{NAME})")
_AGED = r"(?:,\s+(?:aged\s+)?\d{1,3})?"


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
