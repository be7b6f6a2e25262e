"""Several right answers, wrong documents and noise: RAMDocs, each question asked of its own documents.

Shown are the short answer, the values of a disagreement and the cited sentences. A question counts where every right
answer is said in something that is shown (whole words, numbers and dates read: `values.matches`) and no wrong one
stands alone. One does where the short answer (without one, the first cited sentence) says a wrong answer and no right
one, and no value of a disagreement is a right one. The benchmark's own exact match is stricter: every right answer is
shown, and no wrong one at all (`values.matched`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row

from answering.common import DAY, Place, archive_of, mean, share, unrefusing
from eval.importers.common import rows, text_id
from eval.importers.ramdocs import import_ramdocs
from eval.load import load_set
from eval.metrics.match import says
from eval.metrics.values import matched, matches
from eval.questions import Case
from index.datatypes import Article
from index.embed import BundledEmbedder
from rag.datatypes import Answer


@dataclass(frozen=True)
class Outcome:
    """What one question came to."""

    answered: bool
    every: bool
    alone: bool
    strict: bool


def measured(place: Place) -> Iterator[Row]:
    """The shares, as the assistant is and never refusing."""
    found = place.sampled(_questions(place.data / "ramdocs" / "dev.jsonl.gz"))
    embedder = BundledEmbedder()
    plain, forced = [], []
    for case, articles in found:
        with archive_of(articles, embedder) as opened:
            plain.append(outcome(case, opened.ask(case.asked, DAY)))
            forced.append(outcome(case, unrefusing(opened).ask(case.asked, DAY)))
    for name, outcomes in (("RAMDocs", plain), ("RAMDocs, never refusing", forced)):
        yield Row(f"{name}: all right answers, no wrong one alone",
                  share(mean(one.every and not one.alone for one in outcomes)),
                  f"{len(outcomes)} questions of dev; all right shown {share(mean(one.every for one in outcomes))}, "
                  f"a wrong one alone {share(mean(one.alone for one in outcomes))}, benchmark's own exact match "
                  f"{share(mean(one.strict for one in outcomes))}, answered "
                  f"{share(mean(one.answered for one in outcomes))}")  # fmt: skip


def outcome(case: Case, answer: Answer) -> Outcome:
    """What an answer shows of a case's right and wrong answers."""
    if not answer.answered:
        return Outcome(answered=False, every=False, alone=False, strict=False)
    values = [value for value, _ in answer.disagreement.values] if answer.disagreement else []
    shown = [text for text in (answer.short, *values, *(one.text for one in answer.statements)) if text]
    first = answer.short or answer.statements[0].text
    wrong = [each for each in case.wrong_answers if not any(says(right, [each]) for right in case.accepted)]
    right_beside = any(matches(text, case.accepted) for text in (first, *values))
    return Outcome(
        answered=True,
        every=all(any(matches(text, spellings) for text in shown) for spellings in case.answers),
        alone=matches(first, wrong) and not right_beside,
        strict=matched(shown, case),
    )


def _questions(path: Path) -> list[tuple[Case, list[Article]]]:
    """Each question with its documents, an article each; a document given twice is one."""
    with TemporaryDirectory() as folder:
        cases = load_set(import_ramdocs(path, Path(folder)).questions).cases
    texts = ([document["text"] for document in row["documents"]] for row in rows(path, {"documents": list}))
    return [
        (case, [Article(text_id(text), "", text) for text in dict.fromkeys(given) if text.strip()])
        for case, given in zip(cases, texts, strict=True)
    ]
