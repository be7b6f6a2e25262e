"""Whether an article introduces another bearer of the name that is asked about: two people, towns, films of one name.

"Sellin is a ferry of Orlen Line", "Sellin is a village near Drosk". English; unsure means one bearer.
"""

import re
from collections.abc import Sequence

from index.datatypes import Article, Passage
from index.sentences import sentence_spans
from rag.answers.sentence import SAME, Sentence, overlap
from rag.datatypes import Query
from rag.evidence.asked import names_in
from rag.evidence.gather import Evidence
from rag.text.words import stem, stems

HEAD = 600
"""Characters of an article in which it introduces what it is about."""

_IS = re.compile(r"\s(?:is|was|are|were)\s+(?=(?:an?|the|one of)\s)")


def introduces_another(query: Query, one: Evidence, article: Article) -> bool:
    """Whether the sentence says what bears the name, and the other article that something else does."""
    mine = _introduction(query, one.text)
    theirs = _introduced(query, article) if mine else ""
    return bool(theirs) and overlap(mine, theirs) < SAME


def introductions(query: Query, differing: Sequence[Evidence]) -> list[Sentence]:
    """What tells the bearers of the name apart of whom the sentences tell: of each article what it says the name is.

    Only of those that say so in another sentence than the one given, and otherwise than one of the others.
    """
    said = {one.passage.article.id: _sentence(query, one.passage) for one in differing}
    kept = [(one, found) for one in differing if (found := said[one.passage.article.id])]
    words = {found.place: _introduction(query, found.text) for _, found in kept}
    apart = [
        found
        for one, found in kept
        if any(overlap(words[found.place], words[other.place]) < SAME for _, other in kept) and one.start != found.start
    ]
    return list({one.place: one for one in apart}.values())


def _sentence(query: Query, passage: Passage) -> Sentence | None:
    """The sentence in which the passage's article first says what the name is."""
    text = passage.article.text[:HEAD]
    spans = (span for span in sentence_spans(text) if _introduction(query, text[slice(*span)]))
    found = next(spans, None)
    whole = found and (found[1] < len(text) or len(text) == len(passage.article.text))
    return Sentence(passage, *found) if found and whole else None


def _introduced(query: Query, article: Article) -> str:
    """What the article first says that the name is; empty if it does not."""
    text = article.text[:HEAD]
    found = (_introduction(query, text[start:end]) for start, end in sentence_spans(text))
    return next(filter(None, found), "")


def _introduction(query: Query, sentence: str) -> str:
    """What follows "is a" or "was the" behind all the names of the question; empty if nothing does."""
    verb = _IS.search(sentence)
    asked = {stem(word) for word in names_in(query.standalone)} if verb else set()
    return sentence[verb.end() :] if verb and asked and asked <= stems(sentence[: verb.start()]) else ""
