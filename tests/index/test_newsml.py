import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Article, Failure
from index.readers.newsml import is_ninjs, read_newsml, read_ninjs
from index.readers.records import read_json
from tests.conftest import WordEmbedder

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
NITF = 'xmlns="http://iptc.org/std/NITF/2006-10-18/"'
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Slug</title>'
    "</head><body><p>VARNHOLM (EPR) - The Orlen bridge is closed.</p><p>Engineers found a <b>crack</b> in a pier.</p>"
    "<figure><figcaption>The pier</figcaption></figure></body></html></inlineXML>"
)


def nitf(docdata: str = "", head: str = "", body_head: str = "", content: str = "", names: str = NITF) -> str:
    return (
        f'<nitf {names} xml:lang="en"><head><title>BRIDGE-CLOSED</title><docdata>{docdata}</docdata>{head}</head>'
        f"<body><body.head><hedline><hl1>Bridge closed</hl1><hl2>A crack in a pier</hl2></hedline>{body_head}</body.head>"
        f"<body.content>{content or '<p>The Orlen bridge is closed.</p><p>Engineers found a crack.</p>'}</body.content>"
        "<body.end><tagline>desk@epr.example</tagline></body.end></body></nitf>"
    )


def item(
    meta: str = "<firstCreated>2026-03-12T08:30:00+01:00</firstCreated>",
    content_meta: str = "",
    content: str = XHTML,
    kind: str = "text",
    guid: str = "urn:newsml:epr.example:20260312:bridge",
    version: str = "1",
) -> str:
    return (
        f'<newsItem {G2} guid="{guid}" version="{version}" standard="NewsML-G2" xml:lang="en-GB">'
        f'<itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:EPR"/>{meta}<title>Slug line</title></itemMeta>'
        f"<contentMeta>{content_meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def one(items: Any) -> Article:
    (found,) = items
    assert isinstance(found, Article), found
    return found


def failed(items: Any) -> Failure:
    (found,) = items
    assert isinstance(found, Failure), found
    return found


def read(source: str) -> list[Article | Failure]:
    return list(read_newsml(source.encode(), "o", NOW))


# NewsML-G2


def test_news_item_gives_its_fields_and_says_where_they_stand() -> None:
    meta = (
        "<versionCreated>2026-03-12T09:00:00+01:00</versionCreated>"
        '<firstCreated>2026-03-12T08:30:00+01:00</firstCreated><pubStatus qcode="stat:usable"/>'
    )
    content_meta = (
        '<contentCreated>2026-03-11</contentCreated><creator type="cpnat:person"><name>Not Used</name></creator>'
        '<headline>Bridge closed</headline><headline role="hld:subHeadline">A crack in a pier</headline>'
        '<by>By Mara Halden</by><language tag="en"/><slugline>BRIDGE</slugline>'
        '<subject qcode="medtop:20000421"><name>transport</name></subject><subject><name>bridges</name></subject>'
    )
    found = one(read(item(meta, content_meta, version="2")))
    assert (found.title, found.subtitle, found.outlet) == ("Bridge closed", "A crack in a pier", "EPR")
    assert (found.authors, found.language, found.keywords) == (("Mara Halden",), "en", ("transport", "bridges"))
    assert found.published == datetime.fromisoformat("2026-03-12T08:30:00+01:00")
    assert found.modified == datetime.fromisoformat("2026-03-12T09:00:00+01:00")
    assert found.id == "urn:newsml:epr.example:20260312:bridge"
    assert found.text == "VARNHOLM (EPR) - The Orlen bridge is closed.\n\nEngineers found a crack in a pier."
    assert found.stated == {
        "title": "NewsML-G2 headline",
        "subtitle": "NewsML-G2 headline",
        "outlet": "NewsML-G2 provider",
        "authors": "NewsML-G2 by",
        "language": "NewsML-G2 language",
        "keywords": "NewsML-G2 subject",
        "published": "NewsML-G2 firstCreated",
        "modified": "NewsML-G2 versionCreated",
    }


@pytest.mark.parametrize(
    ("version", "published", "modified"),
    [("1", date(2026, 3, 12), None), ("2", None, date(2026, 3, 12)), ("", None, date(2026, 3, 12))],
)
def test_time_of_a_version_is_publication_only_of_the_first(
    version: str, published: date | None, modified: date | None
) -> None:
    found = one(read(item("<versionCreated>2026-03-12</versionCreated>", version=version)))
    assert (found.published, found.modified) == (published, modified)


def test_message_gives_its_texts_and_passes_over_packages_and_pictures() -> None:
    second = item(guid="urn:newsml:epr.example:20260312:reservoir")
    picture = item(kind="picture", guid="p", content='<remoteContent href="p.jpg"/>')
    package = f"<packageItem {G2}><groupSet/></packageItem>"
    message = f"<newsMessage {G2}><header/><itemSet>{package}{item()}{picture}{second}</itemSet></newsMessage>"
    found = read(message)
    assert [type(one) for one in found] == [Article, Article]
    assert [one.origin for one in found] == [
        "o#urn:newsml:epr.example:20260312:bridge",
        "o#urn:newsml:epr.example:20260312:reservoir",
    ]


def test_nitf_in_a_news_item_completes_it() -> None:
    inner = nitf('<doc.copyright holder="Other"/>', "", "<byline>By Mara Halden</byline>")
    found = one(read(item(content=f'<inlineXML contenttype="application/nitf+xml">{inner}</inlineXML>')))
    assert (found.title, found.subtitle, found.authors) == ("Slug line", "A crack in a pier", ("Mara Halden",))
    assert (found.outlet, found.text) == ("EPR", "The Orlen bridge is closed.\n\nEngineers found a crack.")
    assert found.stated["authors"] == "NITF byline"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<inlineData contenttype="text/plain">The bridge is closed.\n\nA crack.</inlineData>', "The bridge is closed.\n\nA crack."),
        (
            '<inlineData contenttype="text/html">&lt;p&gt;The bridge is closed.&lt;/p&gt;&lt;p&gt;A crack.&lt;/p&gt;</inlineData>',
            "The bridge is closed.\n\nA crack.",
        ),
    ],
)  # fmt: skip
def test_inline_data_is_read(content: str, text: str) -> None:
    assert one(read(item(content=content))).text == text


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (item(kind="picture"), "of class picture"),
        (item(content='<remoteContent href="bridge.xml"/>'), "in another file (bridge.xml)"),
        (item(content=""), "no text"),
        (f"<newsMessage {G2}><itemSet/></newsMessage>", "no text"),
        (f"<packageItem {G2}/>", "no text"),
        ("<newsItem><itemMeta>", "not valid XML"),
        ("", "not valid XML"),
        ("bridge", "not valid XML"),
    ],
)
def test_what_holds_no_text_is_a_failure(source: str, reason: str) -> None:
    found = failed(read(source))
    assert reason in found.reason
    assert found.advice


