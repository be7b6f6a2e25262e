"""Who says what is stored with each article, found by speaker under all spellings, and gone with the article."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from index import Archive, Article, Filter
from index.errors import NoSuchArticleError
from index.speakers import attributions
from tests.conftest import WordEmbedder

SAID = (
    "Ada Lind, the mayor, said that the bridge would hold. “It is new,” said Bo Hart. Officials said that it was late."
)
LATER = "Ada Lind said that Tarnwick needs a second bridge."


def article(id_: str, text: str, day: int) -> Article:
    return Article(id=id_, title="Bridge", text=text, origin=f"{id_}.txt", published=date(2031, 3, day))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive.open(tmp_path, WordEmbedder(), chroma=False)
    archive.sync([article("a", SAID, 1), article("b", LATER, 2)])
    return archive


def contents(archive: Archive, name: str, only: Filter = Filter()) -> list[tuple[str, str]]:  # noqa: B008
    return [(id_, one.content) for id_, one in archive.said_by(name, only)]


def test_attributions_of_an_article_are_those_of_its_text(archive: Archive) -> None:
    assert archive.attributions("a") == tuple(attributions(SAID)) != ()
    with pytest.raises(NoSuchArticleError):
        archive.attributions("z")


def test_speaker_is_found_by_family_name_latest_article_first(archive: Archive) -> None:
    found = [("b", "that Tarnwick needs a second bridge"), ("a", "that the bridge would hold")]
    assert contents(archive, "Lind") == contents(archive, "Ada Lind") == found
    assert contents(archive, "Eva Lind") == []
    assert contents(archive, "Lind", Filter(before=date(2031, 3, 1))) == found[1:]
    assert len(archive.said_by("Lind", limit=1)) == 1


@pytest.mark.parametrize("name", ["Berg", "Olof Krans", "Cara Moss"])
def test_what_several_say_is_found_by_each_of_them_and_told_once(archive: Archive, name: str) -> None:
    text = "Anna Berg and Olof Krans said that it was late. “It is new,” said Cara Moss, Olof Krans and Anna Berg."
    archive.sync([article("c", text, 3)])
    assert ("c", "“It is new,”") in contents(archive, name)
    assert len(contents(archive, name)) == (1 if name == "Cara Moss" else 2)
    assert archive.attributions_in({"c": text})["c"] == tuple(attributions(text))


def test_no_one_is_made_of_the_given_name_of_one_and_the_family_of_another(archive: Archive) -> None:
    archive.sync([article("c", "Anna Berg and Olof Krans said that it was late.", 3)])
    assert contents(archive, "Anna Krans") == []


def test_speaker_is_found_under_another_spelling(archive: Archive) -> None:
    (archive.folder / "names.txt").write_text("Lind = Lynd\n", encoding="utf-8")
    assert len(contents(archive, "Lynd")) == 2


def test_removed_or_changed_article_leaves_nothing_said(archive: Archive) -> None:
    archive.sync([article("a", "Nothing was said.", 1)])
    assert contents(archive, "Hart") == []
    archive._library.remove(["b"])
    assert contents(archive, "Lind") == []


def test_library_of_format_4_is_filled_as_it_is_opened(archive: Archive) -> None:
    archive.close()
    connection = sqlite3.connect(archive.folder / "library.sqlite3")
    connection.executescript(
        "DROP TABLE attributions; ALTER TABLE tombstones DROP COLUMN words; PRAGMA user_version = 4;"
    )
    connection.close()
    with Archive.open(archive.folder, WordEmbedder(), chroma=False) as again:
        assert len(contents(again, "Lind")) == 2


def test_attributions_by_older_rules_are_renewed_at_the_next_sync(archive: Archive) -> None:
    archive.close()
    connection = sqlite3.connect(archive.folder / "library.sqlite3")
    connection.executescript(
        "UPDATE attributions SET speaker = 'Old'; DELETE FROM meta WHERE key = 'attribution_rules';"
    )
    connection.close()
    with Archive.open(archive.folder, WordEmbedder(), chroma=False) as again:
        steps = list(again.sync_steps([article("d", "Nothing was said.", 4)]))
        assert [(one.done, one.total) for one in steps if getattr(one, "phase", "") == "speakers"][-1] == (3, 3)
        assert len(contents(again, "Lind")) == 2
        assert again.attributions("a") == tuple(attributions(SAID))


def test_attributions_by_these_rules_are_left_alone(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.library.attribute_each", None)
    archive.sync([article("d", "“It holds,” said Ada Lind.", 4)])
    assert len(contents(archive, "Lind")) == 3


def test_first_sync_attributes_no_article_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.library.attribute_each", None)
    with Archive.open(tmp_path / "new", WordEmbedder(), chroma=False) as archive:
        assert archive.sync([article("a", SAID, 1)]).added == 1


def test_nothing_said_is_looked_up_in_a_text_that_is_not_the_stored_one(archive: Archive) -> None:
    assert archive.said_in(["Lind"], {"a": SAID}).keys() == {"a"}
    assert archive.said_in(["Lind"], {"a": "It had rained a lot. " + SAID}) == {}


def test_text_that_is_not_the_stored_one_is_read_anew(archive: Archive) -> None:
    changed = "It had rained. " + SAID
    found = archive.attributions_in({"a": changed, "b": LATER, "z": SAID})
    assert found == {id_: tuple(attributions(text)) for id_, text in (("a", changed), ("b", LATER), ("z", SAID))}


def test_stored_attributions_are_not_read_anew(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.sync([article("c", "The bridge is new.", 3)])
    monkeypatch.setattr("index.store.stored_attributions.attributions", None)
    found = archive.attributions_in({"a": SAID, "c": "The bridge is new."})
    assert found == {"a": tuple(attributions(SAID)), "c": ()}
