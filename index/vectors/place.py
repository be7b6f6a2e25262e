"""Where an archive keeps its Chroma collection: embedded in its own folder, or on a server.

`place.json` says so from the first time on, and only a move changes it. A server is asked only where the settings name
the same one: a folder that somebody else has made sends nothing anywhere.
"""

import json
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from index.errors import ArchiveError, SettingsError
from index.vectors.state import EMBEDDED_STATE, replace_file

PLACE, JOURNAL = "place.json", "move.json"
_UNREADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, SettingsError)
EMBEDDED = "the archive's own folder"


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """A Chroma server by its URL; raises SettingsError for what cannot be one."""

    url: str
    """http:// or https://, with a port where it is not the usual one, and a path where a proxy wants one."""
    token: str | None = field(default=None, repr=False, compare=False)
    """Sent as `x-chroma-token` and as `Authorization: Bearer`; never written down."""
    tenant: str = "default_tenant"
    database: str = "default_database"
    ca: Path | None = field(default=None, compare=False)
    """Certificates (PEM) that vouch for the server, instead of the system's."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", _checked_url(self.url))
        for name in (self.tenant, self.database):
            if not name or not name.isprintable() or set(name) & set("/?#%"):
                raise SettingsError(f"{name!r} is no name of a Chroma tenant or database. Leave out / ? # and %.")
        if self.token is not None and not (self.token.isascii() and self.token.isprintable() and self.token.strip()):
            raise SettingsError("The token of the Chroma server is empty or has characters that no token has.")

    def __str__(self) -> str:
        return f"the Chroma server {self.url} (tenant {self.tenant}, database {self.database})"

    @property
    def key(self) -> str:
        """A short name for the place, for its file names."""
        return blake2b(f"{self.url} {self.tenant} {self.database}".encode(), digest_size=4).hexdigest()


@dataclass(frozen=True, slots=True)
class Move:
    """A move that has begun; None is the archive's own folder."""

    source: ChromaServer | None
    target: ChromaServer | None


def in_words(place: ChromaServer | None) -> str:
    """The place as a message names it."""
    return str(place or EMBEDDED)


def place_for(folder: Path, wanted: ChromaServer | None) -> ChromaServer | None:
    """Where the collection is or will be; None in the folder itself. `wanted` is the server of the settings, if any.

    Raises ArchiveError when another one is wanted than there is.
    """
    decided, place = read_place(folder)
    if place == wanted or not decided:
        return wanted
    if wanted is None:
        raise ArchiveError(
            f"The vectors of the archive {folder.parent} are on {place}, which is asked only where the settings name "
            "it. Set DATELINE_CHROMA_URL, or bring them back with: dateline archive move --to embedded --archive "
            f"{folder.parent}"
        )
    raise ArchiveError(
        f"The vectors of the archive {folder.parent} are in {in_words(place)}, and the settings name {wanted}. "
        f"Move them with: dateline archive move --to {wanted.url} --archive {folder.parent}"
    )


def current_place(folder: Path, wanted: ChromaServer | None) -> ChromaServer | None:
    """The same; the first place is written down."""
    place = place_for(folder, wanted)
    if place and not read_place(folder)[0]:
        folder.mkdir(exist_ok=True)
        write_place(folder, place)
    return place


def read_place(folder: Path) -> tuple[bool, ChromaServer | None]:
    """Whether the place is decided, and which it is."""
    try:
        return True, _place(json.loads((folder / PLACE).read_text()))
    except _UNREADABLE:
        return (folder / EMBEDDED_STATE).exists(), None


def write_place(folder: Path, place: ChromaServer | None) -> None:
    """Make this the place, in one step."""
    replace_file(folder / PLACE, json.dumps(_record(place)))


def read_move(folder: Path) -> Move | None:
    """The move that was begun and has not ended, if there is one."""
    try:
        values = json.loads((folder / JOURNAL).read_text())
        return Move(_place(values["source"]), _place(values["target"]))
    except _UNREADABLE:
        return None


def write_move(folder: Path, move: Move) -> None:
    """Write down that a move begins."""
    replace_file(folder / JOURNAL, json.dumps({"source": _record(move.source), "target": _record(move.target)}))


def end_move(folder: Path) -> None:
    """Write down that it has ended."""
    (folder / JOURNAL).unlink(missing_ok=True)


def _record(place: ChromaServer | None) -> dict[str, str] | None:
    return {"url": place.url, "tenant": place.tenant, "database": place.database} if place else None


def _place(record: dict[str, str] | None) -> ChromaServer | None:
    return ChromaServer(url=record["url"], tenant=record["tenant"], database=record["database"]) if record else None


def _checked_url(url: str) -> str:
    problem = "it is not an address such as http://127.0.0.1:8000"
    try:
        parts = urlsplit(url.strip())
        if parts.username is not None or parts.password is not None:
            problem = "it holds a user name or password; a token goes into its own setting"  # and is not shown here
            raise SettingsError(f"The URL of the Chroma server cannot be used: {problem}.")
        usable = parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment
        if usable and parts.port != 0:
            return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"
    except ValueError:  # a port that is no number
        pass
    raise SettingsError(f"The URL of the Chroma server, {url!r}, cannot be used: {problem}.")
