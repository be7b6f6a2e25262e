"""Names of fields are remembered with the archive, and no record loses its past, or leaves, because of another name."""

import json
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import SyncReport

NAMES = {"title": "hed", "text": "copy", "published": "when"}
MILLS = [
    {"hed": f"Mill {n} shuts", "copy": f"Mill {n} in Drosk has shut its gates.", "when": f"2026-04-0{n}"}
    for n in (1, 2, 3)
]


def write(file: Path, records: list[dict[str, str]] = MILLS) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(map(json.dumps, records)))
    return file


def titles(archive: Archive) -> list[str]:
    return sorted(article.title for article in archive.articles())


def counts(report: SyncReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


@pytest.mark.parametrize("source", ["news", "news/mills.jsonl", "news/*.jsonl"])
def test_names_said_once_hold_for_the_syncs_that_follow(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file = write(tmp_path / "news" / "mills.jsonl")
    archive.sync([source], fields=NAMES)
    write(file, [*MILLS, MILLS[0] | {"hed": "Mill 4 shuts", "copy": "Mill 4 in Drosk has shut, too."}])

    assert counts(archive.sync([source])) == (1, 0, 0, 3)
    assert titles(archive) == [f"Mill {n} shuts" for n in (1, 2, 3, 4)]


def test_names_hold_for_files_that_come_later_to_the_folder_and_for_no_other(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "news" / "a.jsonl", MILLS[:1])
    archive.sync([tmp_path / "news"], fields=NAMES)
    write(tmp_path / "news" / "b.jsonl", MILLS[1:])
    other = write(tmp_path / "other" / "c.jsonl")

    assert counts(archive.sync([tmp_path / "news"])) == (2, 0, 0, 1)
    assert len(archive.sync([other]).failed) == 3


def test_names_of_a_file_go_before_those_of_its_folder_until_the_folder_is_named_anew(
    archive: Archive, tmp_path: Path
) -> None:
    file = write(tmp_path / "news" / "a.jsonl", [{**MILLS[0], "kicker": "Drosk"}])
    archive.sync([tmp_path / "news"], fields=NAMES)
    archive.sync([file], fields=NAMES | {"title": "kicker"})
    assert archive.sync([tmp_path / "news"]).unchanged == 1
    assert titles(archive) == ["Drosk"]

    assert archive.sync([tmp_path / "news"], fields=NAMES).changed == 1
    assert titles(archive) == ["Mill 1 shuts"]


def test_the_same_names_again_read_nothing_again(archive: Archive, tmp_path: Path) -> None:
    file = write(tmp_path / "mills.jsonl")
    steps = list(archive.sync_steps([file]))
    assert archive.sync([file], fields=NAMES).added == 3
    report = archive.sync([file], fields=NAMES)
    assert (report.unchanged, report.notes) == (3, ())
    assert steps


def test_a_wrong_name_is_told_and_the_right_one_puts_it_right_without_loss(archive: Archive, tmp_path: Path) -> None:
    file = write(tmp_path / "mills.jsonl")
    wrong = archive.sync([file], fields={"text": "copy", "title": "head"})
    ids = {article.text: article.id for article in archive.articles()}

    assert titles(archive) == [""] * 3
    assert "No record that was read fills title from 'head'." in wrong.notes
    assert f"3 articles have no headline, as in {file}. Where its records have one" in "\n".join(wrong.notes)
    assert counts(archive.sync([file], fields=NAMES)) == (0, 3, 0, 0)
    assert titles(archive) == ["Mill 1 shuts", "Mill 2 shuts", "Mill 3 shuts"]
    assert all(len(archive.history(article.id)) == 2 for article in archive.articles())
    assert len(ids) == 3


def test_a_file_none_of_whose_records_has_a_text_any_more_keeps_its_articles(archive: Archive, tmp_path: Path) -> None:
    file = write(tmp_path / "mills.jsonl", [{"title": one["hed"], "text": one["copy"]} for one in MILLS])
    archive.sync([file])
    write(file)
    report = archive.sync([file])

    assert (report.removed, len(report.failed)) == (0, 3)
    assert titles(archive) == ["Mill 1 shuts", "Mill 2 shuts", "Mill 3 shuts"]
    assert "3 articles are kept although not found again" in report.notes[0]
    assert counts(archive.sync([file], fields=NAMES)) == (0, 3, 0, 0)


def test_a_corrected_headline_of_a_record_without_an_id_is_a_version(archive: Archive, tmp_path: Path) -> None:
    file = write(tmp_path / "mills.jsonl")
    archive.sync([file], fields=NAMES)
    write(file, [MILLS[1], MILLS[0] | {"hed": "Mill 1 opens"}, MILLS[2]])

    assert counts(archive.sync([file])) == (0, 1, 0, 2)
    (mill,) = (article for article in archive.articles() if article.title == "Mill 1 opens")
    assert [version.article.title for version in archive.history(mill.id)] == ["Mill 1 opens", "Mill 1 shuts"]
    write(file)
    assert counts(archive.sync([file])) == (0, 1, 0, 2)


def test_of_records_that_share_a_text_none_takes_the_place_of_another(archive: Archive, tmp_path: Path) -> None:
    file = write(tmp_path / "mills.jsonl", [MILLS[0], MILLS[0] | {"hed": "Mill 1 again"}])
    archive.sync([file], fields=NAMES)
    write(file, [MILLS[0], MILLS[0] | {"hed": "Mill 1 once more"}])
    assert counts(archive.sync([file])) == (1, 0, 1, 1)

    write(file, [MILLS[0] | {"hed": "Mill 1, last"}, MILLS[1]])
    write(tmp_path / "other.jsonl", [MILLS[0]])
    archive.sync([file])
    assert titles(archive) == ["Mill 1, last", "Mill 2 shuts"]


def test_a_new_record_above_one_of_the_same_text_loses_neither(archive: Archive, tmp_path: Path) -> None:
    file = write(tmp_path / "mills.jsonl", MILLS[:1])
    archive.sync([file], fields=NAMES)
    write(file, [MILLS[0] | {"hed": "Mill 1 again"}, MILLS[0]])

    assert counts(archive.sync([file])) == (1, 0, 0, 1)
    assert titles(archive) == ["Mill 1 again", "Mill 1 shuts"]
    assert all(len(archive.history(article.id)) == 1 for article in archive.articles())
    file.touch()
    assert archive.sync([file]).unchanged == 2


def test_more_records_than_are_held_are_put_right(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.admit.MOST_EDITIONS", 4)
    many = [MILLS[0] | {"hed": f"Mill {n}", "copy": f"Mill {n} in Drosk is shut."} for n in range(10)]
    file = write(tmp_path / "mills.jsonl", many)
    archive.sync([file], fields=NAMES | {"title": "head"})

    assert counts(archive.sync([file], fields=NAMES)) == (0, 10, 0, 0)
    assert titles(archive) == [f"Mill {n}" for n in range(10)]


def test_what_is_piped_in_goes_by_what_is_said_with_it(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "mills.jsonl")
    for fields, added in ((NAMES, 3), ({}, 0)):
        with file.open("rb") as stream:
            monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stream}))
            assert archive.sync(["-"], fields=fields).added == added
    assert len(titles(archive)) == 3


