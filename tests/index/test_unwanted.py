"""Files and pages that a person leaves out by name are no part of the sources, and fail no sync."""

from pathlib import Path

import pytest

from index.archive import Archive
from tests.command_line import dateline


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    (folder / "drafts").mkdir(parents=True)
    for name in ("pier.txt", "mill.draft.txt", "drafts/quay.txt"):
        (folder / name).write_text(f"{name} is shut\n\nThe gates of {name} were shut on Friday.\n")
    (folder / "broken.pdf").write_bytes(bytes(range(256)) * 9)
    return folder


def files(archive: Archive) -> set[str]:
    return {Path(article.origin).name for article in archive.articles()}


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("broken.pdf", {"pier.txt", "mill.draft.txt", "quay.txt"}),
        ("*.draft.txt", {"pier.txt", "quay.txt"}),
        ("drafts/*", {"pier.txt", "mill.draft.txt"}),
        ("drafts/", {"pier.txt", "mill.draft.txt"}),
        ("news/drafts/quay.*", {"pier.txt", "mill.draft.txt"}),
        ("quay", {"pier.txt", "mill.draft.txt", "quay.txt"}),
    ],
)
def test_what_fits_a_pattern_is_not_read(archive: Archive, news: Path, pattern: str, left: set[str]) -> None:
    archive.sync([news], leave_out=[pattern])
    assert files(archive) == left


def test_known_bad_files_that_are_left_out_fail_no_sync(archive: Archive, news: Path) -> None:
    assert len(archive.sync([news]).failed) == 1
    report = archive.sync([news], leave_out=["*.pdf"])
    assert (report.failed, report.notes) == ((), ("1 file or page was left out by name.",))
    assert archive.sync([news], leave_out=["*.pdff", "*.pdf"]).failed == ()
    (news / "broken.pdf").unlink()
    assert archive.sync([news], leave_out=["*.pdf"]).notes == (
        "Nothing was left out by name: no file and no page is called so.",
    )


def test_what_came_from_a_file_that_is_left_out_leaves_and_comes_back(archive: Archive, news: Path) -> None:
    archive.sync([news], leave_out=["*.pdf"])
    assert archive.sync([news], leave_out=["*.pdf", "drafts/*"]).removed == 1
    assert archive.sync([news], leave_out=["*.pdf"]).added == 1


def test_all_of_a_source_left_out_by_accident_empties_no_archive(archive: Archive, news: Path) -> None:
    archive.sync([news], leave_out=["*.pdf"])
    report = archive.sync([news], leave_out=["*"])
    assert report.removed == 0
    assert len(files(archive)) == 3
    assert report.notes[0].startswith(f"All article files in {news} were left out by name. 3 articles from there stay")


def test_the_command_takes_several_patterns(news: Path, tmp_path: Path) -> None:
    names = ("--leave-out", "*.pdf", "--leave-out", "*.draft.txt")
    done = dateline("sync", "news", "-a", "archive", *names, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("2 articles added")
    assert "2 files or pages were left out by name." in done.stdout
