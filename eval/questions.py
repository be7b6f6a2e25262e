"""Question sets: cases as JSON lines, checked on the way in, with a digest that says which cases a run answered."""

import hashlib
import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from index.errors import QuestionSetError

SETS = Path(__file__).parent / "sets"
_SHOWN_PROBLEMS = 10


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("a text that is not empty")
    return value.strip()


def _iso_day(value: object) -> object:
    # pydantic would read the number 5 as a day in January 1970; a date is never invented.
    if not isinstance(value, str | date):
        raise ValueError("a date such as 2026-03-12")
    return value


Filled = Annotated[str, BeforeValidator(lambda value: _filled(value) if isinstance(value, str) else value)]
Texts = Annotated[tuple[Filled, ...], BeforeValidator(_one_or_more)]
Day = Annotated[date, BeforeValidator(_iso_day)]


class Case(BaseModel):
    """One evaluation question with what a right answer must say and rest on.

    `answerable` is True where answers, articles or evidence are given and nothing else is said; None means unknown,
    and such a case counts neither as answerable nor as unanswerable.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Filled
    question: Filled | None = None
    turns: Texts = ()
    """The questions of a conversation in order; the last one is judged. Given instead of `question`."""
    answers: Texts = ()
    """Accepted answers: any one of them is right."""
    articles: Texts = ()
    """Articles that hold the answer: ids, urls or titles."""
    evidence: Texts = ()
    """Sentences, verbatim from those articles, that prove the answer."""
    answerable: bool | None = None
    speaker: Filled | None = None
    """Who must be named as the one quoted."""
    as_of: Day | None = None
    """The day the asker stands on."""
    tags: Texts = ()

    @model_validator(mode="before")
    @classmethod
    def _default_answerable(cls, fields: Any) -> Any:
        if isinstance(fields, Mapping) and "answerable" not in fields:
            given = any(fields.get(key) for key in ("answers", "articles", "evidence"))
            return {**fields, "answerable": True if given else None}
        return fields

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if (self.question is None) == (not self.turns):
            raise ValueError("either question or turns, and not both")
        if self.answerable is False and self.answers:
            raise ValueError("no answers where answerable is false")
        return self

    @property
    def asked(self) -> str:
        """The question that is judged: the last turn of a conversation."""
        return self.question or self.turns[-1]


@dataclass(frozen=True)
class QuestionSet:
    """Cases in order, under the name that reports show."""

    name: str
    cases: tuple[Case, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over the cases' content; layout and key order of the file do not change it."""
        sha = hashlib.sha256()
        for case in self.cases:
            fields = case.model_dump(mode="json")
            sha.update(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode() + b"\n")
        return sha.hexdigest()

    def select(self, tag: str | None = None, sample: int | None = None, seed: int = 0) -> "QuestionSet":
        """The cases with `tag`, then `sample` of them drawn by `seed`, in their order; errors when none is left."""
        cases = [case for case in self.cases if tag is None or tag in case.tags]
        if not cases:
            raise QuestionSetError(_no_such_tag(self, tag))
        if sample is not None and sample < len(cases):
            # Not for secrecy: the same seed must draw the same cases again.
            drawn = random.Random(seed).sample(range(len(cases)), sample)  # noqa: S311
            cases = [cases[number] for number in sorted(drawn)]
        return replace(self, cases=tuple(cases))

    def save(self, path: Path) -> None:
        """Write the cases as JSON lines that `load_set` reads back equal; empty fields are left out."""
        path.write_text("".join(line + "\n" for line in self._lines()), encoding="utf-8")

    def _lines(self) -> Iterator[str]:
        for case in self.cases:
            fields = case.model_dump(mode="json", exclude_defaults=True) | {"answerable": case.answerable}
            yield json.dumps(fields, ensure_ascii=False)


def load_set(source: str | Path) -> QuestionSet:
    """A question set from a JSONL file, or a bundled one by its name, such as `sample`.

    Raises QuestionSetError, which names each bad line with field, found and expected.
    """
    path = _find_set(source)
    cases: list[Case] = []
    problems: list[str] = []
    first_line: dict[str, int] = {}
    for number, line in _lines_of(path):
        try:
            case = _read_case(number, line)
        except QuestionSetError as error:
            problems.append(str(error))
            continue
        if case.id in first_line:
            problems.append(f"line {number}, field id: found {case.id!r} again (first on line {first_line[case.id]})")
        first_line.setdefault(case.id, number)
        cases.append(case)
    if problems:
        raise QuestionSetError(_told(path, problems))
    if not cases:
        raise QuestionSetError(f"{path} holds no cases. Write one JSON object a line, with at least a question.")
    return QuestionSet(path.stem, tuple(cases))


def bundled_sets() -> list[str]:
    """Names of the question sets that come with Dateline."""
    return sorted(path.stem for path in SETS.glob("*.jsonl"))


def _find_set(source: str | Path) -> Path:
    path = Path(source)
    if path.is_file():
        return path
    if str(source) in bundled_sets():
        return SETS / f"{source}.jsonl"
    known = ", ".join(bundled_sets()) or "none"
    raise QuestionSetError(f"No question set at {source}. Give the path of a JSONL file or a bundled name ({known}).")


def _lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, numbered from 1."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())
    except UnicodeDecodeError as error:
        raise QuestionSetError(f"{path} is not UTF-8 text ({error.reason}). Save it as UTF-8.") from error
    except OSError as error:
        raise QuestionSetError(f"{path} cannot be read: {error.strerror}.") from error


def _read_case(number: int, line: str) -> Case:
    try:
        fields = json.loads(line.rstrip())
    except json.JSONDecodeError as error:
        raise QuestionSetError(f"line {number}, column {error.colno}: not JSON ({error.msg})") from error
    if not isinstance(fields, dict):
        raise QuestionSetError(f"line {number}: found {_short(fields)}, expected a JSON object")
    try:
        return Case.model_validate({"id": f"line-{number}"} | fields)
    except ValidationError as error:
        told = (_problem(problem["loc"], problem["msg"], problem["input"]) for problem in error.errors())
        raise QuestionSetError("; ".join(f"line {number}, {text}" for text in told)) from error


def _problem(where: tuple[int | str, ...], message: str, found: object) -> str:
    expected = message.removeprefix("Value error, ")
    if not where:
        return f"expected {expected}"
    field = ".".join(str(part) for part in where)
    if expected == "Extra inputs are not permitted":
        return f"field {field}: not a field of a case (known: {', '.join(Case.model_fields)})"
    return f"field {field}: found {_short(found)}, expected {expected.removeprefix('Input should be ')}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


def _told(path: Path, problems: list[str]) -> str:
    lines = [f"{path} is not a valid question set:"]
    lines += [f"  {problem}" for problem in problems[:_SHOWN_PROBLEMS]]
    if len(problems) > _SHOWN_PROBLEMS:
        lines.append(f"  and {len(problems) - _SHOWN_PROBLEMS} more")
    return "\n".join([*lines, "Correct these lines and start again."])


def _no_such_tag(questions: QuestionSet, tag: str | None) -> str:
    known = sorted({known for case in questions.cases for known in case.tags})
    return f"No case of {questions.name} has the tag {tag!r}. Its tags: {', '.join(known) or 'none'}."
