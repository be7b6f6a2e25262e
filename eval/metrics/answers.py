"""The metrics of passages and answers against a case; what is counted over which cases is decided in `score.py`.

What counts as found: an article that the case names, or a copy of it, and in it an accepted answer or an evidence
sentence. Ranked lists themselves are measured in `ranking.py`, citations in `citing.py`, refusals in `refusal.py`.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, groupby

from eval.metrics.match import fold, holds, says, squad_tokens
from eval.metrics.ranking import recall_at
from eval.questions import Case
from index.datatypes import Article, Copy, Passage
from rag.datatypes import Answer, Citation
from rag.text.facts import fold as without_accents

_TITLES = frozenset(
    """mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend judge justice mayor president minister prime
    vice deputy former chief secretary senator sen rep representative congressman congresswoman gov governor chancellor
    king queen prince princess pope general gen colonel col major captain capt lieutenant lt sergeant sgt officer
    detective inspector superintendent constable commissioner ambassador director chairman chairwoman the""".split()
)


def is_wanted(article: Article | Copy, wanted: Iterable[str]) -> bool:
    """Whether a case names this article, by id, url or title (case and quotation marks aside)."""
    return not _names(article).isdisjoint(fold(name) for name in wanted)


def tells_wanted(found: Passage | Citation, wanted: Iterable[str]) -> bool:
    """Whether a case names the article found, or another of the same story: of those a search shows only one."""
    story: tuple[Article | Copy, ...] = (found.article, *found.copies)
    names = tuple(wanted)
    return any(is_wanted(article, names) for article in story)


def is_held(text: str, case: Case) -> bool:
    """Whether a text holds what the case looks for: an accepted answer or evidence sentence; where it has none, always.

    A bare "yes" or "no" is not looked for: it is part of many a word, and the evidence seldom says it.
    """
    answers = [answer for answer in case.accepted if not is_bare(answer)]
    return holds(text, answers) or _gives(text, case.evidence) or not (answers or case.evidence)


def is_bare(answer: str) -> bool:
    """Whether no passage gives this answer in so many words."""
    return fold(answer) in ("yes", "no", "true", "false")


def is_hit(passage: Passage, case: Case) -> bool:
    """A passage of one of the case's articles, or of a copy of one, that holds what the case looks for.

    The headline stands in front of the passage, as it does when the passage is indexed and when it is shown. Where the
    case names no article, a passage of any article with one of the evidence sentences.
    """
    shown = f"{passage.article.title}\n{passage.text}"
    if not case.articles:
        return _gives(shown, case.evidence)
    return tells_wanted(passage, case.articles) and is_held(shown, case)


def first_hit(passages: Sequence[Passage], case: Case) -> int | None:
    """Rank of the first hit, from 1, or None."""
    return next((rank for rank, passage in enumerate(passages, 1) if is_hit(passage, case)), None)


def evidence_found(passages: Sequence[Passage], case: Case, depth: int) -> float:
    """Recall@k of evidence: share of the case's evidence sentences among the first `depth` passages. 0 to 1.

    A sentence that is cut into two chunks counts when both are there: passages that touch are read as one. It counts in
    any article, since a copy proves as much. For a case without evidence it is the share of its articles (the recall of
    trec_eval).
    """
    if not case.evidence:
        return recall_at(article_ranking(passages[:depth]), wanted_grades(passages, case), depth)
    texts = list(_stretches(passages[:depth]))
    pieces = dict.fromkeys(fold(line) for line in case.evidence)
    return sum(any(_gives(text, [piece]) for text in texts) for piece in pieces) / len(pieces)


def article_ranking(passages: Iterable[Passage]) -> list[str]:
    """Ids of the passages' articles, each at its first passage: the ranking that MAP and nDCG judge."""
    return list(dict.fromkeys(passage.article.id for passage in passages))


def wanted_grades(passages: Iterable[Passage], case: Case) -> dict[str, int]:
    """The judgements for `article_ranking`: the grade of each of the case's articles.

    An article among the passages goes by its id and counts once, by however many names the case has it or its copies;
    any other by the case's name for it.
    """
    grades = {fold(name): grade for name, grade in case.grades.items()}
    missing = {name: grades.get(name, 1) for name in map(fold, case.articles)}
    borne = {passage.article.id: _story_names(passage) & missing.keys() for passage in passages}
    named = set().union(*borne.values())
    found = {key: max(missing[name] for name in names) for key, names in borne.items() if names}
    return found | {name: grade for name, grade in missing.items() if name not in named}


