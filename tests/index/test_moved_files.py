"""Files that were renamed or moved, and records moved between them: articles keep their past, and two stay two."""

import json
import os
import shutil
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import SyncReport
from index.files import is_absent, origin_of
from tests.conftest import WordEmbedder

SHUT, OPEN = "Ferries stayed in the harbour of Hallin.", "Ferries sail again from the harbour of Hallin."


def write(path: Path, text: str = OPEN) -> Path:
    path.write_text(f"Port of Hallin\n\n{text}\n")
    return path


def synced_twice(archive: Archive, file: Path) -> None:
    """An article with a former version."""
    write(file, SHUT)
    archive.sync([file.parent])
    write(file)
    archive.sync([file.parent])


def counts(report: SyncReport) -> tuple[int, int, int, int, int]:
    assert report.failed == ()
    return report.added, report.changed, report.removed, report.unchanged, report.chunks


def versions(archive: Archive) -> list[int]:
    return [len(archive.history(article.id)) for article in archive.articles()]


def test_renamed_file_keeps_its_history_and_is_not_embedded_again(archive: Archive, news: Path) -> None:
    synced_twice(archive, news / "port.txt")
    (news / "port.txt").rename(news / "harbour.txt")
    assert counts(archive.sync([news])) == (0, 0, 0, 1, 0)
    assert versions(archive) == [2]
    (only,) = archive.articles()
    assert only.origin.endswith("harbour.txt")
    assert archive.raw(only.id) == OPEN
    assert counts(archive.sync([news])) == (0, 0, 0, 1, 0)

    write(news / "harbour.txt", SHUT)
    assert counts(archive.sync([news]))[:4] == (0, 1, 0, 0)
    assert versions(archive) == [3]


def test_moved_folder_takes_its_articles_along(tmp_path: Path, archive: Archive, news: Path) -> None:
    synced_twice(archive, news / "port.txt")
    news.rename(tmp_path / "moved")
    assert counts(archive.sync([tmp_path / "moved"])) == (0, 0, 0, 1, 0)
    assert versions(archive) == [2]


def test_copy_of_a_file_that_is_there_is_an_article_of_its_own(archive: Archive, news: Path) -> None:
    synced_twice(archive, news / "port.txt")
    shutil.copy(news / "port.txt", news / "copy.txt")
    assert counts(archive.sync([news]))[:4] == (1, 0, 0, 1)
    assert sorted(versions(archive)) == [1, 2]


def test_of_two_new_names_one_has_the_history(archive: Archive, news: Path) -> None:
    synced_twice(archive, news / "port.txt")
    shutil.copy(news / "port.txt", news / "a.txt")
    (news / "port.txt").rename(news / "b.txt")
    assert counts(archive.sync([news]))[:4] == (1, 0, 0, 1)
    assert sorted(versions(archive)) == [1, 2]


def test_of_two_old_names_nobody_knows_which_is_meant(archive: Archive, news: Path) -> None:
    synced_twice(archive, news / "port.txt")
    write(news / "other.txt")
    archive.sync([news])
    (news / "other.txt").unlink()
    (news / "port.txt").rename(news / "new.txt")
    assert counts(archive.sync([news]))[:4] == (1, 0, 2, 0)


def test_file_moved_and_changed_at_once_is_a_new_article(archive: Archive, news: Path) -> None:
    synced_twice(archive, news / "port.txt")
    (news / "port.txt").unlink()
    write(news / "harbour.txt", "The port of Hallin was sold.")
    assert counts(archive.sync([news]))[:4] == (1, 0, 1, 0)


def test_old_name_can_be_used_again(archive: Archive, news: Path) -> None:
    synced_twice(archive, news / "port.txt")
    (news / "port.txt").rename(news / "harbour.txt")
    archive.sync([news])
    write(news / "port.txt", "A second port was built.")
    assert counts(archive.sync([news]))[:4] == (1, 0, 0, 1)
    assert sorted(versions(archive)) == [1, 2]


def test_records_of_a_moved_file_keep_their_history(archive: Archive, news: Path) -> None:
    file = news / "all.jsonl"
    record = '{{"title": "Port of Hallin", "text": "{}"}}\n{{"title": "Quay", "text": "The quay is shut."}}\n'
    for text in (SHUT, OPEN):
        file.write_text(record.format(text))
        archive.sync([news])
    file.rename(news / "renamed.jsonl")
    assert counts(archive.sync([news])) == (0, 0, 0, 2, 0)
    assert sorted(versions(archive)) == [1, 2]


