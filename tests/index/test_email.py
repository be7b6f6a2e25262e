import base64
import io
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.clean import clean_article
from index.datatypes import Article, Failure
from index.dispatch import READER_FAILED
from index.load import read_document
from index.readers.email_message import read_email

TEXT = "Ferries stayed in the harbour.\n\nWaves broke over the wall all day long."
HTML = (
    "<html><head><style>p {color: red}</style></head><body><p>Ferries stayed in the harbour of Hallin all day.</p>"
    "<p>Waves broke over the northern wall until late in the evening, “the worst in years”.</p></body></html>"
)


def mail(text: str | None = TEXT, html: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage()
    defaults = {"Subject": "Storm closes port", "From": "Mira Oduya <mira@gazette.example>",
                "Date": "Sat, 04 Oct 2025 18:00:00 +0200"}  # fmt: skip
    for name, value in (defaults | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        message[name] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html") if text is not None else message.set_content(html, subtype="html")
    return message


def read(data: bytes | EmailMessage, name: str = "storm.eml") -> list[Article | Failure]:
    return list(read_document(name, data if isinstance(data, bytes) else bytes(data), name))


def article(data: bytes | EmailMessage) -> Article:
    (item,) = read(data)
    assert isinstance(item, Article), item
    return item


def test_headers_give_title_author_and_time_of_sending() -> None:
    found = article(mail())
    assert (found.title, found.authors, found.outlet) == ("Storm closes port", ("Mira Oduya",), None)
    assert str(found.published) == "2025-10-04 18:00:00+02:00"
    assert found.text == TEXT
    assert found.stated == {"title": "Subject header", "published": "Date header", "authors": "From header"}


def test_message_is_known_by_its_content() -> None:
    for name in ("message", "storm.txt"):
        (item,) = read(mail(), name)
        assert isinstance(item, Article)
        assert item.title == "Storm closes port"


def test_text_that_begins_like_a_header_is_no_message() -> None:
    (item,) = read(b"Storm: the port is closed\n\nFerries stayed in the harbour.", "a.txt")
    assert isinstance(item, Article)
    assert item.title == "Storm: the port is closed"


@pytest.mark.parametrize(
    ("headers", "outlet", "authors"),
    [
        ({"From": "The Hallin Gazette <news@g.example>"}, "The Hallin Gazette", ()),
        ({"From": "Mira Oduya at The Hallin Gazette <m@g.example>"}, "The Hallin Gazette", ("Mira Oduya",)),
        ({"From": "Morning Notes <m@g.example>", "List_Unsubscribe": "<https://g.example/u>"}, "Morning Notes", ()),
        ({"From": "Mira Oduya <m@g.example>", "List_Id": "The Hallin Gazette <news.g.example>"}, "The Hallin Gazette", ("Mira Oduya",)),
        ({"From": "m@g.example"}, None, ()),
        ({"From": "=?utf-8?q?J=C3=B8rn_Tellef?= <j@g.example>"}, None, ("Jørn Tellef",)),
    ],
)  # fmt: skip
def test_sender_is_author_or_outlet_as_the_name_tells(
    headers: dict[str, str], outlet: str | None, authors: tuple[str, ...]
) -> None:
    found = article(mail(**headers))
    assert (found.outlet, found.authors) == (outlet, authors)


def test_date_that_is_missing_or_wrong_is_unknown() -> None:
    for date in (b"", b"Date: yesterday\n", b"Date: Mon, 99 Foo 2026 06:00:00 +0000\n"):
        assert article(b"Subject: A\nFrom: B <b@c>\n" + date + b"\nThe bridge is closed today.\n").published is None


def test_html_part_is_read_as_a_page() -> None:
    found = article(mail(text="Read this in your browser.", html=HTML))
    assert found.text.startswith("Ferries stayed in the harbour of Hallin all day.")
    assert "“the worst in years”" in found.text
    assert "color" not in found.text


def test_html_alone_and_plain_part_beside_a_page_without_text() -> None:
    assert "northern wall" in article(mail(text=None, html=HTML)).text
    assert article(mail(html="<html><body><img src='x.png'></body></html>")).text == TEXT


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_encodings_of_parts_are_read(transfer: str, charset: str) -> None:
    message = mail(text=None)
    text = "Die Brücke über den Hafen ist seit Montag gesperrt.\n"
    message.set_content(text, charset=charset, cte=transfer)
    assert article(message).text == text.strip()


def test_undeclared_bytes_in_headers_are_decoded() -> None:
    for encoding in ("utf-8", "cp1252"):
        data = "Subject: Brücke über den Hafen gesperrt\nFrom: Jörg Müller <j@g>\n\nDie Brücke ist zu.\n".encode(
            encoding
        )
        found = article(data)
        assert (found.title, found.authors) == ("Brücke über den Hafen gesperrt", ("Jörg Müller",))


def test_flowed_text_and_signature() -> None:
    data = (
        b"Subject: A\nFrom: B C <b@c>\nContent-Type: text/plain; format=flowed\n\n"
        b"The bridge over the river \nis closed today.\n\nThe mill is open.\n-- \nB C\nThe Gazette\n"
    )
    assert article(data).text == "The bridge over the river is closed today.\n\nThe mill is open."


def test_address_of_the_message_is_kept() -> None:
    assert article(mail(Archived_At="<https://gazette.example/letters/7>")).url == "https://gazette.example/letters/7"


def test_message_without_a_sentence_is_a_failure() -> None:
    (item,) = read(mail(text="ok"))
    assert isinstance(item, Failure)
    assert "no sentence" in item.reason
    (item,) = read(b"From: a@b\nSubject: x\n\n")
    assert isinstance(item, Failure)


def test_attachments_of_known_kinds_are_read_and_others_passed_over() -> None:
    message = mail()
    message.add_attachment(b"Bridge closed\n\nThe Orlen bridge is closed.\n", "text", "plain", filename="bridge.txt")
    message.add_attachment(b"\x89PNG", "image", "png", filename="../photo.png")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mill.txt", "Mill shut\n\nThe mill has shut.\n")
    message.add_attachment(buffer.getvalue(), "application", "zip", filename="/etc/mill.zip")
    items = read(message)
    assert [item.origin for item in items] == ["storm.eml", "storm.eml#bridge.txt", "storm.eml#3/mill.zip#mill.txt"]
    assert all(isinstance(item, Article) for item in items)


def test_message_that_only_carries_a_document_is_no_failure() -> None:
    message = mail(text="")
    message.add_attachment(b"Bridge closed\n\nThe Orlen bridge is closed.\n", "text", "plain", filename="bridge.txt")
    (item,) = read(message)
    assert item.origin == "storm.eml#bridge.txt"


def test_forwarded_messages_end_at_some_depth() -> None:
    data = bytes(mail())
    for _ in range(40):
        encoded = base64.encodebytes(data)
        data = (
            b"Subject: Fwd\nFrom: A B <a@b>\nMIME-Version: 1.0\nContent-Type: application/octet-stream; name=a.eml\n"
            b"Content-Disposition: attachment; filename=a.eml\nContent-Transfer-Encoding: base64\n\n" + encoded
        )
        if len(data) > 20_000_000:
            break
    assert read(data)


def test_hostile_messages_end_in_a_failure() -> None:
    nested = b"Subject: x\nFrom: a@b\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(1500)
    )
    parts = b"Subject: x\nFrom: a@b\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 1_000_000
    lines = b"Subject: x\nFrom: a@b\n" + b"A: b\n" * 3_000_000
    charset = b"Subject: =?utf-" + b"x" * 200 + b"?q?a?=\nFrom: a@b\n\nx"
    subject = b"Subject: " + b"=?utf-8?q?" * 300_000 + b"\nFrom: a@b\n\nx"
    for data in (nested, parts, lines, charset, subject):
        assert all(isinstance(item, Failure) and READER_FAILED not in item.reason for item in read(data))


PIECES = st.sampled_from(
    [b"Subject: ", b"From: ", b"Date: ", b"\n", b"\n\n", b"Content-Type: ", b"multipart/mixed; boundary=b\n", b"--b\n",
     b"text/html; charset=utf-7\n", b"message/rfc822\n", b"Content-Transfer-Encoding: base64\n", b"=?utf-8?b?/w==?=",
     b"=?x?q?a?=", b"The bridge is closed today.", b"<p>", b"\xff", b"\0", b"filename*=utf-8''%ff", b";", b'"', b"uuencode\n"]
)  # fmt: skip


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | st.binary(max_size=4), max_size=25).map(b"".join))
def test_any_bytes_give_articles_or_failures(content: bytes) -> None:
    items = list(read_email(b"From: a@b\n" + content, "a.eml", lambda *_: iter(())))
    for item in items:
        assert item.origin == "a.eml"
        if isinstance(item, Failure):
            assert item.advice


def test_newsletter_keeps_its_greeting_and_loses_what_is_around_it() -> None:
    page = (
        "<p><a href='#'>View in browser</a></p><h1>Good morning, Hallin.</h1><p>1. The port opens on Sunday.</p>"
        "<p>2. The baths close in January.</p><p>You are receiving this because you signed up. <a href='#'>Unsubscribe</a></p>"
    )
    found = clean_article(article(mail(text=None, html=f"<html><body>{page}</body></html>")))
    lines = ["Good morning, Hallin.", "1. The port opens on Sunday.", "2. The baths close in January."]
    assert list(filter(None, found.text.split("\n"))) == lines
