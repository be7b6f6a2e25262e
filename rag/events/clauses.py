"""Events that a question tells as a clause: "since the bridge reopened", "before the strike ended". English.

An event has happened where a headline says so of now ("Bridge reopens") or of before, in the verb asked for or in
another for the same ("Mayor steps down"), and not where it is to come, or is denied.
"""

import re
from dataclasses import dataclass

from rag.events.phrases import is_compared, is_counted
from rag.text.facts import base, fold
from rag.text.past import is_past
from rag.text.words import COMMON, words
from rag.times.steps import Step, step_before

_CLAUSE = re.compile(
    r"\b(?P<word>since|after|before|until|till)\s+(?P<rest>[^,;:?!]+?)\s*"
    r"(?=[,;:?!]|(?<![A-Z])\.\s|\.?$|"
    r"\s(?:(?:and|or|but)\s)?(?:what|who|whom|which|when|where|why|how|did|does|do|has|have|is|are)\b)",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?|minutes?|long|soon|shortly|right|ever)\s+$", re.IGNORECASE
)
_ASKS = re.compile(r"\s(?:what|who|whom|which|when|where|why|how)\b", re.IGNORECASE)
_NO_SUBJECT = re.compile(  # "until when", "before leaving", "after two days"
    r"(?:when|what|which|who)\b|(?-i:[a-z]\w+ing)\b|(?:an?|\d+|\w+) (?:hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_HELPING = frozenset("was were had has have been got is are be being".split())
_PARTICLES = frozenset("down aside up out off over in again".split())
_PRONOUNS = frozenset("he she they it".split())
_SAME = {  # how news tells it; each line the verbs, then all their words
    "resign quit step": r"resign\w*|quits?|quitting|(?:step|stepp|stand|stood)(?:s|ed|ing)? (?:down|aside)",
    "die": r"dies|died|dead|death|killed",
    "kill": r"kill(?:s|ed|ing)?|dead|dies|died",
    "end finish conclude": r"end(?:s|ed)?|over(?=\W*$|[.,;!]| after)|finish(?:es|ed)|conclude[sd]?",  # no "over pay"
    "begin start": r"beg[aiu]ns?|start(?:s|ed)?|under way|underway|launch(?:es|ed)",
    "reopen": r"reopen(?:s|ed)?|(?:open(?:s|ed)?|back) again|back open",
    "close shut": r"close[sd]?|closure|shuts?|shut down",
    "win elect": r"wins?|won|beats?|beat|victory|elect(?:s|ed)",
    "lose": r"loses?|lost|defeat(?:s|ed)?|beaten",
    "arrest detain": r"arrest(?:s|ed)?|detain(?:s|ed)?|held|in custody",
    "fire sack dismiss oust": r"fire[sd]?|sack(?:s|ed)?|dismiss(?:es|ed)|oust(?:s|ed)",
    "buy acquire": r"buys?|bought|acquire[sd]?|takeover|takes over",
    "find discover": r"finds?|found|discover(?:s|ed)?|turns up",
    "appoint name": r"appoint(?:s|ed)?|name[sd]?",
}
_ALIKE = {base(verb): re.compile(rf"\b(?:{told})\b", re.I) for verbs, told in _SAME.items() for verb in verbs.split()}
_IF = r"\b(?:if|unless)\s+(?:\w+\s+){0,4}$"
_TO_COME = re.compile(
    r"\b(?:to|will|would|may|might|could|should|can|shall|must|not|never|no|nearly|almost|\w+n['’]t)\s+"
    rf"(?:have\s+|be\s+|been\s+)*$|{_IF}",
    re.IGNORECASE,
)
# "To step down" is the news: who has said so has resigned.
_TO_RESIGN = re.compile(
    rf"\b(?:will|would|may|might|could|should|not|never|no|\w+n['’]t)\s+(?:\w+\s+)?$|{_IF}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class EventClause:
    """`question[start:end]` is the clause with its conjunction; something or somebody, and what happened."""

    start: int
    end: int
    word: str
    subject: str
    """Empty where it is a pronoun."""
    verb: str
    rest: str
    step: Step | None = None
    """How far from it the time lies: "two days after", whose words the clause begins with."""

    @property
    def closes(self) -> bool:
        """Whether it ends a period, rather than begins one."""
        return self.word in ("before", "until", "till")

    def happened_in(self, text: str) -> bool:
        """Whether the text says that it happened, in whatever words for it; of whom is not looked at."""
        verb = base(fold(self.verb))
        resigned = verb in map(base, ("resign", "quit", "step"))
        if alike := _ALIKE.get(verb):
            found = [match.start() for match in alike.finditer(text)]
        else:
            found = [word.start for word in words(text) if base(fold(word.written)) == verb]
        ahead = _TO_RESIGN if resigned else _TO_COME
        return any(not ahead.search(text, max(at - 40, 0), at) for at in found)


def event_clause(question: str) -> EventClause | None:
    """The first clause of the question that tells a time by what happened then; None where there is none."""
    for match in _CLAUSE.finditer(question):
        word = match["word"].casefold()
        step = step_before(question, match.start()) if is_counted(word) else None
        if _is_no_time(question, match, step) or is_compared(question, match):
            continue
        if found := _verb(match["rest"]):
            return EventClause(step.start if step else match.start(), match.end(), word, *found, step)
    return None


def _is_no_time(question: str, match: re.Match[str], step: Step | None) -> bool:
    """Whether it is some time after, or the clause is what is asked: "after floods hit which country?"."""
    lasting = not step and _DURATION.search(question, max(match.start() - 20, 0), match.start())
    asked = re.search(r"\w", question[: match.start()]) and _ASKS.match(question, match.end())
    return bool(lasting or asked or _NO_SUBJECT.match(match["rest"]))


def _verb(clause: str) -> tuple[str, str, str] | None:
    """What stands before a clause's verb, the verb in the past, and what follows; None where it has no such verb."""
    told = words(clause)
    for at, word in enumerate(told[:8]):
        before = [one for one in told[:at] if one.written.casefold() not in _HELPING]
        if word.written.islower() and is_past(word.written) and _is_somebody([one.written for one in before]):
            after = told[at + 1 :]
            while after and after[0].written in _PARTICLES:
                after = after[1:]
            subject = clause[: before[-1].end]
            pronoun = subject.casefold() in _PRONOUNS
            return "" if pronoun else subject, word.written, clause[after[0].start :] if after else ""
    return None


def _is_somebody(before: list[str]) -> bool:
    """Whether a noun or a pronoun stands there: "the mayor", but not "the newly", which goes on "elected mayor"."""
    if len(before) == 1 and before[0].casefold() in _PRONOUNS:
        return True
    return bool(before) and before[-1].casefold() not in COMMON and not before[-1].endswith("ly")
