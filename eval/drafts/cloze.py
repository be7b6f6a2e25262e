"""Sentence -> a question for the name, number or date that is left out of it."""

import re
from collections.abc import Iterator, Mapping

from eval.drafts.clauses import is_clear
from eval.drafts.facts import DATED
from eval.drafts.lexicon import Lexicon
from eval.drafts.proposals import Proposal, amount_spellings, date_spellings, is_specific
from eval.drafts.sentences import Sentence
from rag.text.mentions import Mention, amounts, dates, names
from rag.times.periods import MONTHS

BLANK = "____"
SHORTEST, LONGEST = 10, 24
"""Words of the sentence."""
_NO_DATE = re.compile(r"day\b|\b(?:and|to|through|until|noon|midnight|o['’]clock)\b|\d0s|[ap]\.?m\b|:\d|\d[-–]\d")
_NUMBER = re.compile(r"(?!(?:1[5-9]|20)\d\d\b)\d[\d.,](?!.*(?:-|–|\bto\b))")
_FINITE = frozenset("is are was were has have had will would can could must should says".split())
_ASIDE = re.compile(r"\b(?:who|which|that)\b[^,]*")
# What stands beside a part of something longer: "COVID-19", "321-735-8411", "the 1820s and '30s"; and beside an age.
_GLUED_BEFORE = re.compile(
    r"[\w$£€.,/-]$|\b(?:No\.|number|age|aged|Title|Section|Highway|Interstate|Route|Channel|Class|Week|Part|Phase)\s$"
)
_GLUED_AFTER = re.compile(r"[\w%/’'-]|\s[ap]\.?m\b|\s(?:and|to|or)\s(?:[’'\d]|older|over|younger)")


def cloze_questions(sentence: Sentence, people: Mapping[str, str], lexicon: Lexicon) -> Iterator[Proposal]:
    """Every question for one name, number or date that is missing from the sentence."""
    text = sentence.text.rstrip(".")
    if not SHORTEST <= len(text.split()) <= LONGEST or re.search(r"[\"“”:;()]", text) or not _is_whole(text, lexicon):
        return
    for mention, asked, answers in _blanks(text, people):
        before, after = text[: mention.start], text[mention.end :]
        gapped = before + BLANK + after
        named = any(name.text in people for name in names(f"of {gapped}"))
        if _is_part(before, after) or any(answer in gapped for answer in answers):
            continue
        if is_specific(f"x {lexicon.lowered(gapped)}") and is_clear(gapped, subject_named=named):
            yield Proposal(sentence, "cloze", f"{asked} is missing here: “{gapped}”?", answers)


def _is_whole(text: str, lexicon: Lexicon) -> bool:
    """Whether a verb is left when what is told with "who", "which" or "that" is taken out: no heading, no caption."""
    words = re.findall(r"\b[a-z]+\b", _ASIDE.sub(" ", text))
    return any(word in _FINITE or lexicon.base(word) for word in words)


def _is_part(before: str, after: str) -> bool:
    set_off = before.endswith(", ") and after.startswith(",")
    return bool(set_off or _GLUED_BEFORE.search(before) or _GLUED_AFTER.match(after))


def _blanks(text: str, people: Mapping[str, str]) -> Iterator[tuple[Mention, str, tuple[str, ...]]]:
    """What may be left out: the mention, the words that ask for it, and its spellings."""
    for amount in amounts(text):
        if amount.measure == "money":
            yield amount, "Which amount of money", amount_spellings(amount.text)
        elif amount.measure in ("plain", "share") and _NUMBER.match(amount.text):
            asked = "Which percentage" if amount.measure == "share" else "Which number"
            yield amount, asked, amount_spellings(amount.text)
    for date in dates(text):
        if DATED.search(date.text) and not _NO_DATE.search(date.text):
            yield date, _asked_date(date.text), date_spellings(date.text)
    for name in names(text):
        if name.text in people and " " in name.text:
            yield name, "Whose name", (name.text, name.text.split()[-1])


def _asked_date(date: str) -> str:
    return "Which year" if date.isdigit() else "Which month" if date.casefold().rstrip(".") in MONTHS else "Which date"
