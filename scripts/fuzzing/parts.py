"""What samples are made of: the words of our story, packings, and XML that wants to reach outside."""

import io
import json
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECRET = "CANARY-7c1f93"  # stands in a file beside the sandbox, which no article may quote
HUGE = 900_000  # no file is larger
BOMB = bytes(300 * 2**20)

TITLE = "Storm closes the port of Hallin"
TEXT = (
    "HALLIN, 4 October 2025 - Ferries stayed in the harbour for a second day. “The waves are too high,” said Mira "
    "Tarn, the harbour master.\n\nWaves broke over the northern wall until late in the evening. Two cables of the "
    "Orlen bridge were worn, engineers said on Monday."
)
STORY = f"{TITLE}\n\nBy Mira Oduya\n4 October 2025\n\n{TEXT}\n"


@dataclass(frozen=True)
class Reader:
    """What a reader is fed with: names that lead to it, whole samples, hostile ones, words that its format knows."""

    names: tuple[str, ...]
    samples: tuple[bytes, ...]
    hostile: tuple[bytes, ...]
    tokens: tuple[bytes, ...]


@dataclass(frozen=True)
class Outside:
    """What no reader may reach: a file beside the sandbox that holds SECRET, and a web address, both as URIs."""

    file: str
    address: str

    def entities(self, root: str, place: Callable[[str], str]) -> tuple[bytes, ...]:
        """XML documents whose text is an entity that grows, or that names what is outside."""
        growing = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
        declared = (
            (f'<!ENTITY e0 "lol">{growing}', "&e11;"),
            (f'<!ENTITY x SYSTEM "{self.file}">', "&x;"),
            (f'<!ENTITY x SYSTEM "{self.address}">', "&x;"),
            (f'<!ENTITY % p SYSTEM "{self.address}.dtd"> %p;', "&x;"),
            (f'<!ENTITY x "{"A" * 50_000}">', "&x;" * 10_000),
        )
        inner = (f'<?xml version="1.0"?><!DOCTYPE {root} [{dtd}]>{place(text)}' for dtd, text in declared)
        outer = f'<!DOCTYPE {root} SYSTEM "{self.address}.dtd">{place(TITLE)}'
        return tuple(one.encode() for one in (*inner, outer))


def zipped(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive; `mimetype` is stored bare, as EPUB wants it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, warnings.catch_warnings(action="ignore"):  # of a name twice
        for name, data in members:
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def tarred(members: Iterable[tuple[str, bytes]], kind: bytes = tarfile.REGTYPE, link: str = "") -> bytes:
    """A TAR archive of members that are all files, or links."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, link, len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def nested(opening: str, closing: str, depth: int, inner: str = "x") -> bytes:
    """The same brackets around each other."""
    return (opening * depth + inner + closing * depth).encode()


def filled(unit: bytes) -> bytes:
    """A file of nothing but this."""
    return unit * (HUGE // len(unit))


def as_json(value: object) -> bytes:
    """JSON as others write it."""
    return json.dumps(value, ensure_ascii=False).encode()


def encoded(parts: dict[str, str]) -> list[tuple[str, bytes]]:
    """The members of an archive."""
    return [(name, text.encode()) for name, text in parts.items()]


def with_part(parts: dict[str, str], name: str, contents: Iterable[bytes]) -> tuple[bytes, ...]:
    """The document, once with each of these as one of its parts."""
    others = [member for member in encoded(parts) if member[0] != name]
    return tuple(zipped([*others, (name, data)]) for data in contents)


def own_samples(*patterns: str) -> tuple[bytes, ...]:
    """Some of the repository's small sample articles."""
    found = (path for pattern in patterns for path in sorted(ROOT.glob(pattern)))
    return tuple(path.read_bytes() for path in found)[:8]