def test_move_is_kept_when_the_archive_is_opened_again(tmp_path: Path, news: Path) -> None:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        synced_twice(archive, news / "port.txt")
        (news / "port.txt").rename(news / "harbour.txt")
        archive.sync([news])
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        assert versions(archive) == [2]
        assert archive.verify() == []


def test_same_words_in_another_source_that_is_there_are_an_article_of_their_own(
    archive: Archive, news: Path, other: Path
) -> None:
    synced_twice(archive, news / "port.txt")
    shutil.copytree(news, other, dirs_exist_ok=True)
    assert counts(archive.sync([other]))[:4] == (1, 0, 0, 0)
    assert sorted(versions(archive)) == [1, 2]


def test_file_whose_name_is_no_text_is_not_taken_for_gone(tmp_path: Path) -> None:
    named = os.fsencode(tmp_path) + b"/bad\xffname.txt"
    Path(os.fsdecode(named)).write_text("x")
    assert not is_absent(origin_of(os.fsdecode(named)))
    assert not is_absent("https://gazette.example/a")
    assert is_absent(str(tmp_path / "none.txt"))


def test_file_that_comes_back_after_its_article_moved_to_another_source_is_read_again(
    archive: Archive, news: Path, other: Path
) -> None:
    write(news / "port.txt")
    archive.sync([news])
    before = (news / "port.txt").stat()
    (news / "port.txt").unlink()
    archive.sync([write(other / "harbour.txt").parent])

    os.utime(write(news / "port.txt"), ns=(before.st_atime_ns, before.st_mtime_ns))
    archive.sync([news])
    (other / "harbour.txt").unlink()
    archive.sync([other], emptied=True)
    assert [article.origin for article in archive.articles()] == [origin_of(news / "port.txt")]


def lines(*titles: str) -> str:
    return "\n".join(json.dumps({"title": title, "text": f"The {title} of Hallin has shut."}) for title in titles)


def history(archive: Archive, title: str) -> int:
    (found,) = [article for article in archive.articles() if article.title == title]
    return len(archive.history(found.id))


@pytest.mark.parametrize(("old", "new"), [("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl"), ("a.jsonl", "new.jsonl")])
def test_record_without_an_id_that_moves_between_files_that_stay_keeps_its_history(
    archive: Archive, news: Path, old: str, new: str
) -> None:
    (news / "b.jsonl").write_text(lines("pier"))
    (news / old).write_text(lines("mill").replace("has shut", "is open"))
    archive.sync([news])
    (news / old).write_text(lines("mill", "quay"))
    archive.sync([news])
    assert history(archive, "mill") == 2
    (news / old).write_text(lines("quay"))
    kept = (news / new).read_text().splitlines() if (news / new).exists() else []
    (news / new).write_text("\n".join([*kept, lines("mill")]))

    report = archive.sync([news])
    assert (report.added, report.changed, report.removed, report.chunks) == (0, 0, 0, 0)
    assert history(archive, "mill") == 2
    again = counts(archive.sync([news]))
    assert again == (0, 0, 0, archive.status().articles, 0)


@pytest.mark.parametrize(("old", "new"), [("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")])
def test_record_without_an_id_that_is_copied_into_another_file_is_one_more(
    archive: Archive, news: Path, old: str, new: str
) -> None:
    (news / old).write_text(lines("mill"))
    archive.sync([news])
    (news / old).write_text(lines("mill", "quay"))
    (news / new).write_text(lines("mill"))
    assert counts(archive.sync([news]))[:4] == (2, 0, 0, 1)
    assert sorted(article.title for article in archive.articles()) == ["mill", "mill", "quay"]


def test_words_of_a_file_that_says_something_else_now_do_not_take_its_history_away(
    archive: Archive, news: Path
) -> None:
    synced_twice(archive, news / "port.txt")
    write(news / "a.txt", OPEN)
    write(news / "port.txt", "The harbour of Hallin was sold.")
    assert counts(archive.sync([news]))[:4] == (1, 1, 0, 0)
    assert sorted(versions(archive)) == [1, 3]
