"""Text that begins with labelled lines ("Title: ...", "Date: ...") above a blank one -> those fields, and the rest."""

import re

from index.readers.records import mapping_of

_LINE = re.compile(r"(?P<name>[A-Za-z][A-Za-z _-]{0,30}):[ \t]*(?P<value>.*)")
_EXAMPLE = "2026-03-12"
"""A value that every field accepts in some way: whether a label is known depends on its name alone."""
_MOST_LINES = 30


def labelled_lines(text: str) -> tuple[dict[str, object], str] | None:
    """The fields and the text below them; None where the first paragraph is no list of an article's fields."""
    head, _, body = text.strip().partition("\n\n")
    lines = head.split("\n")
    matches = [_LINE.fullmatch(line.strip()) for line in lines[: _MOST_LINES + 1]]
    if len(lines) > _MOST_LINES or not body.strip() or not all(matches):
        return None
    fields: dict[str, object] = {match["name"].strip(): match["value"] for match in matches if match}
    known = mapping_of(dict.fromkeys(fields, _EXAMPLE)).keys()
    return (fields, body) if "title" in known and "text" not in known and len(known) >= 2 else None
