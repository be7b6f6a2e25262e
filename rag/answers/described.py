"""What an article puts beside a name, "Ann Lee, the harbour's chief engineer", and whether two of one name are one.

English; unsure means one person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.datatypes import Article
from index.sentences import sentence_spans
from rag.answers.persons import ROLES, possible_persons
from rag.datatypes import Query
from rag.text.mentions import names
from rag.text.words import content_words, stems

HEAD = 2_000
"""Characters of an article in which it introduces people."""
GROWS = 2
"""Years by which two ages of one person may differ beside those between the articles."""

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


_LATER = 10  # how far whatever needs the sentence before comes after what stands alone
_PRONOUN = re.compile(r"(?:its|their|his|her)\s", re.IGNORECASE)
_ITSELF = re.compile(rf"(?i:the|an?|its|their|his|her)\s|{_OWNS}\s|(?:[\w-]+\s+)?{_ROLE}\b")
_AN = re.compile(r"(?:an?|one of)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Described:
    """What a sentence says of somebody: `rank` is 0 where it says it most plainly, `words` and `name` are verbatim."""

    rank: int
    words: str
    name: str


def descriptions(sentence: str, forms: Sequence[str]) -> Iterator[Described]:
    """What the sentence says of whom one of these names may mean."""
    for rank, pattern in enumerate(_patterns("|".join(map(re.escape, forms)))):
        for match in re.finditer(pattern, sentence):
            words, name = _of_one(match["words"].strip()), _TITLES.sub("", match["name"])
            if len(words) > 2 and not any(form in words for form in forms) and _may_be(name, forms):
                yield Described(rank + (" " not in words) + _LATER * starts_with_pronoun(words), words, name)


def _may_be(name: str, forms: Sequence[str]) -> bool:
    """Whether the name as written may be the one asked for: "Bob Lee" is not where "Ann Lee" is, and is for "Lee"."""
    given = {form for form in forms if " " in form}
    return not given or " " not in name or any(name in form or form in name for form in given)


def starts_with_pronoun(words: str) -> bool:
    """Whether a description needs the sentence before: "its chair"."""
    return bool(_PRONOUN.match(words))


def _of_one(words: str) -> str:
    """The description without another person who stands before it: "Arvid Kess and the navy's commander", Bea Thorn."""
    before, _, after = words.rpartition(" and ")
    another = any(" " in name.text for name in possible_persons(before))
    return after if another and _ITSELF.match(after) else words


def differ(one: str, other: str) -> bool:
    """Whether two descriptions are hardly of one person: "a baker from Lomm", "a trade unionist"."""
    both_new = bool(_AN.match(one) and _AN.match(other))
    if not both_new:
        return not stems(one) & stems(other)
    mine, theirs = ({word.stem for word in content_words(each) if not word.common} for each in (one, other))
    return not mine & theirs


def are_namesakes(query: Query, one: Article, other: Article) -> bool:
    """Whether the two articles tell of different people of a full name that the question has: by age or description."""
    return any(_differently(name.text, one, other) for name in names(query.standalone) if " " in name.text)


def _differently(name: str, one: Article, other: Article) -> bool:
    ages = _age(name, one), _age(name, other)
    days = one.published_day, other.published_day
    if ages[0] and ages[1]:
        between = abs(days[0].year - days[1].year) if days[0] and days[1] else 0
        return abs(ages[0] - ages[1]) > between + GROWS
    mine, theirs = _introduced(name, one), _introduced(name, other)
    return bool(mine and theirs) and differ(mine, theirs)


def _introduced(name: str, article: Article) -> str:
    """How the article describes whoever has the name, first and most plainly; empty if it does not."""
    text = article.text[:HEAD]
    sentences = (text[start:end] for start, end in sentence_spans(text) if name in text[start:end])
    found = sorted((one for sentence in sentences for one in descriptions(sentence, [name])), key=lambda one: one.rank)
    return found[0].words if found and not starts_with_pronoun(found[0].words) else ""


def _age(name: str, article: Article) -> int:
    """The age that the article gives whoever has the name, 0 if none."""
    written = rf"(?:{re.escape(name)}|{re.escape(name.rsplit(maxsplit=1)[-1])})"
    forms = (
        rf"\b{written},\s+(?:aged\s+)?(\d{{1,3}})[,.]",
        rf"\b{written},\s+an?\s+(\d{{1,3}})-year-old\b",
        rf"\b(\d{{1,3}})-year-old\s+{written}\b",
    )
    ages = "|".join(forms)
    found = re.search(ages, article.text[:HEAD]) if name in article.text[:HEAD] else None
    return int(next(filter(None, found.groups()))) if found else 0


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
