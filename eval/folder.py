"""A run's folder: `run.json` says what was run, `records.jsonl` grows by a line per case, so that a run can go on."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.records import CaseRecord, Run, RunHeader
from index.errors import DatelineError

FORMAT = 1
_RECORD: TypeAdapter[CaseRecord] = TypeAdapter(CaseRecord)
_HEADER: TypeAdapter[RunHeader] = TypeAdapter(RunHeader)


class RunError(DatelineError):
    """A run's folder cannot be used: it is not one, is damaged, or belongs to other questions or another archive."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The folder of one run. A line cut short by a kill is dropped when the run goes on, and its case asked again."""

    path: Path

    @property
    def records_path(self) -> Path:
        """Where the records are."""
        return self.path / "records.jsonl"

    @property
    def header_path(self) -> Path:
        """Where the header is."""
        return self.path / "run.json"

    def create(self, header: RunHeader) -> None:
        """Start the run; raises RunError rather than write over another one."""
        if self.header_path.exists() or self.records_path.exists():
            raise RunError(
                f"{self.path} holds a run already. Continue it with --resume {self.path}, or name another --out."
            )
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._write_header(header)
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
        except (OSError, ValueError) as error:
            raise RunError(
                f"{self.header_path} cannot be read ({error}). Start the run again in another folder."
            ) from error
        return self._checked_header(fields)

    def records(self) -> list[CaseRecord]:
        """The records so far, without a last line that a kill cut short."""
        if not self.records_path.exists():
            return []
        lines = self.records_path.read_bytes().split(b"\n")[:-1]
        return [self._record(number, line) for number, line in enumerate(lines, 1)]

    def load(self) -> Run:
        """Header and records."""
        return Run(self.header(), tuple(self.records()))

    def keep(self, records: Iterator[CaseRecord]) -> Iterator[CaseRecord]:
        """Pass the records on, each written down before it is."""
        self._drop_torn_line()
        with self.records_path.open("ab") as file:
            for record in records:
                file.write(_RECORD.dump_json(record) + b"\n")
                file.flush()
                yield record

    def finish(self, now: str) -> RunHeader:
        """Note in the header that every case has its record."""
        header = replace(self.header(), finished=now)
        self._write_header(header)
        return header

    def write_report(self, markdown: str) -> Path | None:
        """Keep the report as `report.md`; None where the folder cannot be written: the run is whole without it."""
        path = self.path / "report.md"
        try:
            path.write_text(markdown, encoding="utf-8")
        except OSError:
            return None
        return path

    def _write_header(self, header: RunHeader) -> None:
        # Replaced in one step: a kill leaves the old header or the new one.
        draft = self.header_path.with_suffix(".json.part")
        draft.write_text(json.dumps(asdict(header), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(self.header_path)

    def _checked_header(self, fields: Any) -> RunHeader:
        version = fields.get("format") if isinstance(fields, dict) else None
        if isinstance(version, int) and version > FORMAT:
            raise RunError(f"{self.path} is of a newer Dateline (format {version}, known: {FORMAT}). Update Dateline.")
        try:
            return _HEADER.validate_python(fields)
        except ValidationError as error:
            where = ".".join(map(str, error.errors()[0]["loc"]))
            raise RunError(
                f"{self.header_path} is damaged (field {where}). Start the run in another folder."
            ) from error

    def _record(self, number: int, line: bytes) -> CaseRecord:
        try:
            return _RECORD.validate_json(line)
        except ValidationError as error:
            raise RunError(
                f"{self.records_path}, line {number} is not a record. Delete that line and continue with "
                f"--resume {self.path}."
            ) from error

    def _drop_torn_line(self) -> None:
        with self.records_path.open("a+b") as file:
            file.seek(0)
            content = file.read()
            file.truncate(content.rfind(b"\n") + 1)
