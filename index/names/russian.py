"""Russian names that stand in a case: "Каменском" and "Жапаровым" are "Каменск" and "Жапаров"."""

import re

_SURNAME = re.compile("(?<=[оеё]в|[иы]н)(ым|ой)$")
"""Cases that tell the bearer's sex: others of "Жапаров" are those of "Жапарова" as well."""
_PLACE = re.compile("(?<=[бгджзклмнпрстфхцчшщ])(?<![иы]н)(?:ом|ем|е|у)$")
_SHORTEST = 4
"""Letters that are left of a name."""


def in_nominative(word: str) -> str:
    """The name that stands in a case, where its ending leaves no doubt; any other word as it is."""
    if found := _SURNAME.search(word):
        return word[: found.start()] + ("а" if found[1] == "ой" else "")
    bare = _PLACE.sub("", word)
    return bare if len(bare) >= _SHORTEST else word
