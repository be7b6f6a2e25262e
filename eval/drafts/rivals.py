"""Whether the archive answers a proposed question in one way only, and which other sentences answer it alike."""

from collections.abc import Iterator

from eval.drafts.proposals import Proposal
from eval.drafts.sentences import Sentence
from eval.drafts.swap import Searched
from eval.metrics.match import says
from index.datatypes import Passage
from index.sentences import sentence_spans
from rag.text.mentions import Mention, amounts, dates, names
from rag.text.words import content_words, stems

LOOKED_AT = 20
"""Passages among which another answer is looked for: those that share most words with the question."""
NEAR, SAME = 0.6, 0.75
"""A sentence with this share of a question's words may answer it, or does answer it; its headline is counted in."""
NEAR_CLOZE = 0.85
"""A question that quotes its sentence means that one, and not another sentence about the same."""


def answered_alike(proposal: Proposal, archive: Searched) -> list[Sentence] | None:
    """The other sentences of the archive that answer the question alike; None where one may answer it otherwise."""
    asked = content_words(proposal.question)
    wanted = {word.stem for word in asked}
    near = NEAR_CLOZE if proposal.kind == "cloze" else NEAR
    alike: list[Sentence] = []
    for passage in archive.passages(archive.matching({word.written for word in asked}, LOOKED_AT)):
        for sentence in _other_sentences(passage, proposal.sentence):
            share = len(wanted & stems(f"{passage.article.title} {sentence.text}")) / len(wanted)
            if says(sentence.text, proposal.answers):
                alike += [sentence] if share >= SAME else []
            elif share >= near and _may_answer(proposal, sentence.text):
                return None
    return alike


def _other_sentences(passage: Passage, proof: Sentence) -> Iterator[Sentence]:
    for start, end in sentence_spans(passage.text):
        at, text = passage.start + start, passage.text[start:end]
        if (passage.article.id, at) != (proof.article.id, proof.start):
            yield Sentence(passage.article, at, passage.start + end, text, None)


def _may_answer(proposal: Proposal, sentence: str) -> bool:
    """Whether the sentence has something of the kind that is asked for, and that the question does not have."""
    asked = stems(proposal.question)
    return any(not stems(mention.text) <= asked for mention in _of_kind(proposal, sentence))


def _of_kind(proposal: Proposal, sentence: str) -> list[Mention]:
    match proposal.kind:
        case "when":
            return dates(sentence)
        case "how-many":
            return amounts(sentence)
        case "cloze":
            return [*amounts(sentence), *dates(sentence)]
        case _:
            return names(sentence)
