"""Titles before names, which an article may give otherwise or not at all: "President", "Mrs". English."""

import re

from rag.text.mentions import CAPITAL
from rag.text.words import COMMON

# Those that stand before a person's name and begin no other: not "General" (Motors), "Justice" (Department), "King".
_RANK = r"former|ex|acting|vice|deputy|foreign|prime"
_TITLE = re.compile(
    rf"(?:(?<!\w)(?!(?:{_RANK})\b)(?P<named>(?-i:{CAPITAL})[\w’'-]*)\s+)?"
    rf"(?P<title>\b(?:(?:{_RANK})[\s-]+){{0,3}}"
    r"(?:mr|mrs|ms|dr|prof|professor|president|minister|premier|chancellor|senator|sen|congress(?:wo)?man|governor|gov|"
    rf"mayor|gen|col|lt|sgt|capt|colonel|lieutenant|sergeant|detective|inspector)\b\.?\s+)(?=(?-i:{CAPITAL})\w)",
    re.IGNORECASE,
)


def without_titles(question: str) -> str:
    """The question without the titles that stand before names, but for one that opens it.

    "President Zhaparov" is asked about under his name alone: an article may call him otherwise. A comma keeps apart
    what was no one name: "Did Ostland, Zhaparov sign?" of "Did Ostland President Zhaparov sign?".
    """
    return _TITLE.sub(_left_of_title, question)


def _left_of_title(title: re.Match[str]) -> str:
    if not title.start("title"):
        return title.group()
    named = title["named"]
    if not named:
        return ""
    opens = named.casefold() in COMMON and not named.isupper()  # "Was President Zhaparov there?"
    return f"{named} " if opens else f"{named}, "
