"""A run's folder, which grows by a case at a time, so that a killed run can go on.

`run.json` says what was run; `records.jsonl` has a line per case; `passages.jsonl` has each passage that a record
names, once, written before the record. The reports stand beside them.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from io import FileIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from eval.kill_safe import append_line, open_whole, write_whole
from eval.records import FORMAT, CaseRecord, Done, KeptPassage, PassageKey, Run, RunHeader
from index.datatypes import Passage
from index.errors import RunError

T = TypeVar("T")
REPORTS = ("report.md", "report.html")
_RECORD: TypeAdapter[CaseRecord] = TypeAdapter(CaseRecord)
_PASSAGE: TypeAdapter[KeptPassage] = TypeAdapter(KeptPassage)
_HEADER: TypeAdapter[RunHeader] = TypeAdapter(RunHeader)


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of one run. A line cut short by a kill is dropped when the run goes on, and its case asked again."""

    path: Path

    @property
    def header_path(self) -> Path:
        """Where the header is."""
        return self.path / "run.json"

    @property
    def records_path(self) -> Path:
        """Where the records are."""
        return self.path / "records.jsonl"

    @property
    def passages_path(self) -> Path:
        """Where the passages are."""
        return self.path / "passages.jsonl"

    def create(self, header: RunHeader) -> None:
        """Start the run; raises RunError rather than write over another one."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            with self.held():
                self._refuse_files()
                self._write_header(header)
                self.passages_path.touch()
                self.records_path.touch()
        except OSError as error:
            raise RunError(
                f"{self.path} cannot be written ({error.strerror}). Name another folder with --out."
            ) from error

    def header(self) -> RunHeader:
        """What was run."""
        try:
            fields = json.loads(self.header_path.read_bytes())
        except FileNotFoundError as error:
            raise RunError(
                f"{self.path} holds no run (no run.json). Name a folder that `dateline eval run` made."
            ) from error
        except (OSError, ValueError, RecursionError) as error:
            raise RunError(
                f"{self.header_path} cannot be read ({error}). Start the run again in another folder."
            ) from error
        return self._checked_header(fields)

    def records(self) -> list[CaseRecord]:
        """The records so far, without a last line that a kill cut short; RunError where a case has two."""
        records, lines = self._read(self.records_path, _RECORD), dict[str, int]()
        for number, record in enumerate(records, 1):
            if lines.setdefault(record.id, number) != number:
                raise self._damaged(number, f"is of the same case as line {lines[record.id]}")
        return records

    def passages(self) -> dict[PassageKey, KeptPassage]:
        """The passages that the records name."""
        return {passage.key: passage for passage in self._read(self.passages_path, _PASSAGE)}

    def load(self) -> Run:
        """All of it."""
        header, records = self.header(), self.records()
        if len(records) > header.cases:
            raise self._damaged(header.cases + 1, f"is one too many: the run is of {header.cases} cases")
        return Run(header, tuple(records), self.passages())

    def check_order(self, records: Iterable[CaseRecord], digests: Iterable[str]) -> None:
        """Raises RunError for a record that is not of the case that stands there in the set, by its digest."""
        for number, (record, digest) in enumerate(zip(records, digests, strict=False), 1):
            if record.case != digest:
                raise self._damaged(number, "is not of the case that stands there in the question set")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other processes from continuing the run meanwhile; raises RunError when one does."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.path / "run.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise RunError(f"Another process continues the run in {self.path}. Wait for it, or stop it.") from error
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            yield
        finally:
            lock.release()

    def keep(self, done: Iterable[Done]) -> Iterator[CaseRecord]:
        """Pass the records on, each written down before it is. Raises RunError when the folder cannot be written."""
        known = set(self.passages())
        with ExitStack() as stack:
            try:
                passages, records = (
                    stack.enter_context(open_whole(path)) for path in (self.passages_path, self.records_path)
                )
            except OSError as error:
                raise self._unwritable(error) from error
            for one in done:
                try:
                    self._keep_passages(one.passages, known, passages)
                    append_line(records, _RECORD.dump_json(one.record))
                except OSError as error:
                    raise self._unwritable(error) from error
                yield one.record

    def finish(self, now: str) -> RunHeader:
        """Note in the header that every case has its record."""
        header = replace(self.header(), finished=now)
        try:
            self._write_header(header)
        except OSError as error:
            raise self._unwritable(error) from error
        return header

    def write_report(self, name: str, content: str) -> Path | None:
        """Keep a report beside the records; None where the folder cannot be written: the run is whole without it."""
        path = self.path / name
        try:
            write_whole(path, content)
        except OSError:
            return None
        return path

    def _refuse_files(self) -> None:
        if self.header_path.exists() or self.records_path.exists():
            raise RunError(
                f"{self.path} holds a run already. Continue it with --resume {self.path}, or name another --out."
            )
        there = [name for name in (self.passages_path.name, *REPORTS) if (self.path / name).exists()]
        if there:
            raise RunError(
                f"{self.path} holds {' and '.join(there)}, which the run would write over. Name another --out."
            )

    def _unwritable(self, error: OSError) -> RunError:
        return RunError(
            f"{self.path} cannot be written ({error.strerror}). What is recorded is kept: make room there, or make it "
            f"writable, and continue with --resume {self.path}."
        )

    def _damaged(self, number: int, what: str) -> RunError:
        return RunError(
            f"{self.records_path}, line {number}, {what}. Delete that line and those after it, and continue with "
            f"--resume {self.path}."
        )

    def _keep_passages(self, passages: Iterable[Passage], known: set[PassageKey], file: FileIO) -> None:
        for passage in map(_kept, passages):
            if passage.key not in known:
                known.add(passage.key)
                append_line(file, _PASSAGE.dump_json(passage))

    def _write_header(self, header: RunHeader) -> None:
        write_whole(self.header_path, json.dumps(asdict(header), indent=2, ensure_ascii=False) + "\n")

    def _checked_header(self, fields: Any) -> RunHeader:
        version = fields.get("format") if isinstance(fields, dict) else None
        if isinstance(version, int) and version > FORMAT:
            raise RunError(f"{self.path} is of a newer Dateline (format {version}, known: {FORMAT}). Update Dateline.")
        if isinstance(version, int) and version < FORMAT:
            raise RunError(
                f"{self.path} is of an older Dateline (format {version}, now {FORMAT}), which kept less of each case. "
                "Start the run again in another folder."
            )
        try:
            header = _HEADER.validate_python(fields)
            date.fromisoformat(header.as_of)
        except ValidationError as error:
            where = ".".join(map(str, error.errors()[0]["loc"]))
            raise RunError(
                f"{self.header_path} is damaged (field {where}). Start the run in another folder."
            ) from error
        except ValueError as error:
            raise RunError(f"{self.header_path} is damaged (field as_of). Start the run in another folder.") from error
        return header

    def _read(self, path: Path, kind: TypeAdapter[T]) -> list[T]:
        if not path.exists():
            return []
        lines = path.read_bytes().split(b"\n")[:-1]
        return [self._line(path, number, line, kind) for number, line in enumerate(lines, 1)]

    def _line(self, path: Path, number: int, line: bytes, kind: TypeAdapter[T]) -> T:
        try:
            return kind.validate_json(line)
        except ValidationError as error:
            where = ".".join(map(str, error.errors()[0]["loc"])) or "the whole line"
            if path == self.records_path:
                raise self._damaged(number, f"cannot be read ({where})") from error
            raise RunError(
                f"{path}, line {number}, cannot be read ({where}). Delete that line: reports then lack that passage."
            ) from error


def _kept(passage: Passage) -> KeptPassage:
    article = passage.article
    return KeptPassage(
        article=article.id,
        start=passage.start,
        end=passage.end,
        title=article.title,
        outlet=article.outlet,
        published=article.published.isoformat() if article.published else None,
        url=article.url,
        text=passage.text,
        copies=tuple(copy.article_id for copy in passage.copies),
    )
