"""PDF documents, made by hand: a page is (left, top, size, text) for each line."""

import time
import zlib
from collections import Counter
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.clean import clean_article
from index.datatypes import Article, Failure
from index.readers.pdf import read_pdf
from index.readers.pdf_lines import columns_of, lines_of
from index.readers.pdf_pages import Limits, Word
from index.readers.pdf_text import paragraphs_of
from tests.index.test_documents import BRIDGE, FERRY, LAKE, article, failure

Set = tuple[float, float, float, str]


def pdf(*pages: list[Set] | bytes, info: str = "", xmp: str = "", trailer: str = "", rotate: int = 0) -> bytes:
    """A PDF; a page is its lines, or the bytes of its content."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/fi]>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        font.encode(),
        f"<<{info}>>".encode(),
    ]
    for number, page in enumerate(pages):
        content = page if isinstance(page, bytes) else b"\n".join(map(shown, page))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate {rotate}/Contents {6 + 2 * number} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>".encode()
        )
        packed = zlib.compress(content)
        objects.append(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed))
    if xmp:
        objects.append(b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream" % (len(xmp), xmp.encode()))
    return assembled(objects, f"/Root 1 0 R/Info 4 0 R{trailer}")


def assembled(objects: list[bytes], trailer: str) -> bytes:
    out, places = bytearray(b"%PDF-1.5\n"), list[int]()
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + f"trailer<</Size {len(objects) + 1}{trailer}>>\nstartxref\n{start}\n%%EOF".encode()


def shown(line: Set, turn: str = "1 0 0 1") -> bytes:
    left, top, size, text = line
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {turn} {left} {800 - top} Tm ({escaped}) Tj ET".encode("cp1252")


def column(left: float, top: float, text: str, width: int = 30, size: float = 10, indent: float = 0) -> list[Set]:
    """Lines of at most `width` characters; each paragraph begins indented."""
    lines = list[Set]()
    for paragraph in text.split("\n"):
        line = ""
        first = True
        for word in [*paragraph.split(), ""]:
            if word and len(line) + len(word) < width:
                line = f"{line} {word}".strip()
                continue
            lines.append((left + indent * first, top + 12 * len(lines), size, line))
            line, first = word, False
    return lines


def by_height(lines: list[Set]) -> list[Set]:
    """As programs write that do not know of columns: row by row."""
    return sorted(lines, key=lambda line: (line[1], line[0]))


def test_columns_are_read_one_after_the_other_below_the_headline_across_them() -> None:
    lines = [
        (50.0, 80.0, 24.0, "Ferry stays in port as the waves rise"),
        *column(50, 120, FERRY * 3),
        *column(230, 120, BRIDGE * 3),
        *column(410, 120, LAKE * 3),
    ]
    read = article(read_pdf(pdf(by_height(lines)), "x"))
    assert read.title == "Ferry stays in port as the waves rise"
    assert read.text.split() == (FERRY * 3 + BRIDGE * 3 + LAKE * 3).split()
    assert read.stated["title"] == "largest line of the first page"


def test_stories_above_each_other_with_different_columns_are_read_one_after_the_other() -> None:
    lines = [
        (50.0, 60.0, 24.0, "Ferry stays in port as the waves rise"),
        *column(50, 90, FERRY * 5, 45),
        *column(320, 90, BRIDGE * 5, 45),
        (50.0, 360.0, 20.0, "Lake falls by four metres since last May"),
        *column(50, 390, LAKE * 3),
        *column(230, 390, FERRY * 3),
        *column(410, 390, BRIDGE * 3),
    ]
    text = article(read_pdf(pdf(by_height(lines)), "x")).text
    expected = f"{FERRY * 5}{BRIDGE * 5}Lake falls by four metres since last May {LAKE * 3}{FERRY * 3}{BRIDGE * 3}"
    assert text.split() == expected.split()


def test_story_beside_others_is_kept_apart() -> None:
    lines = [
        (50.0, 60.0, 24.0, "Ferry stays in port"),
        *column(50, 90, FERRY * 4),
        *column(230, 90, BRIDGE * 4),
        *column(410, 62, LAKE * 6),
    ]
    words = article(read_pdf(pdf(by_height(lines)), "x")).text.split()
    assert words == (FERRY * 4 + BRIDGE * 4 + LAKE * 6).split()


def test_table_is_read_row_by_row() -> None:
    rows = [("Goals", "12"), ("Points", "40"), ("Games", "20"), ("Cards", "31"), ("Fines", "7")]
    lines = [(50.0, 100.0 + 12 * place, 10.0, name) for place, (name, _) in enumerate(rows)]
    lines += [(150.0, 100.0 + 12 * place, 10.0, count) for place, (_, count) in enumerate(rows)]
    assert "Goals 12" in " ".join(article(read_pdf(pdf([*lines, *column(50, 300, FERRY)]), "x")).text.split())


def test_lines_become_paragraphs_by_indent_by_space_and_by_a_line_that_ends_early() -> None:
    indented = article(read_pdf(pdf(column(50, 100, f"{FERRY * 2}\n{BRIDGE * 2}\n{LAKE * 2}", 40, indent=12)), "x"))
    assert indented.text.split("\n\n") == [(FERRY * 2).strip(), (BRIDGE * 2).strip(), (LAKE * 2).strip()]
    spaced = article(read_pdf(pdf([*column(50, 100, FERRY * 2, 40), *column(50, 190, BRIDGE * 2, 40)]), "x"))
    assert spaced.text.split("\n\n") == [(FERRY * 2).strip(), (BRIDGE * 2).strip()]
    early = article(read_pdf(pdf(column(50, 100, f"{FERRY}Then it left the port again.\n{BRIDGE * 2}", 40)), "x"))
    assert early.text.split("\n\n") == [f"{FERRY}Then it left the port again.", (BRIDGE * 2).strip()]


def test_broken_words_are_made_whole_and_hyphens_of_their_own_stay() -> None:
    text = [
        "The ferry to Rostow-on-", "Don is late. Its cap-", "tain, a well-known and", "much praised man, wrote 2025-",
        "26 in the log. A well-", "known name, he said, and a left-", "wing mayor with vice-", "presidents.",
    ]  # fmt: skip
    read = article(read_pdf(pdf([(50, 100 + 12 * place, 10, line) for place, line in enumerate(text)]), "x"))
    assert read.text == (
        "The ferry to Rostow-on-Don is late. Its captain, a well-known and much praised man, wrote 2025-26 in the log. "
        "A well-known name, he said, and a left-wing mayor with vice-presidents."
    )


def test_ligature_becomes_letters() -> None:
    content = b"BT /F 10 Tf 50 700 Td (The \\001sh came back to the lake in the spring of this year.) Tj ET"
    assert article(read_pdf(pdf(content), "x")).text.startswith("The fish came back")


def test_large_initial_belongs_to_the_first_word() -> None:
    body = column(78, 100, FERRY[1:] * 2, 30)
    lines = [(50.0, 112.0, 30.0, "T"), *body[:2], *((50.0, *line[1:]) for line in body[2:])]
    assert article(read_pdf(pdf(lines), "x")).text.startswith(FERRY)


def test_raised_figure_stays_with_its_word() -> None:
    lines = [(50.0, 100.0, 10.0, "Goods of 40 km"), (121.0, 96.5, 6.0, "2"), (126.0, 100.0, 10.0, "burnt on Monday.")]
    assert article(read_pdf(pdf([*lines, *column(50, 112, FERRY)]), "x")).text.startswith("Goods of 40 km2 burnt")


def test_turned_page_is_read_and_a_credit_up_the_side_left_out() -> None:
    upright = b"\n".join(map(shown, column(50, 100, FERRY)))
    side = shown((560, 500, 8, "Photo by nobody at all"), "0 1 -1 0")
    assert article(read_pdf(pdf(upright + b"\n" + side), "x")).text == FERRY.strip()
    turned = b"\n".join(
        shown((100 + 12 * place, 700, 10, line[3]), "0 1 -1 0") for place, line in enumerate(column(0, 0, FERRY))
    )
    assert article(read_pdf(pdf(turned, rotate=90), "x")).text == FERRY.strip()


def paper(*texts: str, head: str = "The Hallin Courier - Friday 6 March 2026") -> bytes:
    """Pages with a head and a number."""
    return pdf(
        *(
            [(50, 30, 8, head), *column(50, 100, text, 60), (300, 780, 8, f"Page {number}")]
            for number, text in enumerate(texts, start=1)
        )
    )


def test_heads_and_page_numbers_are_left_out_and_say_outlet_and_day() -> None:
    read = article(read_pdf(paper(FERRY * 3, BRIDGE * 3, LAKE * 3), "x"))
    assert "Courier" not in read.text
    assert "Page" not in read.text
    assert (read.outlet, read.published) == ("The Hallin Courier", date(2026, 3, 6))
    assert read.stated["published"] == "running head"


@pytest.mark.parametrize("head", ["22.11.2026, 12:53", "11/22/26, 12:53 AM", "Printed 22.11.2026"])
def test_day_of_printing_is_not_the_day_of_publication(head: str) -> None:
    read = article(read_pdf(paper(FERRY * 3, BRIDGE * 3, LAKE * 3, head=head), "x"))
    assert (read.published, head in read.text) == (None, False)


def test_outlet_and_day_above_the_headline_of_a_single_page_are_read() -> None:
    masthead = (50, 30, 8, "The Hallin Courier - Friday, March 6, 2026 - Page 7")
    read = article(
        read_pdf(pdf([masthead, (50, 80, 24, "Ferries stay in port"), *column(50, 130, FERRY * 3, 60)]), "x")
    )
    assert (read.title, read.outlet, read.published) == ("Ferries stay in port", "The Hallin Courier", date(2026, 3, 6))


def test_pages_are_kept_and_a_sentence_may_go_over_two() -> None:
    first, second = column(50, 100, FERRY * 3, 60), column(50, 100, BRIDGE * 3, 60)
    first[-1] = (*first[-1][:3], "The wall of the old har-")
    second[0] = (*second[0][:3], "bour fell, he said.")
    read = article(read_pdf(pdf(first, [], second, column(50, 100, LAKE, 60)), "x"))
    assert "The wall of the old harbour fell, he said." in read.text
    assert len(read.pages) == 4
    assert read.page_of(0) == read.page_of(read.text.index("harbour fell")) == 1
    assert read.page_of(read.text.index("fell, he said")) == 3
    assert read.text[read.pages[3] :] == LAKE.strip()
    assert read.page_of(len(read.text) - 1) == 4


def test_document_of_one_page_has_one_page() -> None:
    assert article(read_pdf(pdf(column(50, 100, FERRY)), "x")).pages == (0,)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Microsoft Word - ferry_v2.doc", ""),
        ("untitled", ""),
        ("Layout 1", ""),
        ("ferry.indd", ""),
        ("Ferry stays in port", "Ferry stays in port"),
    ],
)
def test_title_of_the_properties_is_taken_only_when_it_is_one(title: str, expected: str) -> None:
    assert article(read_pdf(pdf(column(50, 100, FERRY), info=f"/Title({title})"), "x")).title == expected


def test_headline_on_the_page_wins_over_a_title_that_is_not_on_it() -> None:
    lines = [(50.0, 80.0, 24.0, "Ferry stays in port as waves rise"), *column(50, 120, FERRY * 2)]
    assert article(read_pdf(pdf(lines, info="/Title(Bridge closed for good)"), "x")).title.startswith("Ferry")


def test_byline_is_read_and_wins_over_the_author_of_the_file() -> None:
    lines = [(50.0, 80.0, 24.0, "Ferry stays in port"), (50.0, 100.0, 10.0, "By Ann Lee"), *column(50, 124, FERRY * 2)]
    read = article(read_pdf(pdf(lines, info="/Author(Bo Oz)"), "x"))
    assert (read.authors, read.text) == (("Ann Lee",), (FERRY * 2).strip())
    named = article(read_pdf(pdf(column(50, 124, FERRY), info="/Author(Bo Oz)"), "x"))
    assert (named.authors, named.stated["authors"]) == (("Bo Oz",), "PDF author")
    assert article(read_pdf(pdf(column(50, 124, FERRY), info="/Author(boz7)"), "x")).authors == ()


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<rdf:Description prism:publicationName="The Hallin Courier" xmp:CreateDate="2026-03-09" pdf:Producer="p">
<dc:creator><rdf:Seq><rdf:li>Ann Lee</rdf:li><rdf:li>Bo Oz</rdf:li></rdf:Seq></dc:creator>%s
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def test_packet_of_properties_is_read() -> None:
    xmp = XMP % "<prism:publicationDate>2026-03-06</prism:publicationDate>"
    read = article(read_pdf(pdf(column(50, 100, FERRY), xmp=xmp), "x"))
    assert (read.outlet, read.published, read.authors) == ("The Hallin Courier", date(2026, 3, 6), ("Ann Lee", "Bo Oz"))
    assert read.stated["published"] == "XMP prism:publicationDate"


def test_day_on_which_the_file_was_made_is_no_date() -> None:
    data = pdf(column(50, 100, FERRY), info="/CreationDate(D:20260309120000Z)/ModDate(D:20260309120000Z)", xmp=XMP % "")
    read = article(read_pdf(data, "x"))
    assert (read.published, read.published_in, read.modified) == (None, None, None)


def test_packet_of_a_picture_says_nothing_of_the_article() -> None:
    xmp = (XMP % "").replace("http://ns.adobe.com/pdf/1.3/", "http://ns.adobe.com/photoshop/1.0/")
    assert article(read_pdf(pdf(column(50, 100, FERRY), xmp=xmp), "x")).authors == ()


def test_scan_asks_for_text_recognition() -> None:
    for data in (pdf(b"0 0 600 800 re f"), pdf([(300, 780, 8, "Page 1")], [(300, 780, 8, "Page 2")])):
        found = failure(read_pdf(data, "x"))
        assert "no text layer" in found.reason
        assert "recognition" in found.advice


def test_encrypted_pdf_asks_for_a_copy_without_password() -> None:
    key = f"<{'41' * 32}>"
    trailer = f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O{key}/U{key}>>/ID[<{'42' * 16}><{'42' * 16}>]"
    assert "password" in failure(read_pdf(pdf(column(50, 100, FERRY), trailer=trailer), "x")).reason


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 1000, b"plain text", b"\xff" * 100])
def test_damaged_pdf_is_a_failure(data: bytes) -> None:
    assert "damaged" in failure(read_pdf(data, "x")).reason


def nested_forms() -> bytes:
    """Pictures in pictures, ten in each: fifteen levels are more than anybody can wait for."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/X Do\nendstream",
    ]
    content = b"/X Do " * 10
    for number in range(5, 20):
        inner = b"/Resources<</XObject<</X %d 0 R>>>>" % (number + 1)
        objects.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length %d>>stream\n%s\nendstream"
            % (inner, len(content), content)
        )
    objects.append(b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 0>>stream\n\nendstream")
    return assembled(objects, "/Root 1 0 R")


def test_page_that_never_ends_is_stopped() -> None:
    began = time.monotonic()
    found = failure(read_pdf(nested_forms(), "x", Limits(seconds=1)))
    assert found.reason.startswith("page 1 of the PDF takes more")
    assert time.monotonic() - began < 20


@pytest.mark.slow
def test_page_that_unpacks_to_gigabytes_is_stopped() -> None:
    packer, packed = zlib.compressobj(), b""
    for _ in range(4096):
        packed += packer.compress(b" " * 2**20)
    content = packed + packer.flush()
    data = assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
            b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(content), content),
        ],
        "/Root 1 0 R",
    )
    failure(read_pdf(data, "x", Limits(seconds=10)))


