from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, Qrel, ScoredDoc, Success, iter_calc

from eval.metrics.answers import (
    article_precision,
    article_ranking,
    contains,
    evidence_found,
    exact_match,
    first_hit,
    is_held,
    is_hit,
    is_wanted,
    names_speaker,
    percentile,
    token_f1,
    wanted_grades,
)
from eval.metrics.ranking import average_precision, hit_at, reciprocal_rank
from eval.questions import Case
from index.datatypes import Article, Copy, Filter, Passage
from rag.datatypes import Answer, Citation, Query

MILL = Article(
    id="mill",
    title="Bridge closes for “repairs”",
    text="Works cost 1,200 crowns. Mara Halden leads them.\n\nIt opens again in May.",
    url="https://gazette.example/mill",
)
OTHER = Article(id="other", title="Fair opens", text="Works cost 1,200 crowns.")


def passage(article: Article = MILL, start: int = 0, end: int = 24) -> Passage:
    return Passage(article, start, end, article.text[start:end], 1.0)


def case(
    *answers: str, articles: tuple[str, ...] = ("mill",), evidence: tuple[str, ...] = (), **fields: object
) -> Case:
    return Case.model_validate(
        {"id": "a", "question": "q", "answers": answers, "articles": articles, "evidence": evidence, **fields}
    )


@pytest.mark.parametrize("name", ["mill", "https://gazette.example/mill", 'bridge CLOSES for "repairs"'])
def test_article_is_named_by_id_url_or_title(name: str) -> None:
    assert is_wanted(MILL, [name])
    assert not is_wanted(OTHER, [name])


@pytest.mark.parametrize(
    ("asked", "rank"),
    [
        (case("1,200 CROWNS"), 2),
        (case("“the 1,200 crowns”"), 2),
        (case("nine crowns", "1,200"), 2),
        (case(("nine crowns", "1,200")), 2),  # another spelling of one answer
        (case("Repairs"), 2),  # from the headline
        (case("nine crowns"), None),
        (case(), 2),
        (case("yes", evidence=("works cost 1,200 crowns.",)), 2),
        (case("no", evidence=("it snows.",)), None),  # a "no" within another word says nothing
        (case("yes"), 2),
        (case(evidence=("it snows.",)), None),
        (case("1,200", articles=("somewhere else",)), None),
        (case("1,200", articles=(), evidence=("works cost 1,200 crowns.",)), 1),
        (case("1,200", articles=()), None),
    ],
)
def test_hit_is_a_passage_of_the_cases_article_with_what_is_looked_for(asked: Case, rank: int | None) -> None:
    passages = [passage(OTHER), passage(), passage()]
    assert first_hit(passages, asked) == rank
    assert [is_hit(one, asked) for one in passages].count(True) == (0 if rank is None else 4 - rank)


def test_a_text_is_held_against_answers_and_evidence() -> None:
    assert is_held("It cost 1,200.", case("1,200"))
    assert is_held("It  COST 1,200.", case("yes", evidence=("it cost 1,200.",)))
    assert not is_held("It cost 1,200.", case("1,300"))


@given(st.lists(st.lists(st.booleans(), max_size=15), min_size=1, max_size=8))
def test_hits_equal_ir_measures(runs: list[list[bool]]) -> None:
    asked = case("1,200")
    ranks = [first_hit([passage(MILL if hit else OTHER) for hit in hits], asked) for hits in runs]
    qrels = [Qrel(f"q{q}", f"d{d}", int(hit)) for q, hits in enumerate(runs) for d, hit in enumerate(hits)]
    qrels += [Qrel(f"q{q}", "never found", 1) for q in range(len(runs))]
    scored = [ScoredDoc(f"q{q}", f"d{d}", -float(d)) for q, hits in enumerate(runs) for d in range(len(hits))]
    theirs = {(m.query_id, str(m.measure)): m.value for m in iter_calc([Success @ 1, Success @ 10, RR], qrels, scored)}
    for q, rank in enumerate(ranks):
        assert hit_at(rank, 1) == theirs.get((f"q{q}", "Success@1"), 0.0)
        assert hit_at(rank, 10) == theirs.get((f"q{q}", "Success@10"), 0.0)
        assert reciprocal_rank(rank) == pytest.approx(theirs.get((f"q{q}", "RR"), 0.0), abs=1e-9)


