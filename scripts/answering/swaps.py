"""Questions that the sample articles answer -> like ones that they do not, as SQuAD 2.0's crowd workers made them.

One thing of the question is replaced by rule: a name by another of its kind or a date by another (`eval.drafts.swap`,
which looks up that no article answers the new question), a number by one that no article has, a month by one that none
has, a word by its opposite, or a "not" is put in. The same seed makes the same questions.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.drafts.draft import draft_cases
from eval.drafts.proposals import Proposal
from eval.drafts.sentences import Material, Sentence, material_of
from eval.drafts.swap import Swaps
from eval.metrics.match import fold, says
from eval.questions import Case
from index.archive import Archive

DRAFTED = 160
"""Cases drafted besides those of the set; half of them are swapped."""
LEFT = {"disagreement", "several-articles", "cloze"}
"""Tags of questions that ask several things, or quote the sentence that is looked for."""
OPPOSITE = dict(
    pair.split("/")
    for pair in """opened/closed won/lost winning/losing first/last last/first before/after after/before more/fewer
    start/end begin/end extra/fewer backed/opposed increase/cut highest/lowest charged/acquitted""".split()
)
_MONTHS = "January February July August September October November December".split()
_MONTH = re.compile(r"\b(?:March|April|May|June)\b")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?![\w%])")
_NEGATED = re.compile(r"^(?:Who|Which \w+|Which \w+ \w+) (?:was|is|were|are|have|has|will)\b(?! (?:the|a)\b)")
_NAME = r"(?:[A-Z][\w’'-]+|the [A-Z][\w’'-]+ [A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)*"
_TOLD = re.compile(rf"^(?:Why|How|When|Where|What) (?:did|was|were|had|has|will) {_NAME}(?= [a-z]+\b(?!['’]))")


@dataclass(frozen=True)
class Swapped:
    """A question of the sample and whether its articles answer it; `how` is what was swapped, "" for nothing."""

    case: Case
    how: str

    @property
    def unanswerable(self) -> bool:
        """Whether nothing in the archive answers it."""
        return bool(self.how)


def swapped_cases(cases: Sequence[Case], archive: Archive, seed: int) -> list[Swapped]:
    """Answerable cases as they are, what every rule makes of them, and cases drafted from the articles' sentences."""
    drafts = draft_cases(archive, DRAFTED, seed, unanswerable=0.5).cases
    asked = [case for case in (*cases, *drafts) if case.answerable and case.question and not LEFT & set(case.tags)]
    swaps = _Swapping(archive, seed)
    found = [Swapped(case, "") for case in asked]
    found += [swapped for case in asked for swapped in swaps.of(case)]
    found += [Swapped(case, "drafted") for case in drafts if case.answerable is False]
    return list({one.case.asked: one for one in reversed(found)}.values())[::-1]


class _Swapping:
    """The rules, with what the archive says at hand."""

    def __init__(self, archive: Archive, seed: int) -> None:
        self._archive = archive
        self._draw = random.Random(seed)
        articles = sorted(archive.articles(), key=lambda article: article.id)
        self._materials = {fold(article.title): material_of(article) for article in articles}
        self._swaps = Swaps(self._materials.values())
        self._texts = [f"{article.title}\n{article.text}" for article in articles]

    def of(self, case: Case) -> Iterator[Swapped]:
        """What each rule that fits makes of the question."""
        rules = {"name or date": self._name, "number": self._number, "month": self._month,
                 "opposite": _opposite, "negation": _negated}  # fmt: skip
        for how, rule in rules.items():
            question = rule(case)
            if question and question != case.asked:
                yield Swapped(Case(id=f"{case.id} {how}", question=question, answerable=False, as_of=case.as_of), how)

    def _name(self, case: Case) -> str | None:
        material = next(
            (self._materials[key] for name in case.articles if (key := fold(name)) in self._materials), None
        )
        if material is None:
            return None
        swapped = self._swaps.swapped(_proposal(case, material), material.people, self._archive, self._draw)
        return swapped[0] if swapped else None

    def _number(self, case: Case) -> str | None:
        number = _NUMBER.search(case.asked)
        value = int(number[0].replace(",", "")) if number else 0
        others = [f"{self._draw.randint(value // 2 + 2, 2 * value + 9):,}" for _ in range(20)] if number else []
        other = next((one for one in others if not any(says(text, [one]) for text in self._texts)), None)
        return case.asked.replace(number[0], other, 1) if number and other else None

    def _month(self, case: Case) -> str | None:
        unsaid = [month for month in _MONTHS if not any(says(text, [month]) for text in self._texts)]
        return _MONTH.sub(self._draw.choice(unsaid), case.asked, count=1) if unsaid else None


def _proposal(case: Case, material: Material) -> Proposal:
    article = material.article
    return Proposal(Sentence(article, 0, 0, "", None), "what", case.asked, case.accepted)


def _opposite(case: Case) -> str | None:
    for word in re.findall(r"\w+", case.asked):
        if word in OPPOSITE:
            return re.sub(rf"\b{word}\b", OPPOSITE[word], case.asked, count=1)
    return None


def _negated(case: Case) -> str | None:
    if "yes-no" in case.tags:
        return None
    if _NEGATED.search(case.asked):
        return _NEGATED.sub(r"\g<0> not", case.asked, count=1)
    return _TOLD.sub(r"\g<0> not", case.asked, count=1) if _TOLD.search(case.asked) else None