# release


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_item_taken_back_is_a_failure_that_says_so(status: str) -> None:
    assert status in failed(read(item(f'<pubStatus qcode="stat:{status}"/>'))).reason
    uri = f"http://cv.iptc.org/newscodes/pubstatusg2/{status}"
    assert status in failed(read(item(f'<pubStatus uri="{uri}"/>'))).reason
    assert status in failed(read(nitf().replace("<docdata>", f'<docdata management-status="{status}">'))).reason
    assert status in failed(read_ninjs(ninjs(pubstatus=status), "o", NOW)).reason


@pytest.mark.parametrize(
    ("until", "held"),
    [
        ("2026-03-12T14:00:00Z", True),
        ("2026-03-12T14:30:00+02:00", True),
        ("2026-03-12T13:30:00+02:00", False),
        ("2026-03-13", True),
        ("2026-03-12", False),
        ("after the press conference", True),
    ],
)
def test_embargo_holds_until_its_time(until: str, held: bool) -> None:
    sources = [
        read(item(f"<embargoed>{until}</embargoed>")),
        read(nitf(f'<date.release norm="{until}"/>')),
        list(read_ninjs(ninjs(embargoed=until), "o", NOW)),
        list(read_ninjs(ninjs(embargoedUntil=until), "o", NOW)),
    ]
    for (found,) in sources:
        assert isinstance(found, Failure) is held
        assert not isinstance(found, Failure) or "embargo" in found.reason


def test_embargo_without_a_time_holds() -> None:
    source = nitf().replace("<docdata>", '<docdata management-status="embargoed">')
    assert "embargo" in failed(read(source)).reason


def test_end_of_an_embargo_is_the_publication_of_what_was_written_before() -> None:
    meta = "<embargoed>2026-03-12T10:00:00Z</embargoed><firstCreated>2026-03-11T10:00:00Z</firstCreated>"
    found = one(read(item(meta)))
    assert (found.published, found.stated["published"]) == (datetime(2026, 3, 12, 10, tzinfo=UTC), "end of the embargo")
    found = one(read(item(meta.replace("2026-03-11T10", "2026-03-12T11"))))
    assert found.stated["published"] == "NewsML-G2 firstCreated"


# NITF


