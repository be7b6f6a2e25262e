"""Small questions about a sentence that decide how a cue in it is read: noun or verb, passive, where a subject ends."""

from index.speakers.cues import (
    ADVERBS,
    ALWAYS_VERBS,
    AUXILIARIES,
    BE,
    CLAUSE,
    DAYS,
    DETERMINERS,
    FORMS,
    LINKS,
    NUMBERS,
    PAST,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
)
from index.speakers.items import Sentence

_SOME = frozenset("some many most few both others people voters".split())
"""What a verb in the plural may stand behind."""
_LEADS = 3
"""Phrases and clauses that may stand before a subject, each with its comma."""
_JOINS = frozenset("but and yet or then now even also still".split())
_MANY = frozenset("many both others helped helping".split())
"""What a base form may follow besides a plural in "s"."""
_NAMING = frozenset("call dub label deem name".split())
"""Verbs whose participle has an object in the passive as well: "it’s called the pier"."""
_NUMBERS = frozenset("few lot number majority handful third quarter half fifth plurality dozen".split())
"""What stands behind "a" before a verb in the plural."""
_AMID = frozenset("also not never first well best once more most less so very".split())
"""What may stand between a form of "be" and its participle, besides words in "ly"."""
_LEAD = 25
"""Items of the longest phrase or clause before a subject."""
_SINCE = ("later", "ago", "earlier")
_COUNTED = NUMBERS | frozenset("a an the few several some many couple dozen half of and just only about".split())
"""What stands before a time that is counted."""
_TIME = 7
"""Items of the longest time that is counted: "two and a half years ago"."""
_COMMAS = (",", "”,")
_SUBJECT = 10
"""Items of the longest subject."""


def owns(word: str) -> bool:
    """Whether a word says whose something is: "Lee's", "his"."""
    return word.endswith(("'s", "’s", "s’", "s'")) or word in ("his", "her", "their", "its")


def closes(sentence: Sentence, place: int) -> bool:
    """Whether what stands here can follow a subject behind its verb: "..., said Ann Lee of the union"."""
    if place >= len(sentence):
        return True
    item = sentence[place]
    return item.word in (",", ".", ";", "—") or item.lower in PREPOSITIONS or item.lower in ("who", "as", "when")


def takes_base(sentence: Sentence, cue: int) -> bool:
    """Whether a base form may be a verb here: after "to", "will", "they" or a plural."""
    if cue == 0:
        return False
    previous = sentence[cue - 1]
    word = previous.lower
    if cue > 1 and sentence[cue - 2].lower in ("a", "an") and word not in _NUMBERS:
        return False  # "a public-records request"
    if sentence[cue].lower in ALWAYS_VERBS:
        return word not in DETERMINERS
    if (
        word in AUXILIARIES
        or word in ADVERBS
        or word in ("to", "who", "they", "we", "i", "you", "people", "police", "men", "women")
    ):
        return True
    if word in _MANY or (sentence[cue - 1].is_name and _two(sentence, cue - 1)):
        return True
    if word == "and" and cue + 1 < len(sentence):  # "They came and say that", "and fear they"
        return sentence[cue + 1].lower == "that" or sentence[cue + 1].lower in PRONOUNS
    if sentence[cue].lower == "back" and word in FORMS:
        return False  # "writes back"
    of_data = word == "data" and cue + 1 < len(sentence) and sentence[cue + 1].lower == "that"  # no "data request"
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("'s", "’s", "ss", "us"))
    return of_data or plural or word.endswith("ly")


def _two(sentence: Sentence, last: int) -> bool:
    """Whether the name that ends here is the second of two: "Ann Lee and Bo Hart"."""
    first = last
    while first > 0 and sentence[first].is_name:
        first -= 1
    return 0 < first < last and sentence[first].lower == "and" and sentence[first - 1].is_name


def opening(sentence: Sentence) -> int:
    """Where the subject of a sentence may begin: behind a dateline and what stands before the first comma."""
    first = past_dateline(sentence)
    while first < len(sentence) - 1 and sentence[first].word in (",", "—", "–", "-", ":", ";", ")", "(", "."):
        first += 1
    for _ in range(_LEADS):
        while first + 1 < len(sentence) and sentence[first].lower in _JOINS and sentence[first + 1].word != ",":
            first += 1
        counted = first + 1 < len(sentence) and sentence[first + 1].word[0].isdigit()
        if counted and sentence[first].lower in ("about", "around"):
            return first + 1  # "About 200 voters"
        if not _leads(sentence, first):
            return first
        comma = next(
            (at for at in range(first + 1, min(first + 25, len(sentence) - 1)) if sentence[at].word in _COMMAS), 0
        )
        if not comma:
            return first + 1 if sentence[first].lower in CLAUSE and first + 1 < len(sentence) else first
        first = comma + 1
        while place_ends := _past_place(sentence, first):
            first = place_ends
    return first


def _past_place(sentence: Sentence, first: int) -> int | None:
    """The item behind the rest of a place: "Iowa" of "In Ames, Iowa, Lee said", no name with an apposition."""
    last = first
    while last + 1 < len(sentence) and sentence[last].is_name:
        last += 1
    last += last > first and sentence[last].word == "." and last + 1 < len(sentence)  # "Tex.,"
    if last == first or last > first + 3 or sentence[last].word != "," or not sentence[first - 2].is_name:
        return None
    following = sentence[last + 1] if last + 1 < len(sentence) else None
    if following is None or following.quoted or following.lower in DETERMINERS:
        return None
    opens = following.lower in PREPOSITIONS or (following.lower in PRONOUNS and following.lower != "who")
    return last + 1 if following.is_name or opens else None


