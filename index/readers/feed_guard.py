"""What keeps feedparser's time in proportion to the length of a feed that was made to take it up.

Three of its searches take a time that grows with the square of what they search, or its cube: that for the encoding in
a first line that begins with `<?`, those for DOCTYPE and entities before the first element, and that for a mail address
in an author's name. 47 KB took 44 s, found by fuzzing.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*>")
_ELEMENT = re.compile(r"<\w")
_LONGEST_PROLOGUE = 8_000
"""Characters before the first element; entities that a feed declares itself take some hundred."""
_LONGEST_AUTHOR = 500


@cache
def feed_parser() -> Callable[..., Any]:
    """`feedparser.parse`, which from now on takes an author longer than a name and an address for none."""
    import feedparser
    from feedparser.mixin import _FeedParserMixin

    look = _FeedParserMixin._sync_author_detail

    def look_in_short(self: Any, key: str = "author") -> None:
        if len(self._get_context().get(key) or "") <= _LONGEST_AUTHOR:
            look(self, key)

    _FeedParserMixin._sync_author_detail = look_in_short
    return feedparser.parse  # type: ignore[no-any-return]


def with_short_prologue(text: str) -> str:
    """A feed, already decoded, without its XML declaration, and with nothing long before its first element."""
    text = text.lstrip("\ufeff")
    declaration = _DECLARATION.match(text)
    element = _ELEMENT.search(text)
    if not element:
        return "\n"
    prologue = text[declaration.end() if declaration else 0 : element.start()]
    if len(prologue) > _LONGEST_PROLOGUE:
        prologue = ""
    # Entities are looked for at the beginning of lines; the first line begins with no `<?`, so none is read to its end.
    return "\n" + re.sub(r"\n\s+", "\n", prologue) + text[element.start() :]
