"""Valid files -> files that are almost valid: what is packed is changed within its packing, and JSON by its values."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from typing import Any

from fuzzing.changes import CHANGES, Chance
from fuzzing.parts import HUGE, tarred, zipped

_UNPACKED = 200_000  # larger archives are changed as they are
_WITHIN = 0.75  # of what is packed is changed within its packing
_DAMAGE = (
    OSError, ValueError, EOFError, RuntimeError, KeyError, zlib.error, lzma.LZMAError, zipfile.BadZipFile,
    tarfile.TarError, IndexError,  # zipfile's own, of a name that begins with a null
)  # fmt: skip
_PACKINGS = (
    (b"\x1f\x8b", gzip.decompress, gzip.compress),
    (b"BZh", bz2.decompress, bz2.compress),
    (b"\xfd7zXZ", lzma.decompress, lzma.compress),
)
_VALUES: tuple[Any, ...] = (
    None, True, -1, 1e308, float("nan"), "", "\ud800", "\0", "x" * 5000, [], {}, [[]], [None], {"": None}, 2**70,
    "2025-10-04", ["a", 1, {"name": ["b"]}], {"name": {"name": "x"}}, "9999-99-99T99:99:99Z", "http://[::1",
)  # fmt: skip

Members = list[tuple[str, bytes]]


class Mutator:
    """Changes files of one reader; the same seed makes the same changes."""

    def __init__(self, rng: Random, tokens: Sequence[bytes]) -> None:
        self._rng, self._chance = rng, Chance(rng, tokens)

    def mutate(self, data: bytes, other: bytes) -> bytes:
        """A changed file; `other` is one to splice with."""
        found: bytes | None = None
        if len(data) <= _UNPACKED and self._rng.random() < _WITHIN:
            with suppress(*_DAMAGE):
                found = self._within(data, other)
        if found is None and data[:1] in (b"{", b"[") and self._rng.random() < 0.5:
            with suppress(ValueError, RecursionError):
                found = self._json(data)
        return self._plain(data, other) if found is None else found

    def _plain(self, data: bytes, other: bytes) -> bytes:
        if self._rng.random() < 0.07:
            data = data[: self._chance.place(data)] + other[self._chance.place(other) :]
        for _ in range(1 + int(self._rng.expovariate(0.6))):
            data = self._rng.choice(CHANGES)(self._chance, data)[:HUGE]
        return data

    # What is packed

    def _within(self, data: bytes, other: bytes) -> bytes | None:
        for mark, unpack, pack in _PACKINGS:
            if data.startswith(mark):
                inner = unpack(data)
                return pack(self.mutate(inner, other)[:HUGE]) if len(inner) <= HUGE else None
        if data.startswith(b"PK\x03\x04"):
            return zipped(self._members(_unzipped(data), other))
        if data[257:262] == b"ustar":
            return tarred(self._members(_untarred(data), other))
        return None

    def _members(self, members: Members, other: bytes) -> Members:
        place = self._rng.randrange(len(members))
        name, data = members[place]
        match self._rng.randrange(12):
            case 0:
                del members[place]
            case 1:
                members.insert(place, (name, self._plain(data, other)))
            case 2:
                members[place] = (self._word(name)[:2000] or "x", data)
            case 3:
                members[place] = (name, other)
            case _:
                members[place] = (name, self.mutate(data, other))
        return members

    # What is JSON

    def _json(self, data: bytes) -> bytes:
        lines = [json.loads(line) for line in data.splitlines()] if b"\n{" in data else [json.loads(data)]
        for _ in range(1 + int(self._rng.expovariate(0.7))):
            place = self._rng.randrange(len(lines))
            lines[place] = self._value(lines[place])
        return "\n".join(json.dumps(line) for line in lines).encode()[:HUGE]

    def _value(self, value: Any) -> Any:
        if isinstance(value, dict) and value and self._rng.random() < 0.9:
            return self._object(value)
        if isinstance(value, list) and value and self._rng.random() < 0.8:
            place = self._rng.randrange(len(value))
            return [*value[:place], self._value(value[place]), *value[place + self._rng.randrange(2) :]]
        match self._rng.randrange(6):
            case 0:
                return self._wrapped(value, self._rng.choice((3, 30, 400)))
            case 1 | 2 if isinstance(value, str):
                return self._word(value)
            case 3:
                return [value] * self._rng.choice((2, 50))
            case _:
                return self._rng.choice(_VALUES)

    def _object(self, value: dict[str, Any]) -> dict[str, Any]:
        """Without one of its names, with another in its place, or (mostly) with another value of it."""
        key, luck = self._rng.choice(list(value)), self._rng.randrange(8)
        if luck == 0:
            return {name: one for name, one in value.items() if name != key}
        if luck == 1:
            return {self._word(name) if name == key else name: one for name, one in value.items()}
        return {**value, key: self._value(value[key])}

    def _wrapped(self, value: Any, depth: int) -> Any:
        for _ in range(depth):
            value = [value] if self._rng.random() < 0.5 else {"text": value}
        return value

    def _word(self, text: str) -> str:
        data = text.encode("utf-8", "surrogatepass")
        return self._plain(data, data).decode("utf-8", "replace")


def _unzipped(data: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if info.file_size <= HUGE][:50]
        return [(info.filename, archive.read(info)) for info in infos]


def _untarred(data: bytes) -> Members:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return [(info.name, file.read(HUGE)) for info in archive if (file := archive.extractfile(info))][:50]