def _leads(sentence: Sentence, first: int) -> bool:
    """Whether what begins here stands before the subject: "On Monday", "Asked why", "Last week", "Two days later"."""
    lower = sentence[first].lower
    following = sentence[first + 1].lower if first + 1 < len(sentence) else ""
    if lower in PREPOSITIONS or lower in CLAUSE or lower in ADVERBS or lower.endswith("ing"):
        return True
    if lower.endswith("ly"):  # "Kelly said" and "Carly Hart" open with a name
        named = first + 1 < len(sentence) and sentence[first + 1].is_name
        return not (named or following in FORMS or following in AUXILIARIES)
    if (lower == "most" and following.endswith("ly")) or (lower in ("other", "rather") and following == "than"):
        return True
    if lower in ("asked", "pressed", "pushed", "faced", "told") or following in _SINCE:
        return True
    if past_counted_time(sentence, first) > first or (lower == "the" and _is_day_before(sentence, first + 1)):
        return True
    if following == "," and (lower in DAYS or lower in LINKS):
        return True
    return lower in ("last", "next", "this") and (following in TIMES or following in DAYS)


def _is_day_before(sentence: Sentence, place: int) -> bool:
    """Whether "day before" or "week after" stands here."""
    words = [item.lower for item in sentence[place : place + 2]]
    return len(words) > 1 and words[0] in TIMES and words[1] in ("before", "after")


def past_counted_time(sentence: Sentence, first: int) -> int:
    """The item behind a time that is counted and begins here: "A few days later", "Two and a half years ago"."""
    words = [item.lower for item in sentence[first : first + _TIME]]
    time = next((at for at, word in enumerate(words) if not (word in _COUNTED or word.isdigit())), len(words))
    counted = time + 1 < len(words) and words[time] in TIMES and words[time + 1] in _SINCE
    return first + time + 2 if counted else first


def main_subject(sentence: Sentence) -> tuple[int, int] | None:
    """The first and last item of the phrase with which a sentence begins, its lead left out."""
    first = opening(sentence)
    last = first - 1
    while last + 1 < len(sentence) and last - first < _SUBJECT and not ends_subject(sentence, last + 1, first):
        if sentence[last + 1].lower == "who":
            break
        last += 1
    return (first, last) if last >= first else None


def ends_subject(sentence: Sentence, place: int, first: int) -> bool:
    """Whether the subject that began at `first` is over here: at its verb, a mark, or a preposition but "of"."""
    item = sentence[place]
    if item.quoted or not item.word[0].isalnum() or item.lower in AUXILIARIES or item.lower in ADVERBS:
        return True
    if place > first and (sentence[place - 1].lower in PRONOUNS or item.lower in PRONOUNS):
        return True
    if item.lower in CLAUSE or (item.lower in PREPOSITIONS and item.lower not in ("of", "for", "from")):
        return True
    if item.is_name or place == first:
        return False
    if item.lower == "read" or _is_present(sentence, place):
        return True
    if FORMS.get(item.lower, ("", ""))[1] == "base" and _is_of_plural(sentence, place):
        return True
    if item.lower.endswith("ed"):
        return sentence[place - 1].lower not in DETERMINERS  # "the retired judge"
    return (item.lower in FORMS and FORMS[item.lower][1] != "base") or item.lower in PAST


def _is_of_plural(sentence: Sentence, place: int) -> bool:
    """Whether a base form is the verb of a plural: "some want", "polls continue to"."""
    word = sentence[place - 1].lower
    to = place + 1 < len(sentence) and sentence[place + 1].lower == "to"
    return word in _SOME or (to and word.endswith("s") and not word.endswith(("ss", "’s", "'s")))


def _is_present(sentence: Sentence, place: int) -> bool:
    """Whether a word in "s" behind a name is its verb: "Lee runs a mill", not "Lee voters in Tarnwick said"."""
    item = sentence[place]
    if not sentence[place - 1].is_name or not item.lower.endswith("s") or item.lower.endswith(("ss", "’s", "'s")):
        return False
    if place + 1 >= len(sentence):
        return False
    following = sentence[place + 1]
    if following.lower in DETERMINERS:
        return True
    noun = following.word.isalpha() and not following.lower.endswith(("ed", "ly", "ing"))
    return noun and not any(
        following.lower in words for words in (PREPOSITIONS, CLAUSE, AUXILIARIES, ADVERBS, FORMS, PAST, PRONOUNS)
    )


def past_dateline(sentence: Sentence) -> int:
    """The first item behind a dateline: "TARNWICK (Agency) — "."""
    for place in range(1, min(9, len(sentence) - 1)):
        if sentence[place].word in ("—", "–", "--", "-") and (
            sentence[place - 1].word == ")" or sentence[0].word.isupper()
        ):
            return place + 1
    return 0


def is_passive(sentence: Sentence, cue: int) -> bool:
    """Whether a form of "be" stands before the verb."""
    place = cue - 1
    while place >= 0 and (sentence[place].lower.endswith("ly") or sentence[place].lower in _AMID):
        place -= 1
    if place < 0 or sentence[place].lower not in BE:
        return False
    return not (sentence[place].lower in ("’s", "'s") and _is_perfect(sentence, cue))


def _is_perfect(sentence: Sentence, cue: int) -> bool:
    """Whether what a participle behind "’s" needs as a verb follows it: "she’s said that", "he’s spoken out"."""
    if cue + 1 >= len(sentence) or FORMS.get(sentence[cue].lower, ("", ""))[0] in _NAMING:
        return False
    following = sentence[cue + 1]
    opens = following.lower in DETERMINERS or following.lower in PRONOUNS
    return opens or following.is_name or following.quoted is not None or following.lower in ("that", "out")