def test_nitf_gives_its_fields_and_says_where_they_stand() -> None:
    docdata = (
        '<doc-id id-string="bridge-1"/><date.issue norm="20260312T083000+0100"/><doc.copyright holder="Press Ltd"/>'
        '<key-list><keyword key="bridge"/><keyword key="Orlen"/></key-list>'
    )
    head = '<pubdata name="The Hallin Gazette" position.section="Harbour"/><revision-history norm="20260312T100000Z"/>'
    byline = "<byline>By <person>Mara Halden</person>, <byttl>Harbour reporter</byttl></byline><distributor>EPR</distributor>"
    found = one(read(nitf(docdata, head, byline)))
    assert (found.id, found.title, found.subtitle) == ("bridge-1", "Bridge closed", "A crack in a pier")
    assert (found.outlet, found.section) == ("The Hallin Gazette", "Harbour")
    assert (found.authors, found.keywords, found.language) == (("Mara Halden",), ("bridge", "Orlen"), "en")
    assert found.published == datetime.fromisoformat("2026-03-12T08:30:00+01:00")
    assert found.modified == datetime(2026, 3, 12, 10, tzinfo=UTC)
    assert found.stated == {
        "title": "NITF hl1",
        "subtitle": "NITF hl2",
        "outlet": "NITF pubdata name",
        "section": "NITF pubdata position.section",
        "authors": "NITF byline",
        "keywords": "NITF key-list",
        "language": "NITF xml:lang",
        "published": "NITF date.issue",
        "modified": "NITF revision-history",
    }
    assert "desk@epr.example" not in found.text


def test_nitf_of_an_old_agency_without_namespace_and_with_entities_is_read() -> None:
    source = (
        '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.2//EN" "nitf-3-2.dtd">'
        + nitf(content="<p>Caf\xe9 &eacute;t&eacute;&nbsp;open.</p><media><media-caption>A pier</media-caption></media>", names="")
    )  # fmt: skip
    assert one(read_newsml(source.encode("latin-1"), "o", NOW)).text == "Café été\xa0open."


def test_words_of_a_byline_stay_without_the_title_of_the_writer() -> None:
    found = one(read(nitf(body_head="<byline>By Mara Halden <byttl>Harbour reporter</byttl></byline>")))
    assert found.authors == ("Mara Halden",)


def test_table_keeps_a_line_for_each_row() -> None:
    rows = "<table><tr><th>Pier</th><th>Crack</th></tr><tr><td>North</td><td>4 cm</td></tr></table>"
    assert one(read(nitf(content=f"<p>Cracks:</p>{rows}"))).text == "Cracks:\n\nPier | Crack\n\nNorth | 4 cm"


# ninjs


def ninjs(**fields: object) -> dict[str, Any]:
    return {
        "uri": "http://epr.example/20260312bridge",
        "type": "text",
        "versioncreated": "2026-03-12T09:00:00Z",
        "headline": "Bridge closed",
        "body_text": "The Orlen bridge is closed.\n\nEngineers found a crack.",
        **fields,
    }


def test_ninjs_gives_its_fields_and_says_where_they_stand() -> None:
    record = ninjs(
        firstcreated="2026-03-12T08:30:00Z",
        byline="By Mara Halden and Bo Oz",
        language="en",
        copyrightholder="EPR",
        located="Varnholm",
        slugline="BRIDGE",
        subject=[{"name": "transport"}, {"name": "bridges"}],
    )
    found = one(read_ninjs(record, "o", NOW))
    assert (found.title, found.outlet, found.authors) == ("Bridge closed", "EPR", ("Mara Halden", "Bo Oz"))
    assert (found.published, found.modified) == (
        datetime(2026, 3, 12, 8, 30, tzinfo=UTC),
        datetime(2026, 3, 12, 9, tzinfo=UTC),
    )
    assert (found.keywords, found.language, found.url) == (("transport", "bridges"), "en", None)
    assert found.stated == {
        "title": "ninjs headline",
        "outlet": "ninjs copyrightholder",
        "authors": "ninjs byline",
        "published": "ninjs firstcreated",
        "modified": "ninjs versioncreated",
        "keywords": "ninjs subject",
        "language": "ninjs language",
    }


