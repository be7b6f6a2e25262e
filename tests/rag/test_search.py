"""Search as a feature: highlights, facets, order by date, first reported, more like this."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article, Filter
from index.errors import NoSuchArticleError
from rag import Assistant
from rag.read import Reader
from rag.search import SearchResults, narrowed
from tests.conftest import WordEmbedder

STORY = (
    "The harbour tax in Orlen was raised to six dalers on Monday. Skippers along the quay called the new sum absurd and "
    "promised to moor elsewhere. The council said that the money would pay for dredging the southern basin, which has "
    "silted up since the storm of two years ago, and for lights on the breakwater that were washed away in the night."
)


def story(id_: str, title: str, text: str, day: date | None, outlet: str, *authors: str) -> Article:
    return Article(id_, title, text, None, outlet, day, authors, origin=f"document:{id_}")


@pytest.fixture
def assistant(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Assistant]:
    articles = [
        story("first", "Harbour tax up", STORY, date(2026, 3, 2), "Courier", "Ada Wren"),
        story("copy", "Orlen harbour tax", STORY, date(2026, 3, 3), "Herald", "Bo Lind"),
        story(
            "later", "Skippers leave", "The harbour tax drove skippers away.", date(2026, 4, 9), "Courier", "Ada Wren"
        ),
        story("undated", "Quay talk", "Nobody on the quay likes the harbour tax.", None, "Ledger"),
        story("goose", "Goose stops tram", "A goose stopped the tram for an hour.", date(2026, 1, 1), "Courier"),
    ]
    with Archive.open(tmp_path / "archive", embedder, chroma=False) as archive:
        archive.sync(articles)
        yield Assistant(archive, Reader(archive))


def ids(results: SearchResults) -> list[str]:
    return [passage.article.id for passage in results.passages]


def test_results_in_order_of_relevance_are_those_of_a_search(assistant: Assistant) -> None:
    for top_k in (1, 10):
        assert list(assistant.results("harbour tax", top_k=top_k).passages) == assistant.search("harbour tax", top_k)


def test_highlights_are_the_asked_words_within_their_passage(assistant: Assistant) -> None:
    results = assistant.results("Was the harbour tax raised?")

    assert len(results.highlights) == len(results.passages)
    for passage, spans in zip(results.passages, results.highlights, strict=True):
        assert all(passage.start <= start < end <= passage.end for start, end in spans)
    marked = {passage.article.text[a:b] for passage, spans in zip(results.passages, results.highlights, strict=True)
              for a, b in spans}  # fmt: skip
    assert {"harbour tax", "raised"} <= marked


def test_facets_count_every_article_that_matches_copies_among_them_and_no_other(assistant: Assistant) -> None:
    facets = assistant.results("harbour tax", top_k=1).facets

    assert facets.articles == 4
    assert {count.value: count.articles for count in facets.outlets} == {"Courier": 2, "Herald": 1, "Ledger": 1}
    assert [(count.value, count.articles) for count in facets.months] == [("2026-04", 1), ("2026-03", 2)]
    assert facets.undated == 1


def test_sorted_by_date_only_what_matches_is_shown_and_the_undated_comes_last(assistant: Assistant) -> None:
    newest, oldest = (assistant.results("harbour tax", sort=sort) for sort in ("newest", "oldest"))

    assert ids(newest)[::2] == ["later", "undated"]
    assert ids(oldest)[1:] == ["later", "undated"]
    assert ids(newest)[1] == ids(oldest)[0]
    assert ids(oldest)[0] in ("first", "copy")
    assert newest.notes == ("1 article without a date comes last.",)


def test_first_reported_is_the_earliest_copy_and_says_what_it_rests_on(assistant: Assistant) -> None:
    report = assistant.first_reported("harbour tax raised to six dalers")

    assert report is not None
    assert report.article.id == "first"
    assert "six dalers" in report.rests_on.text
    assert report.is_copy == (report.rests_on.article.id == "copy")


def test_first_reported_of_one_day_is_the_one_that_gives_its_time(tmp_path: Path, embedder: WordEmbedder) -> None:
    at = datetime(2026, 3, 2, 6, tzinfo=UTC)
    told = "Twelve geese blocked the tram in Orlen."
    wire = replace(story("wire", "Geese", f"{told} Cars waited.", None, "Wire"), published=at)
    paper = story("paper", "Geese block tram", f"{told} Nobody was hurt.", date(2026, 3, 2), "Courier")
    with Archive.open(tmp_path / "geese", embedder, chroma=False) as archive:
        archive.sync([wire, paper])
        report = Assistant(archive, Reader(archive)).first_reported("twelve geese blocked the tram")
    assert report is not None
    assert report.article.id == "wire"


def test_first_reported_keeps_to_the_filter_and_to_what_was_known(assistant: Assistant) -> None:
    query = assistant.understand("harbour tax raised to six dalers")
    report = assistant.first_reported(replace(query, filter=Filter(outlets=("Herald",))))

    assert report is not None
    assert report.article.id == "copy"
    assert assistant.first_reported("harbour tax", date(2025, 1, 1)) is None


@pytest.mark.parametrize("day", [date(2026, 2, 27), None])
def test_first_reported_counts_articles_whose_same_few_words_are_shown_once(tmp_path: Path, day: date | None) -> None:
    brief = "A painting lost for forty years was found in the cellar of the Orlen mint."
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as archive:
        archive.sync([
            story("good", "Painting found in mint cellar", brief, date(2026, 3, 2), "Courier"),
            story("other", "Notes from the quay", brief, day, "Herald"),
        ])  # fmt: skip
        report = Assistant(archive, Reader(archive)).first_reported("painting found in mint cellar")
    assert report is not None
    assert (report.article.id, report.undated) == (("other", 0) if day else ("good", 1))


def test_search_for_what_no_article_mentions_says_so(assistant: Assistant) -> None:
    results = assistant.results("zeppelin")
    assert results.passages
    assert results.facets.articles == 0
    assert "only nearest in meaning" in " ".join(results.to_dict()["notes"])
    assert assistant.results("harbour zeppelin").notes == ()


def test_nothing_is_found_where_nothing_passes_the_filter(assistant: Assistant) -> None:
    query = assistant.understand("harbour tax")
    results = assistant.results(replace(query, filter=Filter(outlets=("Nobody",))), sort="oldest")

    assert (results.passages, results.highlights, results.first_reported) == ((), (), None)
    assert results.facets.articles == 0


def test_what_is_chosen_takes_the_place_of_what_was_understood_and_says_so(assistant: Assistant) -> None:
    query = assistant.understand("What did the Courier report about the harbour tax in March 2026?")
    chosen = narrowed(query, Filter(outlets=("Herald",), before=date(2026, 12, 31)))

    assert chosen.filter.outlets == ("Herald",)
    assert (chosen.filter.after, chosen.filter.before) == (None, date(2026, 12, 31))
    assert any("takes the place" in note for note in chosen.notes)
    assert narrowed(query, Filter()) == query


def test_more_like_shows_other_stories_once_and_never_its_own_copies(assistant: Assistant) -> None:
    passages = assistant.more_like("first")

    assert [passage.article.id for passage in passages][:2] in (["later", "undated"], ["undated", "later"])
    assert {passage.article.id for passage in passages} == {"later", "undated", "goose"}
    assert [passage.score for passage in passages] == sorted((p.score for p in passages), reverse=True)
    assert len(assistant.more_like("goose", 1)) == 1
    assert len({"first", "copy"} & {passage.article.id for passage in assistant.more_like("goose")}) == 1


def test_more_like_of_an_unknown_article_is_refused(assistant: Assistant) -> None:
    with pytest.raises(NoSuchArticleError, match="nope"):
        assistant.more_like("nope")


def test_results_are_plain_json(assistant: Assistant) -> None:
    results = assistant.results("harbour tax", sort="newest")
    given = json.loads(json.dumps(results.to_dict()))

    assert [one["article"]["id"] for one in given["passages"]] == ids(results)
    assert given["passages"][0]["highlights"] == [list(span) for span in results.highlights[0]]
    assert given["facets"]["articles"] == 4
    assert given["sort"] == "newest"
