"""`dateline search` and `dateline trace` from outside."""

import io
import json
from pathlib import Path
from unittest import mock

import pytest
from rich.console import Console

from index.datatypes import Article
from rag import Assistant
from tests.command_line import Done, dateline, refused
from ui.search_view import results_view, traces_view

SENTENCE = "The Skarrow Bridge, the only road crossing of Varnholm harbour, was closed to all traffic at 10:40 p.m."


def search(archive: Path, *arguments: str) -> Done:
    return dateline("search", *arguments, "-a", archive)


def search_json(archive: Path, *arguments: str) -> dict[str, object]:
    return json.loads(search(archive, *arguments, "--json").stdout)  # type: ignore[no-any-return]


def test_options_narrow_the_search_and_win_over_the_question(sample_archive: Path) -> None:
    found = search_json(
        sample_archive, "According to The Harbour Ledger, what does the bridge cost?", "--outlet", "varnholm courier",
        "--after", "2026-03-05", "--before", "2026-04-30",
    )  # fmt: skip

    passages = found["passages"]
    assert isinstance(passages, list)
    assert {passage["article"]["outlet"] for passage in passages} == {"The Varnholm Courier"}
    assert all(passage["article"]["published"] >= "2026-03-05" for passage in passages)
    assert "takes the place" in str(found["query"])


def test_sorted_by_date_the_days_fall_or_rise(sample_archive: Path) -> None:
    for sort, reverse in (("newest", True), ("oldest", False)):
        passages = search_json(sample_archive, "Skarrow Bridge closed", "--sort", sort)["passages"]
        assert isinstance(passages, list)
        days = [passage["article"]["published"][:10] for passage in passages if passage["article"]["published"]]
        assert days == sorted(days, reverse=reverse)
        assert len(days) > 3


def test_facets_and_the_first_report_are_shown(sample_archive: Path) -> None:
    facets = search(sample_archive, "Skarrow Bridge closed", "--facets", "-k", "1").stdout
    first = search(sample_archive, "Skarrow Bridge closed", "--first").stdout

    assert "articles match" in facets
    assert "Outlets: The Varnholm Courier (" in facets
    assert "Months: April 2026 (" in facets
    assert first.startswith("First reported in ")
    assert "4 March 2026" in first


def test_stories_like_an_article(sample_archive: Path) -> None:
    first = search_json(sample_archive, "Skarrow Bridge closed", "-k", "1")["passages"]
    assert isinstance(first, list)
    id_ = first[0]["article"]["id"]
    like = search_json(sample_archive, "--like", id_, "-k", "3")["passages"]

    assert isinstance(like, list)
    assert len(like) == 3
    assert id_ not in {passage["article"]["id"] for passage in like}
    assert search(sample_archive, "--like", id_).stdout.startswith("Like ")
    refused(search(sample_archive, "--like", "nope"), "no article 'nope'")


@pytest.fixture(scope="module")
def two_times(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("times") / "archive"
    with Assistant.open(folder, vector_search="exact") as assistant:
        assistant.archive.sync(
            Article(outlet, f"{outlet} opens", f"The doors of {outlet} are open.", outlet=outlet, authors=(author,),
                    origin=f"doc:{outlet}")
            for outlet, author in (("Orsk Times", "Zoë Ferrão"), ("The Drosk Times", "Bo Lind"), ("Coast News", "Bo Lind"))
        )  # fmt: skip
    return folder


@pytest.mark.parametrize("name", ["zoe ferrao", "FERRÃO", "Ferrao"])
def test_an_author_is_found_without_accents_and_by_a_last_name_that_is_the_only_one(two_times: Path, name: str) -> None:
    assert "Only author: Zoë Ferrão" in search(two_times, "doors", "--author", name).stdout


@pytest.mark.parametrize("name", ["times", "The Times"])
def test_all_outlets_that_an_option_may_mean_are_named(two_times: Path, name: str) -> None:
    refused(search(two_times, "doors", "--outlet", name), "Did you mean Orsk Times or The Drosk Times?")


def test_a_part_of_an_outlets_name_that_means_no_other_will_do(two_times: Path) -> None:
    assert "Only outlet: Coast News" in search(two_times, "doors", "--outlet", "coast news").stdout


def test_what_cannot_be_meant_is_said(sample_archive: Path) -> None:
    refused(search(sample_archive, "x", "--outlet", "Kesterby Pst"), "has no outlet 'Kesterby Pst'", "Kesterby Post")
    refused(search(sample_archive, "x", "--after", "soon"), "--after soon is not a day")
    refused(search(sample_archive, "x", "--after", "2026-05-01", "--before", "2026-04-01"), "is later than --before")
    for arguments in ((), ("x", "--like", "y"), ("x", "--sort", "best")):
        assert search(sample_archive, *arguments).returncode == 2


def test_a_sentence_is_traced_from_the_argument_or_standard_input(sample_archive: Path) -> None:
    given = dateline("trace", SENTENCE, "-a", sample_archive)
    with mock.patch("sys.stdin", io.StringIO(SENTENCE)):
        read = dateline("trace", "-", "-a", sample_archive)

    assert given.stdout == read.stdout
    assert "word for word" in given.stdout
    assert given.returncode == 0


def test_a_sentence_that_no_article_has_is_named(sample_archive: Path) -> None:
    false = "A dragon that nobody had invited then burnt the whole town hall and two of the older harbour sheds."
    done = dateline("trace", f"{SENTENCE} on Tuesday. {false}", "-a", sample_archive)
    assert f"In no article: “{false}”" in " ".join(done.stdout.split())
    assert done.returncode == 0


def test_what_was_altered_is_shown_and_given_as_json(sample_archive: Path) -> None:
    altered = SENTENCE.replace("was closed", "was not closed").replace("10:40", "11:40")
    shown = dateline("trace", altered, "-a", sample_archive).stdout
    (trace,) = json.loads(dateline("trace", altered, "-a", sample_archive, "--json").stdout)

    assert "number or negation: “11:40” instead of “10:40”" in shown
    assert "number or negation: “not” instead of nothing" in shown
    assert {"excerpt": "11:40", "article": "10:40", "grave": True} in trace["changes"]
    assert not trace["verbatim"]


def test_what_is_in_no_article_is_said_with_exit_code_1(sample_archive: Path) -> None:
    done = dateline("trace", "Astronauts came home from the station after nine months.", "-a", sample_archive)

    assert done.returncode == 1
    assert done.stdout.startswith("No article of this archive has this")
    refused(dateline("trace", "…", "-a", sample_archive), "nothing to trace")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_asked_words_are_marked_in_colour_and_no_line_is_too_wide(sample_archive: Path, width: int) -> None:
    with Assistant.open(sample_archive, vector_search="exact", create=False) as assistant:
        views = [
            results_view(assistant.results("When was the Skarrow Bridge closed?"), facets=True),
            traces_view(assistant.trace(SENTENCE.replace("10:40", "11:40"))),
        ]
    for view in views:
        plain = Console(file=io.StringIO(), width=width, highlight=False)
        plain.print(view)
        text = plain.file.getvalue()  # type: ignore[attr-defined]
        assert max(map(len, text.splitlines())) <= width
        assert "\x1b" not in text
    coloured = Console(file=io.StringIO(), width=200, force_terminal=True, color_system="standard")
    coloured.print(views[0])
    assert "\x1b[1;33mSkarrow Bridge\x1b[0m" in coloured.file.getvalue()  # type: ignore[attr-defined]
