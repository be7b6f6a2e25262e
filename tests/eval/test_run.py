import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.folder import RunFolder
from eval.header import describe_run
from eval.load import load_set
from eval.questions import Case, QuestionSet
from eval.records import CaseRecord, RunHeader, Selection
from eval.run import Examiner, continue_run, run_case, run_set
from eval.score import outcome
from index.datatypes import Copy, Passage
from index.errors import RunError
from rag.datatypes import Answer, Query
from tests.eval.fakes import FakeAssistant

ROOT = Path(__file__).parents[2]
DAY = date(2026, 4, 1)


def header_of(questions: QuestionSet, assistant: FakeAssistant, **options: Any) -> RunHeader:
    return describe_run(
        questions, assistant, started="2026-04-01T10:00:00+00:00", selection=Selection(), as_of=DAY, **options
    )


def started(path: Path, questions: QuestionSet, assistant: FakeAssistant, **options: Any) -> RunFolder:
    folder = RunFolder(path)
    folder.create(header_of(questions, assistant, **options))
    return folder


def records_of(questions: QuestionSet, assistant: FakeAssistant, **options: Any) -> list[CaseRecord]:
    jobs = options.pop("jobs", 1)
    return [done.record for done in run_set(questions, Examiner(assistant, **options), jobs=jobs)]


def untimed(records: list[CaseRecord]) -> list[CaseRecord]:
    return [replace(record, search_ms=None, ask_ms=None) for record in records]


def test_every_case_has_a_record_that_says_where_it_ended(set_path: Path, assistant: FakeAssistant) -> None:
    records = records_of(load_set(set_path), assistant)
    assert {record.id: outcome(record) for record in records} == {
        "cost": "right",
        "where": "right",
        "lead": "not retrieved",
        "wrong": "not in archive",
        "moon": "refused rightly",
        "trap": "answered wrongly",
        "talk": "right",
        "broken": "error",
    }


def case_of(question: str, answer: str, article: str = "mill", **fields: Any) -> Case:
    return Case(id="a", question=question, answers=(answer,), articles=(article,), **fields)


@pytest.mark.parametrize(
    ("case", "stage"),
    [
        (case_of("Is rain on the fells?", "Monday", "gone"), "not in archive"),
        (case_of("The mill bridge closes when?", "Tuesday"), "not in archive"),
        (case_of("Is rain on the fells?", "Halden"), "not retrieved"),
        (case_of("The autumn fair opens, and the works of rain fell?", "Mara Halden"), "not ranked"),
        (case_of("Mara leads a mill bridge closes", "Mara"), "not read"),
        (case_of("How many crowns?", "1,200"), "refused wrongly"),
        (case_of("What do the bridge repairs cost?", "cost", all_answers=True, wrong_answers=("1,200",)), "wrong"),
    ],
)
def test_lost_case_ends_at_the_first_stage_that_lost_it(case: Case, stage: str) -> None:
    record = run_case(case, FakeAssistant(top_k=2), top_k=2)
    assert outcome(record) == stage
    assert (record.deep_rank is not None) == (stage == "not ranked")


def test_stage_is_told_for_a_search_without_answers_too() -> None:
    lost = case_of("The autumn fair opens, and the works of rain fell?", "Mara Halden")
    assert outcome(run_case(lost, FakeAssistant(), top_k=2, retrieval_only=True)) == "not ranked"


def test_case_with_evidence_alone_is_judged_by_it(assistant: FakeAssistant) -> None:
    evidence = ("It draws 40 stalls.",)
    record = run_case(Case(id="a", question="How many stalls does it draws?", evidence=evidence), assistant)
    assert (record.rank, record.scores["recall@4"]) == (1, 1)


