"""The phrase beside a cue that says who speaks: before it ("the mayor, Ann Lee, said") or behind ("said Ann Lee")."""

from index.speakers.appositions import apposition_at, back_to, before_apposition
from index.speakers.cues import CLAUSE, DAYS, DETERMINERS, FORMS, NUMBERS, PAST, PREPOSITIONS, PRONOUNS
from index.speakers.fillers import is_auxiliary, is_filler, skip_back
from index.speakers.grammar import main_subject
from index.speakers.items import Item, Sentence
from index.speakers.named import named_in
from index.speakers.noun_phrase import ALONE, LONGEST, MARKS, SMALL, Phrase, ending_at
from index.speakers.relatives import told_of

_JOINING = frozenset("and but or then who".split())
"""What joins a verb to a subject further ahead."""
SIDES = frozenset("supporting backing opposing promoting".split())
"""What those do who are for or against somebody: "a group backing Lee"."""
_SUFFERED = frozenset(
    "accused charged convicted suspected acquitted cleared arrested detained jailed imprisoned sentenced fined injured "
    "wounded hurt killed rescued evacuated displaced stranded trapped infected affected employed hired elected "
    "appointed based involved".split()
)
"""What somebody is who has a preposition behind it: "a clerk accused of theft", never the verb of the clause."""
_ASIDES = frozenset({"for instance", "for example", "of course", "in turn", "however", "too", "though", "meanwhile"})
"""What stands between commas and tells nothing of the subject."""
_NO_ASIDES = frozenset("after before since until outside inside".split())
"""Prepositions that open a clause or are part of a subject as well: "who outside experts say"."""
_OBJECTS = frozenset("him them me us".split())
_SEEN = frozenset("seen obtained reviewed viewed examined acquired".split())
"""What only they do with a text who tell of it: "a letter seen by the Post"."""
_LED = frozenset("led headed chaired run founded organised organized commissioned backed".split())


def before(sentence: Sentence, cue: int) -> Phrase | None:
    """The subject that stands before a cue; None when there is none, or it is the one of a cue before."""
    end = skip_back(sentence, cue - 1)
    if end + 1 < cue and sentence[end + 1].lower in ALONE and (end < 0 or _ends(sentence[end])):
        return Phrase(end + 1, end + 1)
    if end < 0 or sentence[end].quoted:
        return None
    word = sentence[end].lower
    if word in ("who", "which", "that"):
        end -= 1
        if end >= 0 and sentence[end].word in (",", "(", "—", "–", "--", "-"):
            end -= 1
        found = ending_at(sentence, end)
        return _affirmed(sentence, told_of(sentence, found) if word == "who" else found)
    if word in (",", ")", "—", "–", "--", "-"):
        opened = back_to(sentence, end - 1, "(" if word == ")" else word)
        if opened > 0 and _goes_past(sentence, opened, end):
            return before(sentence, opened)
        if word == ",":
            return before_apposition(sentence, end)
        return ending_at(sentence, opened - 1) if opened > 0 else None
    return _ending_beside(sentence, end)


def _goes_past(sentence: Sentence, opened: int, end: int) -> bool:
    """Whether what stands between two marks tells nothing of a subject: "who, like others, said"."""
    beside = sentence[opened - 1]
    aside = " ".join(item.lower for item in sentence[opened + 1 : end])
    return beside.lower in ("who", "which") or (aside in _ASIDES and not beside.is_name)


def speaks(sentence: Sentence, beside: Phrase, inverted: Phrase) -> bool:
    """Whether it is the subject beside whom something stands, not who follows: "Lee, in a letter, announced a plan"."""
    named = named_in(sentence, beside)
    if beside.role and named:
        return True
    main = main_subject(sentence)
    if main is None or beside.first != main[0] or sentence[main[1] + 1].word != ",":
        return False
    return bool(named) or sentence[beside.first].lower in PRONOUNS or named_in(sentence, inverted) is None


def _ending_beside(sentence: Sentence, end: int) -> Phrase | None:
    """The subject whose last item stands just before a verb, or that of the clause in which what stands there lies."""
    found = ending_at(sentence, end)
    if found is None or _is_participle(sentence, found):
        return None
    if place := _before_asides(sentence, found.first):
        return before(sentence, place)
    of_others = _seen_by(sentence, found) or _of_relative(sentence, found) or _grouped(sentence, found)
    return of_others or (None if _is_aside(sentence, found) else found)


