"""A process that does one task and says how far it has got: what it has said must be there after its death."""

import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from index.archive import Archive
from index.store.library import FILE_NAME, Library
from index.vectors.place import ChromaServer, read_place
from tests.conftest import WordEmbedder

LATER = "test/later"
Say = Callable[..., None]


class LaterEmbedder(WordEmbedder):
    """Another model of the same kind."""

    name = LATER

    def embed_query(self, text: str):  # type: ignore[no-untyped-def]
        return super().embed_query(f"later {text}")


class NoMoreEmbedding(WordEmbedder):
    """The archive's model, which must not be asked for what is stored already."""

    def __init__(self, name: str) -> None:
        self.name = name

    def embed_texts(self, texts):  # type: ignore[no-untyped-def]
        if texts:
            raise AssertionError("embedded anew")
        return super().embed_texts(texts)


def own_embedder(folder: Path) -> WordEmbedder:
    """The model that the archive has at this moment: a re-embedding may have been killed before or after its switch."""
    if not (folder / FILE_NAME).exists():
        return WordEmbedder()
    with closing(Library(folder)) as library:
        return LaterEmbedder() if library.embedding_name() == LATER else WordEmbedder()


def own_vectors(folder: Path) -> ChromaServer | bool:
    """What the settings would say of Chroma: the server where the vectors are, if they are on one."""
    return read_place(folder / "chroma")[1] or True


def say_steps(steps: Iterable[object], say: Say) -> None:
    for step in steps:
        say("step", getattr(step, "phase", "report"), getattr(step, "articles", 0))


def sync(folder: Path, source: Path, say: Say, chroma: bool = False) -> None:
    with Archive.open(folder, own_embedder(folder), chroma=chroma and own_vectors(folder)) as archive:
        say("open")
        say_steps(archive.sync_steps([source]), say)


def watch(folder: Path, source: Path, say: Say) -> None:
    """The first round; a watch goes on without end, and closing it is part of what can be killed."""
    with Archive.open(folder, own_embedder(folder), chroma=False) as archive:
        say("open")
        steps = archive.watch_steps([source])
        for step in steps:
            say("step", getattr(step, "phase", "report"), getattr(step, "articles", 0))
            if not hasattr(step, "phase"):
                break


def remove(folder: Path, victims: list[str], say: Say) -> None:
    with Archive.open(folder, own_embedder(folder), chroma=False) as archive:
        say("open")
        for victim in victims:
            archive.remove([victim])
            say("removed", victim)


def compact(folder: Path, say: Say) -> None:
    with Archive.open(folder, own_embedder(folder), chroma=own_vectors(folder)) as archive:
        say("open")
        archive.compact()


def backup(folder: Path, say: Say) -> None:
    target = folder.with_name("backup")
    target.unlink(missing_ok=True)
    with Archive.open(folder, own_embedder(folder), chroma=False) as archive:
        say("open")
        archive.backup(target)
        say("backup", target)
    shutil.rmtree(folder.with_name("restored"), ignore_errors=True)
    Archive.restore(target, folder.with_name("restored"))
    say("restored", folder.with_name("restored"))


def embed(folder: Path, say: Say) -> None:
    other = WordEmbedder() if own_embedder(folder).name == LATER else LaterEmbedder()
    say("open")
    say_steps(Archive.reembed_steps(folder, other), say)


def move(folder: Path, url: str, say: Say) -> None:
    to = None if read_place(folder / "chroma")[1] else ChromaServer(url)
    with Archive.open(folder, own_embedder(folder), chroma=own_vectors(folder)) as archive:
        say("open")
        say_steps(archive.move_steps(to), say)


def heal(folder: Path) -> None:
    """Chroma comes into step, finds what exact search finds, and nothing is embedded for it."""
    embedder = own_embedder(folder)
    with Archive.open(folder, NoMoreEmbedding(embedder.name), chroma=own_vectors(folder)) as archive:
        assert archive.verify() == [], archive.verify()
        assert archive.status().vectors.endswith(", in step"), archive.status().vectors
        assert archive._vectors.chroma is not None
        for text in ("Record 7 of turn 2.", "Harbour33 was quiet.", "Title r12"):
            vector = embedder.embed_query(text)
            found, exact = archive._vectors.chroma.nearest(vector, 10) or [], archive._vectors.exact.nearest(vector, 10)
            good = [hit for hit in found if hit.score >= exact[-1].score - 0.01]
            assert len(good) >= 8, (text, found, exact)


def main() -> None:
    """Do the task, and say so."""
    task, folder, source, url, *victims = sys.argv[1:]

    def say(*words: object) -> None:
        print(*words, flush=True)

    archive = Path(folder)
    if task in ("sync", "update", "sync with Chroma"):
        sync(archive, Path(source), say, task == "sync with Chroma")
    elif task == "watch":
        watch(archive, Path(source), say)
    elif task == "remove":
        remove(archive, victims, say)
    elif task == "move":
        move(archive, url, say)
    elif task == "heal":
        heal(archive)
    else:
        {"compact": compact, "backup": backup, "embed": embed}[task](archive, say)
    say("done")


if __name__ == "__main__":
    main()
