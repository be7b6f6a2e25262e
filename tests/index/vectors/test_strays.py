"""Rows that Chroma's own searches miss are found all the same."""

from pathlib import Path
from typing import Any

import pytest
from chromadb import Collection

from index.archive import Archive
from index.vectors.place import ChromaServer
from tests.index.test_reembed import Tinted, article, best
from tests.vector_archives import made_articles, opened, settled, top

Vectors = ChromaServer | bool


def never_finds(monkeypatch: pytest.MonkeyPatch, rows: set[str]) -> None:
    """From now on Chroma's searches miss these rows, as when no link of its graph leads to them."""
    ask = Collection.query

    def query(self: Collection, **more: Any) -> Any:
        found = ask(self, **more | {"n_results": more["n_results"] + len(rows)})
        for number, ids in enumerate(found["ids"]):
            seen = [place for place, row in enumerate(ids) if row not in rows][: more["n_results"]]
            found["ids"][number] = [ids[place] for place in seen]
            distances = found["distances"] or []
            distances[number] = [distances[number][place] for place in seen]
        return found

    monkeypatch.setattr(Collection, "query", query)


def test_rows_that_chroma_misses_are_found(tmp_path: Path, vectors: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path / "archive", vectors) as archive:
        archive.sync(made_articles(60))
        never_finds(monkeypatch, {"3", "70"})  # one of them was found until others were added
        archive.sync(made_articles(80))
        assert "in step" in archive.status().vectors
        assert [top(archive, n) for n in range(80)] == [str(n) for n in range(80)]
        archive.remove(["69"])
        assert top(archive, 69) != "69"
    with opened(tmp_path / "archive", vectors) as archive:
        assert "in step" in settled(archive)
        assert top(archive, 2) == "2"


def test_each_search_gives_the_best_of_both_in_order(
    tmp_path: Path, vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path / "archive", vectors) as archive, opened(tmp_path / "archive", False) as exact:
        never_finds(monkeypatch, {str(number) for number in range(1, 40, 9)})
        archive.sync(made_articles(40))
        vector = archive.embedder.embed_query("part3 and part4 were seen")
        found, wanted = archive.nearest(vector, 15), exact.nearest(vector, 15)
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in wanted], abs=0.001)
        assert len({hit.chunk_id for hit in found}) == 15


def test_in_a_large_archive_what_is_new_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.vectors.strays.ASKED", 30)
    with opened(tmp_path / "archive") as archive:
        archive.sync(made_articles(100))
        never_finds(monkeypatch, {"105"})
        archive.sync(made_articles(110))
        archive.sync(made_articles(111))
        assert top(archive, 104) == "104"


@pytest.mark.slow
def test_articles_that_share_most_of_their_text_are_all_found(tmp_path: Path) -> None:
    for trial in range(20):  # HNSW itself misses one of the last ten in every tenth trial or so
        with Archive.open(tmp_path / str(trial), Tinted()) as archive:
            archive.sync([article(number) for number in range(60)])
            assert best(archive, 7) == "a7"
            archive.sync([article(number) for number in range(50, 70)])
            assert [best(archive, number) for number in range(70)] == [f"a{number}" for number in range(70)]
