"""Whether a word that may tell of something said does so here: by its form and the words beside it."""

from index.speakers.clause import is_verb
from index.speakers.cues import (
    ADVERBS,
    ATTITUDE,
    AUXILIARIES,
    BE,
    CLAUSE,
    DAYS,
    DETERMINERS,
    FORMS,
    INQUIRIES,
    MAY_STAND_FIRST,
    PAST,
    PHRASAL,
    PREPOSITIONS,
    PRONOUNS,
    THOUGHT,
)
from index.speakers.grammar import is_passive, owns
from index.speakers.items import Sentence
from index.speakers.nouns import SIDES

_HEADLINE = 25
"""Items of the longest headline."""
_SUBJECT = 5
"""Items of the longest subject before the verb with which a sentence ends."""
_LEAST_WORDS = 4
_TOPIC = 10
"""Items between "spoke" and the "about" that belongs to it."""
_COUNTED = frozenset(
    "one two three four five six seven eight nine ten eleven twelve january february march april may june july august "
    "september october november december".split()
)
"""Words of a count or day: "voted five to two", "is to vote on 20 April"."""
_ARTICLES = frozenset("a an the my our your its their every".split())
"""Before a participle: "the disputed pier", "a written statement"."""
_GOVERN = frozenset("of for from with".split())
"""Before a participle as well: "results of listed companies"."""
_GOODS = frozenset("about all almost hundreds its millions more nearly over some thousands".split())
"""What is counted so is recalled by who made it."""
_PLURAL = frozenset("both all two three four five several many few these those".split())
"""Before a noun in "s": "both sides"."""
_CAPITAL = 0.8
"""Share of the words of a headline that have a capital."""


def goes_on(sentence: Sentence, first: int) -> bool:
    """Whether words of the speaker begin here, behind their name: a quotation, "that", or the verb of what is said."""
    item = sentence[first]
    return bool(item.quoted) or item.lower == "that" or item.lower in AUXILIARIES or item.lower in PAST


def is_inquiry(sentence: Sentence, first: int, cue: int) -> bool:
    """Whether it is a poll, a court or the like that found something."""
    return any(sentence[place].lower.removesuffix("s") in INQUIRIES for place in range(first, cue))


def is_plain(sentence: Sentence, cue: int) -> bool:
    """Whether a form that often misleads is a verb of saying here."""
    form, previous = sentence[cue].lower, sentence[cue - 1] if cue else None
    following = sentence[cue + 1].lower if cue + 1 < len(sentence) else ""
    if form == "talks" and following == "about":
        return True
    if form == "pledged":
        return following in ("to", "that", "”")
    if form == "like":
        return following == "to" and previous is not None and previous.lower in ("would", "’d", "'d")
    if form == "compared":
        return following not in ("to", "with", "”") and previous is not None and not is_passive(sentence, cue)
    if form == "backing" and previous is not None and cue + 1 < len(sentence):
        noun = previous.word.isalpha() and previous.lower not in PREPOSITIONS and previous.lower not in DETERMINERS
        sided = sentence[cue + 1].is_name or following in DETERMINERS or following.startswith(("former", "then-"))
        return (noun and sided) or is_passive(sentence, cue)
    if FORMS.get(form, ("", ""))[1] == "s" and previous is not None:
        if previous.lower in ("he", "she", "who") or previous.lower in ADVERBS or _ends(sentence, cue):
            return True
        named = previous.is_name or previous.lower in PRONOUNS or not previous.word[0].isalpha()
        return _opens(sentence, cue + 1) and (following != "that" or named)
    return _opens(sentence, cue + 1) or (form in ("felt", "preferred", "favored") and _felt(sentence, cue))


def _ends(sentence: Sentence, cue: int) -> bool:
    """Whether this verb ends its sentence behind what is said ("It must go, a judge rules"), or follows a quotation."""
    if FORMS[sentence[cue].lower][0] not in MAY_STAND_FIRST:
        return False
    ends = cue + 1 >= len(sentence) or sentence[cue + 1].word in (".", ";")
    near = sentence[max(cue - _SUBJECT, 0) : cue - 1]
    return any((item.word == "," and ends) or item.word == "”," for item in near)


def _felt(sentence: Sentence, cue: int) -> bool:
    """Whether somebody named stands just before "felt" and the like, and what behind: "Lee preferred the pier"."""
    place = cue - 1
    while place > 0 and sentence[place].lower in ADVERBS | AUXILIARIES:
        place -= 1
    subject = place >= 0 and (sentence[place].is_name or sentence[place].lower in ("he", "she", "they", "who"))
    if not subject or is_passive(sentence, cue) or cue + 2 >= len(sentence):
        return False
    following = sentence[cue + 1]
    return following.is_name or following.lower in DETERMINERS or following.lower in PRONOUNS


def is_headline(sentence: Sentence, cue: int) -> bool:
    """Whether nearly all words have a capital, as in "Lee Says Bridge Will Hold"."""
    lemma, kind = FORMS[sentence[cue].lower]
    plural = sentence[cue - 1].lower.endswith("s") and not owns(sentence[cue - 1].lower)
    verb = kind in ("s", "past") or (kind == "base" and plural)  # "Voters Fear Bridge Will Sink"
    if not verb or lemma not in MAY_STAND_FIRST | ATTITUDE | THOUGHT or len(sentence) > _HEADLINE:
        return False
    words = [item for item in sentence if item.quoted is None and item.word[0].isalpha()]
    capital = sum(item.is_name for item in words)
    return len(words) >= _LEAST_WORDS and capital >= _CAPITAL * len(words) and not sentence[cue].word.isupper()


