"""Encodings and plain text."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.readers.decode import decode
from index.readers.text import read_text, split_headline, unwrap
from tests.index.readers.read import one

RUSSIAN = "Паром не вышел из порта.\n\nВолны высотой шесть метров бились о внешнюю стену гавани весь день."
FRENCH = "Le port fermé\n\nLes ferrys sont restés à quai : la tempête a soulevé des vagues, a déclaré la préfète."


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


@pytest.mark.parametrize("declared", ["uu", "hex", "rot13", "undefined", "idna", "unicode_escape", "klingon", ""])
def test_what_is_declared_and_no_encoding_of_text_says_nothing(declared: str) -> None:
    data = "Der Zug nach K\u00f6ln f\u00e4hrt nicht \\x41b.".encode("cp1252")
    assert decode(data, declared) == decode(data)
