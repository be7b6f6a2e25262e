import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.clean import clean_article
from index.datatypes import Article, Failure
from index.readers.docx import read_docx
from index.readers.epub import read_epub

FERRY = "The ferry stayed in port for a third day because the waves were higher than the wall of the harbour. "
BRIDGE = "Engineers who looked at the bridge on Monday said that two of its seven cables were worn and must go. "
LAKE = "The lake has fallen by four metres since May and the old mill can be seen from the road once again. "


def article(items: Iterable[Article | Failure]) -> Article:
    (item,) = items
    assert isinstance(item, Article), item
    return clean_article(item)


def failure(items: Iterable[Article | Failure]) -> Failure:
    (item,) = items
    assert isinstance(item, Failure), item
    assert item.origin == "x"
    assert item.advice.endswith(".")
    return item


# DOCX

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">%s'
    "<dcterms:created>2026-03-09T10:00:00Z</dcterms:created></cp:coreProperties>"
)
STYLES = (
    f'<w:styles {W}><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style><w:style w:styleId="U1"><w:name w:val="heading 1"/>'
    '</w:style><w:style w:styleId="Sub"><w:name w:val="Subtitle"/></w:style></w:styles>'
)


def packed(parts: dict[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else None)
    return out.getvalue()


def para(text: str, style: str = "", inner: str = "") -> str:
    properties = f"<w:pPr>{f'<w:pStyle w:val={style!r}/>' if style else ''}{inner}</w:pPr>"
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(body: str, core: str = "", **parts: str) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return packed({"word/document.xml": document, "word/styles.xml": STYLES, "docProps/core.xml": CORE % core, **parts})


def test_title_style_is_the_headline_and_the_lines_below_are_credits() -> None:
    body = (
        para("Ferry stays in port", "Titel")
        + para("The waves are too high", "Sub")
        + para("By Ann Lee, The Hallin Courier")
    )
    read = article(
        read_docx(docx(body + para("6 March 2026") + para(FERRY) + para("What next", "U1") + para(BRIDGE)), "x")
    )
    assert (read.title, read.subtitle) == ("Ferry stays in port", "The waves are too high")
    assert (read.authors, read.outlet, read.published) == (("Ann Lee",), "The Hallin Courier", date(2026, 3, 6))
    assert read.text == f"{FERRY.strip()}\n\nWhat next\n\n{BRIDGE.strip()}"
    assert read.stated["title"] == "style Title"


def test_without_title_the_first_heading_then_the_property_then_the_first_line_is_the_headline() -> None:
    heading = docx(para("Politics") + para("Ferry stays in port", "U1") + para(FERRY))
    assert article(read_docx(heading, "x")).title == "Ferry stays in port"
    titled = docx(para(FERRY) + para(BRIDGE), "<dc:title>Ferry stays in port</dc:title>")
    assert article(read_docx(titled, "x")).title == "Ferry stays in port"
    bare = docx(para("Ferry stays in port") + para(FERRY) + para(BRIDGE), "<dc:title>ferry_v2.doc</dc:title>")
    assert article(read_docx(bare, "x")).title == "Ferry stays in port"


def test_author_of_the_properties_is_taken_and_the_time_of_the_file_is_not() -> None:
    read = article(read_docx(docx(para(FERRY), "<dc:creator>Ann Lee</dc:creator>"), "x"))
    assert (read.authors, read.published, read.modified) == (("Ann Lee",), None, None)
    assert read.stated["authors"] == "document property creator"
    assert article(read_docx(docx(para(FERRY), "<dc:creator>admin</dc:creator>"), "x")).authors == ()


def test_lists_and_tables_are_lines_and_changes_are_read_as_accepted() -> None:
    item = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    cell = "<w:tc>{}</w:tc>"
    table = "<w:tbl>" + "".join(
        f"<w:tr>{cell.format(para(name))}{cell.format(para(count))}</w:tr>"
        for name, count in (("Port", "Ships"), ("Hallin", "12"))
    )
    changed = "<w:p><w:r><w:t>The port </w:t></w:r><w:ins><w:r><w:t>opens</w:t></w:r></w:ins><w:del><w:r><w:delText>closes</w:delText></w:r></w:del><w:r><w:t> on Sunday.</w:t></w:r></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Not to be seen.</w:t></w:r></w:p>"
    control = f"<w:sdt><w:sdtContent>{para(LAKE)}</w:sdtContent></w:sdt>"
    body = (
        para(FERRY)
        + para("one", inner=item)
        + para("two", inner=item)
        + table
        + "</w:tbl>"
        + changed
        + hidden
        + control
    )
    text = article(read_docx(docx(body), "x")).text
    assert (
        text == f"{FERRY.strip()}\n\none\ntwo\nPort | Ships\nHallin | 12\n\nThe port opens on Sunday.\n\n{LAKE.strip()}"
    )


def test_old_word_document_is_a_clear_failure() -> None:
    assert "old Word" in failure(read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x")).reason
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert "password" in failure(read_docx(locked, "x")).reason


def test_entities_of_a_document_are_not_expanded() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    document = f"{bomb}<w:document {W}><w:body>{para(FERRY + '&b;&f;')}</w:body></w:document>"
    for item in read_docx(packed({"word/document.xml": document}), "x"):
        assert isinstance(item, Failure) or ("root" not in item.text and "haha" not in item.text)


@pytest.mark.parametrize("reader", [read_docx, read_epub])
def test_parts_that_unpack_to_too_much_are_refused(reader: Any) -> None:
    bomb = b" " * (40 * 2**20)
    data = packed({"word/document.xml": bomb, "META-INF/container.xml": bomb})
    assert "unpacks to too much" in failure(reader(data, "x")).reason


@pytest.mark.parametrize("reader", [read_docx, read_epub])
@pytest.mark.parametrize("depth", [200, 1500, 100_000])
def test_deep_nesting_is_survived(reader: Any, depth: int) -> None:
    nested = "<a>" * depth + FERRY + "</a>" * depth
    parts = {
        "word/document.xml": f"<w:document {W}><w:body>{nested}</w:body></w:document>",
        **book({"a.xhtml": nested}),
    }
    for item in reader(packed(parts), "x"):
        assert isinstance(item, Article | Failure)


@pytest.mark.parametrize("reader", [read_docx, read_epub])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"plain", packed({"a.txt": "x"})])
def test_what_is_no_document_is_a_failure(reader: Any, data: bytes) -> None:
    failure(reader(data, "x"))


