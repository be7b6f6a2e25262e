"""An archive is embedded anew beside its vectors: it answers throughout, switches at once, and never mixes two models."""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from unittest import mock
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.archive import Archive
from index.chunk import embedding_text
from index.datatypes import Article
from index.embed import NoEmbedder, Vectors
from index.errors import ArchiveBusyError, EmbeddingError
from index.reembed import Reembedded
from index.store.next_vectors import NextVectors
from tests.conftest import REPOSITORY, WordEmbedder


class Tinted(WordEmbedder):
    """Another model: other vectors, of another length. Counts what it embeds."""

    def __init__(self, name: str = "test/tinted", dimensions: int = 48, seconds: float = 0.0) -> None:
        self.name, self.dimensions = name, dimensions
        self.texts, self.seconds = 0, seconds

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        time.sleep(self.seconds)
        return super().embed_texts(texts) if texts else np.empty((0, self.dimensions), np.float32)

    def embed_query(self, text: str) -> Vectors:
        words = [word.strip(".,?") for word in text.casefold().split()]
        rows = [tinted(self.name, word, self.dimensions) for word in words]
        total = np.sum(rows, axis=0) if rows else np.ones(self.dimensions)
        return (total / np.linalg.norm(total)).astype(np.float32)


@lru_cache(maxsize=100_000)
def tinted(name: str, word: str, dimensions: int) -> NDArray[np.float64]:
    return np.random.default_rng(crc32(f"{name} {word}".encode())).normal(size=dimensions)


def article(number: int, turn: int = 0) -> Article:
    text = f"Item{number} was seen on day{turn}. " + f"Nothing{number % 7} else happened. " * 12
    return Article(id=f"a{number}", title=f"Report {number}", text=text, origin=f"file{number}")


def mixed(folder: Path, *embedders: WordEmbedder) -> int:
    """How many vectors are not those of the model that the archive records."""
    with Archive.open(folder, NoEmbedder(), chroma=False) as archive:
        library = archive._library
        numbers = [row[0] for row in library.database.rows("SELECT number FROM chunks")]
        texts, stored = library.texts(numbers), library.embeddings(numbers)
        model = next((one for one in embedders if one.name == library.embedding_name()), None)
        assert model or not numbers
        fresh = {number: model.embed_query(embedding_text(*texts[number])) for number in numbers if model}
        return sum(fresh[n].shape != stored[n].shape or float(fresh[n] @ stored[n]) < 0.99 for n in numbers)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of 700 articles, which take three batches; each test has its own copy."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        archive.sync([article(number) for number in range(700)])
    return folder


@pytest.fixture
def folder(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "archive"))


def begin(folder: Path, embedder: WordEmbedder, steps: int = 1) -> None:
    """Embed anew for so many batches, and break off."""
    running = Archive.reembed_steps(folder, embedder)
    for _ in range(steps):
        next(running)
    running.close()  # type: ignore[attr-defined]


def best(archive: Archive, number: int) -> str:
    whole = article(number)
    hits = archive.nearest(archive.embedder.embed_query(embedding_text(whole.title, whole.text)), 1)
    return archive.passages(hits)[0].article.id


def test_the_archive_has_the_new_embedding_whole_and_only(folder: Path) -> None:
    before = Archive.open(folder, WordEmbedder(), chroma=False)
    snapshot, content = before.status().snapshot, before.content()
    before.close()
    report = Archive.reembed(folder, Tinted())
    assert (report.switched, report.chunks, report.before, report.now) == (True, 700, "test/words", "test/tinted")
    assert mixed(folder, WordEmbedder(), Tinted()) == 0
    with Archive.open(folder, Tinted()) as archive:
        assert archive.verify() == []
        assert archive.status().embedding == "test/tinted"
        assert archive.content() == content
        assert archive.status().snapshot != snapshot
        assert archive.info().next_embedding is None
        assert [best(archive, n) for n in (3, 333, 699)] == ["a3", "a333", "a699"]
        assert archive.status().vectors.startswith("Chroma, in step")
    with Archive.open(folder, Tinted(), chroma=False) as exact:
        assert [best(exact, n) for n in (3, 333, 699)] == ["a3", "a333", "a699"]


