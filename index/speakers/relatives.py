"""Whom the "who" of a relative clause tells of, where a longer phrase or an apposition stands before it."""

from index.speakers.genders import is_given
from index.speakers.items import Sentence
from index.speakers.noun_phrase import Phrase, ending_at
from index.speakers.titles import is_title

_TOWARDS = frozenset("to for with by on about against".split())
"""Prepositions before somebody who is no part of what stands ahead."""
_OF_FIRMS = frozenset("for with".split())
"""Those behind which stands for whom somebody works as well."""


def told_of(sentence: Sentence, found: Phrase | None) -> Phrase | None:
    """Whom "who" tells of: Hart in "a letter to Bo Hart, who", not in "a lawyer for Bo Hart, who"."""
    if found is None:
        return None
    if found.first > 1 and sentence[found.first].lower in ("a", "an") and sentence[found.first - 1].word == ",":
        return _named_beside(sentence, found)
    towards = [at for at in range(found.first + 1, found.last) if sentence[at].lower in _TOWARDS]
    if not towards or not sentence[found.last].is_name or is_title(sentence[towards[-1] - 1].lower):
        return found
    if sentence[towards[-1]].lower in _OF_FIRMS:
        person = any(is_title(item.word) or is_given(item.word) for item in sentence[towards[-1] + 1 : found.last])
        if not person or sentence[towards[-1] - 1].is_name:
            return found  # "Ann Lee with Apex, who"
    return Phrase(towards[-1] + 1, found.last)


def _named_beside(sentence: Sentence, role: Phrase) -> Phrase:
    """Whose apposition it is: Lee in "Ann Lee, a lawyer who"."""
    named = ending_at(sentence, role.first - 2)
    if named is None or not sentence[named.last].is_name:
        return role
    first = max(
        (at + 1 for at in range(named.first, named.last) if sentence[at].lower in _TOWARDS), default=named.first
    )
    return Phrase(first, named.last, (role.first, role.last))
