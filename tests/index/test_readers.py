from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.datatypes import Article, Failure
from index.readers.credits import read_credit
from index.readers.dates import parse_date, parse_period
from index.readers.decode import decode
from index.readers.html import read_html
from index.readers.markdown import read_markdown
from index.readers.names import outlet_name, person_names
from index.readers.records import article_from_fields, language_code, web_address
from index.readers.text import read_text, split_headline, unwrap

DATA = Path(__file__).parents[1] / "data"
EAST = timezone(timedelta(hours=2))
RUSSIAN = "Паром не вышел из порта.\n\nВолны высотой шесть метров бились о внешнюю стену гавани весь день."
FRENCH = "Le port fermé\n\nLes ferrys sont restés à quai : la tempête a soulevé des vagues, a déclaré la préfète."


def one(items: Any) -> Article:
    (item,) = items
    assert isinstance(item, Article), item
    return item


def failed(items: Any) -> Failure:
    (item,) = items
    assert isinstance(item, Failure), item
    return item


# dates


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2022-06-12", date(2022, 6, 12)),
        ("2022/06/12", date(2022, 6, 12)),
        ("20220612", date(2022, 6, 12)),
        ("12 June 2022", date(2022, 6, 12)),
        ("June 12, 2022", date(2022, 6, 12)),
        ("Sunday, 12th June 2022", date(2022, 6, 12)),
        ("Sept. 3, 2021", date(2021, 9, 3)),
        ("25/12/2022", date(2022, 12, 25)),
        ("25/12/2022 10:30", datetime(2022, 12, 25, 10, 30)),
        ("12/25/2022", date(2022, 12, 25)),
        ("06/06/2022", date(2022, 6, 6)),
        ("04.05.2022", date(2022, 5, 4)),
        ("4.5.2022, 10:15 Uhr", datetime(2022, 5, 4, 10, 15)),
        ("25.12.2022", date(2022, 12, 25)),
        ("4. Mai 2022", date(2022, 5, 4)),
        ("Mittwoch, 4. Mai 2022", date(2022, 5, 4)),
        ("4 mai 2022", date(2022, 5, 4)),
        ("jeudi 1er septembre 2022", date(2022, 9, 1)),
        ("14 août 2022", date(2022, 8, 14)),
        ("4 de mayo de 2022", date(2022, 5, 4)),
        ("4 maggio 2022", date(2022, 5, 4)),
        ("4 de março de 2022", date(2022, 3, 4)),
        ("4 мая 2022", date(2022, 5, 4)),
        ("2022年5月4日", date(2022, 5, 4)),
        ("2022년 5월 4일", date(2022, 5, 4)),
        ("1970-01-01", date(1970, 1, 1)),
        ("2022-06-12T10:00:00+02:00", datetime(2022, 6, 12, 10, tzinfo=EAST)),
        ("2022-06-12T10:00:00Z", datetime(2022, 6, 12, 10, tzinfo=UTC)),
        ("2022-06-12 10:00:00 UTC", datetime(2022, 6, 12, 10, tzinfo=UTC)),
        ("2022-06-12 10:30", datetime(2022, 6, 12, 10, 30)),
        ("2022/06/12 10:30:15", datetime(2022, 6, 12, 10, 30, 15)),
        ("Sun, 12 Jun 2022 10:00:00 +0200", datetime(2022, 6, 12, 10, tzinfo=EAST)),
        ("June 12, 2022, 5:30 p.m. EDT", datetime(2022, 6, 12, 17, 30, tzinfo=timezone(timedelta(hours=-4)))),
        ("12 June 2022 12:05 am", datetime(2022, 6, 12, 0, 5)),
        ("Sun Jun 12 2022 10:00:00 GMT+0200 (EET)", datetime(2022, 6, 12, 10, tzinfo=EAST)),
        ("20220612T100000+0200", datetime(2022, 6, 12, 10, tzinfo=EAST)),
        (1655028000, datetime(2022, 6, 12, 10, tzinfo=UTC)),
        (date(2022, 6, 12), date(2022, 6, 12)),
    ],
)
def test_stated_date_is_understood(stated: object, expected: date) -> None:
    found = parse_date(stated)
    assert found == expected
    assert type(found) is type(expected)
    if isinstance(expected, datetime) and isinstance(found, datetime):
        assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    "stated",
    [
        "03/04/2022",
        "13.13.2022",
        "4 mai",
        "bis 4. Mai 2022",
        "4 de 5 de 2022",
        "2022年13月4日",
        "1970-01-01T00:00:00Z",
        "1970-01-01T01:00:00+01:00",
        "1970-01-01 00:00:00",
        "2022",
        "June 2022",
        "yesterday",
        "1655028000",
        "31 February 2022",
        "0001-01-01T00:00:00Z",
        "2022-06-12T25:00",
        "2022-13-01",
        "12 June",
        "13:30 pm 12 June 2022",
        "",
        "2022-06-12 and more",
        True,
        1.5,
        None,
        -1,
        7,
        10**40,
        [],
        {},
        b"2022-06-12",
        "x" * 10**6,
    ],
)
def test_ambiguous_or_unreadable_date_is_none(stated: object) -> None:
    assert parse_date(stated) is None