def test_multiple_choice_is_judged_by_what_the_evidence_speaks_for(assistant: FakeAssistant) -> None:
    case = case_of("Where is the autumn fair that opens?", "Selby", "fair", choices=("Orrin", "Selby", "Kesterby"))
    record = run_case(case, assistant)
    assert (record.chosen, record.scores["choice"], outcome(record)) == ("Selby", 1, "right")
    assert "em" not in record.scores


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
        def _answer(self, query: Query, passages: tuple[Passage, ...]) -> Answer:
            answer = super()._answer(query, passages)
            (good,) = answer.citations
            shifted = replace(good, start=good.start + 1)
            reworded = replace(good, article=replace(good.article, text="Other words."), start=0, end=5, quote="Other")
            unknown = replace(good, article=replace(good.article, id="gone"))
            return replace(answer, citations=(good, shifted, reworded, unknown))

    record = run_case(Case(id="a", question="What do the bridge repairs cost?"), Careless())
    assert [citation.exact for citation in record.citations] == [True, False, False, False]


def test_case_is_asked_as_of_its_day(set_path: Path, assistant: FakeAssistant) -> None:
    run_case(Case(id="a", question="q", as_of=date(2026, 3, 1)), assistant)
    assert set(assistant.asked_as_of) == {date(2026, 3, 1)}


def test_case_without_a_day_is_asked_on_the_day_of_the_run(
    set_path: Path, tmp_path: Path, assistant: FakeAssistant
) -> None:
    questions = load_set(set_path).select("fact")
    folder = started(tmp_path / "run", questions, assistant)
    records = list(continue_run(folder, questions, assistant))
    assert set(assistant.asked_as_of) == {DAY}
    assert {record.query["as_of"] for record in records} == {DAY.isoformat()}


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
    broken, after = records_of(QuestionSet("set", cases), assistant)
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
        def _answer(self, query: Query, passages: tuple[Passage, ...]) -> Answer:
            raise AssertionError("asked")

    questions = load_set(set_path)
    single = replace(questions, cases=tuple(case for case in questions.cases if not case.turns))
    records = records_of(single, Mute(), retrieval_only=True)
    assert not any(record.error or record.asked for record in records)
    assert [outcome(record) for record in records][:5] == [
        *["retrieved"] * 2, "not retrieved", "not in archive", "not judged"
    ]  # fmt: skip
    wanted = {"hit@1", "hit@4", "hit@10", "mrr", "recall@4", "recall@10", "map", "ndcg@10"}
    assert all(set(record.scores) <= wanted for record in records)


def test_fifty_passages_add_hit_at_50(assistant: FakeAssistant) -> None:
    case = Case(id="a", question="mill", articles=("mill",))
    assert "hit@50" in run_case(case, assistant, top_k=50).scores


@pytest.mark.parametrize("jobs", [1, 3])
def test_same_run_twice_differs_only_in_timings(set_path: Path, jobs: int) -> None:
    first = records_of(load_set(set_path), FakeAssistant())
    second = records_of(load_set(set_path), FakeAssistant(), jobs=jobs)
    assert untimed(first) == untimed(second)


def test_jobs_ask_side_by_side(set_path: Path) -> None:
    cases = tuple(Case(id=str(number), question="The mill bridge closes?") for number in range(8))
    begun = time.monotonic()
    records = records_of(QuestionSet("set", cases), FakeAssistant(delay=0.5), jobs=8)
    assert time.monotonic() - begun < 8 * 0.5  # what one after the other takes at least
    assert [record.id for record in records] == [case.id for case in cases]


def test_search_and_answer_see_the_same_passages(set_path: Path) -> None:
    questions = load_set(set_path)
    answered = {record.id: record for record in records_of(questions, FakeAssistant(top_k=10))}
    for searched in records_of(questions, FakeAssistant(top_k=10), retrieval_only=True):
        assert searched.retrieved == answered[searched.id].retrieved
        assert searched.rank == answered[searched.id].rank


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


