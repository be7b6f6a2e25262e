"""Every sentence of the passages as evidence for a question: what speaks for it, in numbers between 0 and 1.

The numbers are combined by a logistic model (`weights.py`) into the probability that the sentence answers the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.datatypes import Passage
from index.embed import Embedder
from index.sentences import sentence_spans
from index.speakers import speaker_at
from rag.coverage import is_initial, question_weights
from rag.datatypes import Query
from rag.short import candidates
from rag.spellings import Meant, forms_of, meant_stems, with_meant
from rag.words import Word, content_words, stems

FEATURES = (
    "sentence coverage",  # share of the question's words, weighted by rarity, that the sentence or its speaker has
    "window coverage",  # the same with the sentences before and after
    "passage coverage",  # the same with the whole passage and the headline
    "headline coverage",  # the same with the headline, which says what a sentence deep in the story is about
    "similarity",  # cosine of the question and the sentence with its headline
    "missing names",  # share of the question's names and numbers that the article does not have at all
    "has the kind",  # whether the sentence has what the kind of question asks for: a date, an amount, a name, a reason
    "lacks the kind",  # whether it lacks what the kind of question cannot do without
    "passage rank",  # 1 for the first passage of retrieval, 1/2 for the second, ...
    "echo",  # share of the sentence's words that the question has already
    "asks",  # whether the sentence is itself a question
    "lead",  # whether it stands among the first of the article
)
EMBEDDED = 10  # sentences compared by vector; the rest are too far behind in words to answer (about 3 ms each)

_REASON = re.compile(
    r"\b(because|due to|owing to|after|since|caused|so that|in order to|as a result|result of|reason|to)\b", re.I
)
_COUNTED = re.compile(r"\bhow many\s+(?:more\s+|other\s+)?([a-z][\w-]*)", re.I)
_QUOTED = re.compile(r"[\"“«]|\bsaid\b|\bsays\b|\btold\b", re.I)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A sentence of a passage: `passage.article.text[start:end] == text`; `features` in the order of FEATURES."""

    passage: Passage
    start: int
    end: int
    text: str
    speaker: str | None
    features: NDArray[np.float64]
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question's content words, each with its weight: rarer words say more about what is asked."""

    weights: dict[str, float]
    names: tuple[tuple[str, ...], ...]  # names and numbers, each as written and as it is spelt otherwise
    meant: Meant  # what other spellings stand for


def gather(query: Query, passages: Sequence[Passage], archive: Archive, embedder: Embedder) -> list[Evidence]:
    """All sentences of the passages that might answer, each once, with their features."""
    if not passages:
        return []
    asked = _asked(query, archive)
    found: dict[tuple[str, int], Evidence] = {}
    for rank, passage in enumerate(passages, start=1):
        for evidence in _of_passage(query, asked, passage, rank):
            found.setdefault((passage.article.id, evidence.start), evidence)
    ranked = sorted(found.values(), key=_promise, reverse=True)
    return _with_similarity(query, ranked[:EMBEDDED], embedder)


def _promise(evidence: Evidence) -> float:
    """How far a sentence can get, before it is known how near in meaning it is."""
    values = dict(zip(FEATURES, evidence.features.tolist(), strict=True))
    coverage = values["sentence coverage"] + values["window coverage"] + values["headline coverage"]
    return float(coverage + values["has the kind"] + values["passage rank"] - 2 * values["asks"])


def names_in(question: str) -> tuple[str, ...]:
    """The words of a question that are written like names or numbers, but for common words, initials, and the first."""
    found = content_words(question)
    named = (word for word in found if word.capitalised and not _opens(word, question))
    return tuple(word.written for word in named if not is_initial(word))


def _opens(word: Word, question: str) -> bool:
    return word.start <= len(question) - len(question.lstrip("\"'“‘¿ ")) and not word.written[0].isdigit()


