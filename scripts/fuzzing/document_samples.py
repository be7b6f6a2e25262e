"""PDF, DOCX, EPUB and e-mail."""

import base64
import zlib
from email.message import EmailMessage

from fuzzing.markup_samples import DEEP_HTML, HTML, HTML_TOKENS, XML_TOKENS
from fuzzing.parts import BOMB, TEXT, TITLE, Outside, Reader, encoded, with_part, zipped

_MAIL_TOKENS = (
    b"From ", b"\n\n", b"Subject: ", b"=?utf-8?b?", b"?=", b"=?utf-7?q?", b"--x\n", b"--x--\n", b"From: a@b\n",
    b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: message/rfc822\n", b"charset=", b"Date: ",
    b"Content-Transfer-Encoding: base64\n", b'filename="../../x.txt"', b"Content-Transfer-Encoding: uuencode\n",
    b"<a@b>", b"(", b"\\", b'"',
)  # fmt: skip
_PDF_TOKENS = (
    b"<<", b">>", b"[", b"]", b"(", b")", b"/Kids", b"/Parent 2 0 R", b"/Contents", b"/Filter/FlateDecode",
    b"/Length ", b" 0 R", b" 0 obj", b"endobj", b"stream\n", b"BT", b"Tj", b"Tm", b"/F 99999 Tf", b"/ObjStm", b"/XRef",
    b"/Encrypt", b"q ", b"Do ", b"/ASCIIHexDecode", b"/LZWDecode", b"/DCTDecode", b"-2147483648 ", b"1e38 ",
    b"startxref", b"/Prev ",
)  # fmt: skip
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def _paragraph(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _word(body: str) -> str:
    return f"<w:document {_W}><w:body>{body}</w:body></w:document>"


_DOCX = {
    "word/document.xml": _word(
        _paragraph(TITLE, '<w:pStyle w:val="Title"/>')
        + _paragraph(TEXT, '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>')
        + f"<w:tbl><w:tr><w:tc>{_paragraph('cell')}</w:tc></w:tr></w:tbl>"
        + "<w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>"
    ),
    "word/styles.xml": f'<w:styles {_W}><w:style w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>',
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Storm</dc:title><dc:creator>Mira Oduya</dc:creator></cp:coreProperties>",
}
_CHAPTER = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>'
    f"<h1>{TITLE}</h1><p>{TEXT}</p></body></html>"
)
_EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
    "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'version="3.0"><metadata><dc:title>The Courier [Fri, 6 Mar 2026]</dc:title><dc:language>en</dc:language>'
    "<dc:publisher>Hallin Press</dc:publisher><dc:date>2026-03-06</dc:date></metadata><manifest>"
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
    "OEBPS/a.xhtml": _CHAPTER,
    "OEBPS/b.xhtml": _CHAPTER.replace("Storm", "Calm"),
}


def mail() -> bytes:
    """A message with a text, the same in HTML, and a page attached."""
    message = EmailMessage()
    message["Subject"], message["From"] = TITLE, "=?utf-8?q?Mira_Od=C3=BCya?= <mira@gazette.example>"
    message["Date"], message["List-Id"] = "Sat, 04 Oct 2025 18:00:00 +0200", "The Gazette <news.gazette.example>"
    message.set_content(TEXT)
    message.add_alternative(f"<html><body><p>{TEXT}</p></body></html>", subtype="html")
    message.add_attachment(HTML.encode(), maintype="text", subtype="html", filename="story.html")
    return bytes(message)


def deep_mail(depth: int) -> bytes:
    """Parts within parts."""
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"From: a@b.example\nSubject: deep\nMIME-Version: 1.0\n{parts}\n{TEXT}".encode()


