"""The other spellings of a name that an archive has: written down in groups, or learnt from its texts."""

import re
from itertools import islice, product
from pathlib import Path

from index.names.chinese import in_characters, in_pinyin
from index.names.compare import name_words
from index.names.given import given_spellings
from index.names.groups import Groups, Origin, load_groups
from index.names.keys import is_latin
from index.names.learnt import Learnt
from index.names.usage import folded
from index.store.library import Library
from index.store.terms import Terms

MOST = 12
"""Spellings that are searched: no name that was looked at has more in one archive."""
LONGEST = 200
"""Characters of a name that is looked up: the longest of treaties and ministries have about 150."""
_TRIED = 48
_REMEMBERED = 4_000


class NameBook:
    """What one archive calls people, places and organisations; follows its articles and its `names.txt`."""

    def __init__(self, folder: Path, library: Library) -> None:
        self._folder = folder
        self._library = library
        self._terms = Terms(library.database)
        self._state: tuple[object, Groups] | None = None
        self._learnt = Learnt(self._terms, Groups())
        self._known: dict[str, tuple[str, ...]] = {}

    def spellings(self, name: str) -> tuple[str, ...]:
        """Other spellings of this name that the archive has, best first: of groups, then learnt ones by frequency."""
        groups = self._follow()
        if len(name) > LONGEST:
            return ()
        if name not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[name] = self._found(name, groups)
        return self._known[name]

    def origins(self, name: str) -> dict[str, Origin]:
        """The same spellings, in their order, with who says that they are this name's."""
        groups = self._follow()
        return {other: groups.origin(name, other) for other in self.spellings(name)}

    def notes(self) -> tuple[str, ...]:
        """What was left out of `names.txt`, and why."""
        return self._follow().notes

    def _follow(self) -> Groups:
        """The groups as they are now; all that was learnt is forgotten when they or the articles have changed."""
        groups = load_groups(self._folder)
        state = (self._library.position(), groups)
        if self._state is None or self._state[0] != state[0] or self._state[1] is not groups:
            self._state, self._learnt, self._known = state, Learnt(self._terms, groups), {}
        return groups

    def _found(self, name: str, groups: Groups) -> tuple[str, ...]:
        bare = " ".join(name_words(name))
        ways = (*groups.spellings(name), *groups.spellings(bare), *_word_by_word(bare, groups), in_pinyin(name))
        written = [other for other in ways if other and self._is_written(other)] + in_characters(bare, self._terms)
        found: dict[str, str] = {}
        for other in (*written, *self._learnt.spellings(name)):
            if folded(other) not in (folded(name), folded(bare)) and not groups.forbids(name, other):
                found.setdefault(folded(other), other)
        return tuple(found.values())[:MOST]

    def _is_written(self, name: str) -> bool:
        """Whether a chunk has it as it stands here: the stem of "Zelenskyi" is that of "Zelenskyy", too.

        Case and accents aside; of other scripts than the Latin one, which inflect their names, stems are enough.
        """
        texts = self._terms.holding(name)
        written = re.compile(rf"(?<!\w){re.escape(folded(name))}(?!\w)")
        return any(written.search(folded(text)) for text in texts) if is_latin(name) else bool(texts)


def _word_by_word(name: str, groups: Groups) -> list[str]:
    """The name with each of its words in all spellings of the groups: "Moammar Qaddafi"."""
    words = name.split()
    # Jim Webb need not be James Webb, and nothing in the texts would say so
    ways = [(word, *groups.words(word), *given_spellings(word, short_forms=False)) for word in words[:-1]]
    ways += [(word, *groups.words(word)) for word in words[-1:]]  # a "House Bill" is no William
    return [" ".join(way) for way in islice(product(*ways), _TRIED)] if len(words) > 1 else []
