"""Spellings learnt from an archive: terms of its full-text index that are read alike, confirmed by its texts.

That two words are read alike joins no two names: "Bidden" is no Biden. Their bearers must agree, too: the words that
stand beside them in the texts, most often a given name. Where nothing stands beside one of them, only a difference of
romanisation will do. What stands in small letters as well is no name.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Protocol

from index.lexical.text import stem
from index.names.compare import differs_in_letters, name_words
from index.names.groups import Groups
from index.names.keys import latin, same_spelling
from index.names.russian import in_nominative
from index.names.usage import Usage, folded, usages
from index.names.vocabulary import SHORTEST, Vocabulary, kindred_to, same_as
from index.names.whole import written_whole

BESIDE = 2
"""How many of the words that stand beside a name most often tell whose it is."""
AROUND = 2
"""So many rare names have to stand around both of two spellings, where none stands beside them."""


class Terms(Protocol):
    """Where terms and their texts are read."""

    def beginning(self, letter: str) -> list[str]:
        """Every term that begins with this letter."""
        ...

    def texts(self, term: str) -> list[str]:
        """Chunks that hold a term."""
        ...

    def holding(self, phrase: str) -> list[str]:
        """Chunks that hold words one after the other."""
        ...

    def is_rare(self, word: str) -> bool:
        """Whether few chunks hold a word."""
        ...


class Learnt:
    """The spellings that an archive in one state teaches."""

    def __init__(self, terms: Terms, groups: Groups) -> None:
        self._terms = terms
        self._groups = groups
        self._vocabulary = Vocabulary(terms)

    def spellings(self, name: str) -> list[str]:
        """Other spellings of the name, most frequent first: whole as the texts have it, else its last word alone."""
        words = name_words(name)
        whole, lone = Counter(self._nearly(name, words)), Counter[str]()
        for at, word in enumerate(words):
            others, texts = (*words[:at], *words[at + 1 :]), self._texts_like(word)
            own, variants = self._variants(word, texts)
            for usage in variants:
                found = written_whole(name, usage.surface, texts, self._groups) if others else []
                whole |= Counter(dict.fromkeys(found, usage.count))
                if not found and at == len(words) - 1 and self._same_bearer(word, own, usage, others):
                    lone[usage.surface] = usage.count
        last = {folded(name_words(one)[-1]) for one in whole}
        whole |= Counter({one: count for one, count in lone.items() if folded(name_words(one)[-1]) not in last})
        return sorted(whole, key=lambda spelling: (-whole[spelling], spelling))

    def _nearly(self, name: str, words: Sequence[str]) -> dict[str, int]:
        """Whole names that are this one although no word of theirs need be read alike by itself, and how often.

        Where the texts do not have the name as it is asked, those of its own words are looked through as well; what
        leaves words of it out, or has more, may be another bearer and does not count there.
        """
        found = Counter[str]()
        if len(words) < 2:
            return found
        own: list[str] = []
        if not self._terms.holding(name):
            own = self._texts_of(one for word in words for one in (stem(word), folded(word)))
        for word in words:
            texts = list(dict.fromkeys((*self._texts_of(self._vocabulary.kindred(word) - {stem(word)}), *own)))
            for usage in usages(texts, word, kindred_to(word)).values() if texts else ():
                if usage.is_name:
                    near = written_whole(name, usage.surface, texts, self._groups)
                    found |= {one: usage.count for one in near if differs_in_letters(name, one)}
        return found

    def _texts_of(self, terms: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(text for term in sorted(terms) for text in self._terms.texts(term)))

    def _texts_like(self, word: str) -> list[str]:
        """Texts of the terms that are read like a word."""
        return self._texts_of(self._vocabulary.alike(word))

    def _variants(self, word: str, texts: Sequence[str]) -> tuple[Usage, list[Usage]]:
        """How the texts use a word itself, and every other spelling of it that is a name in them."""
        alike = usages(texts, word, same_as(word))
        own = alike.pop(folded(word), Usage())
        if own.count + own.small.total() and not own.is_name:  # "Apple", where it is a fruit
            return own, []
        return own, [usage for usage in alike.values() if usage.is_name]

    def _same_bearer(self, word: str, own: Usage, other: Usage, others: tuple[str, ...]) -> bool:
        """Whether the same person or place may be meant, by what stands beside the two, or else around them."""
        if self._groups.forbids(word, other.surface):
            return False
        plainly = same_spelling(word, in_nominative(other.surface))
        if others:
            return self._shared(others, other.beside) or (plainly and not other.beside)
        if own.is_given or other.is_given or min(len(latin(word)), len(latin(other.surface))) <= SHORTEST:
            return False  # of "Collin" and "Colin" there are many
        if own.before and other.before:
            ones, twos = ([one for one, _ in usage.before.most_common(BESIDE)] for usage in (own, other))
            return self._shared(ones[:1], twos) and self._shared(twos[:1], ones)
        return plainly and (not own.count or self._same_story(own, other))

    def _same_story(self, own: Usage, other: Usage) -> bool:
        """Whether rare names stand around both."""
        common = (name for name in own.around if name in other.around)
        return len(list(islice(filter(self._terms.is_rare, common), AROUND))) == AROUND

    def _shared(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        return any(self._groups.same_beside(one, other) or _initial_of(one, other) for one in ones for other in others)


def _initial_of(one: str, other: str) -> bool:
    short, long = sorted((latin(one), latin(other)), key=len)
    return len(short) == 1 and long.startswith(short)