def test_more_pages_than_a_document_may_have_are_refused() -> None:
    data = assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 2500/Kids[%s]>>" % b" ".join([b"3 0 R"] * 2500),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>",
        ],
        "/Root 1 0 R",
    )
    assert "more pages" in failure(read_pdf(data, "x")).reason


SOUND = paper(FERRY * 3, BRIDGE * 3)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.binary(min_size=1, max_size=8)), max_size=6),
    st.integers(0, 3000),
)
def test_damage_anywhere_gives_an_article_or_a_failure(damage: list[tuple[int, bytes]], cut: int) -> None:
    data = bytearray(SOUND)
    for place, junk in damage:
        data[place : place + len(junk)] = junk
    (item,) = read_pdf(bytes(data[: len(data) - cut]), "x", Limits(seconds=5))
    assert isinstance(item, Failure) or clean_article(item).pages


numbers = st.floats(-1000, 1000, allow_nan=False)
placed_words = st.builds(
    lambda left, width, base, size, text: Word(left, left + width, base, size, text),
    st.sampled_from([10.0, 50.0, 230.0]) | numbers,
    st.floats(0, 100),
    st.sampled_from([100.0, 112.0, 124.0, 136.0, 148.0]) | numbers,
    st.sampled_from([6.0, 10.0, 30.0]) | st.floats(0.1, 100),
    st.sampled_from(["harbour", "T", "wall.", "-", "har-", "مرفأ", "港口", "7"]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(placed_words, max_size=40), max_size=3))