def test_ninjs_of_version_three_is_read() -> None:
    record = {
        "uri": "urn:epr:bridge",
        "type": "text",
        "version": "1",
        "versionCreated": "2026-03-12T09:00:00Z",
        "by": "Mara Halden",
        "headlines": [{"role": "sub", "value": "A crack"}, {"role": "main", "value": "Bridge closed"}],
        "bodies": [
            {"contentType": "text/plain", "value": "The Orlen bridge is closed. Engineers found a crack."},
            {
                "contentType": "application/xhtml+xml",
                "value": "<p>The Orlen bridge is closed.</p><p>Engineers found a crack.</p>",
            },
        ],
        "subjects": [{"name": "transport", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000421"}],
    }
    found = one(read_ninjs(record, "o", NOW))
    assert (found.title, found.subtitle, found.authors) == ("Bridge closed", "A crack", ("Mara Halden",))
    assert found.text == "The Orlen bridge is closed.\n\nEngineers found a crack."
    assert (found.published, found.modified) == (datetime(2026, 3, 12, 9, tzinfo=UTC), None)
    assert found.keywords == ("transport",)


def test_time_of_a_version_of_unknown_number_is_no_publication() -> None:
    found = one(read_ninjs(ninjs(), "o", NOW))
    assert (found.published, found.modified) == (None, datetime(2026, 3, 12, 9, tzinfo=UTC))


def test_records_in_ninjs_are_recognised_among_others() -> None:
    assert is_ninjs(ninjs())
    assert not is_ninjs({"uri": "x", "title": "T", "text": "B"})
    assert not is_ninjs({"title": "T", "body_text": "B", "versioncreated": "2026"})
    assert not is_ninjs([ninjs()])
    found = list(read_json(json.dumps([ninjs(), {"title": "T", "text": "Waves broke."}]).encode(), "o"))
    assert [type(item) for item in found] == [Article, Article]
    assert found[0].origin == "o#http://epr.example/20260312bridge"


@pytest.mark.parametrize(("record", "reason"), [(ninjs(type="picture"), "picture"), (ninjs(body_text=" "), "no body")])
def test_ninjs_without_text_is_a_failure(record: dict[str, Any], reason: str) -> None:
    assert reason in failed(read_ninjs(record, "o", NOW)).reason


# hostile input


def test_entity_of_a_file_is_not_fetched() -> None:
    doctype = '<!DOCTYPE nitf [<!ENTITY own "word"><!ENTITY file SYSTEM "file:///etc/passwd">]>'
    found = one(read(doctype + nitf(content="<p>The bridge &own; &file; is closed.</p>")))
    assert " ".join(found.text.split()) == "The bridge is closed."


def test_entities_that_grow_are_a_failure() -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE nitf [<!ENTITY l0 "lol">{lines}]>' + nitf(content="<p>The bridge &l11; is closed.</p>")
    assert "not valid XML" in failed(read(bomb)).reason


def test_deep_nesting_is_a_failure() -> None:
    assert "not valid XML" in failed(read("<nitf>" + "<p>" * 5000 + "</p>" * 5000 + "</nitf>")).reason


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_damaged_document_is_read_or_a_failure(data: st.DataObject) -> None:
    source = data.draw(
        st.sampled_from([item(), nitf(), f"<newsMessage {G2}><itemSet>{item()}</itemSet></newsMessage>"])
    ).encode()
    start = data.draw(st.integers(0, len(source)))
    damaged = source[:start] + data.draw(st.binary(max_size=8)) + source[start + data.draw(st.integers(0, 30)) :]
    assert all(isinstance(found, Article | Failure) for found in read_newsml(damaged, "o", NOW))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*ninjs(), "bodies", "headlines", "pubstatus", "embargoed", "version", "by"]), json_values
    )
)
def test_any_ninjs_is_read_or_a_failure(fields: dict[str, object]) -> None:
    assert all(isinstance(found, Article | Failure) for found in read_ninjs(ninjs(**fields), "o", NOW))


def test_item_that_the_agency_takes_back_leaves_the_archive(tmp_path: Path) -> None:
    item = tmp_path / "story.xml"
    usable = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:epr.example,2026:1" version="{version}">
      <itemMeta><firstCreated>2026-03-04T10:00:00Z</firstCreated><pubStatus qcode="stat:{status}"/></itemMeta>
      <contentMeta><headline>Bridge closed</headline></contentMeta>
      <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
      <p>The Orlen bridge was closed on Monday after engineers found a crack in its pier.</p></body></html></inlineXML>
      </contentSet></newsItem>"""
    item.write_text(usable.format(version=1, status="usable"))
    with Archive.open(tmp_path / "archive", WordEmbedder()) as archive:
        assert archive.sync([item]).added == 1
        item.write_text(usable.format(version=2, status="canceled"))
        report = archive.sync([item])
        assert (report.removed, report.failed) == (1, ())
        assert report.notes == (f"1 item was left out: the agency has marked the item as canceled ({item}).",)
        assert list(archive.articles()) == []
        again = archive.sync([item])
        assert ([one.origin for one in again.withdrawn], again.not_taken, again.failed) == ([str(item)], 1, ())
