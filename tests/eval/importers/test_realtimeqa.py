import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.importers.realtimeqa import import_realtimeqa
from eval.questions import load_set
from index.errors import QuestionSetError

ARTICLES = [
    ("rt1", "Fair opens in Selby", "Stalls as far as the eye can see."),
    ("rt2", "Show returns", "The series “Mill House” returns."),
    ("rt3", "Rain", "Nothing of the kind."),
    ("rt4", "Elsewhere", "The fair in Selby, once more."),
]
QUESTIONS = [
    ("q1", "Where was the fair?", "Selby", ["rt3", "rt1"]),
    ("q2", "Which show returns?", '"The Mill House"', ["rt2", "rt3"]),
    ("q3", "Who won?", "Nobody", ["rt3", "missing"]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three questions and four articles of our own in RealTimeQA's format."""
    articles = [
        {
            "doc_id": i,
            "title": t,
            "text": x,
            "url": f"https://news.example/{i}",
            "publish_date": "2026/03/05",
            "authors": [],
        }
        for i, t, x in ARTICLES
    ]
    questions = [
        {
            "question_id": i,
            "question": q,
            "question_date": "2026/03/06",
            "question_source": "Gazette",
            "answer_text": [a],
            "choices": [a, "other"],
            "retrieved": [{"doc_id": doc_id} for doc_id in found],
        }
        for i, q, a, found in QUESTIONS
    ]
    write(tmp_path / "year" / "articles.jsonl.gz", articles)
    write(tmp_path / "year" / "questions.jsonl.gz", questions)
    return tmp_path / "year"


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def test_case_names_its_own_articles_that_hold_the_answer(folder: Path, tmp_path: Path) -> None:
    done = import_realtimeqa(folder, tmp_path / "out")
    selby, show, nobody = load_set(done.questions).cases
    assert selby.articles == ("rt1",)  # from the headline; rt4 was not retrieved for it
    assert show.articles == ("rt2",)  # quotation marks and the leading article aside
    assert selby.as_of is not None
    assert selby.as_of.isoformat() == "2026-03-06"
    assert selby.tags == ("article", "gazette")
    assert (nobody.articles, nobody.answerable, nobody.tags) == ((), None, ("no-article", "gazette"))
    assert (done.cases, done.cases_with_article) == (3, 2)


def test_articles_are_records_that_sync_reads_and_invent_no_outlet(folder: Path, tmp_path: Path) -> None:
    done = import_realtimeqa(folder, tmp_path / "out")
    records = [json.loads(line) for line in done.articles.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["rt1", "rt2", "rt3", "rt4"]
    assert records[0]["published"] == "2026-03-05"
    assert set(records[0]) == {"id", "title", "url", "published", "authors", "text"}


def test_import_writes_over_files_only_when_told(folder: Path, tmp_path: Path) -> None:
    done = import_realtimeqa(folder, tmp_path / "out")
    done.questions.write_text("mine")
    with pytest.raises(QuestionSetError, match="exist already"):
        import_realtimeqa(folder, tmp_path / "out")
    assert done.questions.read_text() == "mine"
    import_realtimeqa(folder, tmp_path / "out", force=True)
    assert len(load_set(done.questions).cases) == 3


def test_folder_that_is_not_realtimeqa_is_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"has no questions\.jsonl\.gz"):
        import_realtimeqa(tmp_path, tmp_path / "out")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"not gzip", "line 1: not a RealTimeQA record"),
        (gzip.compress(b'{"doc_id": "rt1"}\n'), "line 1: .*lacks title, url"),
        (gzip.compress(b"[]\n"), "lacks doc_id"),
        (gzip.compress(b"{\n"), "line 1: not a RealTimeQA record"),
        (gzip.compress(b"{}\n" * 999)[:-20], "line 1: not a RealTimeQA record"),
    ],
)
def test_damaged_file_is_told_and_leaves_nothing_that_looks_whole(
    folder: Path, tmp_path: Path, content: bytes, told: str
) -> None:
    (folder / "articles.jsonl.gz").write_bytes(content)
    with pytest.raises(QuestionSetError, match=told):
        import_realtimeqa(folder, tmp_path / "out")
    assert not list((tmp_path / "out").glob("*.jsonl"))


def test_question_without_a_real_date_is_told(folder: Path, tmp_path: Path) -> None:
    row = {
        "question_id": "q9",
        "question": "?",
        "question_date": "last week",
        "question_source": "Gazette",
        "answer_text": ["x"],
        "retrieved": [],
    }
    write(folder / "questions.jsonl.gz", [row])
    with pytest.raises(QuestionSetError, match=r"question q9, field as_of: found 'last week'"):
        import_realtimeqa(folder, tmp_path / "out")


@pytest.mark.data
@pytest.mark.slow
def test_real_set_has_as_many_questions_with_article_as_published(tmp_path: Path) -> None:
    real = Path(__file__).parents[4] / "shared" / "data" / "realtimeqa" / "2022"
    if not real.is_dir():
        pytest.skip("RealTimeQA is not beside the checkout")
    done = import_realtimeqa(real, tmp_path / "out")
    assert (done.cases, done.cases_with_article) == (810, 489)
