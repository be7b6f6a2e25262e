"""News is asked as it is now: of two sentences that answer alike, the one published nearer to the day asked about."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from index.datatypes import Article
from rag.evidence.gather import FEATURES, Evidence
from rag.evidence.recent import by_age
from rag.evidence.weights import threshold
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, answering, check_proof, rated, report

NOW = date(2031, 6, 1)


CHAIRS = {
    2019: "Ada Lind was elected chair of the Orlen harbour board on Monday. The board meets in the old mill.",
    2026: "Jon Vale was elected on Friday as chair of the harbour board of Orlen. The board meets in the old mill.",
}
BRIDGE = [
    report(0, "The Tarn bridge cost 48 million crowns to build. It has two lanes.", published=date(2019, 4, 1)),
    report(1, "The repair of the Tarn bridge cost six million crowns. It took a year.", published=date(2026, 4, 1)),
]


def chairs(*years: int) -> list[Article]:
    return [report(place, CHAIRS[year], published=date(year, 4, 1)) for place, year in enumerate(years)]


def told(sentence: str, published: date | None, probability: float) -> Evidence:
    """A sentence of an article of this day, its answer between bars, as rated."""
    one = rated(published.year if published else 0, sentence, probability)
    article = replace(one.passage.article, published=published)
    return replace(one, passage=replace(one.passage, article=article))


def less(one: Evidence) -> Evidence:
    """The sentence with less of what is asked in it."""
    return replace(one, features=np.where(np.array(FEATURES) == "coverage", 0.2, one.features))


@pytest.mark.parametrize("years", [(2019, 2026), (2026, 2019)])
def test_later_article_leads_an_older_one_that_tells_as_much(tmp_path: Path, years: tuple[int, int]) -> None:
    answer = answering(tmp_path, *chairs(*years)).ask("Who was elected chair of the Orlen harbour board?", AS_OF)
    assert answer.short == "Jon Vale"
    assert {one.article.published_day for one in answer.citations} == {date(2019, 4, 1), date(2026, 4, 1)}
    check_proof(answer)


def test_year_that_is_asked_for_is_the_nearest(tmp_path: Path) -> None:
    question = "Who was elected chair of the Orlen harbour board in 2019?"
    assert answering(tmp_path, *chairs(2019, 2026)).ask(question, AS_OF).short == "Ada Lind"


def test_what_is_told_of_the_past_alone_stays_before_newer_articles_that_tell_less(tmp_path: Path) -> None:
    answer = answering(tmp_path, *BRIDGE).ask("How much did the Tarn bridge cost to build?", AS_OF)
    assert (answer.short or "").startswith("48 million")


def test_nothing_is_lost_beside_a_nearer_sentence_with_less_of_the_question() -> None:
    query = understand("Who was elected chair of the harbour board?", NOW)
    old, near = (
        told("|Ada Lind| was elected chair.", date(2019, 3, 1), 0.4),
        told("|Vale| ran.", date(2031, 5, 1), 0.39),
    )
    assert by_age(query, [old, less(near)])[0].text == old.text
    assert by_age(query, [less(old), near])[0].text == near.text


def test_sentence_loses_no_more_than_another_of_its_article() -> None:
    """ "They chose Ada Lind" has what is asked in the sentence before."""
    query = understand("Who was elected chair of the harbour board?", NOW)
    lead, near = (
        told("The |board| elected its chair.", date(2019, 3, 1), 0.2),
        told("|Vale| ran.", date(2031, 5, 1), 0.3),
    )
    named = replace(less(told("They chose |Ada Lind|.", None, 0.35)), passage=lead.passage, start=99)
    assert [one.text for one in by_age(query, [named, less(near), lead])] == [named.text, near.text, lead.text]


def test_the_first_is_as_sure_as_the_weights_have_it() -> None:
    """Else an old archive would be refused for its age; nor is it any surer by what it has taken the place of."""
    query = understand("Who was elected chair of the harbour board?", NOW)
    old = [
        told("|Ada Lind| was elected chair.", date(2019, 3, 1), 0.4),
        told("|Jon Vale| ran.", date(2021, 3, 1), 0.39),
    ]
    aged = by_age(query, old)
    assert [one.passage.article.id for one in aged] == [one.passage.article.id for one in reversed(old)]
    assert aged[0].probability == pytest.approx(0.39)
    assert threshold(0.24) < aged[1].probability < 0.39
    assert by_age(query, old[:1])[0].probability == pytest.approx(0.4)


def test_an_article_without_a_date_is_no_nearer_than_any_other() -> None:
    query = understand("Who was elected chair of the harbour board?", NOW)
    undated, dated = told("|Ada Lind| was elected chair.", None, 0.3), told("|Jon Vale| was.", date(2019, 3, 1), 0.4)
    recent = told("|Eva Holt| was elected.", date(2031, 5, 1), 0.2)
    assert [one.text for one in by_age(query, [dated, undated])] == [dated.text, undated.text]
    assert by_age(query, [dated, undated, recent])[0].text == recent.text


@pytest.mark.parametrize(
    "question", ["Give me a timeline of the harbour board", "List the chairs of the harbour board"]
)
def test_what_asks_for_many_days_keeps_its_order(question: str) -> None:
    query = understand(question, NOW)
    assert query.kind in ("timeline", "list")
    both = [
        told("|Ada Lind| was elected chair.", date(2019, 3, 1), 0.4),
        told("|Jon Vale| ran.", date(2031, 3, 1), 0.3),
    ]
    assert by_age(query, both) == both
