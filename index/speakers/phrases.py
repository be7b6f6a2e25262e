"""The phrase beside a cue that says who speaks: before it ("the mayor, Ann Lee, said") or behind ("said Ann Lee")."""

from dataclasses import dataclass

from index.speakers.cues import (
    AUXILIARIES,
    CLAUSE,
    DAYS,
    DETERMINERS,
    FORMS,
    PARTICLES,
    PAST,
    PREPOSITIONS,
    PRONOUNS,
)
from index.speakers.fillers import is_auxiliary, is_filler, skip_back
from index.speakers.grammar import main_subject
from index.speakers.items import Item, Sentence

_LONGEST = 15
"""Items of the longest phrase that is read as one source."""
_APPOSITION = 30
"""Items of the longest apposition that is stepped over."""
_MARKS = frozenset(",;:—–()[]…") | {"--", "-", ".", "?", "!"}
_SMALL = 30
"""Characters of the longest quotation that is part of a phrase: "the so-called “mayor” of Tarnwick"."""
_OPENS = CLAUSE - frozenset("who whose whom which and or so then as".split()) | {"after", "before", "since"}
"""What opens a clause with its own subject beside a name: "Ann Lee, because her lawyer, Bo Hart, said so, left"."""
_ALONE = frozenset("some both all".split())
"""Words beside a noun that may be a subject without one: "Some said so"."""
_LATER = frozenset("after before since until during amid despite there".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Items `first` to `last` (inclusive) of a sentence; `role` is an apposition beside them, as the same."""

    first: int
    last: int
    role: tuple[int, int] | None = None


def before(sentence: Sentence, cue: int) -> Phrase | None:
    """The subject that stands before a cue; None when there is none, or it is the one of a cue before."""
    end = skip_back(sentence, cue - 1)
    if end + 1 < cue and sentence[end + 1].lower in _ALONE and (end < 0 or _ends(sentence[end])):
        return Phrase(end + 1, end + 1)
    if end < 0 or sentence[end].quoted:
        return None
    word = sentence[end].lower
    if word in ("who", "which", "that"):
        end -= 1
        if end >= 0 and sentence[end].word in (",", "—", "–", "--", "-"):
            end -= 1
        return _affirmed(sentence, _ending_at(sentence, end)) if end >= 0 else None
    if word == ",":
        return _before_apposition(sentence, end)
    if word == ")":
        opened = _back_to(sentence, end - 1, "(")
        return _ending_at(sentence, opened - 1) if opened > 0 else None
    if word in ("—", "–", "--"):
        opened = _back_to(sentence, end - 1, word)
        return _ending_at(sentence, opened - 1) if opened > 0 else None
    found = _ending_at(sentence, end)
    return _of_relative(sentence, found) or found if found else None


def _ends(item: Item) -> bool:
    """Whether what stands here belongs to no subject that follows."""
    return item.quoted is not None or item.lower in CLAUSE


def _affirmed(sentence: Sentence, found: Phrase | None) -> Phrase | None:
    """The phrase, or of "Lee, not Hart," and "Lee and not Hart" the other."""
    if found is None or found.first < 1 or sentence[found.first - 1].lower != "not":
        return found
    if found.first > 2 and sentence[found.first - 2].lower in (",", "and"):
        return _ending_at(sentence, found.first - 3)
    return None


def _of_relative(sentence: Sentence, found: Phrase) -> Phrase | None:
    """The subject before a relative clause in which the phrase stands: "voters who went to a hall said"."""
    if not any(sentence[place].lower == "who" for place in range(found.first)):
        return None
    main = main_subject(sentence)
    if main is None or main[1] + 1 >= found.first or sentence[main[1] + 1].lower != "who":
        return None
    if any(sentence[place].word in _MARKS or sentence[place].quoted for place in range(main[1], found.last)):
        return None
    verb = sentence[found.first - 1].lower in FORMS
    return None if verb and not _holds_preposition(sentence, found) else Phrase(*main)


def _holds_preposition(sentence: Sentence, phrase: Phrase) -> bool:
    return any(sentence[place].lower in PREPOSITIONS for place in range(phrase.first, phrase.last))


def _before_apposition(sentence: Sentence, comma: int) -> Phrase | None:
    main = main_subject(sentence)
    if main and main[1] < comma - 1 and sentence[main[1]].is_name and _all_beside(sentence, main[1] + 1, comma):
        return Phrase(*main, _role(sentence, main[1] + 1, comma))
    if comma > 1 and sentence[comma - 1].word == ")":
        opened = _back_to(sentence, comma - 2, "(")
        return _ending_at(sentence, opened - 1) if opened > 0 else None
    opened = _back_to(sentence, comma - 1, ",")
    if opened <= 0 or opened + 1 >= comma:
        return None
    found = _ending_at(sentence, opened - 1)
    # Of a list of places and offices ("Ann Lee, D-Maine, mayor of Y, said") the first comma counts.
    while found and not sentence[found.last].is_name and found.first - 1 > 0 and sentence[found.first - 1].word == ",":
        further = _ending_at(sentence, found.first - 2)
        if further is None or not sentence[further.last].is_name:
            break
        found, opened = further, further.last + 1
    return Phrase(found.first, found.last, (opened + 1, comma - 1)) if found else None


def _all_beside(sentence: Sentence, first: int, comma: int) -> bool:
    """Whether all from here to a comma stands beside a name: its place, age, office and what "who" tells."""
    if comma - first > 2 * _APPOSITION or sentence[first].word not in (",", "(") or sentence[first + 1].quoted:
        return False
    told = clause = False
    for place in range(first, comma):
        item = sentence[place]
        if item.quoted and item.end - item.start > _SMALL:
            return False
        if item.word in (",", "("):
            if clause and not _is_place(sentence, place):
                return False  # the clause goes on to the verb
            clause = clause or _opens_clause(sentence, place + 1)
            told = sentence[place + 1].lower in ("who", "whose", "whom", "which")
        elif (item.word in _MARKS and item.word not in (")", "-", ".")) or (not told and _is_finite(sentence, place)):
            return False
    return True


def _opens_clause(sentence: Sentence, place: int) -> bool:
    """Whether a clause begins here whose subject may be read on: "because Ann Lee", "shortly after police"."""
    item, following = sentence[place], sentence[place + 1]
    if item.lower in _OPENS:
        return not following.lower.endswith("ing")
    return (item.lower == "as" and following.is_name) or following.lower in ("whom", "which", "after", "before")


def _is_place(sentence: Sentence, comma: int) -> bool:
    """Whether the comma stands within the name of a place: "after a visit to Flint, Mich., said"."""
    after = sentence[comma + 2].word
    return sentence[comma - 1].is_name and sentence[comma + 1].is_name and after in (",", ".")


def _is_finite(sentence: Sentence, place: int) -> bool:
    """Whether this belongs to a clause of its own: its verb, or a pronoun that is its subject."""
    item = sentence[place]
    if is_auxiliary(item) or item.lower in PRONOUNS or _is_past(sentence, place):
        return True
    return FORMS.get(item.lower, ("", ""))[1] == "past" and not item.is_name


def _role(sentence: Sentence, first: int, comma: int) -> tuple[int, int] | None:
    """The apposition among what stands beside a name; None where there is only an age, a place or a clause."""
    while first < comma and sentence[first].word == "(":
        first = next((place + 1 for place in range(first, comma) if sentence[place].word == ")"), comma)
    start = first + 1
    if start + 1 < comma and sentence[start].word.isdigit() and sentence[start + 1].word == ",":
        start += 2  # an age
    if start >= comma or sentence[start].lower in PREPOSITIONS | {"not"} or sentence[start].lower.startswith("who"):
        return None
    return (start, comma - 1) if sentence[start].word[0].isalpha() else None


def _back_to(sentence: Sentence, place: int, word: str) -> int:
    lowest = max(place - _APPOSITION, 0)
    while place >= lowest:
        if sentence[place].word == word:
            return place
        if sentence[place].quoted and sentence[place].end - sentence[place].start > _SMALL:
            return -1
        place -= 1
    return -1


def _ending_at(sentence: Sentence, end: int) -> Phrase | None:
    """The noun phrase whose last item this is."""
    if end < 0 or sentence[end].lower in CLAUSE or sentence[end].word in _MARKS:
        return None
    if sentence[end].lower in PRONOUNS:
        return Phrase(end, end)
    first = end
    while first > 0 and end - first < _LONGEST and not _bounds(sentence, first - 1):
        first -= 1
    if first > 1 and sentence[first].lower in PREPOSITIONS and sentence[first - 1].lower in AUXILIARIES:
        return before(sentence, first)  # "who has in the past described"
    first = _without_lead(sentence, first, end)
    bare = DETERMINERS - _ALONE | PREPOSITIONS | AUXILIARIES
    if first > end or (first == end and (sentence[first].lower in bare or sentence[first].lower == "said")):
        return None
    return Phrase(first, end)


def _bounds(sentence: Sentence, place: int) -> bool:
    item = sentence[place]
    if item.quoted:
        return item.end - item.start > _SMALL or item.word[1:] in ",.?!"
    if item.lower in _LATER or item.word in _MARKS or item.lower in PRONOUNS or item.lower in AUXILIARIES:
        return True
    if item.lower == "and":
        return not (place > 0 and sentence[place - 1].is_name and sentence[place + 1].is_name)
    if item.lower in CLAUSE or _is_past(sentence, place):
        return True
    return item.lower in FORMS and not item.is_name and _is_verb(sentence, place)


def _is_past(sentence: Sentence, place: int) -> bool:
    """Whether a word that is no cue looks like the verb of a clause: "sent", "launched", not "a divided"."""
    item = sentence[place]
    previous = sentence[place - 1] if place else None
    if item.lower in PAST:
        return previous is not None and previous.lower not in DETERMINERS
    if item.is_name or not item.lower.endswith("ed") or len(item.lower) < 5:
        return False
    return bool(previous and (previous.is_name or previous.lower in PRONOUNS or previous.lower.endswith("s")))


def _is_verb(sentence: Sentence, place: int) -> bool:
    """Whether a word that may be a verb or a noun is a verb here."""
    lemma_form = FORMS[sentence[place].lower][1]
    if lemma_form in ("past", "ing"):
        return not (place > 0 and sentence[place - 1].lower in DETERMINERS)
    before_it = sentence[place - 1] if place else None
    return before_it is not None and (before_it.is_name or before_it.lower in PRONOUNS or before_it.lower == "to")


def _without_lead(sentence: Sentence, first: int, end: int) -> int:
    """Where the phrase begins without what precedes the subject: "On Monday", "In a speech"."""
    while first < end and is_filler(sentence, first):
        first += 1
    if sentence[first].lower not in PREPOSITIONS:
        return first
    for place in range(end, first, -1):
        if sentence[place].lower in DETERMINERS:
            return place
        follows_name = place - 1 > first and sentence[place - 1].is_name
        if sentence[place].is_name and not follows_name and sentence[place - 1].lower not in PARTICLES:
            return place if sentence[place - 1].lower not in DETERMINERS else place - 1
    return end


def behind(sentence: Sentence, start: int, *, long: bool = False) -> Phrase | None:
    """The subject that begins at `start`; a `long` one (after "according to") may hold any preposition."""
    last = start - 1
    while last + 1 < len(sentence) and last - start < _LONGEST and not _stops(sentence, start, last + 1, long):
        last += 1
    if last < start or all(sentence[place].lower in DETERMINERS for place in range(start, last + 1)):
        return None
    return Phrase(start, last, _apposition(sentence, last + 1))


def _stops(sentence: Sentence, start: int, place: int, long: bool) -> bool:
    item = sentence[place]
    if item.quoted or item.word in _MARKS or item.lower in DAYS or is_auxiliary(item):
        return True
    if place > start and item.lower in PAST:
        return True
    if place > start and (sentence[start].lower in PRONOUNS or item.lower in PRONOUNS):
        return True
    if item.lower in CLAUSE:
        return item.lower != "and" or not (
            place > start and sentence[place - 1].is_name and _is_name_at(sentence, place + 1)
        )
    if item.lower in PREPOSITIONS and not long:
        return place == start or item.lower not in ("of", "for", "from", "with")
    return item.lower in FORMS and FORMS[item.lower][1] in ("past", "ing") and place > start and not item.is_name


def _is_name_at(sentence: Sentence, place: int) -> bool:
    return place < len(sentence) and sentence[place].is_name


def _apposition(sentence: Sentence, comma: int) -> tuple[int, int] | None:
    """The items of an apposition that begins with this comma."""
    if comma + 1 >= len(sentence) or sentence[comma].word != ",":
        return None
    if sentence[comma + 1].word.isdigit() and comma + 3 < len(sentence) and sentence[comma + 2].word == ",":
        comma += 2  # an age
    first = sentence[comma + 1]
    if first.quoted or first.lower in CLAUSE or first.lower in PRONOUNS or first.lower in PREPOSITIONS or (
        first.lower in FORMS
    ):  # fmt: skip
        return None
    last = comma + 1
    while last + 1 < len(sentence) and last - comma < _APPOSITION and sentence[last + 1].word not in _MARKS:
        if sentence[last + 1].quoted:
            break
        last += 1
    return comma + 1, last
