"""Records: fields by their usual names, whatever their values are."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.readers.records import article_from_fields, language_code, web_address


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        ({"Headline": "T"}, "title", "T"),
        ({"Titel": "T"}, "title", "T"),
        ({"Datum": "4. Mai 2022"}, "published", date(2022, 5, 4)),
        ({"date_publish": "2022-06-12 10:30:00"}, "published", datetime(2022, 6, 12, 10, 30)),
        ({"source_domain": "courier.example"}, "outlet", "courier.example"),
        ({"content_html": "<p>Waves &amp; wind</p>"}, "text", "Waves & wind"),
        ({"headline": "T", "short_description": "B"}, "text", "B"),
        ({"headline": {"main": "T"}}, "title", "T"),
        ({"articleBody": "B"}, "text", "B"),
        ({"content": ["A", "B"]}, "text", "A\n\nB"),
        ({"text": "first", "body": "second"}, "text", "first"),
        ({"canonical_url": "https://x.example/a"}, "url", "https://x.example/a"),
        ({"url": "javascript:alert(1)"}, "url", None),
        ({"url": "/relative"}, "url", None),
        ({"source": "https://x.example/a/b"}, "url", "https://x.example/a/b"),
        ({"source": "https://x.example"}, "url", None),
        ({"source": {"id": None, "name": "X"}}, "outlet", "X"),
        ({"source": "https://x.example/a/b"}, "outlet", None),
        ({"url": "https://x.example/a"}, "outlet", None),
        ({"publish_date": "2022/06/12"}, "published", date(2022, 6, 12)),
        ({"published": True, "publishedAt": "2022-06-12"}, "published", date(2022, 6, 12)),
        ({"crawl_date": "2022-06-12", "updated": "2022-06-12"}, "published", None),
        ({"created_at": "2022-06-12T10:00:00Z"}, "published", None),
        ({"updated_at": "2022-06-12"}, "modified", date(2022, 6, 12)),
        ({"date": "June 2022"}, "published_in", "2022-06"),
        ({"date": "June 2022", "pubDate": "2022-06-12"}, "published_in", None),
        ({"standfirst": "<p>Waves &amp; wind</p>"}, "subtitle", "Waves & wind"),
        ({"dek": "x" * 600}, "subtitle", None),
        ({"section": ["Harbour", "Storms"]}, "section", "Harbour"),
        ({"tags": "ferry, storm;ferry"}, "keywords", ("ferry", "storm")),
        ({"keywords": [{"name": "Hallin, Port of"}, "storm", '"']}, "keywords", ("Hallin, Port of", "storm")),
        ({"authors": [{"name": "Ann Lee"}, "Bo Oz"]}, "authors", ("Ann Lee", "Bo Oz")),
        ({"byline": "By Ann Lee"}, "authors", ("Ann Lee",)),
        ({"inLanguage": "en_US"}, "language", "en"),
        ({"lang": "German"}, "language", "de"),
        ({"doc_id": 17}, "id", "17"),
        ({"_id": {"$oid": "ab12"}}, "id", "ab12"),
    ],
)
def test_usual_names_are_mapped(fields: dict[str, object], name: str, expected: object) -> None:
    found = getattr(article_from_fields(fields, "o"), name)
    assert found == expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
NAMES = ["id", "title", "text", "url", "source", "date", "authors", "lang", "headline", "body", "created", "publisher"]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), json_values, max_size=8))
def test_any_record_gives_an_article_with_fields_of_their_type(fields: dict[str, object]) -> None:
    found = article_from_fields(fields, "o")
    assert found.id
    assert isinstance(found.title, str)
    assert isinstance(found.text, str)
    assert found.url is None or found.url.lower().startswith("http")
    assert found.published is None or isinstance(found.published, date)
    assert all(isinstance(name, str) and name for name in found.authors)


def test_deeply_nested_fields_are_ignored() -> None:
    nested: object = "T"
    for _ in range(900):
        nested = [nested]
    assert article_from_fields({"title": nested, "text": "x"}, "o").title == ""


@pytest.mark.parametrize("value", ["ftp://x.example/a", "https://", "https://x.example/<b>", "x", None, 3])
def test_only_web_addresses_become_links(value: object) -> None:
    assert web_address(value) is None


@pytest.mark.parametrize(
    ("value", "code"), [("en", "en"), ("pt-BR", "pt"), ("ENGLISH", "en"), ("klingonese", None), ("", None)]
)
def test_language_codes(value: str, code: str | None) -> None:
    assert language_code(value) == code
