"""How texts write a word of a name, and which words stand beside it: who it is that is named."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from index.names.compare import TITLES
from index.names.keys import latin

CAPITALS = 0.8
"""The share of a name's occurrences that has a capital at least."""
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_NAME = r"(?P<name>[^\W\d_a-zа-я](?:[\w’'-]*\w)?)"
_PARTICLE = r"(?:(?:al|el|bin|von|van|de|da|di|Al|El)[\s-])?"
_BEFORE = re.compile(rf"(?<![\w’'-]){_NAME}(?:(?<=(?<!\w)\w)\.)?[ -]{_PARTICLE}$")  # an initial has its period
_AFTER = re.compile(rf"[ -]{_PARTICLE}{_NAME}")
_POSSESSIVE = re.compile("['’]s?$")


@dataclass(frozen=True, slots=True)
class Usage:
    """One way of writing a word: how often with a capital and without, and the capitalised words beside it."""

    capitals: Counter[str] = field(default_factory=Counter)
    """How often each surface stands there; accents and case alone tell them apart."""
    before: Counter[str] = field(default_factory=Counter)
    """The capitalised words that stand just before it, most often given names; titles are none."""
    after: Counter[str] = field(default_factory=Counter)
    around: Counter[str] = field(default_factory=Counter)
    """The other capitalised words of the same texts, once for each text."""
    small: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How often it is written as a name."""
        return self.capitals.total()

    @property
    def beside(self) -> Counter[str]:
        """The capitalised words on either side."""
        return self.before + self.after

    @property
    def is_given(self) -> bool:
        """Whether it looks like a given name: a name follows it more often than not."""
        return 2 * self.after.total() > self.count

    @property
    def is_name(self) -> bool:
        """Whether it has its capital nearly always."""
        return self.count > 0 and self.count >= CAPITALS * (self.count + self.small.total())

    @property
    def surface(self) -> str:
        """The surface that is written most."""
        return self.capitals.most_common(1)[0][0]


def folded(word: str) -> str:
    """The word as full-text search compares it: without case and accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def usages(texts: Iterable[str], wanted: Callable[[str], bool]) -> dict[str, Usage]:
    """The wanted words of these texts by their folded form, possessives dropped."""
    verdicts: dict[str, bool] = {}
    found: dict[str, Usage] = defaultdict(Usage)
    for text in texts:
        there = {part for word in _WORD.findall(text) for part in (word, *word.split("-")) if part}
        for word in there:
            if word not in verdicts:
                verdicts[word] = wanted(_POSSESSIVE.sub("", word))
        for word in sorted(word for word in there if verdicts[word]):  # of two as frequent, the same one always
            _note(found[folded(_POSSESSIVE.sub("", word))], word, text, there)
    return dict(found)


def _note(usage: Usage, word: str, text: str, there: set[str]) -> None:
    """Add every occurrence of a word in a text to its usage."""
    surface = _POSSESSIVE.sub("", word)
    usage.around.update(name for name in there if name[0].isupper() and name != word and len(name) > 2)
    for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text):
        if not word[0].isupper():
            usage.small[surface] += 1
        else:
            usage.capitals[surface] += 1
            usage.before.update(_named(_BEFORE.search(text[max(match.start() - 40, 0) : match.start()])))
            if surface == word:  # a possessor is not the name of what it possesses
                usage.after.update(_named(_AFTER.match(text[match.end() : match.end() + 40])))


def _named(match: re.Match[str] | None) -> list[str]:
    word = _POSSESSIVE.sub("", match["name"]) if match else ""
    return [word] if word and latin(word) not in TITLES else []