def _before_asides(sentence: Sentence, first: int) -> int:
    """Where what stands between subject and verb begins: "who has in the past described"; 0 where nothing does."""
    while first > 1 and (sentence[first - 1].lower in NUMBERS or is_filler(sentence, first - 1)):
        first -= 1
    has = is_auxiliary(sentence[first - 2]) if first > 1 else False
    while first > 1 and sentence[first - 1].lower in PREPOSITIONS - _NO_ASIDES:
        if has or sentence[first - 2].lower in ("who", "which"):
            return first - 1
        previous = ending_at(sentence, first - 2)
        first = previous.first if previous else 0
    return 0


def _seen_by(sentence: Sentence, found: Phrase) -> Phrase | None:
    """The text that somebody has seen, who says nothing in it: "a letter" of "a letter seen by the Post"."""
    for place in range(found.last, max(found.first - 2, 1), -1):
        if sentence[place].lower == "by" and sentence[place - 1].lower in _SEEN:
            return ending_at(sentence, place - 2)
    return None


def _grouped(sentence: Sentence, found: Phrase) -> Phrase | None:
    """Those who stand with somebody, not that one: the group of "a group backing Lee", "a panel led by Lee"."""
    place = found.first - 1
    led = place > 1 and sentence[place].lower == "by" and sentence[place - 1].lower in _LED
    if not led and (place < 1 or sentence[place].lower not in SIDES):
        return None
    group = ending_at(sentence, place - (2 if led else 1))
    in_passing = group and group.first > 0 and sentence[group.first - 1].lower in PREPOSITIONS  # "in a letter backing"
    return None if in_passing else group


def of_relative(sentence: Sentence, cue: int) -> Phrase | None:
    """Who is meant by the "who" in whose clause a later verb stands: "voters who came late and say that"."""
    joint = sentence[skip_back(sentence, cue - 1)]
    is_participle = FORMS.get(sentence[cue].lower, ("", ""))[1] == "ing"
    is_participle = is_participle and joint.word not in MARKS and not joint.is_name
    if not is_participle and joint.lower not in ("and", "or", "to"):
        return None
    for place in range(cue - 2, max(cue - LONGEST, 0), -1):
        if sentence[place].lower == "who":
            asked = sentence[place - 1].lower in PREPOSITIONS or sentence[place - 1].lower in FORMS
            asked = asked or sentence[place + 1].is_name or sentence[place + 1].lower in PRONOUNS  # "who I know"
            return None if asked else before(sentence, place + 1)
        if sentence[place].quoted or sentence[place].word in MARKS:
            return None
    return None


def around(sentence: Sentence, found: Phrase, cue: int) -> Phrase | None:
    """The subject in whose relative clause the words before a verb stand: "People whose hopes are positive say"."""
    main = main_subject(sentence)
    if main is None or main[1] >= found.first or sentence[cue - 1].lower in ("who", "which", "that"):
        return None
    between = sentence[main[1] + 1 : cue]
    over = any(item.quoted or item.word in MARKS or item.lower in ("that", "but", "who", "to") for item in between)
    return None if over else Phrase(*main)


def shares(sentence: Sentence, cue: int) -> bool:
    """Whether only a place or time stands between a verb and what joins it: "but in a later interview said"."""
    found = ending_at(sentence, skip_back(sentence, cue - 1))
    return found is not None and _is_aside(sentence, found)


def _is_aside(sentence: Sentence, found: Phrase) -> bool:
    governed = found.first > 1 and sentence[found.first].lower in DETERMINERS
    return governed and sentence[found.first - 1].lower in PREPOSITIONS and sentence[found.first - 2].lower in _JOINING


def _is_participle(sentence: Sentence, found: Phrase) -> bool:
    """Whether it is no subject that stands here but what one does: "Voters came, holding Lee signs"."""
    first = sentence[found.first]
    aside = found.first > 0 and sentence[found.first - 1].word in (",", "and")
    return aside and found.first < found.last and first.lower.endswith("ing") and not first.is_name


def _ends(item: Item) -> bool:
    """Whether what stands here belongs to no subject that follows."""
    return item.quoted is not None or item.lower in CLAUSE


