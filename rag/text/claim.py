"""A sentence that is claimed, compared with one or two sentences of an article: its share of words, and what objects.

Every number, unit, name and quotation must be there, negations, hedges, counts and who did what to whom must agree, and
most other words be there, nearly in the same order.
"""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from rag.text.facts import CONTENT, Word, fold, knows_language, opposites, words_of
from rag.text.vocabulary import CLAUSE_WORDS, JOINTS, PRONOUNS

# Tuned on one half of the 714 human-judged summary sentences of QAGS CNN/DM. On the other half, where people found 72 %
# supported, 68 % are kept: precision .87, recall .82 (with ENOUGH .7: .85 and .87).
ENOUGH = 0.8
IN_ORDER = 0.7
MOVED = 2
"""Words that may stand elsewhere in a sentence of any length, as "in May" may."""
NEARLY_ALL = 0.95
"""For a text that is not English, whose negations are not known here."""
SCOPE = 6
"""How many content words a negation or a hedge reaches, forward and within its clause."""

_QUOTATION = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_YEAR = re.compile(r"#(1[6-9]|20)\d\d")


class Claim:
    """A sentence taken apart once, to be compared with many spans."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.words = words_of(sentence)
        self.content = [word for word in self.words if word.kind in CONTENT]
        self.quotations = [_bare(quote) for quote in _QUOTATION.findall(sentence) if len(quote.split()) > 2]
        self.enough = ENOUGH if knows_language(self.words) else NEARLY_ALL
        self.certain = not any(word.kind == "hedge" for word in self.words)

    def compare(self, sentences: Sequence[str]) -> tuple[float, str | None]:
        """The share of this sentence's content that the sentences hold, and the first objection, if any."""
        parts = [words_of(sentence) for sentence in sentences]
        there = [word for part in parts for word in part]
        missing = _missing(self.content, there)
        coverage = 1 - len(missing) / len(self.content)
        return coverage, (
            self._facts(missing)
            or self._quotations(sentences)
            or self._opposite(missing, there)
            or self._polarity(there)
            or self._relations(there)
            or (f"only {coverage:.0%} of its words are there" if coverage < self.enough else None)
            or self._order(there, len(self.content) - len(missing))
            or (self._joined(*parts) if len(parts) == 2 else None)
        )

    def _facts(self, missing: Sequence[Word]) -> str | None:
        facts = [word for word in missing if word.kind != "word"]
        return f"“{self.sentence[facts[0].start : facts[0].end]}” is not there" if facts else None

    def _quotations(self, sentences: Sequence[str]) -> str | None:
        bare = _bare(" ".join(sentences))
        return "the words it quotes are not there" if any(quote not in bare for quote in self.quotations) else None

    def _opposite(self, missing: Sequence[Word], there: Sequence[Word]) -> str | None:
        keys = {word.key for word in there}
        return "the contrary is there" if any(not keys.isdisjoint(opposites(word.key)) for word in missing) else None

    def _polarity(self, there: Sequence[Word]) -> str | None:
        """An objection where one of the two denies, doubts or asks what the other says."""
        ours, theirs = reached(self.words, "negation"), reached(there, "negation")
        shared = ours.keys() & theirs.keys()
        if any(ours[key].isdisjoint(theirs[key]) for key in shared):
            return "one of the two denies it"
        doubted = reached(there, "hedge")
        if self.certain and any(doubted[key] == {True} for key in shared):
            return "the passage is less certain"
        return "the passage only asks" if there and there[-1].key == "?" and "?" not in self.sentence else None

    def _relations(self, there: Sequence[Word]) -> str | None:
        if _swapped(self.words, there):
            return "who did what to whom differs"
        theirs = counted(there)
        differs = any(theirs.get(noun, numbers).isdisjoint(numbers) for noun, numbers in counted(self.words).items())
        return "another number is given for that" if differs else None

    def _order(self, there: Sequence[Word], found: int) -> str | None:
        shared = _common_order([word.key for word in self.content], [word.key for word in there])
        displaced = found - shared
        return "its words are there in another order" if displaced > max(MOVED, (1 - IN_ORDER) * found) else None

    def _joined(self, first: Sequence[Word], second: Sequence[Word]) -> str | None:
        """An objection unless the second sentence speaks of the first one's subject, or the claim is "A and B"."""
        lacking = _missing(self.content, second)
        if sum(word.kind == "word" for word in lacking) <= 1 and (_refers_back(second) or self._names_in_full(second)):
            return None
        return None if self._conjoined(first, second) or self._conjoined(second, first) else "it joins two sentences"

    def _names_in_full(self, second: Sequence[Word]) -> bool:
        """Whether this sentence says "Ada Lind" where the second sentence only says "Lind"."""
        names = {word.plain for word in second if word.kind == "name"}
        return any(
            before.kind == word.kind == "name" and before.plain not in names and word.plain in names
            for before, word in pairwise(self.words)
        )

    def _conjoined(self, first: Sequence[Word], second: Sequence[Word]) -> bool:
        """Whether a joint such as "and" or a comma parts this sentence into one clause of each."""
        for at, word in enumerate(self.words):
            if word.kind == "break" or word.plain in JOINTS:
                head = [word for word in self.words[:at] if word.kind in CONTENT]
                tail = [word for word in self.words[at:] if word.kind in CONTENT]
                if head and tail and _holds(first, head) and _holds(second, tail):
                    return True
        return False