def test_a_withdrawn_agency_item_stays_refused_where_other_records_have_named_fields(
    archive: Archive, tmp_path: Path
) -> None:
    item = {"uri": "urn:ex:1", "versioncreated": "2026-04-01T08:00:00Z", "pubstatus": "canceled", "headline": "Storm"}
    file = write(tmp_path / "news" / "mixed.jsonl", [*MILLS, item | {"body_text": "A storm has closed the port."}])
    report = archive.sync([file], fields=NAMES)

    assert report.added == len(MILLS)
    assert "canceled" in report.withdrawn[0].reason


@pytest.mark.parametrize("source", ["news/**/*.jsonl", "link/*.jsonl", "in"])
def test_names_hold_wherever_a_pattern_or_a_link_leads(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "news" / "mills.jsonl")
    (tmp_path / "link").symlink_to("news")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "latest.jsonl").symlink_to("../news/mills.jsonl")
    assert archive.sync([source], fields=NAMES).added == len(MILLS)
    later = {"hed": "Fair opens", "copy": "The fair of Drosk has opened.", "when": "2026-05-01"}
    write(tmp_path / ("in" if source == "in" else "news") / "later.jsonl", [later])
    report = archive.sync([source])
    assert (report.added, report.unchanged, report.failed) == (1, len(MILLS), ())


def test_what_was_said_last_of_a_file_counts_by_whatever_name(archive: Archive, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", [{**MILLS[0], "kicker": "Drosk"}])
    link = tmp_path / "a_much_longer_name.jsonl"
    link.symlink_to(file)
    archive.sync([link], fields=NAMES | {"title": "kicker"})
    archive.sync([file], fields=NAMES)
    assert titles(archive) == ["Mill 1 shuts"]


def test_a_standing_sentence_under_another_headline_and_day_is_another_article(
    archive: Archive, tmp_path: Path
) -> None:
    rows = [
        {"hed": f"Weather of {day} March", "copy": "No warning is in force.", "when": f"2026-03-0{day}"}
        for day in (1, 8)
    ]
    file = write(tmp_path / "weather.jsonl", rows[:1])
    archive.sync([file], fields=NAMES)
    write(file, rows[1:])
    assert counts(archive.sync([file])) == (1, 0, 1, 0)