def test_another_embedding_is_refused_with_the_command_that_embeds_anew(folder: Path) -> None:
    with pytest.raises(EmbeddingError, match=f"'test/words'.*'test/tinted'.*dateline archive embed --archive {folder}"):
        Archive.open(folder, Tinted())


def test_a_run_that_was_broken_off_goes_on_where_it_was(folder: Path) -> None:
    begin(folder, Tinted(), 2)
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        assert archive.info().next_embedding == "test/tinted"
        assert best(archive, 5) == "a5"
        assert archive.verify() == []
    rest = Tinted()
    assert Archive.reembed(folder, rest).chunks == 700 - 512
    assert rest.texts < 700 - 512 + 10, "beside the rest, only some are embedded, to see that it is the same model"
    assert mixed(folder, Tinted()) == 0


def test_another_model_than_the_one_begun_starts_over(folder: Path) -> None:
    begin(folder, Tinted(), 2)
    third = Tinted("test/third", 20)
    assert Archive.reembed(folder, third).chunks == 700
    assert mixed(folder, Tinted(), third) == 0


def test_the_archives_own_embedding_gives_up_what_was_begun(folder: Path) -> None:
    begin(folder, Tinted())
    report = Archive.reembed(folder, WordEmbedder())
    assert (report.switched, report.chunks, report.now) == (False, 0, "test/words")
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        assert archive.info().next_embedding is None
        assert NextVectors(archive._library.database).count() == 0


def test_an_archive_without_articles_takes_any_embedding(tmp_path: Path) -> None:
    Archive.open(tmp_path / "a", WordEmbedder(), chroma=False).close()
    assert not Archive.reembed(tmp_path / "a", Tinted()).switched
    with Archive.open(tmp_path / "a", Tinted(), chroma=False) as archive:
        assert archive.sync([article(1)]).added == 1


def test_what_is_synced_meanwhile_is_embedded_too(folder: Path) -> None:
    running = Archive.reembed_steps(folder, Tinted())
    next(running)
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        archive.sync([*(article(number, 1) for number in range(10)), *(article(number) for number in range(700, 720))])
        archive.remove(["a20", "a600"])
        assert best(archive, 710) == "a710"
        *_, report = running
    assert isinstance(report, Reembedded)
    assert mixed(folder, WordEmbedder(), Tinted()) == 0
    with Archive.open(folder, Tinted(), chroma=False) as archive:
        assert archive.status().articles == 718
        assert "day1" in archive.article("a5").text
        assert best(archive, 710) == "a710"
        assert archive.verify() == []


def test_the_switch_waits_for_a_sync_that_is_running(folder: Path) -> None:
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        syncing = archive.sync_steps([article(number) for number in range(700, 1300)])
        next(syncing)
        phases: list[str] = []
        for step in Archive.reembed_steps(folder, Tinted()):
            if isinstance(step, Reembedded):
                break
            if step.phase == "waiting" and "waiting" not in phases:
                assert archive.status().embedding == "test/words"
                list(syncing)  # it ends undisturbed
            phases.append(step.phase)
        assert "waiting" in phases
        assert archive.status().articles == 1300
    assert mixed(folder, WordEmbedder(), Tinted()) == 0


