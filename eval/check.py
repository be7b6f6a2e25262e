"""A question set and an archive -> everything that is wrong between them, before a run is spent on it.

Errors are what no run can get right or judge; warnings are what a person should look at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eval.lines import short
from eval.locate import Checked, Shelf
from eval.metrics.answers import is_bare, is_held
from eval.metrics.match import fold, says
from eval.metrics.values import matches
from eval.questions import Case, question_key

NEAR = 600
"""Characters on either side of evidence in which its speaker should be named: a long paragraph of an interview."""
LONGEST_QUOTED = 400
_NAMING = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one case: where, what was found, what was expected, and what to do."""

    line: int
    id: str
    field: str
    found: str
    expected: str
    advice: str
    error: bool = True
    """Whether a run would be wrong with it; else a person should look."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A case with the articles that it names and the ones that hold its evidence, by folded sentence."""

    line: int
    case: Case
    named: tuple[str, ...]
    held: Mapping[str, Sequence[str]]
    elsewhere: Mapping[str, Sequence[str]]

    @property
    def holders(self) -> list[str]:
        """Articles that prove the answer: with the evidence, else those that are named."""
        holding = dict.fromkeys(article for articles in self.held.values() for article in articles)
        return list(holding or self.named)

    def problem(self, field: str, found: str, expected: str, advice: str, *, error: bool = True) -> Problem:
        """A problem of this case."""
        return Problem(self.line, self.case.id, field, found, expected, advice, error)


def check_set(cases: Iterable[tuple[int, Case]], archive: Checked) -> list[Problem]:
    """All problems of the numbered cases (`eval.load.numbered_cases`), in the order of their lines."""
    shelf = Shelf(archive)
    placed = _place(list(cases), shelf)
    problems = [*_duplicates(placed)]
    for one in placed:
        problems += [*_unjudged(one), *_choices(one), *_contradictions(one), *_articles(one, shelf)]
        problems += [*_evidence(one, shelf), *_answers(one, shelf), *_speaker(one, shelf), *_too_early(one, shelf)]
    return sorted(problems, key=lambda problem: problem.line)


def _place(cases: list[tuple[int, Case]], shelf: Shelf) -> list[_Placed]:
    """Look for evidence where the case says it is, and what is not there in all articles at once."""
    found = []
    for line, case in cases:
        named = tuple(dict.fromkeys(article for name in case.articles for article in shelf.ids(name)))
        pieces = dict.fromkeys(map(fold, case.evidence))
        held = {piece: [article for article in named if piece in shelf.text(article)] for piece in pieces}
        found.append((line, case, named, held))
    everywhere = shelf.everywhere(piece for *_, held in found for piece, articles in held.items() if not articles)
    return [
        _Placed(
            line,
            case,
            named,
            held={
                piece: there or ([] if case.articles else everywhere.get(piece, [])) for piece, there in held.items()
            },
            elsewhere={piece: everywhere.get(piece, []) for piece, there in held.items() if not there},
        )
        for line, case, named, held in found
    ]


def _duplicates(placed: Iterable[_Placed]) -> Iterator[Problem]:
    first: dict[tuple[object, ...], _Placed] = {}
    for one in placed:
        other = first.setdefault(question_key(one.case), one)
        if other is not one:
            found = f"{short(one.case.asked)} again (first on line {other.line}, case {short(other.case.id)})"
            advice = "Delete one of the two, or give them different days in as_of."
            yield one.problem("turns" if one.case.turns else "question", found, "a question asked once", advice)


def _unjudged(one: _Placed) -> Iterator[Problem]:
    case = one.case
    if case.answerable is None and not (case.answers or case.articles or case.evidence or case.choices):
        expected = "answers, articles or evidence, or answerable false"
        yield one.problem("answerable", "nothing to judge an answer by", expected, "Say what a right answer is.")


def _choices(one: _Placed) -> Iterator[Problem]:
    """A choice alone is no choice; one that stands there twice is a slip, and guesses look better by it."""
    worded = [fold(choice) for choice in one.case.choices]
    if len(set(worded)) == 1:
        advice = "Give wrong choices as well, or leave choices out."
        yield one.problem("choices", f"{short(one.case.choices[0])} alone", "two choices or more", advice)
        return
    for choice in dict.fromkeys(worded):
        if (times := worded.count(choice)) > 1:
            found = f"{short(one.case.choices[worded.index(choice)])} {times} times"
            yield one.problem("choices", found, "each choice once", "Take one of them out.", error=False)


def _contradictions(one: _Placed) -> Iterator[Problem]:
    case = one.case
    accepted = {fold(answer) for answer in case.accepted}
    if case.choices and case.answers and accepted.isdisjoint(map(fold, case.choices)):
        advice = "Word one of the answers as its choice is worded."
        yield one.problem("choices", _listed(case.choices), f"one of {_listed(case.accepted)}", advice)
    for wrong in case.wrong_answers:
        if fold(wrong) in accepted:
            expected = "an answer that is not accepted too"
            yield one.problem("wrong_answers", short(wrong), expected, "Take it out of one of the two.")
    proved = next((line for line in case.evidence if one.held.get(fold(line))), None)
    if case.answerable is False and proved and not case.choices:
        expected = "no evidence where the archive has no answer"
        yield one.problem("evidence", f"{short(proved)} is in the archive", expected, "Take one of the two out.")


