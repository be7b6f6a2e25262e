"""Bylines and names of outlets as sources write them -> plain names; what is not a name is left out."""

import re

_ROLE = re.compile(
    r"(?:.*\b)?(?:correspondents?|reporters?|editors?|editor-at-large|writers?|contributors?|staff|producer|columnist|"
    r"photographer|journalist|newsroom|news desk|desk)",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(r"https?://|www\.|@|^\W*$|^(?:null|none|nan|unknown|n/a|admin)$|\d{4}", re.IGNORECASE)
_BY = re.compile(r"^(?:(?:written|analysis|opinion|reporting|report|story|words)\s+)?by:?\s+", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_BETWEEN = re.compile(r"\s*[;|\n]\s*|\s+(?:and|&)\s+|\s*,\s*and\s+", re.IGNORECASE)
_PATH = re.compile(r"^[/~.\\]|^[a-z]:\\|/\S+\.\w{1,8}$|^\S+\.(?:txt|md|html?|jsonl?|csv|pdf|docx?)$", re.IGNORECASE)
_LONGEST_NAME = 80


def person_names(values: list[str]) -> tuple[str, ...]:
    """The people in one or several bylines, each once, in order; roles, addresses and handles are left out."""
    plain = (_BY.sub("", _SPACES.sub(" ", value)) for value in values)  # spaces by the thousand take minutes to part
    names = [name for value in plain for part in _BETWEEN.split(value) for name in _between_commas(part)]
    return tuple(dict.fromkeys(name for name in map(_tidy, names) if _is_name(name)))


def outlet_name(value: str | None) -> str | None:
    """The name of an outlet, or None where the field holds an address or a file's path."""
    name = _tidy(value or "")
    wrong = not name or len(name) > 120 or name.lower().startswith(("http:", "https:")) or _PATH.search(name)
    return None if wrong or _NOT_A_NAME.fullmatch(name) else name


def _between_commas(part: str) -> list[str]:
    """The names in "Ann Lee, Bo Oz"; "Lee, Ann" is one name and stays whole."""
    pieces = [piece for piece in re.split(r"\s*,\s*", part) if piece]
    return [part] if len(pieces) == 2 and all(" " not in piece for piece in pieces) else pieces


def _tidy(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip(" ,;\u200b")


def _is_name(name: str) -> bool:
    return bool(name) and len(name) <= _LONGEST_NAME and not _NOT_A_NAME.search(name) and not _ROLE.fullmatch(name)
