"""Is it proved? The exact span of a citation, and whether a passage carries a sentence that a model wrote.

`support` is deterministic and strict: a wrong citation is worse than a dropped sentence. A span of one or two sentences
carries a sentence when every number, unit, name and quotation of the sentence is in it; when negations, hedges, counts
and who did what to whom agree; and when enough of the other words are there, mostly in the same order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.datatypes import Passage
from index.sentences import sentence_spans
from rag.datatypes import Citation, Name
from rag.questions.spellings import respelt
from rag.text.claim import Claim

_ATTRIBUTION = (
    r"(?:,?\s*\b(?:according to|as reported by|reported by) (?:the )?{0}\b,?"
    r"|^(?:the )?{0} (?:reported|reports|said|says|wrote|writes)(?: that)?)"
)


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a passage carries a sentence, why, and where: offsets in the article of the span that carries it best."""

    supported: bool
    reason: str
    start: int
    end: int


def check_citation(citation: Citation) -> Citation:
    """The citation with `verified` set: its quote is not blank and is exactly that span of the article."""
    start, end, text = citation.start, citation.end, citation.article.text
    exact = 0 <= start < end <= len(text) and text[start:end] == citation.quote and bool(citation.quote.strip())
    return replace(citation, verified=exact)


def support(sentence: str, passage: Passage, names: Sequence[Name] = ()) -> Support:
    """Find the sentence (or two adjacent ones) of the passage that best carries this sentence, and judge it.

    `names` are those of the question: any of their spellings in the one stands for any in the other.
    """
    sentence = respelt(sentence, names, passage.text)
    claim = Claim(_without_outlet(sentence, passage.article.outlet))
    best, most = Support(False, "the passage is empty", passage.start, passage.start), -1.0
    if len(claim.content) < 2:
        return replace(best, reason="it says too little to be checked")
    for spans in _candidates(passage):
        coverage, objection = claim.compare([passage.article.text[start:end] for start, end in spans])
        reason = objection or f"{coverage:.0%} of its words are there"
        if (objection is None, coverage) > (best.supported, most):
            best, most = Support(objection is None, reason, spans[0][0], spans[-1][1]), coverage
    return best


def _without_outlet(sentence: str, outlet: str | None) -> str:
    """The sentence without "according to the Gazette", where the article is the Gazette's: the citation says that."""
    return re.sub(_ATTRIBUTION.format(re.escape(outlet)), " ", sentence, flags=re.IGNORECASE) if outlet else sentence


def _candidates(passage: Passage) -> Iterator[tuple[tuple[int, int], ...]]:
    """Article offsets: each sentence of the passage, then each two adjacent ones."""
    text = passage.article.text[passage.start : passage.end]
    spans = [(passage.start + start, passage.start + end) for start, end in sentence_spans(text)]
    yield from ((span,) for span in spans)
    yield from pairwise(spans)