def test_run_folder_keeps_each_passage_that_a_record_names_once(
    set_path: Path, tmp_path: Path, assistant: FakeAssistant
) -> None:
    questions = load_set(set_path)
    folder = started(tmp_path / "run", questions, assistant)
    list(continue_run(folder, questions, assistant))
    run = folder.load()
    assert {found.key for record in run.records for found in record.retrieved} == set(run.passages)
    assert len(folder.passages_path.read_text().splitlines()) == len(run.passages)
    for passage in run.passages.values():
        assert assistant.archive.article(passage.article).text[passage.start : passage.end] == passage.text


def test_run_that_another_process_continues_is_left_alone(
    set_path: Path, tmp_path: Path, assistant: FakeAssistant
) -> None:
    questions = load_set(set_path)
    folder = started(tmp_path / "run", questions, assistant)
    going_on = continue_run(folder, questions, assistant)
    next(going_on)
    with pytest.raises(RunError, match="Another process"):
        next(continue_run(folder, questions, assistant))
    going_on.close()
    assert len(list(continue_run(folder, questions, assistant))) == len(questions.cases) - 1


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


def test_run_is_not_begun_where_it_would_write_over_a_file(
    set_path: Path, tmp_path: Path, assistant: FakeAssistant
) -> None:
    (tmp_path / "report.md").write_text("mine")
    with pytest.raises(RunError, match=r"holds report\.md.*--out"):
        started(tmp_path, load_set(set_path), assistant)
    assert (tmp_path / "report.md").read_text() == "mine"
    assert not (tmp_path / "run.json").exists()


def test_run_does_not_go_on_from_records_in_another_order(
    set_path: Path, tmp_path: Path, assistant: FakeAssistant
) -> None:
    questions = load_set(set_path)
    folder = started(tmp_path / "run", questions, assistant)
    list(continue_run(folder, questions, assistant))
    first, second, *_ = folder.records_path.read_bytes().splitlines(keepends=True)
    folder.records_path.write_bytes(second + first)
    with pytest.raises(RunError, match=r"line 1, is not of the case that stands there"):
        list(continue_run(folder, questions, assistant))


@pytest.mark.parametrize("jobs", [1, 3])
def test_run_whose_archive_changes_meanwhile_never_becomes_whole(
    set_path: Path, tmp_path: Path, assistant: FakeAssistant, jobs: int
) -> None:
    questions = load_set(set_path)
    folder = RunFolder(tmp_path / "run")
    folder.create(replace(header_of(questions, assistant), jobs=jobs))

    def sync(_: CaseRecord) -> None:
        assistant.archive.snapshot = "snapshot-2"

    with pytest.raises(RunError, match="snapshot-1, now snapshot-2"):
        list(map(sync, continue_run(folder, questions, assistant)))
    assert len(folder.records()) == len(questions.cases) - 1


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
        ("run.json", '{"format": 2}', "is damaged"),
        ("run.json", '{"format": 1}', "older Dateline"),
        ("run.json", '{"format": 99}', "newer Dateline"),
        ("run.json", "[" * 200_000, "cannot be read"),
        ("records.jsonl", '{"id": 1}\n', r"records.jsonl, line 1, cannot be read .* --resume"),
        ("records.jsonl", '{"id":"a","case":"b","turns":[]}\n', r"line 1, cannot be read \(turns"),
        ("records.jsonl", '{"id":"a","case":"b","turns":["c"],"scores":{"mrr":NaN}}\n', r"line 1, cannot be .*scores"),
        ("records.jsonl", '{"id":"a","case":"b","turns":["c"],"verdicts":[5]}\n', r"line 1, cannot be .*verdicts"),
        ("records.jsonl", '{"id":"a","case":"b","turns":["c"],"ask_ms":1e400}\n', r"line 1, cannot be .*ask_ms"),
        ("records.jsonl", '{"id":"a","case":"b","turns":["c"]}\n' * 2, "line 2, is of the same case as line 1"),
        ("passages.jsonl", "{}\n", r"passages.jsonl, line 1, cannot be read .*lack that passage"),
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
from eval.load import load_set
from eval.run import continue_run
from tests.eval.fakes import FakeAssistant
for _ in continue_run(RunFolder(Path(sys.argv[1])), load_set(sys.argv[2]), FakeAssistant(delay=0.03)):
    pass