# EPUB


def book(
    chapters: dict[str, str], metadata: str = "", version: str = "2.0", guide: str = "", items: str = ""
) -> dict[str, Any]:
    manifest = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in chapters)
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" version="{version}"><metadata>{metadata}</metadata>'
        f"<manifest>{manifest}{items}</manifest><spine>{spine}</spine><guide>{guide}</guide></package>",
        **{f"OEBPS/{name}": content for name, content in chapters.items()},
    }


def chapter(title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><h1>{title}</h1>{body}</body></html>'


def articles(data: bytes) -> list[Article]:
    found = list(read_epub(data, "x"))
    assert all(isinstance(item, Article) for item in found), found
    return [clean_article(item) for item in found if isinstance(item, Article)]


METADATA = (
    "<dc:title>The Hallin Courier [Fri, 6 Mar 2026]</dc:title><dc:language>en</dc:language><dc:publisher>Hallin Press</dc:publisher>"
    '<dc:date opf:event="publication">2026-03-06</dc:date><dc:date opf:event="modification">2026-03-09</dc:date>'
)


def test_each_document_of_a_newspaper_is_an_article() -> None:
    chapters = {
        "a.xhtml": chapter("Ferry stays", "By Ann Lee", FERRY),
        "b c.xhtml": chapter("Bridge closed", BRIDGE, LAKE),
    }
    ferry, bridge = articles(packed(book(chapters, METADATA)))
    assert (ferry.title, ferry.authors, ferry.text) == ("Ferry stays", ("Ann Lee",), FERRY.strip())
    assert (bridge.title, bridge.text) == ("Bridge closed", f"{BRIDGE.strip()}\n\n{LAKE.strip()}")
    assert (ferry.origin, bridge.origin) == ("x#a.xhtml", "x#b c.xhtml")
    assert ferry.id != bridge.id
    assert (ferry.outlet, ferry.published, ferry.language) == ("Hallin Press", date(2026, 3, 6), "en")
    assert ferry.stated["published"] == "EPUB dc:date"


def test_day_of_an_epub_counts_only_as_day_of_publication() -> None:
    def published(metadata: str, version: str) -> date | None:
        return articles(packed(book({"a.xhtml": chapter("Ferry", FERRY)}, metadata, version)))[0].published

    assert published("<dc:date>2026-03-06</dc:date>", "2.0") is None
    assert published('<dc:date opf:event="creation">2026-03-06</dc:date>', "2.0") is None
    assert published("<dc:date>2026-03-06</dc:date>", "3.0") == date(2026, 3, 6)
    assert published("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", "3.0") is None


def test_outlet_is_the_title_of_the_issue_where_a_program_is_the_publisher() -> None:
    metadata = METADATA.replace("Hallin Press", "calibre") + "<dc:creator>calibre</dc:creator>"
    (read,) = articles(packed(book({"a.xhtml": chapter("Ferry", FERRY)}, metadata)))
    assert (read.outlet, read.authors) == ("The Hallin Courier", ())


def test_cover_contents_and_lists_of_links_are_left_out() -> None:
    links = "".join(f'<p><a href="{n}.xhtml">{FERRY}</a></p>' for n in range(5))
    chapters = {
        "cover.xhtml": chapter("Cover", FERRY),
        "toc.xhtml": chapter("Contents", FERRY).replace(
            "<body>", '<body xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc">'
        ),
        "section.xhtml": f"<html><body>{links}</body></html>",
        "picture.xhtml": "<html><body><img src='a.jpg'/></body></html>",
        "a.xhtml": chapter("Ferry", FERRY),
    }
    guide = '<reference type="cover" href="cover.xhtml#x"/>'
    assert [one.title for one in articles(packed(book(chapters, guide=guide)))] == ["Ferry"]


def test_address_below_a_collected_article_is_its_url_and_its_bars_of_links_go() -> None:
    bar = '<div class="calibre_navbar">| <a href="b">Next</a> | <a href="m">Main menu</a> |</div>'
    end = '<p>This was downloaded from <a rel="calibre-downloaded-from" href="https://hallin.example/2026/ferry">it</a></p>'
    page = chapter("Ferry", FERRY).replace("<body>", f"<body>{bar}").replace("</body>", f"{end}</body>")
    (read,) = articles(packed(book({"a.xhtml": page})))
    assert (read.url, read.text) == ("https://hallin.example/2026/ferry", FERRY.strip())


def test_page_that_is_no_good_xml_is_read_as_html() -> None:
    page = f"<?xml version='1.0' encoding='utf-8'?><html><body><h2>Ferry</h2><p>{FERRY}<br>Later&nbsp;on, caf\u00e9s closed.</body>"
    (read,) = articles(packed(book({"a.xhtml": page})))
    assert (read.title, read.text) == ("Ferry", f"{FERRY.strip()}\nLater\u00a0on, caf\u00e9s closed.")


def test_protected_epub_asks_for_one_without_protection() -> None:
    parts = book({"a.xhtml": "\0\1\2"})
    parts["META-INF/encryption.xml"] = (
        '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:CipherData>'
        '<enc:CipherReference URI="OEBPS/a.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>'
    )
    assert "encrypted" in failure(read_epub(packed(parts), "x")).reason


def test_missing_chapter_is_one_failure_and_the_others_are_read() -> None:
    parts = book({"a.xhtml": chapter("Ferry", FERRY), "b.xhtml": chapter("Bridge", BRIDGE)})
    del parts["OEBPS/a.xhtml"]
    missing, bridge = read_epub(packed(parts), "x")
    assert isinstance(missing, Failure)
    assert missing.origin == "x#a.xhtml"
    assert isinstance(bridge, Article)


def test_reference_out_of_the_archive_is_missing() -> None:
    parts = book({"a.xhtml": chapter("Ferry", FERRY)})
    parts["OEBPS/book.opf"] = parts["OEBPS/book.opf"].replace('href="a.xhtml"', 'href="../../../etc/passwd"')
    (item,) = read_epub(packed(parts), "x")
    assert isinstance(item, Failure)


DOCUMENT = docx(para("Ferry stays in port", "Titel") + para(FERRY))
BOOK = packed(book({"a.xhtml": chapter("Ferry", FERRY)}, METADATA))


@settings(deadline=None)
@given(
    st.sampled_from([(read_docx, DOCUMENT), (read_epub, BOOK)]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), max_size=5),
)
def test_damaged_document_gives_articles_or_failures(
    sound: tuple[Any, bytes], damage: list[tuple[float, bytes]]
) -> None:
    reader, data = sound[0], bytearray(sound[1])
    for place, junk in damage:
        start = int(place * (len(data) - 1))
        data[start : start + len(junk)] = junk
    assert all(isinstance(item, Article | Failure) for item in reader(bytes(data), "x"))


@settings(deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200), st.sampled_from(["a.xhtml", "book.opf"]))
def test_any_part_gives_articles_or_failures(content: str | bytes, name: str) -> None:
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    parts = {**book({"a.xhtml": chapter("Ferry", FERRY)}), f"OEBPS/{name}": content}
    assert all(isinstance(item, Article | Failure) for item in read_epub(packed(parts), "x"))
    document = packed({"word/document.xml": content})
    assert all(isinstance(item, Article | Failure) for item in read_docx(document, "x"))