def _affirmed(sentence: Sentence, found: Phrase | None) -> Phrase | None:
    """The phrase, or of "Lee, not Hart," and "Lee and not Hart" the other."""
    if found is None or found.first < 1 or sentence[found.first - 1].lower != "not":
        return found
    if found.first > 2 and sentence[found.first - 2].lower in (",", "and"):
        return ending_at(sentence, found.first - 3)
    return None


def _of_relative(sentence: Sentence, found: Phrase) -> Phrase | None:
    """The subject before a relative clause in which the phrase stands: "voters who went to a hall said"."""
    main = main_subject(sentence)
    if main is None or main[1] + 1 >= found.first or not _goes_on_aside(sentence, main[1] + 1):
        return None
    if any(sentence[place].word in MARKS or sentence[place].quoted for place in range(main[1], found.last)):
        return None
    verb = sentence[found.first - 1].lower in FORMS and sentence[found.first - 2].lower != "to"
    verb = verb and sentence[found.last].lower not in _OBJECTS
    return None if verb and not _holds_preposition(sentence, found) else Phrase(*main)


def _goes_on_aside(sentence: Sentence, place: int) -> bool:
    """Whether what begins here tells of the subject: "who came", "that hit a wall", "accused of theft"."""
    lower, following = sentence[place].lower, sentence[place + 1]
    if lower in ("that", "which"):
        verb = following.lower in PAST or following.lower.endswith("ed") or is_auxiliary(following)
        return verb and not following.is_name
    return lower == "who" or (lower in _SUFFERED and following.lower in PREPOSITIONS)


def _holds_preposition(sentence: Sentence, phrase: Phrase) -> bool:
    return any(sentence[place].lower in PREPOSITIONS for place in range(phrase.first, phrase.last))


def behind(sentence: Sentence, start: int, *, long: bool = False) -> Phrase | None:
    """The subject that begins at `start`; a `long` one (after "according to") may hold any preposition."""
    last = start - 1
    while last + 1 < len(sentence) and last - start < LONGEST and not _stops(sentence, start, last + 1, long):
        last += 1
    if last < start or all(sentence[place].lower in DETERMINERS for place in range(start, last + 1)):
        return None
    return Phrase(start, last, apposition_at(sentence, last + 1))


def past_place(sentence: Sentence, last: int) -> int:
    """The last item of what stands between a subject and its comma: "said experts like Ann Lee, is new"."""
    if last + 1 >= len(sentence) or sentence[last + 1].lower not in PREPOSITIONS:
        return last
    for place in range(last + 1, min(last + LONGEST, len(sentence))):
        if sentence[place].word == ",":
            return place - 1
        if sentence[place].quoted or sentence[place].word in MARKS:
            return last
    return last


def _stops(sentence: Sentence, start: int, place: int, long: bool) -> bool:
    item = sentence[place]
    if item.quoted and long and place > start and item.end - item.start <= SMALL:
        return item.word[1:] in (",", ".", "?", "!")  # "according to her “green” plan"
    if item.quoted or item.word in MARKS or is_auxiliary(item):
        return True
    if item.lower in DAYS and not item.word.isupper():  # "USA TODAY"
        return True
    if place > start and item.lower in PAST:
        return True
    if place > start and (sentence[start].lower in PRONOUNS or item.lower in PRONOUNS):
        return True
    if item.lower in CLAUSE:
        both = sentence[place - 1].is_name and _is_name_at(sentence, place + 1)
        return item.lower != "and" or place == start or not (both or (long and _is_office_at(sentence, place + 1)))
    if item.lower in PREPOSITIONS and not long:
        return place == start or item.lower not in ("of", "for", "from", "with")
    return item.lower in FORMS and FORMS[item.lower][1] in ("past", "ing") and place > start and not item.is_name


def _is_name_at(sentence: Sentence, place: int) -> bool:
    return place < len(sentence) and (sentence[place].is_name or sentence[place].lower == "others")


def _is_office_at(sentence: Sentence, place: int) -> bool:
    """Whether one word for what somebody is stands here, and their name: "author and historian Ann Lee"."""
    item = sentence[place] if place + 1 < len(sentence) else None
    return item is not None and item.word.isalpha() and item.word.islower() and sentence[place + 1].is_name