"""


def resume_until_done(folder: RunFolder, path: Path, cases: int, seed: int) -> int:
    """Start the run's process, kill it at a random moment, and again, until every case has its record: how many kills."""
    chance, kills = random.Random(seed), 0
    while len(folder.records()) < cases:
        process = subprocess.Popen([sys.executable, "-c", RUNNER, folder.path, path], cwd=ROOT)
        begun, before = time.monotonic(), folder.records_path.stat().st_size
        while process.poll() is None and folder.records_path.stat().st_size == before and time.monotonic() - begun < 20:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.1)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
    return kills


@pytest.mark.parametrize(
    ("cases", "jobs", "kills"),
    [pytest.param(40, 1, 2), pytest.param(400, 3, 20, marks=[pytest.mark.slow, pytest.mark.timeout(400)])],
)
def test_run_killed_again_and_again_ends_like_an_undisturbed_one(
    tmp_path: Path, write_set: Any, cases: int, jobs: int, kills: int
) -> None:
    lines = [{"id": f"c{n}", "question": f"The mill bridge closes {n}?", "answers": ["Monday"]} for n in range(cases)]
    path = write_set(*lines)
    questions = load_set(path)
    folder = started(tmp_path / "run", questions, FakeAssistant(), jobs=jobs)
    assert resume_until_done(folder, path, cases, seed=5) >= kills
    undisturbed = started(tmp_path / "other", questions, FakeAssistant(), jobs=jobs)
    list(continue_run(undisturbed, questions, FakeAssistant()))
    assert untimed(folder.records()) == untimed(undisturbed.records())
    assert folder.passages() == undisturbed.passages()


class WithCopies(FakeAssistant):
    """Every article stands in another outlet too."""

    def search(self, question: str | Query, top_k: int = 10, as_of: date | None = None) -> list[Passage]:
        found = super().search(question, top_k, as_of)
        return [replace(one, copies=(self._copy(one),)) for one in found]

    def _copy(self, passage: Passage) -> Copy:
        return Copy(f"{passage.article.id} again", passage.article.title, "EPR", None, None, None)


def test_case_that_names_a_copy_is_a_hit_and_the_run_keeps_what_shows_it(
    write_set: Callable[..., Path], tmp_path: Path
) -> None:
    fields = {"question": "What do the bridge repairs cost?", "answers": ["1,200 crowns"], "articles": ["mill again"]}
    questions = load_set(write_set({"id": "cost", **fields}))
    assistant = WithCopies()
    folder = started(tmp_path / "run", questions, assistant)
    (record,) = continue_run(folder, questions, assistant)
    assert record.retrieved[0].hit
    assert (record.rank, record.scores["map"]) == (1, 1.0)
    assert folder.passages()[record.retrieved[0].key].copies == ("mill again",)


def test_run_that_was_kept_before_copies_were_has_none(write_set: Callable[..., Path], tmp_path: Path) -> None:
    fields = {"question": "What do the bridge repairs cost?", "answers": ["1,200 crowns"], "articles": ["mill"]}
    questions = load_set(write_set({"id": "cost", **fields}))
    folder = started(tmp_path / "run", questions, WithCopies())
    list(continue_run(folder, questions, WithCopies()))
    for path in (folder.passages_path, folder.records_path):
        path.write_text(re.sub(r',"copies":\[[^]]*\]', "", path.read_text()))
    loaded = folder.load()
    assert {passage.copies for passage in loaded.passages.values()} == {()}
    assert {cited.copies for record in loaded.records for cited in record.citations} == {()}
