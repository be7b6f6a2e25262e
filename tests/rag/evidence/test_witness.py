"""Who counts as a witness: one for each story and each owner of a text, in answers, citations and disagreements."""

from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.datatypes import Article, Copy, Filter, Passage
from rag.compose import Cited, Span, compose
from rag.datatypes import Answer, Query
from rag.disagree import disagreeing
from rag.evidence.gather import FEATURES, Evidence
from rag.evidence.spans import Found
from rag.evidence.witness import independent, independent_outlets
from rag.understand import understand
from rag.write import proved

TODAY = date(2031, 6, 1)
TOLD = "The ferry Aurelia ran aground off Sandvar on Monday."


def copy_of(article_id: str, outlet: str | None = None) -> Copy:
    return Copy(article_id, "", outlet, None, None, None, text=TOLD)


def passage(
    article_id: str, outlet: str | None = None, *copies: str, owner: str | None = None, text: str = TOLD
) -> Passage:
    article = Article(article_id, article_id, text, outlet=outlet)
    return Passage(article, 0, len(text), text, 1.0, tuple(map(copy_of, copies)), owner)


def composed(*passages: Passage) -> Answer:
    spans = tuple(Span(one.article, 0, len(one.text)) for one in passages)
    query = Query("Where?", "Where?", Filter(), "where", TODAY)
    return compose(query, passages, [Cited(TOLD, spans)])


def test_outlets_that_print_one_agency_are_one_witness() -> None:
    answer = composed(passage("a", "Courier", owner="Reuters"), passage("b", "Herald", owner="Reuters"))
    assert answer.statements[0].markers == (1, 2)
    assert answer.statements[0].outlets == ("Reuters",)


def test_outlets_with_texts_of_their_own_are_a_witness_each() -> None:
    answer = composed(passage("a", "Courier", owner="Courier"), passage("b", "Herald", owner="Reuters"))
    assert answer.statements[0].outlets == ("Courier", "Reuters")
    assert answer.to_dict()["statements"][0]["outlets"] == ("Courier", "Reuters")


def test_copies_of_one_text_are_one_witness_whoever_signs_them() -> None:
    answer = composed(passage("a", "Courier", "b"), passage("b", "Herald", "a"))
    assert answer.statements[0].outlets == ("Courier",)


def test_nobody_is_no_witness_and_hides_none() -> None:
    assert composed(passage("a"), passage("b", "Herald"), passage("c")).statements[0].outlets == ("Herald",)
    assert composed(passage("a"), passage("b")).statements[0].outlets == ()


def test_citation_names_the_copies_of_its_article() -> None:
    answer = composed(passage("a", "Courier", "b", "c"), passage("d", "Herald"))
    assert [[copy.article_id for copy in citation.copies] for citation in answer.citations] == [["b", "c"], []]
    assert [one["article"] for one in answer.to_dict()["citations"][0]["copies"]] == ["b", "c"]
    assert [one["article"] for one in answer.to_dict()["passages"][0]["copies"]] == ["b", "c"]


def test_a_language_models_citations_are_counted_alike() -> None:
    passages = [passage("a", "Courier", owner="Reuters"), passage("b", "Herald", owner="Reuters")]
    query = Query("Where?", "Where?", Filter(), "where", TODAY)
    answer = proved(query, passages, TOLD.replace(".", " [1][2]."))
    assert answer.statements[0].markers == (1, 2)
    assert answer.statements[0].outlets == ("Reuters",)


def said(count: str, found: Passage) -> Evidence:
    text, answer = f"{count} people attended the rally.", Found(0, len(count), count, 9.0)
    return Evidence(found, 0, len(text), text, None, np.full(len(FEATURES), 0.9), answer, 0.9)


def values(*evidence: Evidence) -> list[str]:
    asked = understand("How many people attended the rally?", TODAY)
    return [value.split()[0] for value, _ in disagreeing(asked, evidence)]


def test_copies_and_texts_of_one_owner_do_not_disagree() -> None:
    assert values(said("4,000", passage("a", "Courier", "b")), said("9,000", passage("b", "Herald", "a"))) == []
    assert values(said("4,000", passage("a", "Courier")), said("9,000", passage("b", "Courier"))) == []
    mine = said("4,000", passage("a", "Courier", owner="Reuters"))
    assert values(mine, said("9,000", passage("b", "Herald", owner="Reuters"))) == []


def test_an_independent_article_disagrees_whatever_others_of_one_owner_say() -> None:
    found = values(
        said("4,000", passage("a", "Courier")),
        said("5,000", passage("b", "Courier")),
        said("9,000", passage("c", "Post")),
    )
    assert found == ["4,000", "9,000"]


OWNERS = st.sampled_from([None, "Courier", "Herald", "Reuters"])


@given(st.lists(st.tuples(st.integers(0, 4), OWNERS), max_size=8))
def test_independent_outlets_are_of_different_stories_and_owners(given_: list[tuple[int, str | None]]) -> None:
    stories = [story for story, _ in given_]
    passages = [
        passage(str(n), owner, *(str(m) for m, other in enumerate(stories) if other == story and m != n))
        for n, (story, owner) in enumerate(given_)
    ]
    found = independent_outlets(passages)
    assert len(set(found)) == len(found)
    assert len(found) <= len(set(stories))
    assert all(independent(one, other) == independent(other, one) for one in passages for other in passages)
    assert bool(found) == any(owner for _, owner in given_)