def test_no_letter_is_lost_or_doubled_wherever_words_stand(pages: list[list[Word]]) -> None:
    given_letters = Counter(char for page in pages for word in page for char in word.text if char.isalpha())
    pieces = [lines_of(page) for page in pages]
    columns = [columns_of(page) for page in pieces]
    assert (
        Counter(c for page in columns for one in page for line in one for c in line.text if c.isalpha())
        == given_letters
    )
    found = list(paragraphs_of(pieces))
    for paragraph in found:
        assert all(0 <= place <= len(paragraph.text) for place in paragraph.breaks)
        assert list(paragraph.breaks) == sorted(paragraph.breaks)


# page breaks in the cleaned text

furniture = st.sampled_from(
    ["Advertisement", "Image caption:", "Read more: x", "Port shut", "", "\u200b", "By Ann Lee"]
)
page_texts = st.lists(st.lists(furniture | st.text(max_size=20) | st.just("The ferry stayed."), max_size=5), max_size=5)


@settings(deadline=None)
@given(page_texts, st.sampled_from([" ", "", "\n", "\n\n", " \u200b"]))
@example([["The ferry"], ["stayed."]], " ")
@example([[], ["a"], [], ["Advertisement"]], "")
def test_pages_point_at_the_text_that_begins_them_and_stay_when_cleaned_again(pages: list[list[str]], gap: str) -> None:
    texts = ["\n".join(lines).replace("\f", "") for lines in pages]
    raw = Article(id="a", title="Port shut", text=(gap + "\f").join(texts), pages=(0,), authors=("Ann Lee",))
    found = clean_article(raw)
    assert len(found.pages) == max(1, len(pages))
    assert list(found.pages) == sorted(found.pages)
    assert "\f" not in found.text
    assert all(start == len(found.text) or not found.text[start].isspace() for start in found.pages)
    assert clean_article(found) == found


@settings(deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=6), st.lists(st.booleans(), max_size=40))
def test_each_line_keeps_its_page(counts: list[int], dropped: list[bool]) -> None:
    number, pages = 0, list[str]()
    for page, count in enumerate(counts, start=1):
        lines = list[str]()
        for _ in range(count):
            lines.append(
                "Advertisement" if number < len(dropped) and dropped[number] else f"Line {number} of page {page}."
            )
            number += 1
        pages.append("\n".join(lines))
    found = clean_article(Article(id="a", title="", text="\n\f".join(pages), pages=(0,)))
    for line in filter(None, found.text.split("\n")):
        assert line.endswith(f" of page {found.page_of(found.text.index(line))}.")


def test_form_feed_in_any_article_begins_a_page() -> None:
    found = clean_article(Article(id="a", title="", text="The ferry stayed.\n\fThe port is shut.\f"))
    assert (found.text, found.pages) == ("The ferry stayed.\nThe port is shut.", (0, 18))
    assert clean_article(Article(id="a", title="", text="\fThe ferry stayed.\f\n")).pages == ()
