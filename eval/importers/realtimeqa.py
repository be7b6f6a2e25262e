"""RealTimeQA (Kasai et al. 2023): weekly news-quiz questions and the articles that a search found for each.

The folder of one year holds `questions.jsonl.gz` and `articles.jsonl.gz`. A case's articles are those among the
question's own `retrieved` whose headline or text holds the answer string, compared as `eval.match.holds` does: case,
curly quotation marks and white space made equal, quotation marks around the answer and a leading a, an or the dropped.
Of the 810 questions of 2022, 489 have such an article, as in the starting figures of BENCHMARKS.md. (In the text alone:
483. A plain case-folded search of the text: 476. By the set's own `has_answer` flags: 493.)

A question without such an article is kept with the tag `no-article` and `answerable` unknown: a missing string does not
prove that no article answers it.
"""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from pydantic import ValidationError

from eval.match import holds
from eval.questions import Case, QuestionSet
from index.errors import QuestionSetError

QUESTIONS = "questions.jsonl.gz"
ARTICLES = "articles.jsonl.gz"
_DAY = re.compile(r"(\d{4})[/-](\d{2})[/-](\d{2})")


_NEEDED = {
    QUESTIONS: ("question_id", "question", "question_date", "question_source", "answer_text", "retrieved"),
    ARTICLES: ("doc_id", "title", "url", "publish_date", "authors", "text"),
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote: the question set's path and the articles', and what the set holds."""

    questions: Path
    articles: Path
    cases: int
    cases_with_article: int


def import_realtimeqa(folder: Path, out: Path, *, force: bool = False) -> Imported:
    """Write `questions.jsonl` (for `dateline eval run`) and `articles.jsonl` (for `dateline sync`) into `out`.

    One pass over the articles, one article in memory at a time. Raises QuestionSetError for a folder that is not
    RealTimeQA, and for files that are there already unless `force`.
    """
    questions_path, articles_path = out / "questions.jsonl", out / "articles.jsonl"
    questions = list(_rows(folder / QUESTIONS))
    _may_write(out, [questions_path, articles_path], force)
    half_written = articles_path.with_suffix(".jsonl.part")
    with half_written.open("w", encoding="utf-8") as file:
        holding = _write_articles(folder / ARTICLES, file, questions)
    cases = [_case(folder / QUESTIONS, question, holding) for question in questions]
    QuestionSet("realtimeqa", tuple(cases)).save(questions_path)
    half_written.replace(articles_path)
    return Imported(questions_path, articles_path, len(cases), sum(bool(case.articles) for case in cases))


def _write_articles(source: Path, file: TextIO, questions: list[dict[str, Any]]) -> dict[str, set[str]]:
    """Copy the articles as records for `sync`; per question id, those that hold its answer."""
    asking = _questions_by_article(questions)
    holding: dict[str, set[str]] = defaultdict(set)
    for row in _rows(source):
        record = _article(row)
        shown = f"{record['title']}\n{record['text']}"
        for question in asking.get(record["id"], ()):
            if holds(shown, question["answer_text"]):
                holding[question["question_id"]].add(record["id"])
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return holding


def _questions_by_article(questions: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    asking: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for question in questions:
        for doc_id in dict.fromkeys(found["doc_id"] for found in question["retrieved"]):
            asking[doc_id].append(question)
    return asking


def _case(source: Path, question: dict[str, Any], holding: Mapping[str, set[str]]) -> Case:
    in_order = dict.fromkeys(found["doc_id"] for found in question["retrieved"])
    articles = tuple(doc_id for doc_id in in_order if doc_id in holding.get(question["question_id"], ()))
    fields = {
        "id": question["question_id"],
        "question": question["question"],
        "answers": tuple(question["answer_text"]),
        "articles": articles,
        "answerable": True if articles else None,
        "as_of": _iso(question["question_date"]),
        "tags": ("article" if articles else "no-article", question["question_source"].casefold()),
    }
    try:
        return Case.model_validate(fields)
    except ValidationError as error:
        problem = error.errors()[0]
        raise QuestionSetError(
            f"{source}, question {question['question_id']}, field {'.'.join(map(str, problem['loc']))}: "
            f"found {problem['input']!r}, expected {problem['msg'].removeprefix('Value error, ')}. Correct the file."
        ) from error


def _article(row: dict[str, Any]) -> dict[str, Any]:
    """The fields that `sync` knows; RealTimeQA names no outlet, so none is given."""
    return {
        "id": row["doc_id"],
        "title": row["title"],
        "url": row["url"],
        "published": _iso(row["publish_date"]),
        "authors": row["authors"],
        "text": row["text"],
    }


def _iso(day: str | None) -> str | None:
    """2022/06/16 as 2022-06-16; what is not such a date is passed on as it is."""
    found = _DAY.fullmatch(day or "")
    return "-".join(found.groups()) if found else day or None


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    read = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield _checked(json.loads(line), path)
                read += 1
    except FileNotFoundError as error:
        raise QuestionSetError(
            f"{path.parent} has no {path.name}. Name the folder of one RealTimeQA year: {QUESTIONS} and {ARTICLES}."
        ) from error
    except (OSError, EOFError, ValueError) as error:
        raise QuestionSetError(
            f"{path}, line {read + 1}: not a RealTimeQA record ({error}). Fetch it again."
        ) from error


def _checked(row: Any, path: Path) -> dict[str, Any]:
    needed = _NEEDED[path.name]
    missing = [name for name in needed if not isinstance(row, dict) or name not in row]
    if missing:
        raise ValueError(f"it lacks {', '.join(missing)}")
    return dict(row)


def _may_write(out: Path, paths: list[Path], force: bool) -> None:
    there = [str(path) for path in paths if path.exists()]
    if there and not force:
        raise QuestionSetError(
            f"{' and '.join(there)} exist already. Give another --out, or --force to write over them."
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QuestionSetError(f"{out} cannot be written ({error.strerror}). Name another --out.") from error
