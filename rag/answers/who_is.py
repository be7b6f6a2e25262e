"""Who somebody is: the words that an article itself puts beside the name, "Ann Lee, the harbour's chief engineer"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.answers.order import readable
from rag.answers.persons import ROLES
from rag.answers.plain import plain
from rag.answers.sentence import (
    Chosen,
    Sentence,
    articles_of,
    distinct,
    likely,
    sentence_of,
    sentences_in,
)
from rag.datatypes import Query
from rag.evidence import Evidence
from rag.mentions import names
from rag.words import stems

MOST = 3

_END = r"(?=[,;.:!?)—–]|\s+-\s|$)"
_NO = (
    r"(?!(?i:who|which|whose|where|when|after|before|said|says|told|in|on|at|to|for|but|and|or|as|with|from|by|while|"
    r"not|speaking)\b)"
)
# A word of a role before the name: "the harbour's chief engineer", but nothing of "On Monday the ...".
_WORD = (
    _NO + r"(?!(?i:the|an?|its|their|his|her|of|is|was|were|are|has|had|met|that|\w+day|(?:last|next|this) \w+)\b)"
    r"[\w-]+(?:['’]s)?\s+"
)
_DETERMINER = r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s+)?"
_OWNS = r"[A-Z][\w-]*(?:\s+[A-Z][\w-]*){0,3}(?:['’]s|s['’])"
_NOUNS = r"[^,;:.\"“”()?!—–]{2,100}?"
_ROLE = rf"(?i:{ROLES})"
_TITLES = re.compile(rf"^(?:(?:{_ROLE}|Mr|Mrs|Ms|Dr|Sir)\.?\s+)+")


def who_is(query: Query, evidence: Sequence[Evidence], threshold: float) -> Chosen:
    """The sentence with the best description first, `short` the description; without one, what else is told.

    Of two people whom the name may mean each is shown, and none is the short answer.
    """
    found = _described(query, evidence)
    if not found:
        naming = {sentence.place for sentence in _naming(_forms(query), evidence)}
        named = [one for one in evidence if (one.passage.article.id, one.start) in naming]
        return plain(query, named or evidence, threshold)
    best, _, first = found[0]
    others = {
        one.name: sentence
        for one, _, sentence in reversed(found)
        if _apart(one.name, best.name) or _somebody_else(one, sentence, best, first)
    }
    chosen = [found[0][2], *others.values(), *(sentence_of(one) for one in likely(evidence, threshold))]
    return Chosen(readable(distinct(chosen, MOST)), None if others else best.words)


def is_described(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether an article says who that is: an answer, however little else of the sentence is like the question."""
    return query.kind == "who is" and bool(_described(query, evidence))


def _described(query: Query, evidence: Sequence[Evidence]) -> list[tuple["_Described", int, Sentence]]:
    """Every description with its sentence and that one's place, the plainest first."""
    forms = _forms(query)
    found = [
        (one, place, sentence)
        for place, sentence in enumerate(_naming(forms, evidence))
        for one in _descriptions(sentence.text, forms)
    ]
    return sorted(found, key=lambda each: (each[0].rank, each[1]))


@dataclass(frozen=True, slots=True)
class _Described:
    """What a sentence says of somebody: `rank` is 0 where it says it most plainly, `words` and `name` are verbatim."""

    rank: int
    words: str
    name: str


def _forms(query: Query) -> list[str]:
    """The name as asked, in its other spellings, and its last word where it has several; longest first."""
    asked = names(f"is {query.standalone}") or names(query.standalone)
    written = [asked[-1].text] if asked else []
    written += [form for name in query.names for form in (name.written, *name.spellings)]
    written += [form.split()[-1] for form in written]
    return sorted({form for form in written if len(form) > 1}, key=lambda form: (-len(form), form))


def _naming(forms: Sequence[str], evidence: Sequence[Evidence]) -> Iterator[Sentence]:
    """The sentences that name them: the evidence first, then all of the articles that have evidence."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")
    seen: set[tuple[str, int]] = set()
    rated = (sentence_of(one) for one in evidence)
    others = (one for passage in articles_of(evidence) for one in sentences_in(passage))
    for one in (*rated, *others):
        if forms and one.place not in seen and pattern.search(one.text):
            seen.add(one.place)
            yield one


def _descriptions(sentence: str, forms: Sequence[str]) -> Iterator[_Described]:
    """What the sentence says of whom one of these names may mean."""
    for rank, pattern in enumerate(_patterns("|".join(map(re.escape, forms)))):
        for match in re.finditer(pattern, sentence):
            words, name = match["words"].strip(), _TITLES.sub("", match["name"])
            if len(words) > 2 and not any(form in words for form in forms) and _may_be(name, forms):
                yield _Described(rank + (" " not in words), words, name)


def _may_be(name: str, forms: Sequence[str]) -> bool:
    """Whether the name as written may be the one asked for: "Bob Lee" is not where "Ann Lee" is, and is for "Lee"."""
    given = {form for form in forms if " " in form}
    return not given or " " not in name or any(name in form or form in name for form in given)


def _apart(one: str, other: str) -> bool:
    """Whether both are full names, and neither is a part of the other."""
    return (
        " " in one
        and " " in other
        and one not in other
        and other not in one
        and one.split(maxsplit=1)[0] != other.split(maxsplit=1)[0]
    )


def _somebody_else(one: _Described, sentence: Sentence, best: _Described, first: Sentence) -> bool:
    """Whether another article describes somebody of this name as plainly, and with no word in common."""
    apart = sentence.passage.article.id != first.passage.article.id
    return apart and one.rank <= best.rank and not stems(one.words) & stems(best.words)


def _patterns(forms: str) -> tuple[str, ...]:
    name = rf"(?<![\w-])(?P<name>(?:[A-Z][\w’'-]+\s+){{0,2}}?(?:{forms}))\b"
    age = r"(?:\s+(?:aged\s+)?\d{1,3},)?"
    lead = rf"(?:(?:the|a|an|its|their|his|her|one of|former|acting|head of)\s|{_OWNS}\s|(?:[\w-]+\s+){{0,3}}{_ROLE}\b)"
    return (
        rf"{name},{age}\s+(?P<words>{_NO}(?={lead}){_NOUNS}){_END}",
        rf"{name},{age}\s+who\s+(?:is|was|has been)\s+(?P<words>(?={lead}){_NOUNS}){_END}",
        rf"(?<![\w’'-])(?P<words>{_DETERMINER}(?:{_WORD}){{0,4}}{_ROLE}(?:\s[^,;:.\"“”()]{{2,60}})?),\s+{name}(?=[,;.]|\s*$)",
        rf"{name}\s+(?:is|was|has been|became|remains)\s+(?:also\s+|now\s+)?(?P<words>(?={lead}){_NOUNS}){_END}",
        rf"(?<![\w’'-])(?P<words>{_DETERMINER}(?:{_WORD}){{0,4}}{_ROLE})\s+{name}",
    )
