"""How texts write a word of a name, and which words stand beside it: who it is that is named."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
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
    decomposed = unicodedata.normalize("NFKD", word.lower()).replace("ς", "σ")  # casefold would make ss of ß
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def usages(texts: Iterable[str], word: str, wanted: Callable[[str], bool]) -> dict[str, Usage]:
    """The word and the wanted names of these texts by their folded form, possessives dropped."""
    forms = {text: _forms(text) for text in texts}
    verdicts = {bare: wanted(bare) for bare in set().union(*map(dict.values, forms.values())) if bare[:1].isupper()}
    # In small letters nothing is a name: such a word only tells how often a wanted one is none.
    folds = {folded(word), *(folded(bare) for bare, is_wanted in verdicts.items() if is_wanted)}
    found: dict[str, Usage] = defaultdict(Usage)
    for text, there in forms.items():
        for form in sorted(there):  # of two as frequent, the same one always
            bare = there[form]
            if verdicts[bare] if bare in verdicts else folded(bare) in folds:
                _note(found[folded(bare)], form, bare, text, there)
    return dict(found)


def _forms(text: str) -> dict[str, str]:
    """Every word of a text, and each part of one with hyphens, with the same less its possessive ending."""
    words = set(_WORD.findall(text))
    words |= {part for word in words if "-" in word for part in word.split("-") if part}
    return {word: _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word for word in words}


def _note(usage: Usage, word: str, surface: str, text: str, there: Iterable[str]) -> None:
    """Add every occurrence of a word in a text to its usage."""
    usage.around.update(name for name in there if name[0].isupper() and name != word and len(name) > 2)
    for start, end in _places(text, word):
        if not word[0].isupper():
            usage.small[surface] += 1
        else:
            usage.capitals[surface] += 1
            usage.before.update(_named(_BEFORE.search(text[max(start - 40, 0) : start])))
            if surface == word:  # a possessor is not the name of what it possesses
                usage.after.update(_named(_AFTER.match(text[end : end + 40])))


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where the word stands by itself; an expression for each of thousands of words would take longer to compile."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not _is_of_word(text[start - 1 : start]) and not _is_of_word(text[end : end + 1]):
            yield start, end
        start = text.find(word, end)


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _named(match: re.Match[str] | None) -> list[str]:
    word = _POSSESSIVE.sub("", match["name"]) if match else ""
    return [word] if word and latin(word) not in TITLES else []
