"""What of a question no article of the archive has: names, numbers, times, and then other words."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from index.lexical.stems import algorithm_of
from rag.datatypes import Query
from rag.evidence.asked import names_in
from rag.questions.kinds import matter_of
from rag.questions.languages import NOUNS_AS_NAMES, language_of
from rag.questions.spellings import held_otherwise, names_of
from rag.ranking.coverage import is_initial
from rag.text.facts import knows_language, words_of
from rag.text.opening_word import without_opening_word
from rag.text.vocabulary import IRREGULAR, MONTHS
from rag.text.wordings import other_wordings
from rag.text.words import content_words, search_forms, stem
from rag.times.periods import read_periods
from rag.times.relative import WEEKDAYS
from rag.times.when import outside_note

if TYPE_CHECKING:
    from index.archive import Archive

BY_WORDS = "Read by its words only, as Dateline's reader knows English: the likeliest passages are below."

# A year or "747" is something that an article would mention; "12" and a piece of "14,500,000" or "5.6 million" are not.
_NO_NAME = re.compile(r"\d{1,2}|0\d*|\d{5,}")
_IN_PIECES = re.compile(r"\d+(?:[.,]\d+)+")
_MOST = 5
"""Names or words that a reason gives: a pasted text may have hundreds that no article has."""
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
# Words that ask for a sort of answer or for a form: an article that answers need not have them.
_ASKING = frozenset(
    """age amount call change city compare cost country date day describe detail explain far figure give happen hour
    information kind know latest learn list long mean mention month much name news newest number often old outlet
    overview page people percent percentage person place please price quote react reaction reason recap relate respond
    response show size sort source state story sum summarise summarize summary tell thing think time timeline town type
    way word write year""".split()
)
# Words that say too little to be missed.
_LIGHT = frozenset(
    """someone somebody something anyone anybody anything everyone everybody everything nobody nothing else big small
    good bad major main entire whole total overall current former next previous still ever already true possible
    make made take took taken come came go went gone put use used""".split()
)
_NO_ADVERBS = frozenset("ally anomaly assembly bully family fly july monopoly rally reply supply".split())
_ASKING_STEMS = frozenset(stem(word) for word in _ASKING)


def absent_names(query: Query, archive: "Archive") -> str:
    """In words, the names and numbers that no article has, and the times of which it has none; empty for neither."""
    text = _IN_PIECES.sub(" ", _undated(query))
    lacks = _lacking(query, archive)
    names = [name for name in _names(text) if lacks([word.written for word in content_words(name)])]
    return " ".join(filter(None, (_mentions(names), _outside(query, archive))))


def absent_words(query: Query, archive: "Archive") -> str:
    """In words, the other words of an English question that no article has in any form or wording; empty for none.

    Where the question or the article nearest to it is in another language, that instead: its words tell nothing.
    """
    text = _undated(query)
    if unread := _unread(query, archive):
        return unread
    if not knows_language(words_of(text)):
        return ""
    lacks, others = _lacking(query, archive), other_wordings(text)
    plain = (word for word in content_words(matter_of(text)) if not word.common and _is_telling(word.written))
    asked = (word for word in plain if word.stem not in _ASKING_STEMS and len(word.written) > 2)
    wordings = {word.written: [word.written, *others.get(word.stem, ())] for word in asked}
    lacking = [word for word, ways in wordings.items() if all(map(lacks, _ways(ways)))]
    quoted = _quoted(lacking)
    return f"No article of this archive has the word{'s' * (',' in quoted)} {quoted}." if quoted else ""


def _unread(query: Query, archive: "Archive") -> str:
    """That the reader knows English alone, where it was asked or given something else; empty where it was not."""
    if language_of(query.standalone):
        return BY_WORDS
    asked = [form for word in content_words(query.subject or query.standalone) for form in search_forms(word.written)]
    nearest = next(iter(archive.passages(archive.matching(asked, 1, query.filter))), None)
    language = (nearest and nearest.article.language) or "en"
    if language.casefold().startswith("en"):
        return ""
    return f"Dateline's reader knows English, and the nearest article is in {_called(language)}: its passage is below."


def _called(language: str) -> str:
    name = algorithm_of(language)
    return name.title() if name else "another language"


def _is_telling(word: str) -> bool:
    """Whether an article that answers might be expected to have the word: no name, no "someone", no "finally"."""
    adverb = word.endswith("ly") and word not in _NO_ADVERBS
    return word.islower() and word not in _LIGHT and not adverb


def _lacking(query: Query, archive: "Archive") -> Callable[[Sequence[str]], bool]:
    held = held_otherwise(query, archive)

    def lacks(words: Sequence[str]) -> bool:
        # As written too: what another language makes of a word is no form of its English stem.
        asked = [word for word in words if stem(word) not in held]
        counts = archive.document_counts({form for word in asked for form in (word, stem(word))})
        return any(not counts[word] and not counts[stem(word)] for word in asked)

    return lacks


def _undated(query: Query) -> str:
    """The question without its dates, which are no names that an article would mention."""
    text = query.subject or query.standalone
    for start, end in reversed(read_periods(text, query.as_of).spans):
        text = f"{text[:start]},{text[end:]}"
    return text


def _names(text: str) -> list[str]:
    """The names as they are written, whole, and the numbers."""
    named = filter(None, (without_opening_word(name, text) for name in names_of(text)))
    nouns = language_of(text) in NOUNS_AS_NAMES
    whole = [] if nouns or text.islower() else [name for name in named if _is_name(name, text)]
    parts = {word.written for name in whole for word in content_words(name)}
    others = (word for word in names_in(text) if word not in parts and (word[0].isdigit() or not nouns))
    return [*whole, *(word for word in others if _is_name(word, text))]


def _is_name(name: str, text: str) -> bool:
    """Whether a run of words is a name: no lone word that opens the question, no month, no piece of a number."""
    asked = set(names_in(text))
    found = [word for word in content_words(name) if word.written in asked and not is_initial(word)]
    plain = all(word.written.casefold() in _CALENDAR or _NO_NAME.fullmatch(word.written) for word in found)
    return not plain


def _ways(wordings: Iterable[str]) -> Iterator[list[str]]:
    """Each wording in words, and the forms of an irregular verb or noun among them: "paid" of "pay"."""
    for wording in wordings:
        yield wording.split()
        base = IRREGULAR.get(wording, wording)
        yield from ([form] for form, other in IRREGULAR.items() if other == base)


def _outside(query: Query, archive: "Archive") -> str:
    """What is said of a time that the question names and of which the archive has nothing."""
    text, days = query.standalone, archive.days()
    notes = (outside_note(text, period, *days) for period in read_periods(text, query.as_of).periods)
    return next(filter(None, notes), "")


def _mentions(names: Iterable[str]) -> str:
    quoted = _quoted(names)
    return f"No article of this archive mentions {quoted}." if quoted else ""


def _quoted(words: Iterable[str]) -> str:
    return ", ".join([f'"{word}"' for word in dict.fromkeys(words)][:_MOST])
