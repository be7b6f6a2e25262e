"""What a run keeps: a record per case, the passages they name, and a header. Reports need nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from index.datatypes import Passage
from rag.datatypes import Usage

FORMAT = 2
PassageKey = tuple[str, int, int]
Number = Annotated[float, Field(allow_inf_nan=False)]
Score = Annotated[float, Field(ge=0, le=1 + 1e-9, allow_inf_nan=False)]
"""A sum of shares may pass 1 by its rounding."""
Milliseconds = Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that was given to the answerer, by article and span; its text is in `Run.passages`."""

    article: str
    start: int
    end: int
    hit: bool
    """Whether it holds what the case looks for, in an article that the case names or in a copy of one."""

    @property
    def key(self) -> PassageKey:
        """What `Run.passages` knows it by."""
        return self.article, self.start, self.end


@dataclass(frozen=True, slots=True)
class KeptPassage:
    """A passage as it was when it was found: the report stays readable when the archive has moved on."""

    article: str
    start: int
    end: int
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    text: str
    copies: tuple[str, ...] = ()
    """Ids of the other articles of its story, which it was shown with."""

    @property
    def key(self) -> PassageKey:
        """Article and span."""
        return self.article, self.start, self.end


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
    copies: tuple[str, ...] = ()
    """Ids of the other articles of the same story."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the answer; `proved` says whether its cited quotes together carry it (`citing.py`)."""

    text: str
    markers: tuple[int, ...]
    proved: bool


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """One case as it went. `answered` is None when no answer came: not asked for (retrieval only), or failed.

    `scores` holds the metrics that apply to the case, by name, each 0 to 1; what failed (`error`) scores 0. Everything
    but `search_ms`, `ask_ms` and `verdicts` is the same in a second run without a language model.
    """

    id: str
    case: str
    """The digest of the case."""
    turns: Annotated[tuple[str, ...], Field(min_length=1)]
    """The questions in order; the last one is judged."""
    tags: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    """Accepted answers, every spelling."""
    articles: tuple[str, ...] = ()
    """Articles that hold the answer, as the case names them."""
    answerable: bool | None = None
    speaker: str | None = None
    """Who must be named as the one quoted."""
    as_of: str | None = None
    asked: bool = True
    """Whether an answer was asked for, and not only passages."""
    query: Mapping[str, Any] = field(default_factory=dict)
    """The question as understood (`rag.as_dict.query_dict`); empty when it failed before."""
    retrieved: tuple[Retrieved, ...] = ()
    """The first `top_k` passages, best first: what `search` gives, and what the answerer read."""
    rank: int | None = None
    """Rank of the first hit among `retrieved`, from 1."""
    read_rank: int | None = None
    """The same among the passages read last: others where a dated question was asked again without its period."""
    deep_rank: int | None = None
    """Rank of the first hit in a search of DEEP passages, made only where the case was lost without a hit."""
    in_archive: bool | None = None
    """Whether the archive holds what the case looks for; None where the case does not say or it was not looked up."""
    cites_hit: bool = False
    """Whether a cited span lies in a passage that is a hit."""
    answered: bool | None = None
    text: str = ""
    short: str | None = None
    reason: str | None = None
    confidence: Number = 0.0
    sentences: tuple[Said, ...] = ()
    citations: tuple[Cited, ...] = ()
    chosen: str | None = None
    """Which of the choices the evidence speaks for, in multiple choice."""
    usage: Usage | None = None
    verdicts: tuple[Score, ...] = ()
    """A language model's judgements of the answer, 0 to 1, one per repetition; empty without a judge."""
    judge_failures: tuple[str, ...] = ()
    """Why verdicts did not come or could not be read; each counts as 0."""
    error: str | None = None
    scores: Mapping[str, Score] = field(default_factory=dict)
    search_ms: Milliseconds | None = None
    ask_ms: Milliseconds | None = None

    @property
    def question(self) -> str:
        """The question that is judged."""
        return self.turns[-1]


@dataclass(frozen=True, slots=True)
class Done:
    """A case's record and the passages that it names."""

    record: CaseRecord
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which cases of a set were run: those with `tag`, then `sample` of them drawn by `seed`; drafts only if wanted."""

    tag: str | None = None
    sample: int | None = None
    seed: int = 0
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class RunHeader:
    """What was run, on what, with what. `digest` is that of the selected cases, `set_digest` that of the whole set."""

    set_name: str
    set_digest: str
    digest: str
    cases: Annotated[int, Field(ge=1)]
    selection: Selection
    top_k: Annotated[int, Field(ge=1)]
    retrieval_only: bool
    archive: dict[str, Any]
    """`ArchiveStatus` as values, with `content`: the digest of the articles, the same wherever they are synced."""
    settings: dict[str, Any]
    versions: dict[str, str]
    machine: dict[str, str]
    started: str
    as_of: str
    """The day on which cases were asked that name none."""
    jobs: Annotated[int, Field(ge=1)] = 1
    """Cases asked side by side: times of a run with several compare only with those of as many."""
    judge: Annotated[int, Field(ge=0)] = 0
    """How many times the language model judged each answer."""
    finished: str | None = None
    source: str | None = None
    """Where the whole set was, as it was given: a file, or a bundled set by its name. None in older runs."""
    folder: str | None = None
    """The archive's folder, as it was given; None in older runs."""
    format: int = FORMAT

    @property
    def day(self) -> date:
        """`as_of` as a date."""
        return date.fromisoformat(self.as_of)

    @property
    def snapshot(self) -> str:
        """The state of the archive that was asked."""
        return str(self.archive.get("snapshot", ""))


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation's results. `records` are in the order of the set's cases."""

    header: RunHeader
    records: tuple[CaseRecord, ...]
    passages: Mapping[PassageKey, KeptPassage] = field(default_factory=dict)
    """The passages that the records name."""
