"""A follow-up that turns to what the last answer does not cite: "And according to the other article?"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.datatypes import Answer, Query, Turn
from rag.follow_ups.standalone import according_to
from rag.questions.outlets import named_outlets

_ARTICLE = r"(?:articles?|reports?|stor(?:y|ies)|texts?|pieces?)"
_SOURCE = r"(?:outlets?|sources?|(?:news)?papers?|sites?)"
_OTHER = rf"(?:(?:(?:the|any|an)\s?)?other|the\s+second|another)\s+(?:{_ARTICLE}|(?P<source>{_SOURCE}))"
_OTHERS = re.compile(rf"\b{_OTHER}\b", re.IGNORECASE)
_AGAIN = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:(?:what|how)\s+about\s+|what\s+(?:does|do|did)\s+)?"
    rf"(?:(?:according\s+to|in|from|per)\s+)?(?:{_OTHER}|the\s+other(?:\s+one)?)"
    r"(?:\s+says?(?:\s+(?:about\s+)?(?:it|that|this))?)?\W*$",
    re.IGNORECASE,
)
_NAMED = re.compile(  # "does the article on the three-day trip", up to "say" or where it ends
    rf"\b(?P<before>do|does|did|according\s+to)\s+(?:the|an?|this|that)\s+(?P<kind>{_ARTICLE})\s+"
    r"(?:on|about|of|from|with|titled|headed)\s(?P<headline>[^,?]{1,100}?)"
    r"(?=,|\?|$|\s+(?:say|tell|report|write|mention|claim|describe|state|give|have|name|explain|put)s?\b)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\W*\b(?:according\s+to|(?:as\s+)?(?:reported|told|written|stated)\s+(?:by|in)|in|by|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_ITS_ARTICLE = re.compile(rf"(?:['’]s?)?\s+(?P<kind>{_ARTICLE})\b", re.IGNORECASE)
_OPENS = re.compile(  # "What about the Courier?", "And what does the Courier say about it?"
    r"\W*(?:(?:and|but|or|so)\s+)?(?:(?:(?:what|how)\s+about\s+)?(?:(?:according\s+to|in|from)\s+)?|(?P<says>what\s+(?:does|do|did)\s+))"
    r"(?P<the>(?:the\s+)?)['\"‘“]?",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"['\"’”]?(?P<says>\s+(?:says?|reports?|writes?)(?:\s+(?:about\s+)?(?:it|that|this))?)?\W*", re.IGNORECASE
)
_AND = re.compile(r"['\"’”]?(?:,|\s+(?:and|or))(?:\s+(?:and|or))?\s+(?:the\s+)?['\"‘“]?", re.IGNORECASE)
_BOTH = re.compile(r"\bboth\s+(?=(?:the\s+)?['\"‘“]?$)", re.IGNORECASE)
_SINGULAR = {"do": "does", "are": "is", "were": "was", "have": "has"}
_PLURAL = re.compile(r"\b(?P<verb>do|are|were|have)(?=\s+(?:the\s+)?['\"‘“]?$)", re.IGNORECASE)
_ONE_OTHER = re.compile(r"\bthe\s+(?:other|second)\b(?!\s+(?:articles|reports|stories|texts|pieces)\b)", re.IGNORECASE)
_SHOWN = 3
_LONGEST = 100
"""Characters of a headline in a note."""


def asks_again(question: str, last: Answer) -> bool:
    """Whether it is the last question, asked of the other articles, and no more."""
    found = _AGAIN.match(question)
    return bool(found and _may_turn(last) and _is_of_articles(found, last))


def headline_asked(question: str) -> str:
    """The words that tell which article is meant, "the three-day trip" of "the article on the three-day trip says"."""
    found = _NAMED.search(question)
    return found["headline"] if found else ""


def without_headline(question: str) -> str:
    """The question without these words: "does the article say"."""
    return _NAMED.sub(lambda found: f"{found['before']} the {found['kind']}", question)


def asked_anew(last: Query, outlets: Sequence[str]) -> str:
    """The last question without the headline or outlet of which it was asked, which is not to answer again."""
    text = without_headline(last.standalone)
    for one in reversed(named_outlets(text, outlets)[0]):
        opening, rest = text[: one.start], text[one.end :]
        if source := _BY.search(opening):
            text = f"{opening[: source.start()]}{rest.lstrip(',') if source.start() else rest.lstrip(' ,')}"
        else:
            kind = _ITS_ARTICLE.match(rest)
            rest = rest[kind.end() if kind else 0 :]
            text = f"{_THE.sub('', opening)}the other {kind['kind'] if kind else 'article'}{rest}"
    return text[:1].upper() + text[1:]


def with_outlet(question: str, last: Query, outlets: Sequence[str]) -> str | None:
    """The last question, asked of the outlet that is all "And the Courier?" has; None for another follow-up."""
    named = named_outlets(question, outlets)[0]
    if len(named) != 1:
        return None
    opens, ends = _OPENS.fullmatch(question, 0, named[0].start), _ENDS.fullmatch(question, named[0].end)
    if not opens or not ends or bool(opens["says"]) != bool(ends["says"]):
        return None
    outlet = question[named[0].start : named[0].end]
    earlier = named_outlets(last.standalone, outlets)[0]
    if not earlier:
        return according_to(last.standalone, opens["the"] + outlet)
    if not all(_AND.fullmatch(last.standalone, one.end, following.start) for one, following in pairwise(earlier)):
        return None
    before = last.standalone[: earlier[0].start]
    before = _of_one(before) if len(earlier) > 1 else before
    the = opens["the"] if _THE.search(before) else ""
    return _THE.sub("", before) + the + outlet + last.standalone[earlier[-1].end :]


def _of_one(before: str) -> str:
    """The words before several outlets as they are before one: "What does the" for "What do both the"."""
    made = _PLURAL.sub(lambda found: _SINGULAR[found["verb"].casefold()], _BOTH.sub("", before))
    return made[:1].upper() + made[1:] if before[:1].isupper() else made


def of_the_others(query: Query, turns: Sequence[Turn]) -> Query:
    """The query, kept to articles that the last of the answers does not cite, where it asks for "the other article".

    A note says what is left out.
    """
    last = turns[-1].answer
    found = _OTHERS.search(query.text) or _AGAIN.match(query.text)
    if not found or not _may_turn(last) or not _is_of_articles(found, last):
        return query
    besides = _cited(last, bool(_ONE_OTHER.search(query.text)))
    parts = tuple(replace(part, besides=besides) for part in query.parts)
    subject = _OTHERS.sub(" ", query.subject or query.standalone)
    return replace(query, besides=besides, subject=subject, parts=parts, notes=(*query.notes, _note(besides, turns)))


def _may_turn(last: Answer) -> bool:
    """Whether there is an article to turn from: cited by the last answer, or left out of it already."""
    return last.answered or bool(last.query.besides)


def _is_of_articles(found: re.Match[str], last: Answer) -> bool:
    """Whether articles are asked for; "the other paper" means them where those that are cited have no outlet."""
    return not found["source"] or not any(citation.article.outlet for citation in last.citations)


def _cited(last: Answer, one: bool) -> tuple[str, ...]:
    """What the last answers cite; of the last one only the first, where it found no more or `one` of two is meant."""
    cited = dict.fromkeys(citation.article.id for citation in last.citations)
    left = any(passage.article.id not in cited for passage in last.passages) and not (one and len(cited) == 2)
    return tuple(dict.fromkeys((*last.query.besides, *(cited if left else list(cited)[:1]))))


def _note(besides: Sequence[str], turns: Sequence[Turn]) -> str:
    """What is left out, by headline and outlet."""
    cited = {one.article.id: one.article for turn in turns for one in turn.answer.citations}
    shown = [cited[one] for one in besides if one in cited][:_SHOWN]
    named = [f'"{_cut(one.title)}"' + (f" ({one.outlet})" if one.outlet else "") for one in shown]
    if more := len(besides) - len(shown):
        named.append(f"{more} more")
    return f"Asked of the other articles. Left out, as cited before: {', '.join(named)}."


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
