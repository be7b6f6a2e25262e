"""Sentence -> questions for a date or a number: when something happened, how many there were, how much it cost."""

import re
from collections.abc import Iterator

from eval.drafts.clauses import BOUNDARY, Clause, is_clear, starts_with_participle, to_first_comma
from eval.drafts.lexicon import Lexicon
from eval.drafts.proposals import EVERYWHERE, Kind, Proposal, amount_spellings, date_spellings, is_specific
from eval.drafts.sentences import Sentence
from rag.text.mentions import Mention, amounts, dates, names
from rag.text.vocabulary import PLURALS

DATED = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:1[5-9]|20)\d\d)"
)
_ON = re.compile(r"(?:^|\s)(?:on|in)\s+$")
_OTHER = re.compile(
    r"\b(?:by|since|until|from|before|after|of|the|for|late|early|last|next|this|at|to|through|every|each|and|between)\s+$"
)
_GOES_ON = re.compile(r"\s*(?:and|or|to|through|until|-|–)\b|['’]")
_ROUGHLY = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|more\s+than|at\s+least|over|an\s+estimated|a\s+record)\s+$",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"\b(?:up\s+to|as\s+many\s+as|(?:fewer|less|other)\s+than|at\s+most|another|further|first|last|next|only|the|these|"
    r"those|in|on|at|to|for|of|by|from|with|about|over|a|an|just)\s+$|^\w+ly\s+$",
    re.IGNORECASE,
)
_YEAR_OR_ONE = re.compile(r"one|(?:1[5-9]|20)\d\d", re.IGNORECASE)
_NO_NOUN = frozenset("of in and or to the out more other per for at than as times".split())
_PARTITIVE = re.compile(r"\s+(?:of|and|or|per|each|(?:a|in every) [a-z]+)\b|-|['’]")
_SIDE_COUNT = re.compile(r"\s+and\s+(?:\w+\s+)?[\d$£€].*$")
_OF_NOUN = re.compile(
    r"(?:from|to|\w+ing|\w+ed|born|made|built|held|led|worth|each|a|per|more|less|and|or|than|high|long|old|ahead)\b"
)
_PAYING = frozenset("cost pay spend raise donate receive".split())
_PLANNED = re.compile(r"(?:scheduled|expected|set|due|planned|slated|likely|to)\b")
_BE = ("is", "are", "was", "were")


def when_questions(sentence: Sentence, clause: Clause, lexicon: Lexicon) -> Iterator[Proposal]:
    """When the main clause happened, of a date that belongs to it."""
    found = _leading_date(clause) if clause.lead else _date_within(clause)
    # "spent Tuesday waiting" is no date, and nobody asks when something has happened
    if found is None or clause.base == "spend" or clause.auxiliary in ("has", "have"):
        return
    date, rest = found
    if clause.auxiliary not in _BE or _happens(clause.auxiliary, rest):
        spelt = date_spellings(date.text)
        yield from _inverted(sentence, clause, lexicon, kind="when", asked="When", rest=rest, answers=spelt)


def how_many_questions(sentence: Sentence, clause: Clause, lexicon: Lexicon) -> Iterator[Proposal]:
    """How many of the object, or how much money, where the amount follows the verb at once."""
    found = amounts(clause.after)
    if clause.lead or clause.auxiliary in _BE or not found:
        return
    amount = found[0]
    ahead = _ROUGHLY.sub("", clause.after[: amount.start])
    if BOUNDARY.search(ahead) or _NO_COUNT.search(ahead) or len(ahead.split()) > (0 if clause.base else 2):
        return
    noun = noun_after(clause.after, amount)
    paid = clause.base in _PAYING or ahead.strip() in _PAYING
    if not (noun or amount.measure == "money") or (amount.measure == "money" and not paid):
        return
    tail = _SIDE_COUNT.sub("", to_first_comma(clause.after[amount.end :].removeprefix(f" {noun}")))
    if not _OF_NOUN.match(tail):
        asked = "How much" if paid else f"How many {noun}"
        rest = f"{ahead.strip()} {tail}".strip()
        spelt = _counted(amount, noun)
        yield from _inverted(sentence, clause, lexicon, kind="how-many", asked=asked, rest=rest, answers=spelt)


