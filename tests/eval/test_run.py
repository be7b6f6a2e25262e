import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.folder import RunError, RunFolder
from eval.header import describe_run
from eval.questions import Case, QuestionSet, load_set
from eval.records import CaseRecord, RunHeader, Selection
from eval.run import continue_run, run_case, run_set
from eval.score import outcome
from rag.datatypes import Answer
from tests.eval.fakes import FakeAssistant

ROOT = Path(__file__).parents[2]


def header_of(questions: QuestionSet, assistant: FakeAssistant, **options: Any) -> RunHeader:
    return describe_run(questions, assistant, started="2026-04-01T10:00:00+00:00", selection=Selection(), **options)


def started(path: Path, questions: QuestionSet, assistant: FakeAssistant, **options: Any) -> RunFolder:
    folder = RunFolder(path)
    folder.create(header_of(questions, assistant, **options))
    return folder


def untimed(records: list[CaseRecord]) -> list[CaseRecord]:
    return [replace(record, search_ms=None, ask_ms=None) for record in records]


def test_every_case_has_a_record_that_says_where_it_ended(set_path: Path, assistant: FakeAssistant) -> None:
    records = list(run_set(load_set(set_path), assistant))
    assert {record.id: outcome(record) for record in records} == {
        "cost": "right",
        "where": "right",
        "lead": "not retrieved",
        "wrong": "not retrieved",
        "moon": "refused rightly",
        "trap": "answered wrongly",
        "talk": "right",
        "broken": "error",
    }


def test_answer_found_wrong_or_refused_though_retrieved_is_told_apart() -> None:
    lies = Case(id="a", question="The mill bridge closes when?", answers=("Halden",), articles=("mill",))
    shy = Case(id="b", question="How many crowns?", answers=("1,200",), articles=("mill",))
    seen = Case(id="c", question="Mara leads a mill bridge closes", answers=("Mara",), articles=("mill",))
    records = [run_case(case, FakeAssistant()) for case in (lies, shy, seen)]
    assert [outcome(record) for record in records] == ["not retrieved", "refused wrongly", "wrong"]
    assert [record.rank for record in records] == [None, 1, 2]


def test_record_holds_what_was_retrieved_answered_and_cited(assistant: FakeAssistant) -> None:
    case = Case(id="a", question="What do the bridge repairs cost?", answers=("1,200 crowns",), articles=("mill",))
    record = run_case(case, assistant)
    (citation,) = record.citations
    assert record.answered
    assert record.text == "Repairs cost 1,200 crowns. [1]"
    assert (citation.article, citation.quote, citation.exact) == ("mill", "Repairs cost 1,200 crowns.", True)
    assert assistant.archive.article("mill").text[citation.start : citation.end] == citation.quote
    assert record.retrieved[0].article == "mill"
    assert record.scores["hit@1"] == record.scores["mrr"] == record.scores["contains"] == 1
    assert record.scores["em"] == 0
    assert record.scores["f1"] == pytest.approx(2 * 2 / (4 + 2))


def test_citation_that_the_stored_article_does_not_bear_out_is_inexact(assistant: FakeAssistant) -> None:
    class Careless(FakeAssistant):
        def ask(self, question: Any, as_of: date | None = None) -> Answer:
            answer = super().ask(question, as_of)
            (good,) = answer.citations
            shifted = replace(good, start=good.start + 1)
            reworded = replace(good, article=replace(good.article, text="Other words."), start=0, end=5, quote="Other")
            unknown = replace(good, article=replace(good.article, id="gone"))
            return replace(answer, citations=(good, shifted, reworded, unknown))

    record = run_case(Case(id="a", question="What do the bridge repairs cost?"), Careless())
    assert [citation.exact for citation in record.citations] == [True, False, False, False]


def test_case_is_asked_as_of_its_day(set_path: Path, assistant: FakeAssistant) -> None:
    list(run_set(QuestionSet("one", (Case(id="a", question="q", as_of=date(2026, 3, 1)),)), assistant))
    assert set(assistant.asked_as_of) == {date(2026, 3, 1)}


def test_follow_up_is_searched_as_it_was_understood(assistant: FakeAssistant) -> None:
    turns = ("Which bridge closes on which day?", "The mill one?")
    record = run_case(Case(id="a", turns=turns, answers=("Monday",), articles=("mill",)), assistant)
    assert record.rank == 1
    assert record.answered
    alone = run_case(Case(id="a", question=turns[-1], answers=("Monday",), articles=("mill",)), assistant)
    assert not alone.answered


@pytest.mark.parametrize(
    ("question", "message"),
    [("break it", "The model server did not answer."), ("crash", "ZeroDivisionError: division")],
)
@pytest.mark.parametrize("as_turn", [False, True])
def test_case_that_raises_is_a_failed_case_with_its_message(
    assistant: FakeAssistant, question: str, message: str, as_turn: bool
) -> None:
    asked: dict[str, Any] = {"turns": (question, "and?")} if as_turn else {"question": question}
    cases = (Case(id="a", answers=("yes",), articles=("mill",), **asked), Case(id="b", question="mill?"))
    broken, after = run_set(QuestionSet("set", cases), assistant)
    assert broken.error
    assert message in broken.error
    assert broken.answered is None
    assert broken.scores["contains"] == broken.scores["em"] == broken.scores["hit@10"] == 0
    assert after.error is None


def test_search_that_raises_fails_the_case(assistant: FakeAssistant) -> None:
    class Blind(FakeAssistant):
        def search(self, question: Any, top_k: int = 10, as_of: date | None = None) -> list[Any]:
            raise OSError("disk gone")

    case = Case(id="a", question="q", articles=("mill",))
    record = run_case(case, Blind(), retrieval_only=True)
    assert (record.error, record.scores["mrr"], record.search_ms) == ("OSError: disk gone", 0, None)