def test_who_has_it_open_with_the_former_embedding_is_told_and_compares_nothing(folder: Path) -> None:
    same_length = Tinted("test/same-length", 64)
    for other in (Tinted(), same_length):
        with Archive.open(folder, NoEmbedder(), chroma=False) as opened:
            former = WordEmbedder() if opened.status().embedding == "test/words" else Tinted()
        with Archive.open(folder, former) as archive, Archive.open(folder, former, chroma=False) as exact:
            vector = former.embed_query("Item5 was seen")
            assert archive.nearest(vector, 1)
            assert exact.nearest(vector, 1)
            Archive.reembed(folder, other)
            for one in (archive, exact):
                with pytest.raises(
                    EmbeddingError, match=f"embedded anew with '{other.name}'.*Start this program again"
                ):
                    one.nearest(vector, 1)
                with pytest.raises(EmbeddingError, match="embedded anew"):
                    one.similarities(vector, [1, 2, 3])
                with pytest.raises(EmbeddingError, match="embedded anew"):
                    one.sync([article(9000)])
                assert one.matching(["item5"], 1), "words are found still"
    assert mixed(folder, same_length) == 0


def test_vectors_of_another_model_are_not_stored_whoever_stores_them(folder: Path) -> None:
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        with pytest.raises(EmbeddingError, match="Nothing of them was stored"):
            archive._library.store([], "test/tinted")
        with pytest.raises(EmbeddingError, match=r"of 48 dimensions.*are of 64"):
            archive._library.check_same("test/words", {48})


def test_only_one_process_embeds_anew(folder: Path) -> None:
    running = Archive.reembed_steps(folder, Tinted())
    next(running)
    with pytest.raises(ArchiveBusyError, match="embedding the archive"):
        Archive.reembed(folder, Tinted())
    list(running)
    assert mixed(folder, Tinted()) == 0


def test_a_model_that_changed_under_its_name_is_noticed_and_can_be_embedded_anew(folder: Path) -> None:
    impostor = Tinted("test/words", 64)
    with Archive.open(folder, impostor, chroma=False) as archive:
        with pytest.raises(EmbeddingError, match=r"another model goes by its name.*dateline archive embed"):
            archive.sync([article(9000)])
        assert archive.sync([]).added == 0, "where nothing is embedded, nothing is asked"
        assert archive.status().articles == 700
    begin(folder, impostor)
    assert Archive.reembed(folder, impostor).chunks == 700 - 256
    assert mixed(folder, impostor) == 0


def test_a_model_that_changed_while_the_run_was_broken_off_starts_over(folder: Path) -> None:
    begin(folder, Tinted())
    changed = Tinted()
    changed.embed_query = lambda text: Tinted("otherwise").embed_query(text)  # type: ignore[method-assign]
    assert Archive.reembed(folder, changed).chunks == 700


def test_an_archive_opened_to_be_kept_only_embeds_nothing(folder: Path) -> None:
    Archive.reembed(folder, Tinted())
    with Archive.open(folder, NoEmbedder(), chroma=False) as archive:
        assert archive.verify() == []
        assert archive.remove(["a1"]) == 1
        assert archive.article("a2").title == "Report 2"
        for refused in (lambda: archive.sync([article(1)]), lambda: archive.nearest(np.ones(48, np.float32), 1)):
            with pytest.raises(EmbeddingError, match="read and kept only"):
                refused()


@pytest.mark.parametrize("between", ["backup", "repair", "compact"])
def test_upkeep_in_the_middle_of_it_mixes_nothing(folder: Path, between: str) -> None:
    begin(folder, Tinted())
    if between == "backup":
        with Archive.open(folder, NoEmbedder(), chroma=False) as archive:
            archive.backup(folder.parent / "backup.sqlite3")
        Archive.reembed(folder, Tinted("test/third"))  # what comes after is not in the backup
        folder = folder.parent / "restored"
        Archive.restore(folder.parent / "backup.sqlite3", folder)
    elif between == "repair":
        assert Archive.repair(folder, Tinted("test/third")) == []
    else:
        with Archive.open(folder, NoEmbedder(), chroma=False) as archive:
            archive.compact()
    assert mixed(folder, WordEmbedder()) == 0
    with Archive.open(folder, WordEmbedder(), chroma=False) as archive:
        assert archive.verify() == []
        archive.sync([article(5000)])
    assert Archive.reembed(folder, Tinted()).chunks == 701 - 256
    assert mixed(folder, Tinted()) == 0


