"""The clauses of a sentence as sentences of their own, where each says what it says without the other. English.

"Vask refused to pay and said he would sue": he refused to pay. "In Lomm, nine were hurt and nobody died": nobody died
in Lomm. "Norvex, which the court fined": the court fined Norvex. Unsure means no reading.
"""

import re
from collections.abc import Iterator

from rag.answers.deciding.claimed import claim_words
from rag.text.mentions import NAME
from rag.text.past import is_past
from rag.text.words import words

_AND_SAID = re.compile(r"(?:,?\s+(?:and|but)\s+(?:(?:also|then)\s+)?(?=(?P<verb>\w+))|,\s+(?=(?P<ing>\w+ing)\b))")
_SAYING = re.compile(r"(?:say|add|warn|argu|claim|insist|stat|explain|not|stress|predict|suggest)ing", re.IGNORECASE)
# Neither half of "said that Lund stayed, and Berg left" is the outlet's, and "if", "when" limit both.
_BOUND = re.compile(
    r"\b(?:that|if|unless|whether|when|while|until|after|before|because|although|though|who|whom|whose|which|where|"
    r"either|neither|nor|not only)\b|[:;“”\"]",
    re.IGNORECASE,
)
_NOBODY = re.compile(r",?\s+(?:and|but|while|though)\s+(?=(?:nobody|no\s+one|no-one|nothing)\b)", re.IGNORECASE)
_CLAUSES = re.compile(r",\s+(?:and|but|while)\s+(?=(?:the\s+[a-z]|(?-i:[A-Z])|no\s))", re.IGNORECASE)
_AT_FIRST = re.compile(rf"^(?P<where>(?:In|At|Near|On)\s+(?:the\s+)?{NAME}),\s+")
_TAKEN_BACK = re.compile(
    r"\b(?:later|re-?open\w*|overturned|quashed|annulled|reversed|again|withdr[ae]w\w*)\b", re.IGNORECASE
)
_WHAT = rf"(?P<what>(?:the|its|their|his|her)\s+[\w-]+|(?:the\s+)?{NAME})"
_WHICH_THEY = re.compile(
    rf"{_WHAT},\s+which\s+(?P<who>(?:the\s+(?:[\w-]+\s+){{1,3}}?|(?:the\s+)?{NAME}\s+))"
    r"(?:had\s+|has\s+)?(?P<not>(?:did\s+)?not\s+)?(?P<deed>\w+)(?P<rest>\b[^,;:]*)"
)
_OBJECT_THERE = re.compile(r"^\s+(?:the|an?|its|their|his|her|that|him|them|it|(?-i:[A-Z]))\b", re.IGNORECASE)
# "The old and the new bridge" is none of these: both things have their own article, or both are names.
_THING = (
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s+"
    r"(?:(?!(?:of|in|at|on|from|for|by|with|to|and|or)\b)[\w’'-]+\s+){0,3}(?!(?:of|and|or)\b)[\w’'-]+)"
)
_BOTH_ARE = re.compile(
    rf"^(?P<one>{_THING}|{NAME})\s+and\s+(?P<other>{_THING}|{NAME})\s+(?P<be>are|were)\s+(?P<told>(?:not\s+|never\s+)?"
    r"(?!(?:both|the|an?|two|married|engaged|related|linked|different|similar|alike|equal|connected|divorced|separated|merged|"
    r"together|apart|among|brothers|sisters|said|believed|expected|to)\b)\w+[^,;:–—]*)$"
)
_ARTICLES = ("the ", "a ", "an ", "its ", "their ", "his ", "her ")
_IS = {"are": "is", "were": "was"}


def halves(text: str) -> Iterator[str]:
    """The clauses that stand on their own, each as a sentence, and what a place in front of them holds behind them."""
    yield from _before_what_is_said(text)
    yield from _beside_another(text)
    yield from _done_to_it(text)
    yield from _of_each(text)
    if first := _AT_FIRST.match(text):
        yield _placed(text[first.end() :], first["where"])


def _before_what_is_said(text: str) -> Iterator[str]:
    """What precedes "and said he would sue", ", saying that it was late"."""
    for cut in _AND_SAID.finditer(text):
        says = _SAYING.fullmatch(cut["ing"]) if cut["ing"] else claim_words(cut["verb"])
        if (
            says
            and not _TAKEN_BACK.search(text, cut.end())
            and any(is_past(one.written) for one in words(text[: cut.start()]))
        ):
            yield f"{text[: cut.start()]}."
            return


def _beside_another(text: str) -> Iterator[str]:
    """Both of two clauses of which the second has its own subject."""
    cut = _NOBODY.search(text) or _CLAUSES.search(text)
    if cut is None or _BOUND.search(text[: cut.start()]) or claim_words(text) or _TAKEN_BACK.search(text):
        return
    if not any(is_past(one.written) or one.written in ("was", "were") for one in words(text[: cut.start()])):
        return
    first = _AT_FIRST.match(text)
    yield _placed(text[cut.end() :], first["where"] if first else "")


def _done_to_it(text: str) -> Iterator[str]:
    """Of "Norvex, which the court fined in May", "The court fined Norvex in May"."""
    for found in _WHICH_THEY.finditer(text):
        if is_past(found["deed"]) and not _OBJECT_THERE.match(found["rest"]) and not claim_words(text):
            denied = "did not " if found["not"] else ""
            who, rest = found["who"].strip(), found["rest"].rstrip(" .")
            yield f"{who[:1].upper()}{who[1:]} {denied}{found['deed']} {found['what']}{rest}."


def _of_each(text: str) -> Iterator[str]:
    """What is said of two things, of each: of "the old bridge and the ferry are not affected" that the ferry is not."""
    both = _BOTH_ARE.match(text)
    if both and both["one"].lower().startswith(_ARTICLES) == both["other"].lower().startswith(_ARTICLES):
        for what in (both["one"], both["other"]):
            yield f"{what[:1].upper()}{what[1:]} {_IS[both['be']]} {both['told']}"


def _placed(clause: str, where: str) -> str:
    """The clause as a sentence, with the place that stood in front of it at its end."""
    told = clause.rstrip(" .")
    ended = f"{told} {where[:1].lower()}{where[1:]}" if where else told
    return f"{ended[:1].upper()}{ended[1:]}."