FIRST, SECOND, LAST = (0, 24), (25, 48), (50, 72)


def test_evidence_is_counted_by_sentence_and_depth() -> None:
    asked = case("x", evidence=("Works cost 1,200 crowns.", "It opens again in May."))
    passages = [passage(MILL, *LAST), passage(OTHER)]
    assert evidence_found(passages, asked, 1) == 0.5
    assert evidence_found(passages, asked, 2) == 1  # a copy in another article proves as much
    assert evidence_found([], asked, 10) == 0


def test_a_sentence_cut_into_two_passages_counts_when_both_are_there() -> None:
    asked = case("x", evidence=("works cost 1,200 crowns. Mara Halden leads them. It opens again in May.",))
    pieces = [passage(MILL, *LAST), passage(OTHER), passage(MILL, *SECOND), passage(MILL, *FIRST)]
    assert evidence_found(pieces, asked, 4) == 1
    assert evidence_found(pieces, asked, 3) == 0  # without the first piece
    assert evidence_found([pieces[0], pieces[3]], asked, 4) == 0  # something is missing between them


def test_evidence_given_twice_counts_once() -> None:
    asked = case("x", evidence=("Works cost 1,200 crowns.", "WORKS cost 1,200 crowns.", "It snows."))
    assert evidence_found([passage()], asked, 4) == 0.5


def test_a_case_without_evidence_counts_its_articles_once_each() -> None:
    asked = case("x", articles=("mill", "https://gazette.example/mill", "fair"))
    assert evidence_found([passage(OTHER), passage(), passage()], asked, 2) == 0.5
    assert evidence_found([passage(OTHER), passage()], asked, 1) == 0


def test_articles_are_ranked_by_their_first_passage() -> None:
    assert article_ranking([passage(OTHER), passage(), passage(OTHER)]) == ["other", "mill"]


def test_two_names_of_one_article_are_one_judgement_with_the_higher_grade() -> None:
    asked = case(articles=("mill", "https://gazette.example/mill", "Harvest"), grades={"MILL": 2, "Harvest": 3})
    assert wanted_grades([passage(OTHER), passage()], asked) == {"mill": 2, "harvest": 3}
    assert wanted_grades([], asked) == {"mill": 2, "https://gazette.example/mill": 1, "harvest": 3}


def test_copies_under_one_title_are_all_wanted() -> None:
    copy = Article(id="copy", title="Fair opens", text="Works cost 1,200 crowns.")
    passages = [passage(OTHER), passage(), passage(copy)]
    grades = wanted_grades(passages, case(articles=("fair opens",)))
    assert grades == {"other": 1, "copy": 1}
    assert average_precision(article_ranking(passages), grades) == pytest.approx((1 + 2 / 3) / 2)


# Worked by hand with the definitions of SQuAD's evaluation script.
@pytest.mark.parametrize(
    ("prediction", "answers", "em", "f1"),
    [
        ("Mara Halden", ["mara halden"], 1, 1),
        ("The Mara Halden.", ["Mara Halden"], 1, 1),
        ('"Squid"', ["Squid"], 1, 1),
        ("“Squid”", ["Squid"], 0, 0),  # a curly mark is no punctuation to the script
        ("Mara Halden leads", ["Mara Halden"], 0, 0.8),  # p 2/3, r 1
        ("Halden", ["Mara Halden", "M. Halden"], 0, 2 / 3),
        ("a b b c", ["b b d"], 0, 2 * 2 / (3 + 3)),  # "a" is dropped as an article
        ("rain", ["snow"], 0, 0),
        ("", ["snow"], 0, 0),
    ],
)
def test_answer_metrics_match_values_worked_by_hand(prediction: str, answers: list[str], em: float, f1: float) -> None:
    assert exact_match(prediction, answers) == em
    assert token_f1(prediction, answers) == pytest.approx(f1, abs=1e-9)


WORDS = st.lists(st.sampled_from(["mill", "bridge", "the", "Fair,", "nine"]), max_size=6).map(" ".join)