def test_a_repair_that_finds_no_name_records_the_embedding_whose_vectors_are_there(folder: Path) -> None:
    for embedder, told in ((WordEmbedder(), "test/words"), (Tinted("test/words", 64), "unknown")):
        with Archive.open(folder, NoEmbedder(), chroma=False) as archive:
            archive._library.database.rows("DELETE FROM meta WHERE key = 'embedding'")
        Archive.repair(folder, embedder)
        with Archive.open(folder, NoEmbedder(), chroma=False) as archive:
            assert archive.status().embedding == told
    assert Archive.reembed(folder, WordEmbedder()).switched
    assert mixed(folder, WordEmbedder()) == 0


MODELS = {name: Tinted(name, size) for name, size in (("one", 16), ("two", 16), ("three", 24))}
WORK = st.lists(
    st.one_of(
        st.tuples(st.just("sync"), st.integers(0, 30)),
        st.tuples(st.just("remove"), st.integers(0, 30)),
        st.tuples(st.sampled_from(["embed", "begin"]), st.sampled_from(sorted(MODELS))),
        st.tuples(st.sampled_from(["repair", "compact", "restore"]), st.just(0)),
    ),
    max_size=8,
)


@settings(max_examples=12, deadline=None)
@given(work=WORK)
def test_whatever_is_done_in_whatever_order_all_vectors_are_of_the_recorded_model(
    tmp_path_factory: pytest.TempPathFactory, work: list[tuple[str, int | str]]
) -> None:
    folder = tmp_path_factory.mktemp("work") / "0"
    with Archive.open(folder, MODELS["one"], chroma=False) as archive:
        archive.sync([article(number) for number in range(40)])
    with mock.patch("index.reembed.BATCH_CHUNKS", 16):
        folder = done(folder, work)
    with Archive.open(folder, NoEmbedder(), chroma=False) as archive:
        assert archive.verify() == []


def done(folder: Path, work: list[tuple[str, int | str]]) -> Path:
    """Do it all, looking after each step; returns the folder of the archive then."""
    for turn, (name, what) in enumerate(work):
        if name in ("embed", "begin"):
            running = Archive.reembed_steps(folder, MODELS[str(what)])
            next(running) if name == "begin" else list(running)
            running.close()  # type: ignore[attr-defined]
        elif name == "restore":
            with Archive.open(folder, NoEmbedder(), chroma=False) as archive:
                archive.backup(folder.parent / f"{turn}.sqlite3")
            folder = folder.parent / f"{turn + 1}"
            Archive.restore(folder.parent / f"{turn}.sqlite3", folder)
        elif name == "repair":
            Archive.repair(folder, MODELS["three"])
        else:
            with Archive.open(folder, NoEmbedder(), chroma=False) as archive:
                model = MODELS[archive.status().embedding]
            with Archive.open(folder, model, chroma=False) as archive:
                act(archive, name, int(what), turn)
        assert mixed(folder, *MODELS.values()) == 0
    return folder


def act(archive: Archive, name: str, what: int, turn: int) -> None:
    if name == "sync":
        archive.sync([article(number, turn) for number in range(what, what + 20)])
    elif name == "compact":
        archive.compact()
    elif f"a{what}" in {id_ for id_, *_ in archive.catalogue()}:
        archive.remove([f"a{what}"])


# The child says after each batch how many are embedded: what it has said must be there after its death.
CHILD = """
import sys
from pathlib import Path
from index.archive import Archive
from tests.index.test_reembed import Tinted
print("open", flush=True)
for step in Archive.reembed_steps(Path(sys.argv[1]), Tinted(seconds=float(sys.argv[2]))):
    print(getattr(step, "done", "switched"), flush=True)
"""