def counted_subject_questions(sentence: Sentence) -> Iterator[Proposal]:
    """How many did something, where the sentence opens with their number."""
    text = sentence.text.rstrip(".")
    amount = next(iter(amounts(text)), None)
    if amount is None or not (_ROUGHLY.fullmatch(text[: amount.start]) or not amount.start):
        return
    noun = noun_after(text, amount)
    if amount.measure == "share" and re.match(r"\s+of\s", text[amount.end :]) and amount.text[0].isdigit():
        asked = "What percentage"
    elif noun:
        asked = "How many"
    else:
        return
    rest = to_first_comma(text[amount.end :])
    question = f"{asked} {rest}?"
    if re.search(r"\band\b.*\b(?:is|are|was|were|has|have)\b", rest):  # a second clause
        return
    if len(rest) > len(noun or "") and is_specific(question) and is_clear(rest):
        yield Proposal(sentence, "how-many", question, _counted(amount, noun))


def noun_after(text: str, amount: Mention) -> str | None:
    """The plural that a bare number counts, with its adjectives."""
    if amount.measure != "plain" or _YEAR_OR_ONE.fullmatch(amount.text) or "-" in amount.text:
        return None
    match = re.match(r"(?:\s+[A-Za-z][\w’'-]*){1,4}", text[amount.end :])
    words = match.group().split() if match else []
    last = next((at for at, word in enumerate(words) if _is_plural(word)), None)
    if last is not None and last + 1 < len(words) and _is_plural(words[last + 1]):  # "12 sales offices"
        last += 1
    if last is None or not _NO_NOUN.isdisjoint(words[: last + 1]):
        return None
    noun = " ".join(words[: last + 1])
    return None if _PARTITIVE.match(text, amount.end + 1 + len(noun)) else noun


def _leading_date(clause: Clause) -> tuple[Mention, str] | None:
    """The date that stands before the subject, "On Monday, ...", and the rest of the clause."""
    date = dates(clause.lead)[0]
    rest = to_first_comma(clause.after)
    alone = re.fullmatch(r"(?:On|In)\s+", clause.lead[: date.start]) and date.end == len(clause.lead)
    return (date, rest) if alone and DATED.search(date.text) and not dates(rest) else None


def _date_within(clause: Clause) -> tuple[Mention, str] | None:
    """The date in the main clause, and the clause's rest without it."""
    for date in dates(clause.after):
        ahead, following = clause.after[: date.start], clause.after[date.end :]
        preposition = _ON.search(ahead)
        bare = re.match(r"\w+day\b", date.text) and not _OTHER.search(ahead)
        if not (preposition or bare) or not DATED.search(date.text) or " and " in date.text:
            continue
        if BOUNDARY.search(ahead) or _GOES_ON.match(following):
            continue
        ahead = ahead[: preposition.start()] if preposition else ahead
        rest = f"{ahead.strip()} {to_first_comma(following)}".strip()
        return None if dates(rest) else (date, rest)
    return None


def _inverted(
    sentence: Sentence,
    clause: Clause,
    lexicon: Lexicon,
    *,
    kind: Kind,
    asked: str,
    rest: str,
    answers: tuple[str, ...],
) -> Iterator[Proposal]:
    """The clause as a question: "When" + "did" + "the bridge" + "close" + "to lorries"."""
    subject = lexicon.lowered(clause.subject)
    rest = re.sub(r"^(?:also|then|already)\s+", "", rest)
    question = " ".join(f"{asked} {clause.auxiliary} {subject} {clause.base} {rest}".split()) + "?"
    named = any(name.text not in EVERYWHERE for name in names(f"of {subject}"))
    # "the right-hander", "the company": which one, only the sentence before tells
    if (not named and subject.startswith("the ")) or (clause.base and lexicon.joins_verb(rest)):
        return
    if is_specific(question) and is_clear(f"{subject} {rest}", subject_named=named):
        yield Proposal(sentence, kind, question, answers)


def _happens(auxiliary: str, rest: str) -> bool:
    """Whether something is told that has a date: "was closed", "is set to open"; not what a picture shows."""
    if auxiliary in ("is", "are"):
        return bool(_PLANNED.match(rest))
    return starts_with_participle(rest) or bool(re.match(r"\w+ing\b", rest))


def _counted(amount: Mention, noun: str | None) -> tuple[str, ...]:
    spellings = amount_spellings(amount.text)
    return (*spellings, f"{amount.text} {noun}") if noun else spellings


def _is_plural(word: str) -> bool:
    return word in PLURALS or (word.islower() and len(word) > 3 and bool(re.search(r"[^\Wsu]s$", word)))
