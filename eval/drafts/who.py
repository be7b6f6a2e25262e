"""Sentence -> questions for a person: who said this, who did this, who holds this office."""

import re
from collections.abc import Iterator, Mapping

from eval.drafts.clauses import Clause, is_clear, starts_with_participle, to_first_comma
from eval.drafts.proposals import Proposal, is_specific
from eval.drafts.sentences import Sentence, without_office
from rag.text.mentions import names

SAYING = frozenset(
    """said says told added announced explained warned noted argued claimed wrote insisted stressed called confirmed
    reported stated believes thinks estimated described recalled remembered""".split()
)
_LEAST_QUOTED = 7
"""Words of a quotation: shorter ones are said by many."""
LONGEST_ROLE = 12
_QUOTE = re.compile(r"[\"“](?P<said>[A-Z][^\"“”]{25,200}[\w)%][.,?!])[\"”]")
# An office that one person at a time holds; a house has many spokeswomen.
_OFFICE = (
    r"(?:president|chair(?:man|woman|person)?|director|chief executive|CEO|secretary|minister|manager|mayor|governor|"
    r"editor|commissioner|head|coach|captain|superintendent|owner|principal|dean|sheriff|ambassador|chancellor|leader|"
    r"founder|chief \w+ officer|goalkeeper|curator|conductor|chief [a-z]+)"
)
_ROLE = re.compile(
    rf"(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'.-]*){{1,3}}),\s+"
    rf"(?P<role>(?:the\s+)?(?:(?!(?:who|a|an)\b)[a-z]+\s+){{0,2}}?{_OFFICE}"
    r"(?:\s+and\s+\w+)?\s+(?:of|for|at)\s+(?:the\s+)?[A-Z0-9][^,;:]{3,60}|"
    rf"the\s+[A-Z][^,;:]{{2,40}}?\s+(?:[a-z]+\s+){{0,2}}?{_OFFICE})(?=,|\.$)"
)
_SHARED_OFFICE = re.compile(
    r"\b(?:vice|deputy|assistant|associate|senior|former|co-|regional|acting|then|onetime)\b|\d"
)
# What is true of many, however well it is named.
_OF_MANY = re.compile(
    r"Who (?:went to|attended|graduated|grew up|was born|worked|works|lives|lived|studied|joined|visited|moved)\b"
)
_OFFICIAL = re.compile(r"(?:the|expected|scheduled|set|due|accused|charged)\s")
# "president of the Selby Food, Drink & Travel Association"
_LIST_GOES_ON = re.compile(r",\s[A-Z][^,]*\s(?:&|and)\s[A-Z]")
_RELATIVE = re.compile(r",\s+(?:which|where|who)\b")


def quote_questions(sentence: Sentence, people: Mapping[str, str]) -> Iterator[Proposal]:
    """Who said a whole quoted sentence."""
    quote = _QUOTE.search(sentence.text)
    speaker = without_office(sentence.speaker or "")
    if quote is None or speaker not in people or len(quote["said"].split()) < _LEAST_QUOTED:
        return
    said = quote["said"].rstrip(",.")
    question = f"Who said “{said}”" + ("" if said.endswith(("?", "!")) else "?")
    spellings = _spellings(speaker, people)
    if here := [spelling for spelling in spellings if spelling in sentence.text]:
        answers = dict.fromkeys([*here, *spellings])
        yield Proposal(sentence, "quote", question, tuple(answers), speaker)


def who_questions(sentence: Sentence, clause: Clause, people: Mapping[str, str]) -> Iterator[Proposal]:
    """Who did what the sentence says of a person."""
    subject = [name.text for name in names(clause.subject) if name.end == len(clause.subject)]
    person = without_office(subject[0]) if subject else ""
    if person not in people or clause.lead or clause.subject.startswith(("The ", "A ", "An ")):
        return
    rest = _predicate(clause)
    question = f"Who {clause.verb} {rest}?"
    if re.search(r"\bhis\b", rest) and re.search(r"\bher\b", rest):  # one of the two is somebody else's
        return
    if _OF_MANY.match(question):
        return
    if rest and is_clear(rest, subject_named=True) and is_specific(question) and person.split()[-1] not in rest:
        speaker = person if clause.verb in SAYING else None
        yield Proposal(sentence, "who", question, _spellings(person, people), speaker)


def role_questions(sentence: Sentence, people: Mapping[str, str]) -> Iterator[Proposal]:
    """Who holds an office that is told beside the name."""
    for match in _ROLE.finditer(sentence.text):
        role = match["role"].removeprefix("the ")
        whole = not (_LIST_GOES_ON.match(sentence.text, match.end()) or _SHARED_OFFICE.search(role))
        if whole and match["name"] in people and is_clear(role) and len(role.split()) <= LONGEST_ROLE:
            yield Proposal(sentence, "role", f"Who is the {role}?", _spellings(match["name"], people))


def _predicate(clause: Clause) -> str:
    """What is said of the subject. What somebody said is left whole: a condition may stand behind its comma."""
    if clause.verb not in SAYING:
        rest = re.sub(r"^(?:also|then|already)\s+", "", to_first_comma(clause.after))
        return rest if clause.verb not in ("is", "was") or _of_one(clause.verb, rest) else ""
    said = _RELATIVE.split(clause.after)[0]
    return said if said == to_first_comma(said) else ""


def _of_one(verb: str, rest: str) -> bool:
    """Whether one person is or was that: "the mayor", "sworn in"; many are "a member", and pictures show what is."""
    return bool(_OFFICIAL.match(rest)) or (verb == "was" and starts_with_participle(rest))


def _spellings(person: str, people: Mapping[str, str]) -> tuple[str, ...]:
    full = people[person]
    return tuple(dict.fromkeys((person, full, full.split()[-1])))
