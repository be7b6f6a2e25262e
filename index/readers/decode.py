"""Bytes -> text, whatever encoding they are in."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, lookup

from index.readers.code_pages import code_page

_BOMS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
BOM_WIDE = tuple((mark, name) for mark, name in ((BOM_UTF32_LE, "utf-32"), (BOM_UTF32_BE, "utf-32"),
                                                 (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16")))  # fmt: skip
"""Marks of wide encodings, and the codecs that read the mark themselves."""

_ENCODINGS = [
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "koi8_u",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
"""What newsrooms have used; with every encoding allowed, a short Latin-1 text is taken for one of an old Macintosh."""

_NO_CHARSETS = ("idna", "punycode", "unicode-escape", "raw-unicode-escape")
"""What Python decodes as if it were an encoding of text."""

_SAMPLE = 16 * 1024
"""Some 150 lines; longer ones tell no more, and each code page is tried on them."""


def decode(data: bytes, declared: str | None = None) -> str:
    """The text in `data`: byte order mark, UTF-8, UTF-16 by its zero bytes, the declared encoding, the likeliest one.

    UTF-8 with a few damaged bytes stays UTF-8 and shows them as the replacement character. Raises UnicodeError when the
    bytes are text in no encoding we know.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or data.decode(_known(declared) or guess_encoding(data), errors="replace")


def wide_encoding(data: bytes) -> str | None:
    """The name of UTF-16, with or without its mark: one byte of each pair is often zero (Latin), the other never."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if min(even, odd) or max(even, odd) < max(2, len(sample) // 40):
        return None
    encoding = "utf-16-le" if odd else "utf-16-be"
    text = sample.decode(encoding, errors="ignore")
    return encoding if all(char.isprintable() or char.isspace() for char in text) else None


def guess_encoding(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8; UnicodeError when none fits.

    A code page whose languages the words are of comes first; what is none of them may be Chinese, Japanese or Korean.
    """
    sample = _sample(data)
    if page := code_page(sample):
        return page
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_ENCODINGS).best()
    if best is None:
        raise UnicodeError("the bytes are text in no known encoding")
    return best.encoding


def _sample(data: bytes) -> bytes:
    """Lines that tell encodings apart, those beyond ASCII, which in English may come late and seldom."""
    telling = b"\n".join(line for line in data.split(b"\n") if not line.isascii())
    if len(telling) <= _SAMPLE:
        return telling
    sample = telling[:_SAMPLE]
    return sample[: sample.rfind(b"\n") + 1 or sample.rfind(b" ") + 1 or None]


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 in which at most one character in ten beyond ASCII is broken; None when it is something else."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    other = sum(char > "\x7f" for char in text) - broken
    return text if broken * 10 <= other else None


def _known(declared: str | None) -> str | None:
    """A declared encoding that can be true of bytes already known not to be UTF-8."""
    try:
        name = lookup(declared).name if declared else "utf-8"
        b"a".decode(name, "replace")  # fails for what Python knows besides the encodings of text, such as "uu"
    except (LookupError, UnicodeError):
        return None
    if name in _NO_CHARSETS:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name if name != "utf-8" else None
