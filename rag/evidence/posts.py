"""Whether a sentence names somebody in another post than the one asked for: a manager, where it is asked who captains.

English; unsure means that it may be the post that is asked for.
"""

import re

from rag.answers.persons import ROLES

# Posts of one body that different people hold, each line one post; of others one cannot tell.
_ALIKE = tuple(
    frozenset(line.split())
    for line in (
        "captain skipper",
        "manager coach boss trainer",
        "boss chief head leader executive director ceo chair chairman chairwoman president founder owner mayor "
        "governor premier minister chancellor",
        "spokesman spokeswoman spokesperson",
        "lawyer barrister solicitor attorney counsel",
    )
)
_POSTS = frozenset().union(*_ALIKE)
_BODIES = frozenset("union party opposition federation association charity fans families".split())
"""Bodies beside a firm or a club whose leaders are none of its own."""
_RANKS = frozenset("deputy vice assistant prime".split())
_ROLE = rf"(?:{ROLES}|skipper|managing director|ceo|trainer|barrister|solicitor|rector|dean)"
_ASKED = re.compile(
    rf"^\W*who(?:['’]s|\s+(?:is|was|are|were|became|becomes))\s+(?:now\s+|currently\s+)?(?:the\s+)?"
    rf"(?:[\w’'-]+\s+){{0,3}}?(?P<role>{_ROLE})\b(?!['’])",
    re.IGNORECASE,
)
# In small letters: "Captain" before a name may be somebody's rank.
_OWN = r"(?:\b(?P<own>[\w-]+)['’]s?\s+(?:[a-z-]+\s+){0,2}?)?"
_OF = r"(?:\s+(?:of|for)\s+(?P<of>[^,.;:]{2,50}?))?"


def is_another_post(question: str, text: str, name: str) -> bool:
    """Whether the text gives the name another post than the question asks for, or that post of another body."""
    asked = _ASKED.match(question)
    told = _post_of(name, text) if asked and name else None
    if not asked or not told:
        return False
    role, of = told
    return _is_other(asked["role"], role) or _is_elsewhere(question[asked.end("role") :], of)


def _post_of(name: str, text: str) -> tuple[str, str] | None:
    """The post that stands beside the name, and of what: "the leader of the union, Ann Lee", "Ann Lee, head of it"."""
    written = re.escape(name)
    for pattern in (
        rf"{_OWN}\b(?P<role>{_ROLE}){_OF},?\s+{written}\b",
        rf"\b{written},\s+(?:\d\d?,\s+)?(?:(?:the|an?|its|their)\s+)?{_OWN}(?:[\w’'-]+\s+){{0,3}}?(?P<role>{_ROLE})\b"
        rf"{_OF}(?=[,.;]|$)",
    ):
        if found := re.search(pattern, text):
            return found["role"], f"{found['own'] or ''} {found['of'] or ''}"
    return None


def _is_other(asked: str, told: str) -> bool:
    one, other = (_words(role) for role in (asked, told))
    if (one ^ other) & _RANKS:
        return True
    known = one & _POSTS and other & _POSTS and not one & other
    return bool(known) and not any(one & alike and other & alike for alike in _ALIKE)


def _is_elsewhere(asked: str, of: str) -> bool:
    """Whether it is a post of another body: "of the seafarers' union", where it is asked for that of Arden Line."""
    bodies = {word for word in re.findall(r"[a-z]+", of) if word.rstrip("s") in _BODIES or word in _BODIES}
    return bool(asked.strip(" ?")) and bool(bodies) and not bodies & set(re.findall(r"[a-z]+", asked.casefold()))


def _words(role: str) -> set[str]:
    return {word.rstrip("s") if word.endswith("s") and word != "boss" else word for word in role.casefold().split()}
