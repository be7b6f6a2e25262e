"""Single changes of bytes: flipped, left out, repeated, put in the place of others."""

import re
from collections.abc import Callable, Sequence
from random import Random

from fuzzing.parts import HUGE

_TAG = re.compile(rb"<[^<>]{1,200}>")
_NUMBER = re.compile(rb"-?\d{1,20}")
_VALUE = re.compile(rb"[>\"'=:,\n({\[ ]")
_UNITS = (
    b" ", b"\n", b"\t", b"\r\n", b"\xc2\xa0", b"a", b"A", b"A ", b"a ", b"a.", b"a-", b"A'", b"1", b"1 ", b";", b",",
    b".", b"-", b'"', b"'", b"(", b"[", b"&", b"/", b"=", b"@", b"A, ", b"By A ", b"A. ", b"a@", b"&#97;",
)  # fmt: skip
_STRETCHED = HUGE // 8  # bytes: what takes the square of them takes longer than a file may
_LOOKED_AT = 100_000  # bytes in which a tag or number is sought
_NUMBERS = (
    b"0", b"-1", b"1", b"255", b"65536", b"2147483648", b"4294967296", b"18446744073709551616", b"1e400", b"9" * 400,
    b"0001-01-01", b"9999-12-31T23:59:60+14:00", b"2025-02-30", b"00000000000", b"NaN", b"",
)  # fmt: skip
_ODD = (
    b"\0", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r",
    b"\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\x1a", b"\x1b]0;x\x07", b"\xf0\x9f\x98\x80", b"\xcc\x81" * 500,
)  # fmt: skip
_ENCODINGS = (
    "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7", "shift_jis", "gb18030", "cp037", "utf-8-sig",
)  # fmt: skip


class Chance:
    """What is drawn for a change: places, words of the format, how often to repeat."""

    def __init__(self, rng: Random, tokens: Sequence[bytes]) -> None:
        self.rng, self._tokens = rng, tokens

    def place(self, data: bytes) -> int:
        """Anywhere, the end included."""
        return self.rng.randrange(len(data) + 1)

    def span(self, data: bytes) -> tuple[int, int]:
        """A short piece mostly, sometimes a long one."""
        start = self.place(data)
        return start, min(len(data), start + int(self.rng.paretovariate(0.6)))

    def token(self) -> bytes:
        """A word of the format, or one that is odd anywhere."""
        return self.rng.choice(self.rng.choice((self._tokens, self._tokens, _ODD, _NUMBERS)))

    def times(self, unit: int) -> int:
        """How often to repeat: a few times mostly, now and then until the file is as large as it may get."""
        most = max(2, HUGE // max(1, unit))
        return most if self.rng.random() < 0.02 else min(most, int(self.rng.paretovariate(0.5)) + 1, 3000)


def flip(by: Chance, data: bytes) -> bytes:
    """Some bits."""
    out = bytearray(data)
    for _ in range(1 + int(by.rng.expovariate(0.5)) if out else 0):
        out[by.rng.randrange(len(out))] ^= 1 << by.rng.randrange(8)
    return bytes(out)


def noise(by: Chance, data: bytes) -> bytes:
    """Random bytes in the place of some."""
    start, end = by.span(data)
    return data[:start] + by.rng.randbytes(min(end - start, 4000)) + data[end:]


def delete(by: Chance, data: bytes) -> bytes:
    """A piece left out."""
    start, end = by.span(data)
    return data[:start] + data[end:]


def repeat(by: Chance, data: bytes) -> bytes:
    """A piece again and again."""
    start, end = by.span(data)
    return data[:end] + data[start:end] * by.times(end - start) + data[end:]


def insert(by: Chance, data: bytes) -> bytes:
    """A word where none was, now and then many times."""
    place, token = by.place(data), by.token()
    return data[:place] + token * (by.times(len(token)) if by.rng.random() < 0.3 else 1) + data[place:]


def insert_pair(by: Chance, data: bytes) -> bytes:
    """Two words in turn, what slow patterns stumble over."""
    place, pair = by.place(data), by.token() + by.token()
    return data[:place] + pair * by.times(len(pair)) + data[place:]


def stretch(by: Chance, data: bytes) -> bytes:
    """A short word repeated where a value may begin, now and then so often that its square takes too long."""
    if by.rng.random() > 0.2:
        return insert(by, data)
    places = [found.end() for found in _VALUE.finditer(data[:_LOOKED_AT])] or [len(data)]
    place, unit = by.rng.choice(places), by.rng.choice((*_UNITS, by.token() or b" "))
    return data[:place] + unit * (_STRETCHED // len(unit)) + data[place:]


def replace_piece(by: Chance, data: bytes) -> bytes:
    """A word in the place of a piece."""
    start, end = by.span(data)
    return data[:start] + by.token() + data[end:]


def truncate(by: Chance, data: bytes) -> bytes:
    """The beginning."""
    return data[: by.place(data)]


def renumber(by: Chance, data: bytes) -> bytes:
    """Another number."""
    found = list(_NUMBER.finditer(data[:_LOOKED_AT]))
    if not found:
        return data
    number = by.rng.choice(found)
    return data[: number.start()] + by.rng.choice(_NUMBERS) + data[number.end() :]


def recode(by: Chance, data: bytes) -> bytes:
    """Another encoding."""
    return data.decode("utf-8", "replace").encode(by.rng.choice(_ENCODINGS), "replace")


def shuffle_lines(by: Chance, data: bytes) -> bytes:
    """Lines in another order, or one twice, and other ends of lines."""
    lines = data.split(b"\n")
    if by.rng.random() < 0.5:
        by.rng.shuffle(lines)
    else:
        lines.insert(by.rng.randrange(len(lines)), by.rng.choice(lines))
    return by.rng.choice((b"\n", b"\n", b"\r\n", b"\r")).join(lines)


def retag(by: Chance, data: bytes) -> bytes:
    """A tag repeated (and so nested), dropped, or put in the place of another."""
    tags = list(_TAG.finditer(data[:_LOOKED_AT]))
    if not tags:
        return insert(by, data)
    one, two = by.rng.choice(tags), by.rng.choice(tags)
    longer = one[0].replace(b">", b" " + by.token() + b">")
    kept = by.rng.choice((b"", one[0] * by.times(len(one[0])), two[0], longer))
    return data[: one.start()] + kept + data[one.end() :]


CHANGES: tuple[Callable[[Chance, bytes], bytes], ...] = (
    flip, noise, delete, repeat, insert, insert, insert_pair, stretch, replace_piece, truncate, renumber, recode,
    shuffle_lines, retag, retag,
)  # fmt: skip
