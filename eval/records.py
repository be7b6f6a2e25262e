"""What a run keeps: one record per case, and a header that says what was run on what. Reports derive the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that search returned: `archive.article(article).text[start:end]`."""

    article: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of the answer; `exact` says whether the stored article has the quote at that span."""

    marker: int
    article: str
    title: str
    start: int
    end: int
    quote: str
    speaker: str | None
    exact: bool


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One case as it went. `answered` is None when no answer came: not asked for (retrieval only), or failed.

    `scores` holds the metrics that apply to the case, by name, each 0 to 1; what failed (`error`) scores 0.
    """

    id: str
    question: str
    tags: tuple[str, ...]
    expected: tuple[str, ...]
    """Accepted answers."""
    articles: tuple[str, ...]
    """Articles that hold the answer, as the case names them."""
    answerable: bool | None
    asked: bool = True
    """Whether an answer was asked for, and not only passages."""
    rank: int | None = None
    """Rank of the first hit among `retrieved`, from 1."""
    retrieved: tuple[Retrieved, ...] = ()
    answered: bool | None = None
    text: str = ""
    short: str | None = None
    reason: str | None = None
    citations: tuple[Cited, ...] = ()
    error: str | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    search_ms: float | None = None
    ask_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases of a set were run: those with `tag`, then `sample` of them drawn by `seed`."""

    tag: str | None = None
    sample: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class RunHeader:
    """What was run, on what, with what. `digest` is that of the selected cases."""

    set_name: str
    digest: str
    cases: int
    selection: Selection
    top_k: int
    retrieval_only: bool
    archive: dict[str, Any]
    settings: dict[str, Any]
    versions: dict[str, str]
    machine: dict[str, str]
    started: str
    finished: str | None = None
    format: int = 1

    @property
    def snapshot(self) -> str:
        """The state of the archive that was asked."""
        return str(self.archive.get("snapshot", ""))


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation's results."""

    header: RunHeader
    records: tuple[CaseRecord, ...]
