"""Whether a phrase without a name can be who speaks: "voters", "the report", not "hacked" or "played on fears"."""

from index.speakers.cues import CLAUSE, DAYS, DETERMINERS, FORMS, INQUIRIES, PAST, PREPOSITIONS, PRONOUNS
from index.speakers.grammar import owns
from index.speakers.items import Item, Sentence
from index.speakers.noun_phrase import Phrase
from index.speakers.titles import is_title

_ALONE = frozenset(
    "many some most few several both all none one two three four five six seven eight nine ten another others "
    "those these everyone everybody someone somebody anyone anybody people percent police men women "
    "children staff media congress whom him them us video footage data research evidence analysts".split()
)
"""What may be a source without an article though it does not end like a plural."""
_THINGS = frozenset(
    "ship boat ferry vessel tanker freighter trawler yacht barge tug lifeboat submarine frigate cruiser destroyer "
    "corvette warship steamer liner drone plane aircraft jet airliner helicopter bomber rocket missile satellite "
    "spacecraft train locomotive tram bus lorry truck car storm hurricane cyclone typhoon tornado earthquake quake "
    "tsunami flood wildfire blizzard heatwave avalanche shell bomb mortar torpedo bullet anchor pipe rope engine "
    "bridge tunnel road dam pier fire rain wave wind river".split()
)
"""What has no voice; houses and places speak for those within: "the White House said"."""
_NO_ENDS = frozenset("the a an my our your its their every".split())
"""Words that no phrase ends with: "No agreement on the"."""
_LEAST = 3
"""Letters of the shortest plural."""


def speaking_in(sentence: Sentence, phrase: Phrase) -> Phrase | None:
    """The phrase without a verb or preposition at its ends; None where no people, text or the like are left."""
    first, last = phrase.first, phrase.last
    while first < last and _acts(sentence, first):
        first += 2
    while last > first and _trails(sentence, last):
        last -= 1
    if (
        first > last
        or (_is_thing(sentence[last]) and _is_thing(_head(sentence, first, last)))
        or (first == last and not (_is_headed(sentence, first) or may_stand_alone(sentence[first])))
    ):
        return None
    return phrase if (first, last) == (phrase.first, phrase.last) else Phrase(first, last)


def _head(sentence: Sentence, first: int, last: int) -> Item:
    """The noun that the phrase is of: "owner" of "the owner of the boat"."""
    of = next((place for place in range(first + 1, last) if sentence[place].lower in PREPOSITIONS), last + 1)
    return sentence[of - 1]


def _is_headed(sentence: Sentence, place: int) -> bool:
    """Whether a noun opens its clause without an article, as in headlines: "It will sink, expert says"."""
    if sentence[place].lower.endswith(("ed", "ing")):
        return False
    return place == 0 or sentence[place - 1].word in (",", ";", ":") or sentence[place - 1].lower in CLAUSE


def may_stand_alone(item: Item) -> bool:
    """Whether one word may be who speaks: a name, a pronoun, a plural, not "back" or "wait"."""
    word = item.lower
    if word in DETERMINERS or word in DAYS:
        return word in _ALONE
    if item.is_name or item.quoted or owns(word) or word[0].isdigit() != word[-1].isdigit():
        return True
    if word in PRONOUNS or word in _ALONE or word in INQUIRIES or is_title(word):
        return True
    return len(word) > _LEAST and word.endswith("s") and not word.endswith("ss")


def _trails(sentence: Sentence, last: int) -> bool:
    """Whether a word at the end tells no longer who it is: "the poll released", "the authors of the"."""
    item = sentence[last]
    if item.lower in _NO_ENDS:
        return True
    if sentence[last - 1].lower in DETERMINERS:  # "the accused"
        return False
    participle = item.lower.endswith("ed") and not item.is_name and not item.quoted
    return participle or item.lower in PREPOSITIONS or item.lower in CLAUSE


def _is_thing(item: Item) -> bool:
    """Whether what heads a phrase, one or many, has no voice: "the ferries", "government drones"."""
    word = item.lower
    return not item.is_name and (word in _THINGS or word.removesuffix("s") in _THINGS or word == "ferries")


def _acts(sentence: Sentence, place: int) -> bool:
    """Whether a verb with its object begins here: "played on their fears", "seeking a job"."""
    word, following = sentence[place].lower, sentence[place + 1].lower
    if sentence[place].is_name or not any(following in words for words in (DETERMINERS, PREPOSITIONS, PRONOUNS)):
        return False
    return word in PAST or word.endswith(("ed", "ing")) or FORMS.get(word, ("", ""))[1] == "past"