def opens_words(sentence: Sentence, place: int) -> bool:
    """Whether a quotation stands here, with a comma or colon before it or without."""
    if place < len(sentence) and sentence[place].word in (",", ":"):
        place += 1
    return place < len(sentence) and sentence[place].quoted is not None


def _opens(sentence: Sentence, place: int) -> bool:
    """Whether "that", a colon or a quotation stands here."""
    if place < len(sentence) and sentence[place].word == ",":
        place += 1
    return place < len(sentence) and (sentence[place].quoted is not None or sentence[place].lower in ("that", ":"))


def is_denied(sentence: Sentence, cue: int) -> bool:
    """Whether it is told that this was not said: "did not say", "never said", "refused to say"."""
    for place in range(cue - 1, max(cue - 4, -1), -1):
        lower = sentence[place].lower
        if lower in ("not", "never", "refused", "declined") or lower.endswith(("n’t", "n't")):
            return not any(item.lower in ("only", "just") for item in sentence[place:cue])
        if lower not in AUXILIARIES and lower not in ADVERBS and lower != "to":
            return False
    return False


def is_aside(sentence: Sentence, cue: int) -> bool:
    """Whether only whom somebody relies on stands here: "Lee, citing two officials, said ..."."""
    if cue == 0 or sentence[cue - 1].word != ",":
        return False
    comma = next((at for at in range(cue + 1, min(cue + 6, len(sentence) - 1)) if sentence[at].word == ","), None)
    return comma is not None and FORMS.get(sentence[comma + 1].lower, ("", ""))[1] in ("past", "s")


def is_deed(sentence: Sentence, cue: int, lemma: str, *, of_person: bool) -> bool:
    """Whether it is done and not said: "Orvex recalled 900 kettles", "Lee showed no emotion"."""
    following = sentence[cue + 1].lower if cue + 1 < len(sentence) else ""
    if lemma == "recall":
        return not of_person and (following[:1].isdigit() or following in _GOODS)
    return lemma == "show" and following in ("no", "little") and of_person


def is_of_nobody(sentence: Sentence, first: int) -> bool:
    """Whether the subject that begins here is nobody: "No one said", "None of the trials showed", "No study found"."""
    numbered = first + 1 < len(sentence) and sentence[first + 1].word[0].isdigit()  # "No 10 said"
    return sentence[first].lower in ("nobody", "neither", "none", "no") and not numbered


def is_impersonal(sentence: Sentence, cue: int, lemma: str) -> bool:
    """Whether nobody seems: "It appears that the pier is safe"."""
    return lemma in ("seem", "appear") and sentence[cue - 1].lower == "it"


def is_no_verb(previous: str, kind: str) -> bool:
    """Whether the word before makes it a noun or its companion: "a written statement", "both sides", "Lee's notes"."""
    if kind == "past":
        return previous in _ARTICLES or previous in _GOVERN
    if kind == "ing":
        owned = owns(previous) and previous[0].isalpha()
        return previous in _ARTICLES or owned or previous == "social"  # "the deciding penalty", "social distancing"
    return kind == "s" and (previous in _PLURAL or previous in BE or owns(previous))  # "Rovers are champions"


def particle_of(sentence: Sentence, cue: int) -> int | None:
    """The word that belongs to a verb: "spoke about", "made it clear"."""
    lemma, _, particles = PHRASAL[sentence[cue].lower]
    if lemma == "come" and not _takes_side([item.lower for item in sentence[cue + 2 : cue + 4]]):
        return None  # "came out of the hall"
    place = cue + 1
    if place + 1 < len(sentence) and (
        sentence[place].lower.endswith("ly") or (lemma == "make" and sentence[place].lower == "it")
    ):
        place += 1
    if place < len(sentence) and sentence[place].lower in particles:
        return place
    return _topic(sentence, cue) if lemma == "speak" else None


def _topic(sentence: Sentence, cue: int) -> int | None:
    """The word before what is spoken of: "spoke highly of", "spoke at the port on Tuesday about"."""
    for place in range(cue + 1, min(cue + _TOPIC, len(sentence))):
        item = sentence[place]
        if item.lower == "about" or (item.lower == "of" and sentence[place - 1].lower.endswith("ly")):
            return place
        if item.quoted or not item.word[0].isalnum() or item.lower in CLAUSE or is_verb(sentence, place):
            return None
    return None


def _takes_side(following: list[str]) -> bool:
    """Whether these words follow "came out" where it tells of a view: "against the levy", "in favour of it"."""
    return following[:1] == ["against"] or (following[:1] == ["in"] and following[-1] in SIDES)


def is_alone(sentence: Sentence) -> bool:
    """Whether there are but quotations."""
    return all(item.quoted or not item.word[0].isalnum() for item in sentence)


def is_empty(said: Sentence) -> bool:
    """Whether nothing is said: a count ("7-2"), a day, a word that only points ("for"), "to be named"."""
    words = [item.lower for item in said if item.word[0].isalnum() and item.lower not in _COUNTED | DAYS]
    if any(item.quoted for item in said) or words in (["to", "be", "named"], ["to", "be", "identified"]):
        return not any(item.quoted for item in said)
    return not any(word[0].isalpha() and word not in PREPOSITIONS for word in words)