def exact_match(prediction: str, answers: Iterable[str]) -> float:
    """1 if the words equal those of an accepted answer after SQuAD normalisation (Rajpurkar et al. 2016). 0 or 1.

    Equal to `evaluate-v2.0.py`: answers that have no words are left out, and with none left the right answer is none.
    """
    words = squad_tokens(prediction)
    return float(any(words == gold for gold in _gold(answers)))


def token_f1(prediction: str, answers: Iterable[str]) -> float:
    """Harmonic mean of word precision and recall against the best accepted answer (Rajpurkar et al. 2016). 0 to 1.

    Equal to `evaluate-v2.0.py`, as `exact_match` is.
    """
    words = squad_tokens(prediction)
    return max(_f1(words, gold) for gold in _gold(answers))


def _gold(answers: Iterable[str]) -> list[list[str]]:
    return [words for words in map(squad_tokens, answers) if words] or [[]]


def _f1(words: list[str], gold: list[str]) -> float:
    if not words or not gold:
        return float(words == gold)
    shared = sum((Counter(words) & Counter(gold)).values())
    return 2 * shared / (len(words) + len(gold))


def contains(texts: Iterable[str], answers: Sequence[str]) -> float:
    """1 if an accepted answer is in one of the texts (answer, cited quotes) as whole words, else 0.

    The lenient accuracy of open-domain question answering (Mallen et al. 2023), kept to whole words and numbers.
    `values.matched` is the same with dates and numbers read.
    """
    return float(any(says(text, answers) for text in texts))


def names_speaker(answer: Answer, speaker: str) -> float:
    """1 if a citation of the answer is attributed to this person, else 0; the mean is speaker accuracy. Ours.

    The same person: every word of the shorter name is in the longer one, without leading titles, case and accents, an
    initial standing for its word: "Mayor Tarn" and "I. Tarn" are Ilva Tarn, "Ana Tarn" is not.
    """
    wanted = _name_words(speaker)
    return float(any(_same_person(_name_words(citation.speaker or ""), wanted) for citation in answer.citations))


def article_precision(cited: Iterable[Citation], wanted: Sequence[str]) -> float:
    """Share of the distinct cited articles that the case names, as such or by a copy, 0 when none is cited. 0 to 1.

    A document-level citation precision; the case's list may be incomplete, so it is a lower bound.
    """
    articles = {citation.article.id: citation for citation in cited}
    return sum(tells_wanted(one, wanted) for one in articles.values()) / len(articles) if articles else 0.0


def percentile(values: Iterable[float], share: float) -> float | None:
    """The value below which `share` (0 to 1) of the values lie, linear between neighbours as numpy has it; or None."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _names(article: Article | Copy) -> set[str]:
    article_id = article.article_id if isinstance(article, Copy) else article.id
    return {fold(name) for name in (article_id, article.url, article.title) if name}


def _story_names(passage: Passage) -> set[str]:
    """The names of an article and of its copies."""
    return _names(passage.article).union(*map(_names, passage.copies))


def _gives(text: str, lines: Iterable[str]) -> bool:
    """Whether one of the lines stands in the text, case, quotation marks and white space aside."""
    return any(fold(line) in fold(text) for line in lines)


def _stretches(passages: Iterable[Passage]) -> Iterator[str]:
    """The texts of the passages, those of one article that touch as one, each after the headline."""
    ordered = sorted(passages, key=lambda passage: (passage.article.id, passage.start))
    for _, group in groupby(ordered, key=lambda passage: passage.article.id):
        yield from _joined(list(group))


def _joined(passages: Sequence[Passage]) -> Iterator[str]:
    """The stretches of one article; two passages touch when nothing but white space parts them."""
    article, start, end = passages[0].article, passages[0].start, passages[0].end
    for passage in passages[1:]:
        if article.text[end : passage.start].strip():
            yield f"{article.title}\n{article.text[start:end]}"
            start = passage.start
        end = max(end, passage.end)
    yield f"{article.title}\n{article.text[start:end]}"


def _name_words(name: str) -> list[str]:
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", without_accents(name)))
    return list(dropwhile(_TITLES.__contains__, words[:-1])) + words[-1:]


def _same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(short) and all(any(_same_word(word, there) for there in long) for word in short)


def _same_word(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])