def _missing(words: Sequence[Word], there: Sequence[Word]) -> list[Word]:
    keys = {word.key for word in there if word.kind in CONTENT}
    plains = {word.plain for word in there if word.kind in CONTENT}
    return [word for word in words if not _is_there(word, keys, plains)]


def _is_there(word: Word, keys: Collection[str], plains: Collection[str]) -> bool:
    if word.kind != "name":
        return word.key in keys
    return not {word.plain, word.plain + "s", word.plain.removesuffix("s")}.isdisjoint(plains)


def _holds(part: Sequence[Word], words: Sequence[Word]) -> bool:
    return len(_missing(words, part)) <= (1 - ENOUGH) * len(words)


def _bare(text: str) -> str:
    """The words of a text alone, so that quotation marks, commas and line ends do not matter."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _refers_back(words: Sequence[Word]) -> bool:
    """Whether a pronoun comes before any name, so that it means someone of the sentence before."""
    opening = next((word for word in words if word.kind == "name" or word.plain in PRONOUNS), None)
    return opening is not None and opening.kind != "name"


def reached(words: Sequence[Word], kind: str) -> dict[str, set[bool]]:
    """For each content word, whether a negation (or hedge) reaches it: both, where it occurs twice."""
    found: dict[str, set[bool]] = {}
    left = 0
    for word in words:
        if word.kind == kind:
            left = SCOPE
        elif word.kind == "break" or word.plain in CLAUSE_WORDS:
            left = 0
        elif word.kind in CONTENT:
            found.setdefault(word.key, set()).add(left > 0)
            left = max(left - 1, 0)
    return found


def _swapped(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether two facts have changed places around a word ("A beat B", "B beat A") without a passive."""
    facts = [at for at, word in enumerate(ours) if word.kind in ("name", "number")]
    for left, right in pairwise(facts):
        ones = [at for at, word in enumerate(theirs) if word.key == ours[left].key]
        others = [at for at, word in enumerate(theirs) if word.key == ours[right].key]
        if not ones or not others or min(ones) <= max(others):
            continue
        between, between_theirs = ours[left + 1 : right], theirs[max(others) + 1 : min(ones)]
        same = {word.key for word in between if word.kind == "word"} & {word.key for word in between_theirs}
        if same and _is_passive(between) == _is_passive(between_theirs):
            return True
    return False


def _is_passive(words: Sequence[Word]) -> bool:
    return any(word.plain == "by" for word in words)


def counted(words: Sequence[Word]) -> dict[str, set[str]]:
    """Each word with the numbers that come last before it in its clause: what is counted. Years count nothing."""
    found: dict[str, set[str]] = {}
    number = ""
    for word in words:
        if word.kind == "break":
            number = ""
        elif word.kind == "number":
            number = "" if _YEAR.fullmatch(word.key) else word.key
        elif word.kind in ("word", "unit") and number:
            found.setdefault(word.key, set()).add(number)
    return found


def _common_order(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """The length of the longest common subsequence: how many words come in the same order."""
    above = [0] * (len(theirs) + 1)
    for one in ours:
        row = [0]
        for at, other in enumerate(theirs):
            row.append(above[at] + 1 if one == other else max(above[at + 1], row[-1]))
        above = row
    return above[-1]