def test_retrieval_only_asks_no_answer_of_a_single_question(set_path: Path) -> None:
    class Mute(FakeAssistant):
        def ask(self, question: Any, as_of: date | None = None) -> Answer:
            raise AssertionError("asked")

    records = [record for record in run_set(load_set(set_path), Mute(), retrieval_only=True) if record.id != "talk"]
    assert not any(record.error or record.asked for record in records)
    assert [outcome(record) for record in records][:5] == ["retrieved"] * 2 + ["not retrieved"] * 2 + ["not judged"]
    assert all(set(record.scores) <= {"hit@1", "hit@4", "hit@10", "mrr"} for record in records)


def test_fifty_passages_add_hit_at_50(assistant: FakeAssistant) -> None:
    case = Case(id="a", question="mill", articles=("mill",))
    assert "hit@50" in run_case(case, assistant, top_k=50).scores


def test_same_run_twice_differs_only_in_timings(set_path: Path) -> None:
    first, second = (list(run_set(load_set(set_path), FakeAssistant())) for _ in range(2))
    assert untimed(first) == untimed(second)


def test_run_folder_gives_back_what_was_recorded(set_path: Path, tmp_path: Path, assistant: FakeAssistant) -> None:
    questions = load_set(set_path)
    folder = started(tmp_path / "run", questions, assistant)
    records = list(continue_run(folder, questions, assistant))
    folder.finish("2026-04-01T10:01:00+00:00")
    run = folder.load()
    assert run.records == tuple(records)
    assert run.header.digest == questions.digest
    assert run.header.snapshot == "snapshot-1"
    assert run.header.finished == "2026-04-01T10:01:00+00:00"
    assert run.header.machine["cores"] == str(os.cpu_count())


def test_run_goes_on_after_a_line_cut_short(set_path: Path, tmp_path: Path, assistant: FakeAssistant) -> None:
    questions = load_set(set_path)
    folder = started(tmp_path / "run", questions, assistant)
    list(continue_run(folder, questions, assistant))
    whole = folder.records()
    content = folder.records_path.read_bytes()
    folder.records_path.write_bytes(content[: content.rfind(b"\n", 0, -1) + 40])
    assert [record.id for record in folder.records()] == [record.id for record in whole[:-1]]
    assert [record.id for record in continue_run(folder, questions, assistant)] == [whole[-1].id]
    assert untimed(folder.records()) == untimed(whole)


def test_folder_of_a_run_is_not_written_over(set_path: Path, tmp_path: Path, assistant: FakeAssistant) -> None:
    questions = load_set(set_path)
    folder = started(tmp_path / "run", questions, assistant)
    list(continue_run(folder, questions, assistant))
    before = folder.records_path.read_bytes()
    with pytest.raises(RunError, match="holds a run already"):
        folder.create(header_of(questions, assistant))
    assert folder.records_path.read_bytes() == before


def test_run_does_not_go_on_with_other_questions_or_a_changed_archive(
    set_path: Path, tmp_path: Path, assistant: FakeAssistant
) -> None:
    questions = load_set(set_path)
    folder = started(tmp_path / "run", questions, assistant)
    with pytest.raises(RunError, match=rf"(?s)8 cases.*{questions.digest[:12]}.*2 cases"):
        next(continue_run(folder, questions.select("fact"), assistant))
    assistant.archive.snapshot = "snapshot-2"
    with pytest.raises(RunError, match="snapshot-1, now snapshot-2"):
        next(continue_run(folder, questions, assistant))
    assert folder.records() == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("run.json", None, "holds no run"),
        ("run.json", "{", "cannot be read"),
        ("run.json", '{"format": 1}', "is damaged"),
        ("run.json", '{"format": 99}', "newer Dateline"),
        ("records.jsonl", '{"id": 1}\n', r"records.jsonl, line 1 is not a record"),
    ],
)
def test_damaged_run_folder_is_told_plainly(
    set_path: Path, tmp_path: Path, assistant: FakeAssistant, name: str, content: str | None, told: str
) -> None:
    folder = started(tmp_path / "run", load_set(set_path), assistant)
    if content is None:
        (folder.path / name).unlink()
    else:
        (folder.path / name).write_text(content)
    with pytest.raises(RunError, match=told):
        folder.load()


RUNNER = """
import sys
from pathlib import Path
from eval.folder import RunFolder
from eval.questions import load_set
from eval.run import continue_run
from tests.eval.fakes import FakeAssistant
for _ in continue_run(RunFolder(Path(sys.argv[1])), load_set(sys.argv[2]), FakeAssistant(delay=0.02)):
    pass
"""


def test_run_killed_again_and_again_ends_like_an_undisturbed_one(tmp_path: Path, write_set: Any) -> None:
    cases = [{"id": f"c{n}", "question": f"The mill bridge closes {n}?", "answers": ["Monday"]} for n in range(40)]
    path = write_set(*cases)
    questions = load_set(path)
    folder = started(tmp_path / "run", questions, FakeAssistant())
    chance = random.Random(5)
    kills = 0
    while len(folder.records()) < len(cases):
        process = subprocess.Popen([sys.executable, "-c", RUNNER, folder.path, path], cwd=ROOT)
        begun, before = time.monotonic(), len(folder.records())
        while process.poll() is None and len(folder.records()) == before and time.monotonic() - begun < 20:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.5)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
    assert kills >= 2
    assert untimed(folder.records()) == untimed(list(run_set(questions, FakeAssistant())))
