import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.check import Problem, check_set
from eval.load import numbered_cases
from eval.locate import Shelf
from eval.metrics.match import fold
from eval.questions import Case
from index.archive import Archive
from index.datatypes import Article
from tests.conftest import WordEmbedder

MILL = Article(
    id="mill",
    title="Old mill bridge closes",
    url="https://gazette.example/mill",
    published=date(2026, 3, 10),
    text="The mill bridge closes on Monday. Repairs cost 1,200 crowns.\n“We have waited too long,” said Mara Halden, who "
    "leads the works.",
)
FAIR = Article(id="fair", title="Autumn fair opens", text="The autumn fair opens in Selby. It draws forty stalls.")
REPEATED = Article(
    id="repeated", title="Mill bridge stays closed", published=date(2026, 3, 20), text="Repairs cost 1,200 crowns."
)
NOTES = tuple(Article(id=f"note-{number}", title="In brief", text=f"The gull count is {number}.") for number in (1, 2))
GOOD: dict[str, Any] = {
    "question": "What do the bridge repairs cost?",
    "answers": ["1,200 crowns"],
    "articles": ["mill"],
    "evidence": ["Repairs cost 1,200 crowns."],
    "as_of": "2026-03-11",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.open(tmp_path_factory.mktemp("check"), WordEmbedder(), chroma=False) as archive:
        archive.sync([MILL, FAIR, REPEATED, *NOTES])
        yield archive


@pytest.fixture
def check(filled: Archive) -> Callable[..., list[Problem]]:
    """Checks cases given as their fields; ids and questions are made up where they are left out."""

    def checked(*fields: dict[str, Any]) -> list[Problem]:
        cases = [
            Case.model_validate({"id": f"c{line}"} | ({} if "turns" in one else {"question": f"Why {line}?"}) | one)
            for line, one in enumerate(fields, 1)
        ]
        return check_set(enumerate(cases, 1), filled)

    return checked


Check = Callable[..., list[Problem]]


@pytest.mark.parametrize(
    "fields",
    [
        GOOD,
        GOOD | {"articles": ["OLD MILL bridge closes"]},
        GOOD | {"articles": ["https://gazette.example/mill"]},
        GOOD | {"articles": []},
        GOOD | {"evidence": ['"We have   waited too long," said Mara Halden'], "answers": [], "speaker": "Mara Halden"},
        GOOD | {"evidence": [], "answers": []},
        GOOD | {"answers": ["1200 crowns"]},
        {"answers": ["40 stalls"], "articles": ["fair"], "evidence": ["It draws forty stalls."]},
        GOOD | {"answers": ["yes"]},
        GOOD | {"answers": ["Norburg"], "choices": ["Norburg", "Selby"]},
        {"answerable": False},
        {"answerable": False, "evidence": ["The moon fell into the sea."]},
        {"answerable": False, "evidence": ["Repairs cost 1,200 crowns."], "choices": ["Norburg", "Selby"]},
        {"articles": ["fair"], "as_of": "1990-01-01"},
        {"turns": ["Which bridge?", "And when?"], "answers": ["Monday"], "articles": ["mill"]},
    ],
)
def test_case_that_agrees_with_the_archive_has_no_problem(check: Check, fields: dict[str, Any]) -> None:
    assert check(fields) == []


@pytest.mark.parametrize(
    ("fields", "field", "error", "told"),
    [
        ({"evidence": ["Repairs cost 9,000 crowns."]}, "evidence", True, "nearest is “Repairs cost 1,200 crowns.”"),
        ({"evidence": ["The moon fell into the sea."]}, "evidence", True, "Quote a sentence that the archive has"),
        ({"evidence": ["The autumn fair opens in Selby."]}, "evidence", True, 'it is in fair ("Autumn fair opens")'),
        ({"articles": ["Old mill bridge closed"]}, "articles", True, 'Did you mean "Old mill bridge closes"?'),
        ({"articles": ["In brief"], "evidence": ["The gull count is 2."]}, "articles", False, "note-1"),
        ({"answers": ["1,300 crowns"]}, "answers", True, "stands in the evidence"),
        ({"answers": ["200"]}, "answers", True, '"200"'),
        (
            {"answers": ["Norburg"], "evidence": ["Repairs cost 1,200 crowns.", "The mill bridge closes on Monday."]},
            "answers", False, "follows from the sentences together",
        ),
        ({"answers": ["1,200 crowns", "Selby"], "all_answers": True}, "answers", True, '"Selby"'),
        ({"answers": ["Norburg"], "evidence": []}, "answers", False, "not in the archive"),
        ({"answers": ["1,200"], "choices": ["1,200 crowns", "900 crowns"]}, "choices", True, "is worded"),
        ({"choices": ["1,200 crowns", "900 crowns", "1,200  Crowns"]}, "choices", False, '"1,200 crowns" 2 times'),
        ({"choices": ["1,200 crowns"]}, "choices", True, "alone two choices or more"),
        ({"choices": ["1,200 crowns", "1,200 Crowns"]}, "choices", True, "Give wrong choices as well"),
        ({"wrong_answers": ["1,200 Crowns"]}, "wrong_answers", True, "Take it out"),
        ({"speaker": "Ivo Marrin"}, "speaker", False, "Ivo Marrin"),
        ({"as_of": "2026-03-09"}, "as_of", True, "2026-03-10 or later"),
        ({"answers": [], "answerable": False}, "evidence", True, "is in the archive"),
    ],
)  # fmt: skip
def test_problem_names_field_and_what_to_do(
    check: Check, fields: dict[str, Any], field: str, error: bool, told: str
) -> None:
    problems = [problem for problem in check(GOOD | fields) if problem.field == field]
    assert [(problem.line, problem.id, problem.error) for problem in problems] == [(1, "c1", error)]
    assert told in f"{problems[0].found} {problems[0].expected} {problems[0].advice}"


def test_case_without_anything_to_judge_by_is_an_error(check: Check) -> None:
    (problem,) = check({"question": "What now?"})
    assert problem.error
    assert "answers, articles or evidence" in problem.expected


def test_question_asked_twice_is_told_with_its_first_line(check: Check) -> None:
    again = GOOD | {"question": "what do the  bridge repairs COST?", "id": "again"}
    (problem,) = check(GOOD, {"answerable": False}, again)
    assert (problem.line, problem.field) == (3, "question")
    assert "first on line 1" in problem.found


def test_question_on_another_day_or_after_other_turns_is_another_one(check: Check) -> None:
    other_day = GOOD | {"as_of": "2026-03-12"}
    turns = {"turns": ["Which bridge?", GOOD["question"]], "answers": ["1,200 crowns"], "articles": ["mill"]}
    assert check(GOOD, other_day, turns, turns | {"turns": ["Which mill?", GOOD["question"]]}) == []


def test_case_may_be_asked_once_one_of_its_articles_is_known(check: Check) -> None:
    both = GOOD | {"articles": ["mill", "repeated"], "as_of": "2026-03-12"}
    assert check(both) == []
    (problem,) = check(both | {"articles": ["repeated"]})
    assert problem.field == "as_of"


def test_evidence_without_an_article_is_found_wherever_it_is(check: Check) -> None:
    assert check(GOOD | {"articles": [], "evidence": ["The gull count is 2."], "answers": ["2"]}) == []
    (problem,) = check(GOOD | {"articles": [], "evidence": ["The gull tally is 2."], "answers": ["2"]})
    assert "The gull count is" in problem.expected


def test_unknown_article_of_an_unanswerable_case_is_only_a_warning(check: Check) -> None:
    (problem,) = check({"answerable": False, "articles": ["nowhere"]})
    assert not problem.error


def test_lines_are_those_of_the_file(filled: Archive, tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(
        "\n" + json.dumps({"id": "a", "question": "Why?"}) + "\n\n" + json.dumps({"question": "How?"}) + "\n"
    )
    assert [(problem.line, problem.id) for problem in check_set(numbered_cases(path), filled)] == [
        (2, "a"),
        (4, "line-4"),
    ]


def test_archive_is_read_once_however_many_cases_there_are() -> None:
    archive = Counting(
        [Article(f"a{number}", f"Title {number}", f"Sentence {number} is here.") for number in range(30)]
    )
    asked = [
        Case(
            id=f"c{number}",
            question=f"Why {number}?",
            articles=(f"a{number % 30}",),
            evidence=(f"Sentence {other} is here.",),
        )
        for number in range(300)
        for other in [number % 29]
    ]
    problems = check_set(enumerate(asked), archive)
    assert sum(problem.field == "evidence" for problem in problems) > 200
    assert archive.passes == 1
    assert archive.fetched <= 30 + 3 * len(problems)


@settings(max_examples=150)
@given(article=st.sampled_from([MILL, FAIR, REPEATED]), cut=st.tuples(st.integers(0, 140), st.integers(1, 140)))
def test_any_stretch_of_an_article_is_found_in_it(filled: Archive, article: Article, cut: tuple[int, int]) -> None:
    piece = fold(article.text[cut[0] : cut[0] + cut[1]])
    if piece:
        assert article.id in Shelf(filled).everywhere([piece, "not there at all"])[piece]


class Counting:
    """An archive that counts how often it is read."""

    def __init__(self, articles: list[Article]) -> None:
        self.held = {article.id: article for article in articles}
        self.passes = self.fetched = 0

    def articles(self) -> Iterator[Article]:
        self.passes += 1
        return iter(self.held.values())

    def article(self, article_id: str, /) -> Article:
        self.fetched += 1
        return self.held[article_id]

    def catalogue(self) -> Iterator[tuple[str, str | None, str]]:
        return ((article.id, article.url, article.title) for article in self.held.values())

    def matching(self, *_: object) -> list[Any]:
        return []

    def passages(self, _: object) -> list[Any]:
        return []
