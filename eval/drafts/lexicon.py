"""English as the archive itself writes it: which words are verbs, what their base is, and which are written small."""

import re
from collections import Counter
from collections.abc import Iterable

from rag.text.numbers import ONES, TENS

_IRREGULAR = """do:did win:won lose:lost go:went come:came get:got give:gave make:made see:saw know:knew find:found
    leave:left meet:met hold:held keep:kept begin:began run:ran rise:rose fall:fell grow:grew pay:paid buy:bought
    sell:sold send:sent spend:spent build:built break:broke choose:chose drive:drove fly:flew speak:spoke steal:stole
    strike:struck teach:taught think:thought bring:brought catch:caught fight:fought write:wrote shoot:shot sink:sank
    sit:sat stand:stood lead:led feed:fed draw:drew tell:told say:said take:took wear:wore feel:felt sing:sang
    swim:swam throw:threw become:became overcome:overcame withdraw:withdrew seek:sought have:had
    understand:understood die:died lie:lied tie:tied"""
_PAST = {past: base for base, past in (entry.split(":") for entry in _IRREGULAR.split())}
AUXILIARIES = frozenset("is are was were will has have had".split())
_WRITTEN_SMALL = frozenset("the a an some all most many several".split()) | ONES.keys() | TENS.keys()
_AND = re.compile(r"\band\s+(?:(?:also|later|then|[A-Z][\w.’'-]*)\s+)*(?P<word>\w+)")
_INFINITIVE = re.compile(r"\b(?:to|will|would|can|could|must|should|may|not|n['’]t) ([a-z]{2,})\b")
_SHOWING = re.compile(r"\b[a-z]{2,}ing\s")
_ANY_PLURAL = re.compile(r"\b[a-z]+s\b")
_PLURAL_BEFORE_PREPOSITION = re.compile(r"(?<=[A-Za-z]\s)[a-z]+s\b(?=\s(?:at|in|on|to|with|from|the|a)\b)")


class Lexicon:
    """What the archive's own words tell about English: which are verbs, and which are written small."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._verbs: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        for text in texts:
            self._verbs.update(_INFINITIVE.findall(text))
            self._small.update(re.findall(r"\b[a-z]{2,}\b", text))
            self._capital.update(word.casefold() for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+\b", text))

    def base(self, past: str) -> str | None:
        """The infinitive of a verb's past form, None for what is none: "closed" -> "close"."""
        if past in _PAST:
            return _PAST[past]
        if not past.endswith("ed") or len(past) < 5:
            return None
        stems = [past[:-3] + "y"] if past.endswith("ied") else [past[:-1], past[:-2]]
        if past[-3] == past[-4]:
            stems.append(past[:-3])
        best = max(stems, key=lambda stem: self._verbs[stem])
        return best if self._verbs[best] else None

    def joins_verb(self, predicate: str) -> bool:
        """Whether an "and" joins a second verb or number, which no question keeps in step: "opened and closed"."""
        words = [match["word"] for match in _AND.finditer(predicate)]
        return any(word in AUXILIARIES or word.isdigit() or self.base(word) for word in words)

    def may_hide_verb(self, subject: str) -> bool:
        """Whether a verb may stand in what was taken for a subject: "Ann lives here and", "Ann speaks at", "a video
        showing how Ann".
        """
        if _SHOWING.search(subject):
            return True
        words = (_ANY_PLURAL if " and " in subject else _PLURAL_BEFORE_PREPOSITION).findall(subject)
        return any(self._verbs[word[:-1]] > 0 for word in words)

    def lowered(self, phrase: str) -> str:
        """The phrase as it is written within a sentence: "The bridge" -> "the bridge", "Hungary" stays."""
        first = re.match(r"[A-Z][a-z]*\b", phrase)
        if first is None or not self._is_small(first.group().casefold(), phrase[first.end() :]):
            return phrase
        return first.group().casefold() + phrase[first.end() :]

    def _is_small(self, word: str, following: str) -> bool:
        small, capital = self._small[word], self._capital[word]
        if word in _WRITTEN_SMALL or not small:
            return word in _WRITTEN_SMALL
        if re.match(r"\s+(?!of\b)[a-z]", following):  # "Residents of", but also "Bank of"
            return small >= capital
        return not re.match(r"\s+[A-Z]", following) and small > (1 if word.endswith("s") else 2) * capital
