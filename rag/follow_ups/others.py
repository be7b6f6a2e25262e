"""A follow-up that turns to what the last answer does not cite: "And the other article?", "And the Mail?"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rag.datatypes import Answer, Query, Turn
from rag.follow_ups.standalone import according_to
from rag.questions.missing_outlets import unknown_outlets
from rag.questions.outlets import Named, named_outlets

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
_OTHERS_REPORT = re.compile(rf"\b{_OTHER}\b(?:\s+reports?\b)?", re.IGNORECASE)
_OTHERS_SAY = re.compile(  # "another source of water" says nothing
    rf"\b(?:according\s+to|do|does|did)\s+{_OTHER}(?:\s+(?:say|report|write|claim|mention|describe)\b|\s*(?:,|\W*$))",
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
_ITS_ARTICLE = re.compile(rf"(?P<whose>['’]s?)?\s+(?P<kind>{_ARTICLE})\b", re.IGNORECASE)
_HELPED = re.compile(r"\b(?:do|does|did)\s+(?:the\s+)?$", re.IGNORECASE)
_REPORTS = re.compile(  # "did the Courier report it?", but not "did the Courier report say so?"
    r"\s+report\b(?!\s+(?:say|tell|report|write|mention|claim|describe|state|give|have|name|explain|put)\b)",
    re.IGNORECASE,
)
_TAKES_THE = re.compile(r"\b(?:the|do|does|did|to|by|in|from)\s+$", re.IGNORECASE)
_CUE = "according to "
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
_OF_SEVERAL = {singular: plural for plural, singular in _SINGULAR.items()}
_ONE_VERB = re.compile(r"\b(?P<verb>does|is|was|has)(?=\s+$)", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?P<verb>do|are|were|have)(?=\s+(?:the\s+)?['\"‘“]?$)", re.IGNORECASE)
_ONE_OTHER = re.compile(r"\bthe\s+(?:other|second)\b(?!\s+(?:articles|reports|stories|texts|pieces)\b)", re.IGNORECASE)
_SHOWN = 3
_LONGEST = 100
"""Characters of a headline in a note."""


def asks_again(question: str, last: Answer) -> bool:
    """Whether it is the last question, asked of the other articles or outlets, and no more."""
    found = _AGAIN.match(question)
    return bool(found and (_may_turn(last) or not _is_of_articles(found, last)))


def headline_asked(question: str) -> str:
    """The words that tell which article is meant, "the three-day trip" of "the article on the three-day trip says"."""
    found = _NAMED.search(question)
    return found["headline"] if found else ""


def without_headline(question: str) -> str:
    """The question without these words: "does the article say"."""
    return _NAMED.sub(lambda found: f"{found['before']} the {found['kind']}", question)


def asked_anew(question: str, last: Answer, outlets: Sequence[str]) -> str:
    """The last question without the headline or outlet of which it was asked, which is not to answer again."""
    found, text = _OTHERS.search(question), without_headline(last.query.standalone)
    named = named_outlets(text, outlets)[0]
    others = found.group() if found and not _is_of_articles(found, last) else ""
    if others and not named and not others.endswith("s") and (other := other_outlet(last)):
        return according_to(text, other)
    for one in reversed(_as_one(text, named)):
        text = _without(text, one, others)
    return text[:1].upper() + text[1:]


def _as_one(text: str, named: Sequence[Named]) -> list[Named]:
    """The outlets by their places, those that "and" joins as one: "the Courier and the Mail"."""
    joined: list[Named] = []
    for one in named:
        if joined and _AND.fullmatch(text, joined[-1].end, one.start):
            joined[-1] = replace(joined[-1], end=one.end)
        else:
            joined.append(one)
    return joined


def _without(text: str, one: Named, others: str) -> str:
    """The question without an outlet: where it is who says so, the other article does, or `others` do."""
    opening, rest = _BOTH.sub("", text[: one.start]), text[one.end :]
    if source := _BY.search(opening):
        return f"{opening[: source.start()]}{rest.lstrip(',') if source.start() else rest.lstrip(' ,')}"
    kind = _ITS_ARTICLE.match(rest)
    if kind and not kind["whose"] and _HELPED.search(opening) and _REPORTS.match(rest):
        kind = None
    rest, opening = rest[kind.end() if kind else 0 :], _THE.sub("", opening)
    if others.endswith("s"):
        opening = _ONE_VERB.sub(lambda found: _OF_SEVERAL[found["verb"].casefold()], opening)
    return f"{opening}{others or 'the other ' + (kind['kind'] if kind else 'article')}{rest}"


def other_outlet(answer: Answer) -> str | None:
    """The outlet of the best passage that is not from the outlet cited first."""
    cited = next((citation.article.outlet for citation in answer.citations), None)
    return next((p.article.outlet for p in answer.passages if p.article.outlet and p.article.outlet != cited), None)


def with_outlet(question: str, last: Query, outlets: Sequence[str]) -> str | None:
    """The last question, asked of the outlet that is all "And the Courier?" has; None for another follow-up.

    Also of one that may be any of several, or that the archive lacks: the query then says so.
    """
    named = _outlets_named(question, outlets, unknown=bool(last.filter.outlets or last.without))
    if len(named) != 1:
        return None
    ((start, end),) = named
    opens, ends = _OPENS.fullmatch(question, 0, start), _ENDS.fullmatch(question, end)
    if not opens or not ends or bool(opens["says"]) != bool(ends["says"]):
        return None
    outlet, asked = question[start:end], last.standalone
    earlier = _outlets_named(asked, (*outlets, *last.filter.outlets))
    if not earlier and (others := _OTHERS_SAY.search(asked)) and (said := _OTHERS.search(asked, others.start())):
        earlier = [said.span()]
    if not earlier:
        return according_to(asked, opens["the"] + outlet)
    if not all(_AND.fullmatch(asked, one, following) for (_, one), (following, _) in pairwise(earlier)):
        return None
    before = asked[: earlier[0][0]]
    before = _of_one(before) if len(earlier) > 1 or not _is_one(asked[slice(*earlier[0])]) else before
    the = opens["the"] if _TAKES_THE.search(before) else ""
    return _THE.sub("", before) + the + outlet + asked[earlier[-1][1] :]


def _is_one(written: str) -> bool:
    """Whether no "other papers" are named."""
    return not _OTHERS.fullmatch(written) or not written.endswith("s")


def _outlets_named(question: str, outlets: Sequence[str], *, unknown: bool = False) -> list[tuple[int, int]]:
    """Where a question names outlets, in order; what may be any of several counts, and if asked one that is unknown."""
    known, unclear = named_outlets(question, outlets)
    found = [(one.start, one.end) for one in known]
    found += [(at, at + len(one.written)) for one in unclear if (at := question.find(one.written)) >= 0]
    opens = _OPENS.match(question)
    if unknown and not found and opens:
        rest = _CUE + question[opens.end() :]
        ends = [one.end for one in unknown_outlets(rest, outlets, ()) if one.start == len(_CUE)]
        found += [(opens.end(), opens.end() + end - len(_CUE)) for end in ends]
    return sorted(found)


def _of_one(before: str) -> str:
    """The words before several outlets as they are before one: "What does the" for "What do both the"."""
    made = _PLURAL.sub(lambda found: _SINGULAR[found["verb"].casefold()], _BOTH.sub("", before))
    return made[:1].upper() + made[1:] if before[:1].isupper() else made


def of_the_others(query: Query, turns: Sequence[Turn]) -> Query:
    """The query, kept to articles that the last of the answers does not cite, where it asks for "the other article".

    Or to other outlets, where it asks for "the other papers". A note says what is left out.
    """
    last = turns[-1].answer
    found = _OTHERS.search(query.text) or _AGAIN.match(query.text)
    if found and not _is_of_articles(found, last):
        again = _AGAIN.match(query.text) or _OTHERS_SAY.search(query.text)
        return _of_other_outlets(query, _heard(last)) if again else query
    if not found or not _may_turn(last):
        return query
    besides = _cited(last, bool(_ONE_OTHER.search(query.text)))
    parts = tuple(replace(part, besides=besides) for part in query.parts)
    subject = _OTHERS_REPORT.sub(" ", query.subject or query.standalone)
    return replace(query, besides=besides, subject=subject, parts=parts, notes=(*query.notes, _note(besides, turns)))


def _of_other_outlets(query: Query, heard: Sequence[str]) -> Query:
    """The query without the outlets that were heard; as it is where it names another itself."""
    if not set(query.filter.outlets) <= set(heard):
        return query
    made = [
        replace(
            one,
            filter=replace(one.filter, outlets=()),
            without=tuple(dict.fromkeys((*one.without, *heard))),
            subject=_OTHERS_REPORT.sub(" ", one.subject or one.standalone),
        )
        for one in (query, *query.parts)
    ]
    note = f"Articles of {' and '.join(heard[:_SHOWN])}{' and others' if heard[_SHOWN:] else ''} were left out."
    return replace(made[0], parts=tuple(made[1:]), notes=(*query.notes, note))


def _heard(last: Answer) -> tuple[str, ...]:
    """The outlets that were asked already, or that the last answer cites."""
    cited = (citation.article.outlet for citation in last.citations)
    asked = (*last.query.without, *last.query.filter.outlets)
    return tuple(dict.fromkeys((*asked, *(outlet for outlet in cited if outlet))))


def _may_turn(last: Answer) -> bool:
    """Whether there is an article to turn from: cited by the last answer, or left out of it already."""
    return last.answered or bool(last.query.besides)


def _is_of_articles(found: re.Match[str], last: Answer) -> bool:
    """Whether articles are asked for; "the other paper" means them where those that are cited have no outlet."""
    return not found["source"] or not _heard(last)


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
