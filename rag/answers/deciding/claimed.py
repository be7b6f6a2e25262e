"""Whether a sentence is what somebody says, hopes or plans, and not what the outlet itself tells as a fact. English."""

import re
from collections.abc import Set

_CLAIMED = re.compile(
    r"\baccording to\b|[\"“”«»]|\b(?:said|says?|told|tells|add(?:ed|s)|expla\w+|warn(?:ed|s)|stat(?:ed|es)|"
    r"not(?:ed|es)|argu(?:ed|es)|claim(?:ed|s)?|emphasi[sz]e[ds]|stress(?:ed|es)|insist(?:ed|s)?|suggest(?:ed|s)?|"
    r"predict(?:ed|s)?|wrote|writes|believe[ds]?|thinks?|thought|asserts?|asserted|maintains?|alleged(?:ly)?|accus\w+|"
    r"reportedly|rumou?r\w*|expected|hope[ds]?|plan(?:s|ned)?|want(?:s|ed)?|threaten\w*|promis\w+|propos\w+|"
    r"den(?:y|ied|ies)|concede[ds]?|admit\w*)\b",
    re.IGNORECASE,
)


def claim_words(text: str) -> Set[str]:
    """The words by which it says that it is claimed, and quotation marks; none where it tells a fact."""
    return {match[0].casefold() for match in _CLAIMED.finditer(text)}
