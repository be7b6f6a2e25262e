"""Who somebody is: the words that an article itself puts beside the name, "Ann Lee, the harbour's chief engineer"."""

import re
from collections.abc import Iterator, Sequence

from rag.answers.described import HEAD, Described, descriptions, differ, starts_with_pronoun
from rag.answers.order import readable
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
from rag.evidence.gather import Evidence
from rag.text.mentions import names
from rag.text.words import content_words, stems

MOST = 3


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
    chosen = [
        *_before(best, first),
        first,
        *others.values(),
        *(sentence_of(one) for one in likely(evidence, threshold)),
    ]
    return Chosen(readable(distinct(chosen, MOST)), None if others or starts_with_pronoun(best.words) else best.words)


def _before(best: Described, first: Sentence) -> list[Sentence]:
    """The sentence before a description that needs it: whose chair "its chair" is."""
    ahead = [one for one in sentences_in(first.passage) if one.end <= first.start]
    return ahead[-1:] if starts_with_pronoun(best.words) else []


def is_described(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether an article says who that is: an answer, however little else of the sentence is like the question."""
    return query.kind == "who is" and bool(_described(query, evidence))


def _described(query: Query, evidence: Sequence[Evidence]) -> list[tuple[Described, int, Sentence]]:
    """Every description with its sentence and that one's place, the plainest first."""
    forms = _forms(query)
    found = [
        (one, place, sentence)
        for place, sentence in enumerate(_naming(forms, evidence))
        for one in descriptions(sentence.text, forms)
    ]
    return sorted(found, key=lambda each: (each[0].rank, each[1]))


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


def _apart(one: str, other: str) -> bool:
    """Whether both are full names, and neither is a part of the other."""
    return (
        " " in one
        and " " in other
        and one not in other
        and other not in one
        and one.split(maxsplit=1)[0] != other.split(maxsplit=1)[0]
    )


def _somebody_else(one: Described, sentence: Sentence, best: Described, first: Sentence) -> bool:
    """Whether another article describes one of this name with no word in common: as plainly, or in another story."""
    apart = sentence.passage.article.id != first.passage.article.id
    if not apart or starts_with_pronoun(one.words) or _telling(one.words) & _telling(best.words):
        return False
    if one.rank <= best.rank and differ(one.words, best.words):
        return True
    return not _names(sentence, best.name) & _names(first, best.name)


def _telling(words: str) -> set[str]:
    return {word.stem for word in content_words(words) if not word.common}


def _names(sentence: Sentence, name: str) -> set[str]:
    """The words of the names in an article's beginning, but for this one's and its outlet's."""
    told = {stem for other in names(sentence.article.text[:HEAD]) for stem in stems(other.text)}
    return told - stems(name) - stems(sentence.article.outlet or "")
