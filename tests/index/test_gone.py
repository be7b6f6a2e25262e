"""What becomes of articles whose source is gone, and of those removed for good, when their sources are synced."""

import json
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


def test_records_that_were_kept_leave_with_it_too_though_their_file_is_as_it_was(
    archive: Archive, tmp_path: Path
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    lines = [json.dumps({"id": name, "title": name, "text": f"The {name} has shut."}) for name in ("pier", "mill")]
    (news / "records.jsonl").write_text("\n".join(lines))
    (news / "port.txt").write_text("Port shut\n\nThe port is shut until noon.\n")
    archive.sync([news])
    (news / "records.jsonl").write_text(lines[0])
    assert archive.sync([news], keep_removed=True).unchanged == 2
    assert archive.sync([news], keep_removed=True).removed == 0
    assert [*archive.gone()] == ["mill"]
    other = tmp_path / "other.txt"
    other.write_text("Quay open\n\nThe quay is open again.\n")
    assert archive.sync([other]).removed == 0, "other sources leave it alone"

    report = archive.sync([news])
    assert (report.removed, report.unchanged, report.notes) == (1, 2, ())
    assert sorted(article.title for article in archive.articles()) == ["Port shut", "Quay open", "pier"]


def test_a_kept_record_that_has_moved_to_another_file_stays(archive: Archive, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    lines = [json.dumps({"id": name, "title": name, "text": f"The {name} has shut."}) for name in ("pier", "mill")]
    (news / "a.jsonl").write_text("\n".join(lines))
    archive.sync([news])
    (news / "a.jsonl").write_text(lines[0])
    archive.sync([news], keep_removed=True)
    (news / "b.jsonl").write_text(lines[1])

    report = archive.sync([news])
    assert (report.removed, report.unchanged, archive.gone()) == (0, 2, {})


def test_a_removed_record_does_not_come_back_under_another_headline(archive: Archive, tmp_path: Path) -> None:
    pier = {"title": "Pier shut", "text": "The pier has shut.", "published": "2026-03-06"}
    mill = {"title": "Mill shut", "text": "The mill has shut.", "published": "2026-03-06"}
    file = tmp_path / "records.jsonl"

    def sync(*records: dict[str, str], again: bool = False) -> list[str]:
        file.write_text("\n".join(map(json.dumps, records)))
        archive.sync([file], again=again)
        return sorted(article.title for article in archive.articles())

    sync(pier, mill)
    archive.remove([article.id for article in archive.articles() if article.title == "Pier shut"])
    assert sync(mill, pier | {"title": "Pier closed for good"}) == ["Mill shut"]
    assert sync(mill, pier | {"published": "2027-03-06"}) == ["Mill shut", "Pier shut"], "the same words a year later"
    assert sync(mill, pier | {"title": "Pier closed for good"}, again=True) == ["Mill shut", "Pier closed for good"]


def test_of_two_records_of_the_same_words_and_day_the_one_not_removed_may_get_another_headline(
    archive: Archive, tmp_path: Path
) -> None:
    file = tmp_path / "records.jsonl"
    records = [{"title": f"Weather {name}", "text": "Rain.", "published": "2026-03-06"} for name in ("north", "south")]
    file.write_text("\n".join(map(json.dumps, records)))
    archive.sync([file])
    archive.remove([article.id for article in archive.articles() if article.title == "Weather north"])
    file.write_text(json.dumps(records[1] | {"title": "Weather in the south"}))
    archive.sync([file])
    assert [article.title for article in archive.articles()] == ["Weather in the south"]