@pytest.mark.parametrize(
    ("stated", "period"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        ("2024-03", "2024-03"),
        ("2024/3", "2024-03"),
        ("03/2024", "2024-03"),
        ("March 2024", "2024-03"),
        ("Sept. 2024", "2024-09"),
        ("2024-13", None),
        ("0001", None),
        ("spring 2024", None),
        ("12 March 2024", None),
        (True, None),
        (10**40, None),
        (None, None),
    ],
)
def test_year_or_month_without_a_day_is_a_period(stated: object, period: str | None) -> None:
    assert parse_period(stated) == period
    assert parse_date(stated) is None or period is None


@settings(deadline=None)
@given(st.one_of(st.text(), st.integers(), st.floats(), st.dates(), st.datetimes()))
def test_any_value_gives_a_date_or_none(value: object) -> None:
    found = parse_date(value)
    assert found is None or isinstance(found, date)
    assert parse_period(value) is None or found is None


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1600, 1, 1), max_value=datetime(2199, 1, 1), timezones=st.just(EAST)))
def test_iso_date_survives(moment: datetime) -> None:
    assert parse_date(moment.isoformat()) == moment
    assert parse_date(moment.date().isoformat()) == moment.date()


# names


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (["By Ann Lee and Bo Oz"], ("Ann Lee", "Bo Oz")),
        (["Ann Lee, Bo Oz & Cy Im"], ("Ann Lee", "Bo Oz", "Cy Im")),
        (["Lee, Ann"], ("Lee, Ann",)),
        (["Ann Lee, Political Correspondent"], ("Ann Lee",)),
        (["Analysis by Ann Lee", "Ann Lee", "https://social.example/ann", "ann@paper.example", "Staff"], ("Ann Lee",)),
        (["Мира Одуя", "李明"], ("Мира Одуя", "李明")),
        (["", "null"], ()),
    ],
)
def test_people_in_bylines(stated: list[str], expected: tuple[str, ...]) -> None:
    assert person_names(stated) == expected


@pytest.mark.parametrize(
    "value", ["/tmp/a.txt", "C:\\news\\a.md", "storm.pdf", "https://x.example", "", None, "null", "x" * 200]
)
def test_what_is_no_outlet_is_none(value: str | None) -> None:
    assert outlet_name(value) is None


def test_outlet_keeps_its_own_spelling() -> None:
    assert outlet_name(" The Republic |  azcentral.com ") == "The Republic | azcentral.com"


def test_byline_states_people_and_outlet() -> None:
    credit = read_credit("By Ann Lee and Bo van Oz, The Daily Post", signed=False)
    assert credit is not None
    assert (credit.authors, credit.outlet) == (("Ann Lee", "Bo van Oz"), "The Daily Post")


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the harbour was open again",
        "By Hallin, the road was closed.",
        "By the time Ann Lee came it was late",
        "The Daily Post",
        "Storm closes the port",
        "In 2025",
    ],
)
def test_line_of_the_article_is_no_credit(line: str) -> None:
    assert read_credit(line, signed=False) is None


# encodings and plain text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r"]
)
def test_russian_is_read_in_each_encoding(encoding: str) -> None:
    assert decode((RUSSIAN * 3).encode(encoding)) == RUSSIAN * 3


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "utf-16"])
def test_french_is_read_in_each_encoding(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)) == FRENCH


