"""Whether somebody is "he" or "she", by what texts call them. English."""

import re
from collections.abc import Sequence
from itertools import islice

CALLED = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "hers": "she"}
OTHER = {pronoun: "she" if called == "he" else "he" for pronoun, called in CALLED.items()}
"""The pronoun that is not theirs."""
CLEARLY = 0.65
"""Share of the pronouns after a name that tell which is its own: of some names one of three is another's."""
GOES_ON = 200
"""Characters after a name, within its paragraph and up to the next full name, in which a pronoun is its own."""
MOST_PLACES = 5
"""Places of one text at which a name is looked at."""

_REPORTED = re.compile(r"\b(?:said|says|told|added|replied|claimed|argued|warned|thought|asked)\b[^.!?]*$")


def called(name: str, texts: Sequence[str]) -> str:
    """Whether the texts give somebody a title of a man or a woman, or go on with "he" or "she"; else empty."""
    last = re.escape(name.rsplit(maxsplit=1)[-1])
    titled = re.compile(rf"\b(?:(?P<he>Mr|Sir|Lord)|Mrs|Ms|Miss|Dame|Lady)\b\.?\s+(?:[A-Z][\w.’'-]*\s+){{0,2}}{last}\b")
    titles = {"he" if found["he"] else "she" for text in texts for found in islice(titled.finditer(text), MOST_PLACES)}
    if len(titles) == 1:  # Mr and Mrs Lind are two
        return titles.pop()
    between = rf"(?!(?:,|\s+as)\s+(?:his|her)\s)(?:(?!\n|\b[A-Z]\w+ [A-Z])[\s\S]){{0,{GOES_ON}}}?"  # "Lind, his lawyer"
    after = re.compile(rf"\b{last}\b{between}\b([Hh]e|[Hh]is|[Ss]he|[Hh]er)\b")
    places = [match for text in texts for match in islice(after.finditer(text), MOST_PLACES)]
    if len(places) == 1 and _REPORTED.search(places[0].group()):
        return ""  # "Lind said that she was late": Lind, or somebody else
    found = [CALLED[match[1].casefold()] for match in places]
    return next((one for one in ("he", "she") if found and found.count(one) >= CLEARLY * len(found)), "")