@given(WORDS, WORDS)
def test_token_f1_is_symmetric_within_0_and_1_and_1_when_exact(one: str, other: str) -> None:
    score = token_f1(one, [other])
    assert score == token_f1(other, [one])
    assert 0 <= score <= 1
    if exact_match(one, [other]):
        assert score == 1


def test_contains_takes_any_answer_in_any_text() -> None:
    assert contains(["nothing here", "It cost 1,200 crowns."], ["9", "1,200"]) == 1
    assert contains(["nothing here"], ["1,200"]) == contains([], ["1,200"]) == 0


def quoting(*speakers: str | None) -> Answer:
    query = Query("q", "q", Filter(), "who", date(2026, 4, 1))
    citations = tuple(Citation(number, MILL, 0, 24, MILL.text[:24], one) for number, one in enumerate(speakers, 1))
    return Answer("text", True, query, citations=citations)


@pytest.mark.parametrize(
    ("cited", "speaker", "same"),
    [
        ("Ilva Tarn", "Ilva Tarn", True),
        ("ILVA TARN", "Ilva Tarn", True),
        ("Tarn", "Ilva Tarn", True),
        ("Mayor Tarn", "Ilva Tarn", True),
        ("Prime Minister Ilva Tarn", "Tarn", True),
        ("Ilva Maria Tarn", "Ilva Tarn", True),
        ("I. Tarn", "Ilva Tarn", True),
        ("José Núñez", "Jose Nunez", True),
        ("Martin Luther King", "King", True),
        ("The police", "Police", True),
        ("Ana Tarn", "Ilva Tarn", False),
        ("Mayor Halden", "Mayor Tarn", False),
        ("Mayor", "Mayor Tarn", False),
        ("", "Ilva Tarn", False),
        (None, "Ilva Tarn", False),
    ],
)
def test_speaker_is_the_same_person_by_the_words_of_the_name(cited: str | None, speaker: str, same: bool) -> None:
    assert names_speaker(quoting(cited), speaker) == same


def test_one_citation_of_the_speaker_suffices() -> None:
    assert names_speaker(quoting(None, "Mara Halden", "Tarn"), "Ilva Tarn") == 1
    assert names_speaker(quoting(), "Ilva Tarn") == 0


def cited(article: Article, *copies: Copy) -> Citation:
    return Citation(1, article, 0, 24, article.text[:24], verified=True, copies=copies)


def test_article_precision_counts_each_article_once() -> None:
    assert article_precision([cited(MILL), cited(MILL), cited(OTHER)], ["mill"]) == 0.5
    assert article_precision([cited(MILL)], ["mill"]) == 1
    assert article_precision([], ["mill"]) == 0


COPY = Copy("copy", "Bridge shut", "EPR", None, "https://epr.example/1", None)


@pytest.mark.parametrize("name", ["copy", "https://epr.example/1", "bridge shut"])
def test_wanted_article_is_found_where_a_copy_of_it_is_shown(name: str) -> None:
    shown, asked = replace(passage(), copies=(COPY,)), case("1,200", articles=(name,))
    assert first_hit([passage(OTHER), passage(), shown], asked) == 3
    assert first_hit([shown], case("1,300", articles=(name,))) is None  # the words must be there all the same
    assert wanted_grades([passage(OTHER), shown], asked) == {"mill": 1}
    assert article_precision([cited(MILL, COPY), cited(OTHER)], [name]) == 0.5


def test_article_and_its_copy_are_wanted_once() -> None:
    shown, asked = [passage(OTHER), replace(passage(), copies=(COPY,))], case("1,200", articles=("mill", "copy"))
    grades = wanted_grades(shown, asked)
    assert grades == {"mill": 1}
    assert average_precision(article_ranking(shown), grades) == 0.5


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.sampled_from([0.5, 0.95, 0.99, 0.0, 1.0]))
def test_percentile_equals_numpy(values: list[float], share: float) -> None:
    assert percentile(values, share) == pytest.approx(float(np.percentile(values, share * 100)), abs=1e-6)


def test_percentile_of_nothing_is_none() -> None:
    assert percentile([], 0.5) is None