def test_utf8_with_a_damaged_byte_stays_utf8() -> None:
    data = bytearray(RUSSIAN.encode())
    data[0] = 0xFF
    assert decode(bytes(data)).endswith(RUSSIAN[1:])


@settings(deadline=None)
@given(st.text())
def test_utf8_is_decoded_as_written(text: str) -> None:
    data = text.encode()
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and b"\0" not in data:
        assert decode(data) == text


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_unicode_error(data: bytes) -> None:
    with suppress(UnicodeError):
        assert isinstance(decode(data), str)


def test_headline_is_a_short_first_line() -> None:
    assert split_headline("Port shut\nWaves broke.") == ("Port shut", "Waves broke.")
    assert split_headline("Port shut.\n\nWaves broke.") == ("Port shut.", "Waves broke.")
    assert split_headline("Waves broke.\nMore came.") == ("", "Waves broke.\nMore came.")
    assert split_headline("x" * 300 + "\n\nWaves broke.").title == ""
    assert split_headline("Only a line") == ("", "Only a line")


def test_wrapped_lines_are_joined_and_written_lines_are_not() -> None:
    paragraph = (
        "Ferries stayed in the harbour of Hallin on Saturday as waves of six metres\n" * 4 + "broke over the wall."
    )
    assert unwrap(f"{paragraph}\n\n{paragraph}").count("\n") == 2
    listed = "Bread 3 dalers\nFish 12 dalers\nSalt 1 daler\nSoap 2 dalers\nTea 4 dalers"
    assert unwrap(listed) == listed
    sentences = "\n".join(["Ferries stayed in the harbour of Hallin on Saturday, as waves rose."] * 6)
    assert unwrap(sentences) == sentences


def test_text_states_authors_outlet_and_day_below_its_headline() -> None:
    found = one(read_text(b"Port shut\n\nBy Ann Lee\nThe Daily Post\nPublished: 4 October 2025\n\nWaves broke.", "o"))
    assert (found.authors, found.outlet, found.published) == (("Ann Lee",), "The Daily Post", date(2025, 10, 4))


def test_text_without_statements_leaves_the_fields_empty() -> None:
    found = one(read_text(b"Port shut\n\nWaves broke on 4 October 2025.", "o"))
    assert (found.authors, found.outlet, found.published, found.url, found.language) == ((), None, None, None, None)


# markdown


def test_markdown_becomes_plain_text() -> None:
    found = one(read_markdown((DATA / "storm.md").read_bytes(), "o"))
    assert found.title == "Storm: port of Hallin shut"
    assert found.text.split("\n\n") == [
        "Ferries stayed in the harbour of Hallin on Saturday, the port authority said. Waves were six metres high.",
        '"Nobody sails," harbour master Sela Brandt said.',
        "What is open",
        "The school gym",
        "The pier 3 kiosk",
        "1. Bring blankets",
        "2. Bring water",
        "gauge 3: 612 cm",
    ]


def test_front_matter_gives_the_fields_as_written() -> None:
    found = one(read_markdown((DATA / "storm.md").read_bytes(), "o"))
    assert (found.id, found.language, found.outlet) == ("0012", "en", "The Hallin Gazette")
    assert found.published == datetime(2025, 10, 4, 18, 30, tzinfo=EAST)
    assert found.url == "https://gazette.example/storm"


def test_first_top_heading_is_the_title_without_front_matter() -> None:
    found = one(read_markdown(b"# Port *shut*\n\nWaves broke.\n\n# Later\n\nCalm.", "o"))
    assert (found.title, found.text) == ("Port shut", "Waves broke.\n\nLater\n\nCalm.")


def test_markdown_without_heading_takes_its_first_line_as_headline() -> None:
    found = one(read_markdown(b"Port shut\n\nWaves \\*broke\\*, 3 * 4 &amp; <b>more</b><!-- x -->.", "o"))
    assert (found.title, found.text) == ("Port shut", "Waves *broke*, 3 * 4 & more.")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("---\ntitle: Storm: two dead\n---\nText", "line 2"),
        ("---\ntitle: T\nauthors: [A, B\noutlet: X\n---\nText", "line 4"),
        ("---\ntitle: T\noutlet: X\n\nText that never ends", "line 1"),
    ],
)
def test_broken_front_matter_is_a_failure_that_names_the_line(source: str, line: str) -> None:
    found = failed(read_markdown(source.encode(), "o"))
    assert line in found.reason
    assert found.advice


