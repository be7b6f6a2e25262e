"""What an answer must not show alone: a notice of what was wrong before, or a turn of an interview of a word or two."""

import re
from collections.abc import Iterator, Sequence

from index.speakers import turn_label
from rag.answers.sentence import Chosen, Sentence, sentences_in
from rag.words import words

FEW = 3
"""Words of a turn without its label, from which on it says something by itself."""

_WAS_WRONG = re.compile(
    r"\b(?:an?\s+|the\s+)?(?:earlier|previous|original|former)\s+(?:version|edition)s?\s+of\s+this\b|"
    r"^\W*(?:corrections?|clarification|corrected)\s*[:–—-]|"
    r"\b(?:wrongly|incorrectly|mistakenly|erroneously)\s+(?:said|stated|reported|gave|named|identified)\b",
    re.IGNORECASE,
)


def with_context(chosen: Chosen) -> Chosen:
    """The choice with the sentence after each notice of a mistake, and without bare turns beside other sentences."""
    said = [one for one in chosen.sentences if not _is_bare_turn(one)] or chosen.sentences[:1]
    return Chosen(tuple(_continued(said)), chosen.short if _has(said, chosen.short) else None, chosen.notes)


def _has(said: Sequence[Sentence], short: str | None) -> bool:
    """Whether a sentence that is shown has the short answer, and tells of no mistake; "Yes" and "No" are our words."""
    return short in ("Yes", "No") or any((short or "") in one.text and not _tells_a_mistake(one) for one in said)


def _continued(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    shown = {one.place for one in sentences}
    for one in sentences:
        yield one
        following = _next(one) if _tells_a_mistake(one) else None
        if following and following.place not in shown:
            shown.add(following.place)
            yield following


def _tells_a_mistake(sentence: Sentence) -> bool:
    return bool(_WAS_WRONG.search(sentence.text))


def _next(sentence: Sentence) -> Sentence | None:
    return next((one for one in sentences_in(sentence.passage) if one.start >= sentence.end), None)


def _is_bare_turn(sentence: Sentence) -> bool:
    label = turn_label(sentence.text)
    return bool(label) and len(words(sentence.text)) - len(words(str(label))) < FEW