def _asked(query: Query, archive: Archive) -> _Asked:
    subject = query.subject or query.standalone
    names = tuple((name, *_otherwise(name, query)) for name in names_in(subject))
    return _Asked(question_weights(subject, archive), names, meant_stems(query))


def _otherwise(word: str, query: Query) -> list[str]:
    """What stands in the other spellings of a name for this word of it."""
    return [form for name in query.names if name.spellings and word in name.written for form in forms_of(name, word)]


def _of_passage(query: Query, asked: _Asked, passage: Passage, rank: int) -> list[Evidence]:
    spans = sentence_spans(passage.text)
    texts = [passage.text[start:end] for start, end in spans]
    stemmed = [with_meant(stems(text), asked.meant) for text in texts]
    headline = with_meant(stems(passage.article.title), asked.meant)
    around = headline.union(*stemmed)
    missing = _missing(asked.names, passage)
    found = []
    for row, (start, end) in enumerate(spans):
        at = passage.start + start
        speaker = speaker_at(passage.article.text, at, passage.start + end)
        own = stemmed[row] | (with_meant(stems(speaker), asked.meant) if speaker else set())
        window = own.union(*stemmed[max(row - 1, 0) : row + 2])
        features = np.array(
            [
                _coverage(asked, own),
                _coverage(asked, window),
                _coverage(asked, around),
                _coverage(asked, own | headline),
                0.0,  # set by _with_similarity
                missing,
                *_fits(query, texts[row], speaker),
                1 / rank,
                _echo(asked, texts[row]),
                float(texts[row].rstrip("\"'”’ ").endswith("?")),
                float(at < 400),
            ]
        )
        found.append(Evidence(passage, at, passage.start + end, texts[row], speaker, features))
    return found


def _with_similarity(query: Query, evidence: Sequence[Evidence], embedder: Embedder) -> list[Evidence]:
    if not evidence:
        return []
    headed = [f"{one.passage.article.title}\n{one.text}" for one in evidence]
    vectors = embedder.embed_texts([query.subject or query.standalone, *headed])
    place = FEATURES.index("similarity")
    for one, similarity in zip(evidence, vectors[1:] @ vectors[0], strict=True):
        one.features[place] = similarity
    return list(evidence)


def _coverage(asked: _Asked, there: set[str]) -> float:
    total = sum(asked.weights.values())
    return sum(weight for stem, weight in asked.weights.items() if stem in there) / total if total else 0.0


def _missing(names: Sequence[Sequence[str]], passage: Passage) -> float:
    article = f"{passage.article.title}\n{passage.article.text}\n{passage.article.outlet or ''}".casefold()
    return sum(all(form.casefold() not in article for form in forms) for forms in names) / len(names) if names else 0.0


def _echo(asked: _Asked, text: str) -> float:
    own = {word.stem for word in content_words(text)}
    return len(own & asked.weights.keys()) / len(own) if own else 1.0


def _fits(query: Query, text: str, speaker: str | None) -> tuple[float, float]:
    """Whether the sentence has, and whether it lacks, what the kind of question asks for; (0, 0) if nothing tells."""
    match query.kind:
        case "how many":
            found = _counts(query.standalone, text)
        case "when" | "who" | "where":
            found = bool(candidates(query.standalone, query.kind, text, speaker, query.names))
        case "why":
            found = bool(_REASON.search(text))
        case "quote":
            written = names_in(query.standalone)
            names = {form.casefold() for name in written for form in (name, *_otherwise(name, query))}
            found = bool(speaker and names & {part.casefold() for part in speaker.split()})
            return float(found), float(not found and not _QUOTED.search(text))
        case _:
            return 0.0, 0.0
    return float(found), float(not found)


def _counts(question: str, text: str) -> bool:
    """Whether the sentence has an amount, and one of the thing where the question names it ("how many documents")."""
    amounts = candidates(question, "how many", text)
    thing = _COUNTED.search(question)
    counted = stems(thing.group(1)) if thing else set()
    return any(not counted or counted & stems(amount.text) for amount in amounts)