def pdf() -> bytes:
    """Two pages, one of them not compressed, so that it can be changed."""
    lines = [TITLE, "By Mira Oduya", *(f"The waves broke over wall {n} and har-" for n in range(20))]
    shown = (f"BT /F {10 if n else 24} Tf 1 0 0 1 50 {700 - 14 * n} Tm ({line}) Tj ET" for n, line in enumerate(lines))
    page = "\n".join(shown).encode()
    head = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
    packed = zlib.compress(page)
    xmp = (
        b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:title xmlns:dc='http://purl.org/dc/elements/1.1/'>Storm closes port"
        b"</dc:title></x:xmpmeta>"
    )
    return _assembled(
        b"<</Type/Catalog/Pages 2 0 R/Metadata 9 0 R>>",
        b"<</Type/Pages/Count 2/Kids[5 0 R 7 0 R]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Title(Storm)/Author(Mira Oduya)/CreationDate(D:20251004180000Z)>>",
        head % 6,
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        head % 8,
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream" % (len(xmp), xmp),
    )


def _assembled(*objects: bytes) -> bytes:
    out, places = bytearray(b"%PDF-1.5\n"), list[int]()
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + body + b"\nendobj\n"
    start, table = len(out), b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def _pdf() -> Reader:
    hostile = (
        pdf().replace(b"5 0 R 7", b"2 0 R 7"),
        pdf().replace(b"/Length", b"/Length 99999999 /X"),
        pdf().replace(b"/Count 2", b"/Count 2000000000"),
        pdf() * 30,
    )
    return Reader(("a.pdf",), (pdf(),), hostile, _PDF_TOKENS)


def _docx(outside: Outside) -> Reader:
    contents = (
        *outside.entities("w:document", lambda text: _word(_paragraph(text))),
        f"<w:document {_W}><w:body>{'<w:tbl><w:tr><w:tc>' * 40_000}".encode(),
        b"<w:p/>" * 150_000,
        BOMB,
    )
    hostile = with_part(_DOCX, "word/document.xml", contents)
    return Reader(("a.docx",), (zipped(encoded(_DOCX)),), hostile, XML_TOKENS)


def _epub(outside: Outside) -> Reader:
    container, book = _EPUB["META-INF/container.xml"], _EPUB["OEBPS/book.opf"]
    many = book.replace('<itemref idref="a"/>', '<itemref idref="a"/>' * 40_000)
    chapters = outside.entities("html", lambda text: f"<html><body><h1>{TITLE}</h1><p>{text}</p></body></html>")
    hostile = (
        *with_part(_EPUB, "OEBPS/a.xhtml", (*DEEP_HTML[:2], *chapters, BOMB)),
        *with_part(_EPUB, "META-INF/container.xml", outside.entities("container", lambda text: container + text)),
        *with_part(_EPUB, "OEBPS/book.opf", (book.replace("a.xhtml", "../../etc/passwd").encode(), many.encode())),
    )
    return Reader(("a.epub",), (zipped(encoded(_EPUB)),), hostile, HTML_TOKENS)


def _email() -> Reader:
    start = b"From: a@b\nSubject: x\n"
    hostile = (
        deep_mail(50),
        deep_mail(5_000),
        b"From: a@b\nSubject: " + b"=?utf-8?q?a?= " * 60_000,
        start + b"To: " + b"<" * 900_000,
        b"From: " + b"(" * 100_000 + b"\nSubject: x\n\nx",
        start + b"Date: " + b"1 " * 100_000 + b"\n\nx",
        start + b"Content-Type: text/html; charset=utf-7\n\n" + base64.b64encode(b"x" * 9999),
        start + b"X: y\n" * 100_000,
    )
    return Reader(("a.eml",), (mail(),), hostile, _MAIL_TOKENS)


def _mbox() -> Reader:
    start = b"From a@b.example Sat Oct  4 18:00:00 2025\n"
    message = start + mail().replace(b"\nFrom ", b"\n>From ") + b"\n"
    hostile = ((start + b"\n") * 20_000, message * 100, start + deep_mail(2000))
    return Reader(("a.mbox",), (message * 3,), hostile, _MAIL_TOKENS)


def document_readers(outside: Outside) -> dict[str, Reader]:
    """By name."""
    return {"pdf": _pdf(), "docx": _docx(outside), "epub": _epub(outside), "email": _email(), "mbox": _mbox()}