def test_rule_at_the_top_is_no_front_matter() -> None:
    found = one(read_markdown(b"---\n\nPort shut\n\n---\n\nWaves broke.", "o"))
    assert "Port shut" in found.title + found.text
    assert "Waves broke." in found.text


def test_aliases_in_front_matter_do_not_grow_it() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
    )
    assert one(read_markdown(f"---\n{bomb}title: *m\n---\nWaves broke.".encode(), "o")).text == "Waves broke."


# records


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


# pages


def page(head: str = "", body: str = "", **html: str) -> bytes:
    attributes = " ".join(f'{name}="{value}"' for name, value in html.items())
    text = (
        "<p>Ferries stayed in the harbour of Hallin on Saturday as waves of six metres broke over the outer wall.</p>"
        "<p>The port authority expects the first boat to leave on 3 March 2019, if the wind turns as forecast.</p>"
    )
    article = f"<article><h1>Port shut</h1>{body}{text}</article>"
    return f"<html {attributes}><head>{head}</head><body>{article}</body></html>".encode()


def test_page_gives_body_and_what_json_ld_states() -> None:
    found = one(read_html((DATA / "storm.html").read_bytes(), "o"))
    assert found.title == "Storm closes port & school in Hallin"
    assert found.published == datetime(2025, 10, 4, 18, 30, tzinfo=EAST)
    assert (found.outlet, found.language) == ("The Hallin Gazette", "en")
    assert found.authors == ("Mira Oduya", "Jon Tellef")
    for outside in ("Sport", "Waves at the outer wall", "rights reserved"):
        assert outside not in found.text
    assert "a shelter for 340 passengers" in found.text


def test_page_falls_back_to_meta_elements() -> None:
    head = (
        '<meta property="og:title" content="Port shut - The Post"><meta property="og:site_name" content="The Post">'
        '<meta property="article:published_time" content="2025-10-04T18:30:00+02:00">'
        '<meta name="author" content="Ann Lee"><meta property="article:author" content="https://x.example/ann">'
        '<meta property="og:url" content="https://post.example/a">'
        '<script type="application/ld+json">{"@type": "NewsArticle", broken</script>'
    )
    found = one(read_html(page(head, lang="en-US"), "o"))
    assert (found.title, found.outlet, found.authors) == ("Port shut", "The Post", ("Ann Lee",))
    assert found.published == datetime(2025, 10, 4, 18, 30, tzinfo=EAST)
    assert (found.url, found.language) == ("https://post.example/a", "en")


def test_date_in_the_text_or_of_a_change_is_no_date_of_publication() -> None:
    head = '<meta property="article:modified_time" content="2025-10-04"><meta name="revised" content="2025-10-04">'
    assert one(read_html(page(head, "<p>Updated 4 October 2025</p>"), "o")).published is None


def test_only_time_of_an_article_is_taken_and_one_of_several_is_not() -> None:
    first, second = '<time datetime="2025-10-04">4 Oct</time>', '<time datetime="2025-10-05">5 Oct</time>'
    assert one(read_html(page(body=first), "o")).published == date(2025, 10, 4)
    assert one(read_html(page(body=first + second), "o")).published is None


def test_declared_encoding_of_a_page_is_used() -> None:
    text = page('<meta charset="windows-1251">').decode().replace("Hallin", "Халлин").encode("cp1251")
    assert "Халлин" in one(read_html(text, "o")).text


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<ul><li><a href='/a'>News</a></li><li><a href='/b'>Sport</a></li></ul>",
        "<script>var text = 'Ferries stayed in the harbour of Hallin, the port authority said on Saturday.';</script>",
    ],
)
def test_page_without_article_text_is_a_failure(body: str) -> None:
    found = failed(read_html(f"<html><head><title>T</title></head><body>{body}</body></html>".encode(), "o"))
    assert "no article text" in found.reason
