import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, Qrel, ScoredDoc, Success, iter_calc

from eval.match import holds, says, squad_tokens, without_markers
from eval.metrics import (
    article_precision,
    citation_exactness,
    contains,
    exact_match,
    first_hit,
    hit_at,
    is_wanted,
    percentile,
    reciprocal_rank,
    refusal_precision,
    refusal_recall,
    token_f1,
)
from eval.questions import Case
from index.datatypes import Article, Passage

MILL = Article(
    id="mill", title="Bridge closes for “repairs”", text="Works cost 1,200 crowns.", url="https://gazette.example/mill"
)
OTHER = Article(id="other", title="Fair opens", text="Works cost 1,200 crowns.")


def passage(article: Article = MILL, text: str = "Works cost 1,200 crowns.") -> Passage:
    return Passage(article, 0, len(text), text, 1.0)


def case(*answers: str, articles: tuple[str, ...] = ("mill",), evidence: tuple[str, ...] = ()) -> Case:
    return Case(id="a", question="q", answers=answers, articles=articles, evidence=evidence)


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
        (case("Repairs"), 2),  # from the headline
        (case("nine crowns"), None),
        (case(), 2),
        (case("yes", evidence=("works cost 1,200 crowns.",)), 2),
        (case("1,200", articles=("somewhere else",)), None),
    ],
)
def test_hit_is_a_passage_of_the_cases_article_with_an_answer(asked: Case, rank: int | None) -> None:
    assert first_hit([passage(OTHER), passage(), passage()], asked) == rank


@given(st.lists(st.lists(st.booleans(), max_size=15), min_size=1, max_size=8))
def test_retrieval_metrics_equal_ir_measures(runs: list[list[bool]]) -> None:
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


# Worked by hand with the definitions of SQuAD's evaluation script.
@pytest.mark.parametrize(
    ("prediction", "answers", "em", "f1"),
    [
        ("Mara Halden", ["mara halden"], 1, 1),
        ("The Mara Halden.", ["Mara Halden"], 1, 1),
        ("“Squid”", ["Squid"], 1, 1),
        ("Mara Halden leads", ["Mara Halden"], 0, 0.8),  # p 2/3, r 1
        ("Halden", ["Mara Halden", "M. Halden"], 0, 2 / 3),
        ("a b b c", ["b b d"], 0, 2 * 2 / (3 + 3)),  # "a" is dropped as an article
        ("rain", ["snow"], 0, 0),
        ("the", ["a"], 1, 1),
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


@pytest.mark.parametrize(
    ("text", "answer", "found"),
    [
        ("It cost 1,200 crowns.", "1,200", True),
        ("It cost 1,200 crowns.", "200", False),
        ("It cost 200.", "200", True),
        ("It cost 200.50", "200", False),
        ("A report came.", "port", False),
        ("The port’s gates", "Port's", True),
        ("It fell 38% in May", "38%", True),
        ("The Beatles", "a Beatles", True),
        ("東京都の橋", "東京", True),
        ("Über die Brücke", "brücke", True),
        ("", "x", False),
    ],
)
def test_contains_looks_for_whole_words_and_numbers(text: str, answer: str, found: bool) -> None:
    assert contains(["nothing here", text], [answer]) == float(found)
    assert not found or holds(text, [answer])


@given(st.text(max_size=30), st.text(min_size=1, max_size=5))
def test_says_never_fails_and_implies_holds(text: str, answer: str) -> None:
    if answer.strip() and says(text, [answer]):
        assert holds(text, [answer])


def test_markers_are_no_words_of_an_answer() -> None:
    assert squad_tokens(without_markers("Mara Halden [1] leads. [12]")) == ["mara", "halden", "leads"]


def test_citation_exactness_counts_an_answer_without_citation_as_inexact() -> None:
    assert citation_exactness(exact=3, cited=3, bare=0) == 1
    assert citation_exactness(exact=3, cited=3, bare=1) == 0.75
    assert citation_exactness(exact=0, cited=0, bare=2) == 0
    assert citation_exactness(exact=0, cited=0, bare=0) is None


def test_article_precision_counts_each_article_once() -> None:
    assert article_precision([MILL, MILL, OTHER], ["mill"]) == 0.5
    assert article_precision([MILL], ["mill"]) == 1
    assert article_precision([], ["mill"]) == 0


def test_refusal_metrics_are_none_without_a_case_to_count() -> None:
    assert refusal_precision(2, 8) == 0.25
    assert refusal_recall(2, 4) == 0.5
    assert refusal_precision(0, 0) is refusal_recall(0, 0) is None


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.sampled_from([0.5, 0.95, 0.99, 0.0, 1.0]))
def test_percentile_equals_numpy(values: list[float], share: float) -> None:
    assert percentile(values, share) == pytest.approx(float(np.percentile(values, share * 100)), abs=1e-6)


def test_percentile_of_nothing_is_none() -> None:
    assert percentile([], 0.5) is None
