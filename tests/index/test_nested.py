"""JSON as the services of newspapers deliver it: records below keys, fields within fields."""

import json
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.datatypes import Article, Failure
from index.load import read_document
from index.readers.mapping import FieldMap

SHUT = {"title": "Port shut", "text": "Ferries stayed in the harbour of Hallin."}
QUAY = {"title": "Quay open", "text": "The old quay is open again."}


def read(value: object, **names: str) -> list[Article | Failure]:
    return list(read_document("a.json", json.dumps(value).encode(), "a.json", FieldMap(names)))


def articles(value: object, **names: str) -> list[Article]:
    found = read(value, **names)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


@pytest.mark.parametrize(
    "wrapped",
    [
        {"data": {"articles": [SHUT, QUAY]}},
        {"status": "ok", "response": {"meta": {"hits": 2}, "docs": [SHUT, QUAY]}},
        {"hits": {"total": 2, "hits": [{"_id": 1, "_source": SHUT}, {"_id": 2, "_source": QUAY}]}},
        {"data": [{"type": "story", "id": "1", "attributes": SHUT}, {"type": "story", "id": "2", "attributes": QUAY}]},
        {"page": 1, "content": [SHUT, QUAY]},
        {"tags": [{"name": "port"}], "results": [SHUT, QUAY]},
        {"a": {"b": {"c": {"list": [SHUT, QUAY]}}}},
        [{"article": SHUT}, {"article": QUAY}],
    ],
)
def test_records_are_found_below_keys(wrapped: object) -> None:
    assert [(one.title, one.text) for one in articles(wrapped)] == [tuple(SHUT.values()), tuple(QUAY.values())]


def test_one_article_with_lists_of_others_is_one() -> None:
    assert [one.title for one in articles({**SHUT, "related": [QUAY], "articles": [QUAY]})] == ["Port shut"]
    assert [one.title for one in articles({"data": {**SHUT, "related": [QUAY]}})] == ["Port shut"]
    parts = [{"type": "p", "text": "Ferries stayed."}, {"type": "p", "text": "Waves broke."}]
    assert [one.text for one in articles({"body": parts})] == ["Ferries stayed.\n\nWaves broke."]


def test_fields_within_fields_are_read_and_say_where_they_were() -> None:
    record = {
        "headline": {"main": "Port shut", "kicker": "Storm"},
        "byline": {"original": "By Anna Berg and Bo Oz"},
        "source": {"id": None, "name": "The Hallin Gazette"},
        "fields": {"bodyText": "Ferries stayed in the harbour.", "standfirst": "Waves at the wall"},
        "webPublicationDate": "2026-03-04",
        "image": {"url": "https://gazette.example/wave.jpg", "caption": "Waves", "author": {"name": "Cy Ott"}},
    }
    (found,) = articles({"response": {"status": "ok", "results": [record]}})
    assert (found.title, found.text) == ("Port shut", "Ferries stayed in the harbour.")
    assert (found.authors, found.outlet, found.published) == (
        ("Anna Berg", "Bo Oz"), "The Hallin Gazette", date(2026, 3, 4),
    )  # fmt: skip
    assert found.url is None
    assert found.stated["subtitle"] == "field fields.standfirst"


def test_field_of_the_record_goes_before_one_within_a_wrapper() -> None:
    (found,) = articles({"metadata": {"title": "Internal"}, **SHUT})
    assert found.title == "Port shut"


def test_path_can_be_named_for_a_field() -> None:
    record = {**SHUT, "desk": {"people": {"lead": "Anna Berg"}}, "image": {"url": "https://gazette.example/a/b"}}
    (found,) = articles(record, authors="desk.people.lead", url="image.url")
    assert (found.authors, found.url) == (("Anna Berg",), "https://gazette.example/a/b")


def test_column_whose_name_has_a_full_stop_is_no_path() -> None:
    data = b"title,text,image.url\nPort shut,Ferries stayed in the harbour.,https://gazette.example/a/b\n"
    (found,) = read_document("a.csv", data, "a.csv")
    assert isinstance(found, Article)
    assert found.url is None
    (found,) = read_document("a.csv", data, "a.csv", FieldMap({"url": "image.url"}))
    assert isinstance(found, Article)
    assert found.url == "https://gazette.example/a/b"


def test_sync_says_from_which_paths_fields_came(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps({"docs": [{"fields": {"headline": "Port", "body": "Ferries stayed."}}]})
    )
    report = archive.sync([tmp_path / "a.json"])
    assert any("title from 'fields.headline'" in note for note in report.notes)


def test_object_without_an_article_is_one_failure() -> None:
    assert [type(one) for one in read({"data": {"articles": []}})] == [Failure]
    assert [type(one) for one in read({"a": {"b": [1, 2]}, "c": "d"})] == [Failure]
