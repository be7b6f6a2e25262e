"""`dateline sync` with its options, `dateline articles` and `dateline archive`, from outside."""

import json
import os
from pathlib import Path

import pytest

from tests.chroma_server import ChromaProcess
from tests.command_line import dateline, refused

STORY = "# Bridge closed\n\nThe Orlen bridge was closed on Monday. Engineers found a crack in the northern pier.\n"
OTHER = "# Reservoir low\n\nThe Hask reservoir stands at 31 per cent. Mayor Ilva Tarn asked people to save water.\n"


@pytest.fixture
def synced(tmp_path: Path) -> Path:
    """A folder with two articles, and their archive."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "bridge.md").write_text(STORY)
    (tmp_path / "news" / "reservoir.md").write_text(OTHER)
    assert dateline("sync", "news", "-a", "archive", cwd=tmp_path).returncode == 0
    return tmp_path


def listed(folder: Path) -> dict[str, str]:
    """Ids by title."""
    found = json.loads(dateline("articles", "list", "-a", "archive", "--json", cwd=folder).stdout)
    return {article["title"]: article["id"] for article in found}


def test_articles_alone_lists_and_an_id_alone_shows(synced: Path) -> None:
    one = listed(synced)["Bridge closed"]
    plain, named = (dateline("articles", *more, "-a", "archive", cwd=synced).stdout for more in ((), ("list",)))
    assert plain == named
    short, whole = (dateline("articles", *more, one, "-a", "archive", cwd=synced).stdout for more in ((), ("show",)))
    assert short == whole
    assert "a crack in the northern" in whole


def test_article_is_shown_with_its_copies_and_info_counts_them(synced: Path) -> None:
    story = "".join(f"The pier of bridge {n} was looked at on day {n} by crew {n} of the town.\n\n" for n in range(20))
    records = [
        {"id": "post", "title": "Piers", "outlet": "Post", "published": "2026-03-03", "text": story},
        {"id": "echo", "title": "All piers", "outlet": "Echo\u001b[31m", "published": "2026-03-04", "text": story},
    ]
    (synced / "news" / "copies.jsonl").write_text("\n".join(map(json.dumps, records)))
    dateline("sync", "news", "-a", "archive", cwd=synced)
    shown = dateline("articles", "show", "post", "-a", "archive", cwd=synced).stdout
    assert "also in Echo" in shown
    assert "\x1b" not in shown
    (copy,) = json.loads(dateline("articles", "show", "post", "-a", "archive", "--json", cwd=synced).stdout)["copies"]
    assert (copy["article"], copy["published"]) == ("echo", "2026-03-04")
    info = json.loads(dateline("archive", "info", "-a", "archive", "--json", cwd=synced).stdout)
    assert (info["stories"], info["copies"]) == (1, 1)


def test_history_shows_what_an_update_changed(synced: Path) -> None:
    one = listed(synced)["Bridge closed"]
    assert "Its only version" in dateline("articles", "history", one, "-a", "archive", cwd=synced).stdout
    changed = STORY.replace("northern pier", "southern pier") + "\nCorrection: an earlier version named another pier.\n"
    (synced / "news" / "bridge.md").write_text(changed)
    dateline("sync", "news", "-a", "archive", cwd=synced)
    shown = dateline("articles", "history", one, "-a", "archive", cwd=synced).stdout
    assert "- Engineers found a crack in the northern pier." in shown
    assert "+ Engineers found a crack in the southern pier." in shown
    assert "Correction: an earlier version" in shown
    versions = json.loads(dateline("articles", "history", one, "-a", "archive", "--json", cwd=synced).stdout)
    assert [version["number"] for version in versions] == [2, 1]
    told = {change["kind"]: change for change in versions[0]["changes"]}
    assert set(told) == {"reworded", "added"}
    assert told["reworded"]["old"]["text"] == "Engineers found a crack in the northern pier."
    assert told["reworded"]["new"]["text"] == "Engineers found a crack in the southern pier."
    assert told["added"]["old"] is None
    assert [versions[0]["fields"], versions[1]["changes"], versions[1]["fields"]] == [[], [], []]
    asked = json.loads(
        dateline("ask", "When was the Orlen bridge closed?", "-a", "archive", "--json", cwd=synced).stdout
    )
    assert asked["citations"][0]["correction"].startswith("Correction:")


def test_removed_article_stays_away_until_it_is_let_back(synced: Path) -> None:
    one = listed(synced)["Bridge closed"]
    assert dateline("articles", "remove", one, "-a", "archive", cwd=synced).stdout == "1 article removed for good.\n"
    again = dateline("sync", "news", "-a", "archive", cwd=synced)
    assert list(listed(synced)) == ["Reservoir low"]
    os.utime(synced / "news" / "bridge.md")
    again = dateline("sync", "news", "-a", "archive", cwd=synced)
    assert "removed for good" in again.stdout
    dateline("articles", "remove", one, "--again", "-a", "archive", cwd=synced)
    dateline("sync", "news", "-a", "archive", cwd=synced)
    assert set(listed(synced)) == {"Bridge closed", "Reservoir low"}
    refused(dateline("articles", "remove", "nope", "-a", "archive", cwd=synced), "no article 'nope'")


def test_keep_removed_keeps_articles_whose_file_is_gone(synced: Path) -> None:
    (synced / "news" / "bridge.md").unlink()
    assert "kept although" in dateline("sync", "news", "--keep-removed", "-a", "archive", cwd=synced).stdout
    assert len(listed(synced)) == 2
    dateline("sync", "news", "-a", "archive", cwd=synced)
    assert list(listed(synced)) == ["Reservoir low"]


def test_named_field_of_records_is_taken_and_guessed_ones_are_told(synced: Path) -> None:
    (synced / "wire.jsonl").write_text(json.dumps({"hed": "Fair opens", "body": "The fair opened in Selby."}) + "\n")
    done = dateline("sync", "wire.jsonl", "--field", "title=hed", "-a", "archive", cwd=synced)
    assert "Fair opens" in listed(synced)
    assert "'hed'" in done.stdout
    info = dateline("archive", "info", "-a", "archive", cwd=synced).stdout
    assert f"named fields      {synced / 'wire.jsonl'}: title=hed\n" in info
    info = json.loads(dateline("archive", "info", "-a", "archive", "--json", cwd=synced).stdout)
    assert info["named_fields"] == {str(synced / "wire.jsonl"): {"title": "hed"}}
    refused(dateline("sync", "wire.jsonl", "--field", "hed", "-a", "archive", cwd=synced), "title=NAME", code=2)


def test_sync_ends_with_1_when_some_failed_and_2_when_nothing_went(synced: Path) -> None:
    (synced / "news" / "empty.txt").write_text("")
    (synced / "news" / "fair.md").write_text("# Fair opens\n\nThe fair opened in Selby on Friday.\n")
    assert dateline("sync", "news", "-a", "archive", cwd=synced).returncode == 1
    (synced / "void").mkdir()
    (synced / "void" / "empty.txt").write_text("")
    assert dateline("sync", "void", "-a", "other", cwd=synced).returncode == 2
    refused(dateline("sync", "missing", "-a", "archive", cwd=synced), "missing does not exist", code=2)


def test_sync_ends_with_0_when_all_that_is_there_was_removed_for_good(synced: Path) -> None:
    for name, id_ in listed(synced).items():
        dateline("articles", "remove", id_, "-a", "archive", cwd=synced)
        assert name not in listed(synced)
    for touched in (False, True):
        for file in (synced / "news").iterdir() if touched else ():
            os.utime(file)
        done = dateline("sync", "news", "-a", "archive", "--json", cwd=synced)
        assert (done.returncode, json.loads(done.stdout)["not_taken"]) == (0, 2)


def test_export_is_synced_back_equal(synced: Path) -> None:
    assert "2 articles written" in dateline("articles", "export", "all.jsonl", "-a", "archive", cwd=synced).stdout
    dateline("sync", "all.jsonl", "-a", "copy", cwd=synced)
    texts = []
    for archive in ("archive", "copy"):
        ids = [line.split()[-1] for line in dateline("articles", "-a", archive, cwd=synced).stdout.splitlines()]
        shown = [json.loads(dateline("articles", one, "-a", archive, "--json", cwd=synced).stdout) for one in ids]
        texts.append([(article["title"], article["text"]) for article in shown])
    assert texts[0] == texts[1]
    refused(dateline("articles", "export", "all.jsonl", "-a", "archive", cwd=synced), "all.jsonl")
    refused(dateline("articles", "export", "-", "-a", "archive", cwd=synced), "into a file")
    assert not (synced / "-").exists()


def test_backup_is_restored_into_a_new_folder(synced: Path) -> None:
    assert (
        "Written to kept.sqlite3" in dateline("archive", "backup", "kept.sqlite3", "-a", "archive", cwd=synced).stdout
    )
    assert "2 articles in new" in dateline("archive", "restore", "kept.sqlite3", "-a", "new", cwd=synced).stdout
    assert "northern pier" in dateline("ask", "Where did engineers find a crack?", "-a", "new", cwd=synced).stdout
    refused(dateline("archive", "restore", "kept.sqlite3", "-a", "archive", cwd=synced), "archive")


def test_verify_finds_a_damaged_archive_and_repair_mends_it(synced: Path) -> None:
    assert "as it was stored" in dateline("archive", "verify", "-a", "archive", cwd=synced).stdout
    import sqlite3

    with sqlite3.connect(synced / "archive" / "library.sqlite3") as library:
        library.execute("UPDATE articles SET text = 'Nothing of it is true.' WHERE title = 'Bridge closed'")
    library.close()
    found = dateline("archive", "verify", "-a", "archive", cwd=synced)
    assert found.returncode == 1
    assert "dateline archive repair" in found.stdout
    assert "Repaired" in dateline("archive", "repair", "-a", "archive", cwd=synced).stdout
    dateline("sync", "news", "-a", "archive", cwd=synced)
    assert "as it was stored" in dateline("archive", "verify", "-a", "archive", cwd=synced).stdout
    assert len(listed(synced)) == 2


def test_info_and_compact_tell_the_size(synced: Path) -> None:
    info = json.loads(dateline("archive", "info", "-a", "archive", "--json", cwd=synced).stdout)
    assert (info["articles"], info["format"], info["removed_for_good"]) == (2, 6, 0)
    assert "MB now" in dateline("archive", "compact", "-a", "archive", cwd=synced).stdout


def test_verify_with_a_chroma_server_that_is_down_finds_no_damage(tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text("Bridge shut\n\nThe bridge has shut.\n")
    with ChromaProcess(tmp_path / "server") as server:
        dateline("sync", "bridge.txt", "-a", "archive", cwd=tmp_path, DATELINE_CHROMA_URL=server.url)
        url = server.url
    found = dateline("archive", "verify", "-a", "archive", cwd=tmp_path, DATELINE_CHROMA_URL=url)

    assert found.returncode == 0
    assert "does not answer" in found.stdout
    assert found.stdout.rstrip().endswith("Everything is as it was stored.")