# Another process asks all the while; when it is told to start again it does, with the embedding that is named.
ASKER = """
import sys
from pathlib import Path
from index.archive import Archive
from index.errors import EmbeddingError
from tests.conftest import WordEmbedder
from tests.index.test_reembed import Tinted, best
embedders = [WordEmbedder(), Tinted()]
for embedder in embedders:
    with Archive.open(sys.argv[1], embedder, chroma=False) as archive:
        try:
            asked = 0
            while asked < 200 or embedder is embedders[0]:
                number = asked * 37 % 700
                assert best(archive, number) == f"a{number}", number
                asked += 1
                if asked == 1:
                    print("asking", flush=True)
        except EmbeddingError as error:
            assert "Start this program again" in str(error)
            print("told to start again", flush=True)
"""


def started(script: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY)


def kill_after(folder: Path, seconds: float, pace: float) -> tuple[int, bool]:
    """Embed anew in a process that is killed; returns the last count that it had said, and whether it had switched."""
    with started(CHILD, folder, pace) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        time.sleep(seconds)
        child.kill()
        said = child.stdout.read().split()
    return max((int(word) for word in said if word.isdigit()), default=0), "switched" in said


def check_killed(folder: Path, embedded: int, switched: bool) -> bool:
    """After a kill: opens, is whole, answers, has kept what it said; returns whether it has switched."""
    assert mixed(folder, WordEmbedder(), Tinted()) == 0
    with Archive.open(folder, NoEmbedder(), chroma=False) as archive:
        assert archive.verify() == []
        name = archive.status().embedding
        new = NextVectors(archive._library.database).count()
    assert name == "test/tinted" if switched else new >= embedded or name == "test/tinted"
    model = Tinted() if name == "test/tinted" else WordEmbedder()
    with Archive.open(folder, model, chroma=False) as archive:
        assert best(archive, 77) == "a77"
    return name == "test/tinted"


@pytest.mark.slow
def test_a_killed_run_loses_nothing_that_it_had_done_and_goes_on(folder: Path) -> None:
    with started(ASKER, folder) as asker:
        assert asker.stdout is not None
        assert asker.stdout.readline() == "asking\n"
        for seconds in (0.3, 0.8):
            embedded, switched = kill_after(folder, seconds, 0.4)
            assert not check_killed(folder, embedded, switched), "killed before its three batches were done"
        assert Archive.reembed(folder, Tinted()).switched
        assert asker.stdout.read().splitlines() == ["told to start again", "asking"]
    assert asker.returncode == 0
    assert mixed(folder, Tinted()) == 0


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_runs_killed_at_random_moments_end_in_one_model_or_the_other(folder: Path) -> None:
    rng = random.Random(20)
    switches = 0
    for _ in range(20):
        embedded, switched = kill_after(folder, rng.random() * 0.7, 0.12)
        if check_killed(folder, embedded, switched):
            switches += 1
            Archive.reembed(folder, WordEmbedder())
    assert 0 < switches < 20
    assert mixed(folder, WordEmbedder()) == 0


@pytest.fixture
def syncing(tmp_path: Path) -> Path:
    """A file of records that a sync takes long to read."""
    path = tmp_path / "more.jsonl"
    records = [{"id": f"m{n}", "title": f"More {n}", "text": f"More{n} was heard. " * 30} for n in range(3000)]
    path.write_text("\n".join(map(json.dumps, records)))
    return path


def test_a_sync_killed_in_the_middle_of_it_mixes_nothing(folder: Path, syncing: Path) -> None:
    script = (
        "import sys; from index.archive import Archive; from tests.conftest import WordEmbedder\n"
        "for step in Archive.open(sys.argv[1], WordEmbedder(), chroma=False).sync_steps([sys.argv[2]]):\n"
        "    print('step', flush=True)"
    )
    running = Archive.reembed_steps(folder, Tinted())
    next(running)
    with started(script, folder, syncing) as child:
        assert child.stdout is not None
        child.stdout.readline()
        next(running)
        child.kill()
    *_, report = running
    assert isinstance(report, Reembedded)
    assert report.switched
    assert mixed(folder, WordEmbedder(), Tinted()) == 0
