"""Whether a text is in a language that these rules do not read, by its small words."""

import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "the of and to that is was with for by from he she it they are have has not this said at as".split()
)
_FOREIGN = frozenset(
    "der die das und ist nicht mit dem den von zu ein eine einen sich auf für im wird "
    "le la les des et est dans que qui une du pour au sur pas ce par "
    "el los las del y en una por con se su no lo es "
    "il che di è non per gli della sono o os um uma não com do da em "
    "het een van dat niet zijn op te voor och att det som är på av til på og ikke".split()
)
"""German, French, Spanish, Italian, Portuguese, Dutch and Scandinavian; other scripts hold no English cue."""
_READ = 4000
"""Characters that are looked at: some 600 words, far more than two languages need to part."""
_LEAST = 3
"""Small words of the shortest text that is judged: "Ludwig van der Berg said" holds two."""


def is_foreign(text: str) -> bool:
    """Whether other languages' small words are more than twice the English ones."""
    words = [word.lower() for word in _WORD.findall(text[:_READ])]
    foreign = sum(word in _FOREIGN for word in words)
    return foreign >= _LEAST and foreign > 2 * sum(word in _ENGLISH for word in words)
