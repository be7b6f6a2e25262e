from pathlib import Path

from index.archive import Archive
from index.datatypes import Article
from tests.conftest import WordEmbedder


def news(turn: int) -> list[Article]:
    return [
        Article(
            str(n), f"Report {n}", f"Item{n} of turn{turn}. " + f"Wave{n} broke. " * (n % 40), origin=f"document:{n}"
        )
        for n in range(450)
    ]


def test_every_vector_is_found_after_all_articles_have_changed(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder()) as archive:
        for turn in range(5):
            archive.sync(news(turn))
            assert archive._vectors.chroma
            missed, looked = archive._vectors.chroma.unfound(450)
            assert (missed, looked) == (0, 450)