def _articles(one: _Placed, shelf: Shelf) -> Iterator[Problem]:
    for name in one.case.articles:
        ids = shelf.ids(name)
        if not ids:
            near = shelf.nearest_title(name)
            advice = f"Did you mean {short(near)}? " if near else ""
            expected = "the id, url or title of an article of the archive"
            advice += "`dateline articles` lists them; sync the one that is missing."
            yield one.problem("articles", short(name), expected, advice, error=one.case.answerable is not False)
        elif len(ids) > 1:
            expected = f"the name of one article; {len(ids)} bear it: {_titled(ids, shelf)}"
            advice = "Name the one that is meant by its id, unless any of them will do."
            yield one.problem("articles", short(name), expected, advice, error=False)


def _evidence(one: _Placed, shelf: Shelf) -> Iterator[Problem]:
    if one.case.answerable is False:
        return
    for line in one.case.evidence:
        piece = fold(line)
        if one.held[piece]:
            continue
        if others := one.elsewhere.get(piece):
            expected = f"a sentence of {_listed(one.case.articles)}; it is in {_titled(others, shelf)}"
            yield one.problem("evidence", _quoted(line), expected, "Name that article in articles, or quote the other.")
            continue
        near = shelf.nearest_sentence(line, one.named)
        where = _listed(one.case.articles) if one.named else "an article of the archive"
        expected = f"a sentence of {where}, word for word" + (f"; the nearest is {_quoted(near)}" if near else "")
        advice = "Copy the sentence as the archive has it." if near else "Quote a sentence that the archive has."
        yield one.problem("evidence", _quoted(line), expected, advice)


def _answers(one: _Placed, shelf: Shelf) -> Iterator[Problem]:
    """Answers that nothing given proves. What follows from several sentences together need not stand in one."""
    case = one.case
    if case.answerable is False or case.choices or any(map(is_bare, case.accepted)):
        return
    if case.evidence and case.answers:
        yield from _unproved(one)
    elif case.answers and one.named and not any(_holds(shelf, article, case) for article in one.named):
        expected = f"an answer that stands in {_listed(case.articles)}"
        advice = (
            "Add the spelling that the article uses, or name another article: a run counts this as not in the archive."
        )
        yield one.problem("answers", _listed(case.accepted), expected, advice, error=False)


def _unproved(one: _Placed) -> Iterator[Problem]:
    case = one.case
    proof, alone = "\n".join(case.evidence), len(case.evidence) == 1
    missing = [spellings for spellings in case.answers if not matches(proof, spellings)]
    if not case.all_answers:
        missing = [case.accepted] if len(missing) == len(case.answers) else []
    for spellings in missing:
        advice = "Add the spelling that the evidence uses, or quote the sentence that has it."
        advice += "" if alone else " It may stay if it follows from the sentences together."
        yield one.problem("answers", _listed(spellings), "an answer that stands in the evidence", advice, error=alone)


def _holds(shelf: Shelf, article_id: str, case: Case) -> bool:
    article = shelf.article(article_id)
    return is_held(f"{article.title}\n{article.text}", case)


def _speaker(one: _Placed, shelf: Shelf) -> Iterator[Problem]:
    speaker = one.case.speaker
    if speaker is None or one.case.answerable is False or not any(one.held.values()):
        return
    names = _NAMING.findall(speaker) or [speaker]
    around = (_around(shelf.text(article), piece) for piece, articles in one.held.items() for article in articles)
    if not any(says(text, names) for text in around):
        expected = "a speaker who is named beside the evidence"
        advice = "Correct the name, or quote the sentence that says who speaks as well."
        yield one.problem("speaker", short(speaker), expected, advice, error=False)


def _around(text: str, piece: str) -> str:
    at = text.find(piece)
    return text[max(at - NEAR, 0) : at + len(piece) + NEAR]


def _too_early(one: _Placed, shelf: Shelf) -> Iterator[Problem]:
    as_of = one.case.as_of
    if as_of is None or one.case.answerable is False or not one.holders:
        return
    days = [shelf.article(article).published_day for article in one.holders]
    known = [day for day in days if day is not None]
    if len(known) == len(days) and min(known, default=date.min) > as_of:
        expected = f"{min(known)} or later, when the first article that proves it was published"
        yield one.problem("as_of", as_of.isoformat(), expected, "Nothing was known on that day: correct as_of.")


def _titled(ids: Sequence[str], shelf: Shelf) -> str:
    """Articles by id and title, the first three of them."""
    shown = ", ".join(f"{article} ({short(shelf.article(article).title)})" for article in ids[:3])
    return f"{shown} and {len(ids) - 3} more" if len(ids) > 3 else shown


def _quoted(text: str) -> str:
    """A sentence whole, between quotation marks: two that differ by a word are to be compared."""
    return f"“{text if len(text) <= LONGEST_QUOTED else text[: LONGEST_QUOTED - 3] + '...'}”"


def _listed(values: Sequence[str]) -> str:
    shown = ", ".join(short(value) for value in values[:3])
    return f"{shown} and {len(values) - 3} more" if len(values) > 3 else shown
