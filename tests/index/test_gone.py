"""What becomes of articles whose source is gone, and of those removed for good, when their sources are synced."""

from pathlib import Path

from index.archive import Archive


def test_articles_whose_source_is_gone_are_kept_when_asked_for(archive: Archive, articles_folder: Path) -> None:
    archive.sync([articles_folder])
    text = (articles_folder / "bridge.txt").read_text()
    (articles_folder / "bridge.txt").unlink()
    report = archive.sync([articles_folder], keep_removed=True)

    assert (report.removed, archive.status().articles, len(archive.gone())) == (0, 3, 1)
    assert report.notes == ("1 article is kept although its source is gone.",)
    assert archive.matching(["bridge"], 5)
    assert archive.sync([articles_folder], keep_removed=True).notes == ()  # said once

    (articles_folder / "bridge.txt").write_text(text)
    assert archive.sync([articles_folder]).unchanged == 3
    assert archive.gone() == {}


def test_kept_articles_leave_with_the_next_sync_that_keeps_nothing(archive: Archive, articles_folder: Path) -> None:
    archive.sync([articles_folder])
    (articles_folder / "bridge.txt").unlink()
    archive.sync([articles_folder], keep_removed=True)

    assert archive.sync([articles_folder]).removed == 1
    assert archive.status().articles == 2


def test_an_article_removed_for_good_stays_away_until_again(archive: Archive, articles_folder: Path) -> None:
    archive.sync([articles_folder])
    victim = archive.passages(archive.matching(["bridge"], 1))[0].article
    archive.remove([victim.id])
    path = articles_folder / "bridge.txt"
    path.rename(path.with_name("renamed.txt"))
    report = archive.sync([articles_folder])

    assert (report.added, archive.status().articles) == (0, 2)
    assert report.notes == ("1 article was left out: it was removed for good. --again takes it.",)
    path.with_name("renamed.txt").rename(path)
    assert archive.sync([articles_folder], again=True).added == 1
    assert archive.article(victim.id) == victim
