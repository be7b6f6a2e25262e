"""What a sentence leaves to those before it: the body that its "It" means, and the place its article is about. English.

Unsure means none.
"""

import re

from rag.answers.persons import possible_persons
from rag.answers.pronouns import previous
from rag.answers.sentence import Sentence
from rag.text.mentions import NAME, names, places
from rag.text.past import is_past

# "It was sold" and "It sank" may be said of the ship; "It did not list Norvex" says what somebody does to another.
_IT = re.compile(
    rf"^It\s+(?:(?:has|had|did)\s+)?(?:(?:also|later|never|not|then)\s+)*(?P<deed>\w+)\s+(?:the\s+)?(?={NAME})"
)
_DENIED = re.compile(r"^It\s+(?:did|has|had)\b")
_SUBJECT = re.compile(rf"^(?P<who>(?:The\s+)?{NAME})\s+(?:(?:has|had|on\s+[A-Z]\w+|also|later)\s+)*(?P<deed>\w+)\b")
_ANY_THING = re.compile(r"\b(?:the|an?|its|this|that|his|her|their|it)\b", re.IGNORECASE)
_AT = re.compile(rf"\s+(?P<where>(?:in|at|near|on|for|off)\s+(?:the\s+)?(?P<name>{NAME}))\W*$")
# "22 miles south of Orl" is not in Orl.
_MEASURED = re.compile(rf"\b(?:(?:north|south)(?:-?(?:east|west))?|east|west)\s+of\s+(?:the\s+)?{NAME}")
_OPENS_AT = re.compile(r"\b(?:In|At|Near|On|Off|Outside|Across)\b")


def it_in_full(sentence: Sentence) -> str | None:
    """The sentence with the body that its opening "It" means, where the one before names nothing else it may mean."""
    opens = _IT.match(sentence.text)
    does = opens and (is_past(opens["deed"]) or _DENIED.match(sentence.text))
    before = previous(sentence) if does else ""
    who = _SUBJECT.match(before)
    if not who or not is_past(who["deed"]) or not _is_alone(before, who.end()):
        return None
    return f"{who['who']}{sentence.text[2:]}"


def _is_alone(before: str, end: int) -> bool:
    """Whether behind its subject the sentence before has only people, places and several of a sort."""
    rest = before[end:]
    known = {one.start for one in (*places(rest), *possible_persons(rest))}
    others = [one for one in names(rest) if one.start not in known]
    return not _ANY_THING.search(rest) and not others and not possible_persons(before[:end])


def at_place(claim: str, sentence: Sentence, text: str) -> str:
    """The text with the place at which the claim puts it, where the headline names that alone: "issued for Celebes".

    Not behind the name of another place, where it may have happened: "In Lomm, a dam burst. A curfew was imposed."
    """
    asked = _AT.search(claim)
    if asked is None or places(text) or asked["name"] in text:
        return text
    named = {asked["name"]}
    told = {one.text for one in places(sentence.article.title)}
    before = _places_ahead(sentence, asked["name"])
    return f"{text.rstrip(' .')} {asked['where']}." if told == named and before <= named else text


def _places_ahead(sentence: Sentence, name: str) -> set[str]:
    """The places where something is told to be before a sentence: "the Orlish island of Lomm" is but Lomm."""
    ahead = _OPENS_AT.sub(lambda opens: opens[0].lower(), sentence.article.text[: sentence.start])
    ahead = re.sub(rf"(?:\b[A-Z][\w-]*\s+){{0,2}}\b[a-z]+\s+of\s+{re.escape(name)}\b", name, _MEASURED.sub("", ahead))
    return {one.text for one in places(ahead)}
