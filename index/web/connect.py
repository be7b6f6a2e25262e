"""One HTTP request to an address that was checked: no proxy, no cookie, nothing beyond the limits of time and size.

The name is resolved once, every address it stands for is judged, and the connection goes to a judged address, so a
name that resolves to something else a moment later (DNS rebinding) gains nothing.
"""

import http.client
import io
import re
import socket
import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, urlsplit

from index.web.addresses import FetchError, default_port, is_public

Resolve = Callable[[str, int], Sequence[str]]
"""A host and a port -> the IP addresses that it stands for."""

_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take, in seconds and bytes."""

    connect: float = 10.0
    read: float = 30.0
    whole: float = 60.0
    size: int = 20 * 1024 * 1024
    """Of a body, unpacked: the longest news pages have 5 MB."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its status, its headers by lower-case name, and for status 200 its body, unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the header states."""
        match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", self.headers.get("content-type", ""), re.IGNORECASE)
        return match[1] if match else None


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


def get(
    url: str,
    headers: Mapping[str, str],
    limits: Limits,
    *,
    clock: Callable[[], float],
    resolve: Resolve = resolve,
    allow_private: bool = False,
    wanted: Callable[[Reply], None] = lambda _: None,
    cut: bool = False,
) -> Reply:
    """Ask once; redirects are answers like others. `wanted` may refuse by raising before the body is read.

    With `cut`, a body that is too long ends at the limit. Raises FetchError.
    """
    parts = urlsplit(url)
    deadline = clock() + limits.whole
    with _explained(parts), _connected(parts, limits, resolve, allow_private) as raw:
        wire = _Wire(raw, limits.read, lambda: deadline - clock())
        response = _asked(wire, parts, headers)
        reply = Reply(response.status, {name.lower(): value for name, value in response.getheaders()})
        if response.status != 200:
            return reply
        wanted(reply)
        return Reply(reply.status, reply.headers, _body(response, reply, limits.size, cut))


def unpacked(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    """Gzip data unpacked piece by piece; ends once more than `size` bytes have come, however small the packed form."""
    unpack, total = zlib.decompressobj(31), 0
    for piece in pieces:
        rest = piece
        while rest and total <= size:
            if unpack.eof:  # several members in a row are one file
                unpack = zlib.decompressobj(31)
            found = unpack.decompress(rest, _PIECE)
            rest = unpack.unconsumed_tail or unpack.unused_data
            total += len(found)
            yield found
        if total > size:
            return
    if not unpack.eof:
        raise zlib.error("the data end too early")


def too_large(size: int) -> FetchError:
    """The error for a body over the limit."""
    advice = "Save the page or document and sync the file, in parts if it is larger than 32 MB."
    return FetchError(f"larger than {size / 2**20:.0f} MB, the limit for what is fetched", advice)


class _Wire:
    """What http.client needs of a socket; each read keeps to the read limit, and all of them to the deadline."""

    def __init__(self, raw: socket.socket, read: float, left: Callable[[], float]) -> None:
        self._raw, self._read_limit, self._left = raw, read, left

    def sendall(self, data: bytes) -> None:
        """Send it all within the limits."""
        self.wait()
        self._raw.sendall(data)

    def makefile(self, *_: object) -> io.BufferedReader:
        """The answer as a stream."""
        return io.BufferedReader(_Incoming(self), _PIECE)

    def receive(self, buffer: Any) -> int:
        """Read what is there, waiting no longer than the limits."""
        self.wait()
        return self._raw.recv_into(buffer)

    def wait(self) -> None:
        """Set the time that the next operation may take."""
        left = self._left()
        if left <= 0:
            raise TimeoutError
        self._raw.settimeout(min(left, self._read_limit))

    def close(self) -> None:
        """Nothing: http.client closes before the body is read; `_connected` closes the socket itself."""


class _Incoming(io.RawIOBase):
    def __init__(self, wire: _Wire) -> None:
        super().__init__()
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._wire.receive(buffer)


@contextmanager
def _connected(parts: SplitResult, limits: Limits, resolve: Resolve, allow_private: bool) -> Iterator[socket.socket]:
    host, port = parts.hostname or "", parts.port or default_port(parts.scheme)
    raw = _connection(_judged(host, resolve(host, port), allow_private), port, limits.connect)
    try:
        if parts.scheme == "https":
            raw = _tls().wrap_socket(raw, server_hostname=host)
        yield raw
    finally:
        raw.close()


def _judged(host: str, addresses: Sequence[str], allow_private: bool) -> list[str]:
    """The addresses that may be connected to; a name that stands for none of them is refused."""
    public = [address for address in addresses if allow_private or is_public(address)]
    if not public:
        found = ", ".join(addresses) or "no address"
        advice = "Only addresses of the open Internet are fetched; --private (in Python: allow_private) allows others."
        raise FetchError(f"{host} is an address of a private or local network ({found})", advice, lasting=True)
    return public


def _connection(addresses: Sequence[str], port: int, timeout: float) -> socket.socket:
    """A connection to the first of the addresses that answers."""
    problem: OSError = OSError("it has no address")
    for address in addresses[:4]:
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as error:
            problem = error
    raise problem


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Certificates are checked against the system's roots, or certifi's where the system has none."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if paths.cafile is None and paths.capath is None:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _asked(wire: _Wire, parts: SplitResult, headers: Mapping[str, str]) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(parts.netloc)
    connection.sock = wire
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
    sent = {"Host": parts.netloc, "Accept-Encoding": "gzip", "Connection": "close", **headers}
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def _body(response: http.client.HTTPResponse, reply: Reply, size: int, cut: bool) -> bytes:
    encoding = reply.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(f"sent packed as {encoding[:20]}, which was not asked for", "Save the page and sync the file.")
    pieces = iter(lambda: response.read(_PIECE), b"")
    body = bytearray()
    for piece in unpacked(pieces, size) if "gzip" in encoding else pieces:
        body += piece
        if len(body) > size:
            break
    if len(body) > size and not cut:
        raise too_large(size)
    if len(body) <= size and response.length:
        raise http.client.IncompleteRead(bytes(body[:0]), response.length)
    return bytes(body[:size])


@contextmanager
def _explained(parts: SplitResult) -> Iterator[None]:
    """What goes wrong on the way, as a FetchError in words."""
    host = parts.hostname
    later = "Check the address and the connection, and sync again later."
    try:
        yield
    except TimeoutError:
        raise FetchError(f"{host} did not answer in time", "Sync again later.", lasting=True) from None
    except ssl.SSLCertVerificationError as error:
        advice = "Open the page in a browser; if it is trusted there, save it and sync the file."
        raise FetchError(
            f"the certificate of {host} is not valid ({error.verify_message})", advice, lasting=True
        ) from None
    except socket.gaierror:
        raise FetchError(f"there is no host named {host}", later, lasting=True) from None
    except (http.client.HTTPException, zlib.error) as error:
        detail = str(error) or type(error).__name__
        raise FetchError(f"the answer of {host} is broken ({detail[:120]})", later) from None
    except OSError as error:
        raise FetchError(f"{host} cannot be reached ({error.strerror or error})", later, lasting=True) from None
    except (ValueError, UnicodeError) as error:
        raise FetchError(f"the address cannot be used ({str(error)[:120]})", later) from None
