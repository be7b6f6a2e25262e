"""What a field holds -> what an article can: words, addresses, languages, keywords; anything else is left out."""

import re
from collections.abc import Mapping

from index.readers.markup import markup_text

_LANGUAGES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl",    "russian": "ru", "ukrainian": "uk", "polish": "pl", "turkish": "tr",
    "arabic": "ar", "chinese": "zh", "japanese": "ja",
}  # fmt: skip
_MARKUP = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|blockquote)\b[^<>]*>|</(?:p|div|a|em|strong|b|i|span|li|h[1-6])>", re.IGNORECASE
)
_INNER = ("name", "rendered", "main", "original", "value", "text", "$oid", "@value")
"""Where the words are when a field holds an object, as in {"source": {"id": "x", "name": "The X"}}."""

_LONGEST_LABEL = 100
_MOST_KEYWORDS = 50
_LONGEST_SUBTITLE = 500


def words_of(value: object, depth: int = 3) -> str | None:
    """The words in a value that may be a string, or an object or list around one."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Mapping):
        value = [value.get(key) for key in _INNER]
    if not isinstance(value, list | tuple) or not depth:
        return None
    return next((text for item in value if (text := words_of(item, depth - 1))), None)


def all_words_of(value: object) -> list[str]:
    """The words of each item of a list, or of the one value."""
    items = value if isinstance(value, list | tuple) else [value]
    return [text for item in items if (text := words_of(item))]


def body_of(value: object) -> str | None:
    """An article's text; paragraphs may come as a list, and content systems store it as markup."""
    text = "\n\n".join(all_words_of(value)) if isinstance(value, list) else words_of(value)
    return markup_text(text) if text and _MARKUP.search(text) else text


def identifier_of(value: object) -> str | None:
    """An id, which may be a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return words_of(value)


def web_address(value: object) -> str | None:
    """`value` when it is an absolute http(s) address, the only kind that is ever shown as a link."""
    text = words_of(value)
    return text if text and re.fullmatch(r"https?://[^\s<>\"]{3,2000}", text, re.IGNORECASE) else None


def page_address(value: object) -> str | None:
    """An address that can be an article's; a bare site is its outlet's."""
    address = web_address(value)
    return address if address and re.search(r"[^/:]/[^/]", address) else None


def language_code(value: str | None) -> str | None:
    """The ISO 639 code in "en", "en-GB", "en_US" or "English"; None for anything else."""
    name = (value or "").strip().lower()
    match = re.fullmatch(r"([a-z]{2,3})(?:[-_][a-z0-9-_]+)?", name)
    return match[1] if match else _LANGUAGES.get(name)


def subtitle_of(value: object) -> str | None:
    """The line under a headline, its markup taken off; longer than a paragraph it is something else."""
    text = " ".join((body_of(value) or "").split())
    return text if 0 < len(text) <= _LONGEST_SUBTITLE else None


def section_of(value: object) -> str | None:
    """The name of a section; of several the first, which is the one that an article belongs to; a site is none."""
    names = [name.strip("/ ") for name in _labels(all_words_of(value))]
    return next((name for name in names if not re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name)), None)


def keywords_of(value: object) -> tuple[str, ...]:
    """Keywords, each once; a single string holds them between commas, semicolons or bars."""
    items = all_words_of(value)
    if not isinstance(value, list | tuple) or len(items) == 1:
        items = [part for item in items for part in re.split(r"[,;|\n]", item)]
    return tuple(dict.fromkeys(_labels(items)))[:_MOST_KEYWORDS]


def _labels(items: list[str]) -> list[str]:
    plain = [" ".join(item.split()) for item in items]
    return [item for item in plain if re.search(r"\w", item) and len(item) <= _LONGEST_LABEL and not web_address(item)]
