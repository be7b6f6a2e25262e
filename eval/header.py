"""A run's header: what is run on what, and whether a run that goes on is still of the same questions and archive."""

import os
import platform
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from eval.asked import Asked
from eval.questions import QuestionSet
from eval.records import RunHeader, Selection
from index.errors import RunError

_VERSIONED = ("dateline", "chromadb", "onnxruntime", "tokenizers", "numpy", "llama-index-core", "openai")


def describe_run(
    questions: QuestionSet,
    assistant: Asked,
    *,
    started: str,
    selection: Selection,
    as_of: date,
    top_k: int = 10,
    retrieval_only: bool = False,
    jobs: int = 1,
    judge: int = 0,
    settings: Mapping[str, Any] | None = None,
    source: str | None = None,
    folder: str | None = None,
) -> RunHeader:
    """The header of a run about to start on the cases that `selection` takes of `questions`.

    With `source` and `folder`, the paths of the set and of the archive, it can go on without being told them again.
    """
    selected = select(questions, selection)
    return RunHeader(
        set_name=questions.name,
        set_digest=questions.digest,
        digest=selected.digest,
        cases=len(selected.cases),
        selection=selection,
        top_k=top_k,
        retrieval_only=retrieval_only,
        archive=_plain(asdict(assistant.archive.status())) | {"content": assistant.archive.content()},
        settings=_plain(dict(settings or {})),
        versions={"python": platform.python_version()} | {name: _version(name) for name in _VERSIONED},
        machine={"system": platform.platform(), "processor": platform.machine(), "cores": str(os.cpu_count())},
        started=started,
        as_of=as_of.isoformat(),
        jobs=jobs,
        judge=judge,
        source=source,
        folder=folder,
    )


def select(questions: QuestionSet, selection: Selection) -> QuestionSet:
    """The cases that a run asks. Raises QuestionSetError when there are none."""
    return questions.select(selection.tag, selection.sample, selection.seed, drafts=selection.drafts)


def check_questions(folder: Path, header: RunHeader, questions: QuestionSet) -> None:
    """Raises RunError when these selected questions are not those of the run."""
    if header.digest != questions.digest:
        raise RunError(
            f"The run in {folder} is of {header.cases} cases of {header.set_name}, digest {header.digest[:12]}; "
            f"these are {len(questions.cases)} cases of {questions.name}, digest {questions.digest[:12]}. "
            "Give the same set, or start a new run."
        )


def check_settings(folder: Path, header: RunHeader, settings: Mapping[str, Any]) -> None:
    """Raises RunError when what answers is set otherwise than when the run began."""
    now = _plain(settings)
    changed = [name for name in now if name in header.settings and header.settings[name] != now[name]]
    if changed:
        told = ", ".join(f"{name} was {header.settings[name]} and is {now[name]}" for name in changed)
        raise RunError(
            f"The settings have changed since the run in {folder} began: {told}. Set them back, or start anew."
        )


def check_archive(folder: Path, header: RunHeader, assistant: Asked) -> None:
    """Raises RunError when the archive has changed since the run began."""
    snapshot = assistant.archive.status().snapshot
    if snapshot != header.snapshot:
        raise RunError(
            f"The archive has changed since the run in {folder} began (snapshot {header.snapshot}, now {snapshot}). "
            "Answers from the two would not compare: start a new run."
        )


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value if isinstance(value, str | int | float | bool | None | dict) else str(value)
        for key, value in fields.items()
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # an extra left out, or Dateline run from its checkout
        return "(not installed)"
