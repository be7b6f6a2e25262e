"""The last question with something else in it: "And Quill?", "What about the ferries?", "And the mayor?". English."""

import re
from collections.abc import Sequence

from rag.follow_ups.neighbouring import at_another_time, counted_otherwise, neighbour
from rag.follow_ups.referents import Said, asked_names, roles, shown_person, texts_of
from rag.text.mentions import Mention, dates

LONGEST_FRAGMENT = 6
"""Words; what is longer is a sentence."""

FRAGMENT = re.compile(r"^\W*(?:and|or|but|so|what about|how about|and what about)\s+(?P<rest>.+?)\W*$", re.IGNORECASE)
_FULL = re.compile(
    r"^(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|will|would|can|could|"
    r"should|may|might|by|with|for|from|since|until)\b|"
    r"(?:it|this|that|they|he|she|we|you|i|there)\s+(?!(?:day|week|month|quarter|year|morning)\b)\w",
    re.IGNORECASE,
)
PREPOSITION = r"(?:about|of|for|with|to|on|against|by|after|before|from|in|at|over|into)"
_STANDS_AFTER = re.compile(rf"\b(?P<preposition>{PREPOSITION})\s+(?:the\s+)?$", re.IGNORECASE)
_SAYS = re.compile(
    r"^\W*(?:and\s+)?what\s+(?:do|does|did)\s+(?P<who>\S.*?)\s+(?:say|think|want|demand|propose|claim|answer|reply)\b"
    r"(?P<what>\s+\w.*)?",
    re.IGNORECASE,
)
HELD = re.compile(r"\s*\((?P<subject>[^()]*)\)$")
"""What a question of ours has in brackets at its end: what it is about."""
_THING = re.compile(
    r"(?:(?P<preposition>[a-z]+)\s+)?(?P<whole>(?:the|this|that|her|his|its|their)\s+(?:.*\s)?(?P<head>\S+))"
)
_MODIFIER = r"(?:(?!(?:the|an?|of|in|at|on|for|to|by|with|from|and|or)\b)[\w’'-]+\s+)"
_NOUNS_BEFORE_NAME = re.compile(  # "the race" of "Who won the race at the Orsk Games?"
    rf"\b(?:the|an?|this|that)\s+[a-z][\w’'-]*(?:\s+[a-z][\w’'-]*)?(?=\s+{PREPOSITION}\s+(?:the\s+)?[A-Z])"
)
_OF_WHOM = re.compile(r"(?:his|her)\s+(?P<what>[a-z].*)")
_WHO_IS = re.compile(r"\W*(?:and\s+)?(?P<who>who\s+(?:is|was))\b", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:in|at|during|after|before|from|on)\s+$", re.IGNORECASE)
_LAST_NOUNS = re.compile(r"\b(?:the|an?|this|that)\s+\w+(?:\s+\w+)?(?=\W*$)", re.IGNORECASE)


def is_fragment(words: str) -> bool:
    """Whether the words are too few for a sentence, and no question of their own."""
    return not _FULL.match(words) and len(words.split()) <= LONGEST_FRAGMENT


def in_place(fragment: str, history: Sequence[Said]) -> str | None:
    """The last question with the fragment's name, date or noun in place of its own; None if there is no such place."""
    last = history[-1]
    held = HELD.search(last.question)
    earlier = last.question
    if held and (asked_names(earlier[: held.start()]) or dates(earlier[: held.start()])):
        earlier = earlier[: held.start()]
    when = dates(earlier)
    if len(when) == 1 and (moved := neighbour(fragment, when[0].text)):
        return earlier[: when[0].start] + moved + earlier[when[0].end :]
    if timed := counted_otherwise(fragment, earlier) or at_another_time(fragment, earlier):
        return timed
    new, old = asked_names(f"in {fragment}"), _names_of_no_outlet(earlier, last)
    old = _alike(fragment, new, old, earlier, history) if len(old) > 1 else old
    if new and len(old) == 1 and not _adds(fragment, earlier, old[0]):
        return earlier[: old[0].start] + new[-1].text + earlier[old[0].end :]
    asked = _SAYS.match(earlier)
    if asked and not asked["what"] and re.match(rf"{PREPOSITION}\s", fragment, re.IGNORECASE):
        return f"{earlier.rstrip(' ?')} {fragment}?"
    if asked and re.match(r"the\b", fragment, re.IGNORECASE) and (roles(fragment) or not asked["what"]):
        made = earlier[: asked.start("who")] + fragment + earlier[asked.end("who") :]
        return f"{made} ({last.about})" if last.about and last.about not in made else made
    if other := _other_kind(fragment, earlier):
        return other
    if not last.answer:
        return None
    return _whose(fragment, last) or _for_last_nouns(fragment, earlier)


def _whose(fragment: str, last: Said) -> str | None:
    """For "her deputy", after "Who is the mayor?", "Who is Ada Lind's deputy?"; None for anything else."""
    of_whom, asked = _OF_WHOM.match(fragment), _WHO_IS.match(last.question)
    return f"{asked['who']} {last.person}'s {of_whom['what']}?" if of_whom and asked and last.person else None


def _for_last_nouns(fragment: str, earlier: str) -> str:
    """The question with the fragment for the nouns at its end, "the quay" for "the bridge", or else in brackets."""
    end = _LAST_NOUNS.search(earlier)
    if end and asked_names(end.group()) and not asked_names(fragment):  # a thing stands for no name
        end = _NOUNS_BEFORE_NAME.search(earlier) or end
    within = end and _WITHIN.search(earlier[: end.start()]) and re.fullmatch(r"[a-z]+", fragment)
    if not end or within:  # "survivors" are not that in which people died
        return f"{earlier} ({fragment})"
    opening, _, rest = fragment.partition(" ")  # "And about the quay?" of "... about the bridge?"
    if rest and earlier[: end.start()].rstrip().endswith(f" {opening}"):
        fragment = rest
    elif rest and re.fullmatch(PREPOSITION, opening):  # "And on board?"
        return f"{earlier.rstrip(' ?')} {fragment}?"
    return earlier[: end.start()] + fragment + earlier[end.end() :]


def _other_kind(fragment: str, earlier: str) -> str | None:
    """The earlier question with "the men's race" for its only other race; None where it has none, or several."""
    thing = _THING.fullmatch(fragment)
    if not thing:
        return None
    of_whom = re.search(r"s?['’]s?$", thing["head"])  # "And the men's?"
    head = r"[\w-]+(?:['’]s|s['’])(?!\w)" if of_whom else re.escape(thing["head"]) + r"\b"
    alike = re.compile(rf"\b(?:the|an?|this|that|her|his|its|their)\s+{_MODIFIER}{{0,3}}{head}", re.IGNORECASE)
    found = list(alike.finditer(earlier))
    if len(found) != 1:
        return None
    return earlier[: found[0].start()] + thing["whole"] + earlier[found[0].end() :]


def _names_of_no_outlet(earlier: str, last: Said) -> list[Mention]:
    """The names of the earlier question for which another may stand: who reported it is no such name."""
    return [name for name in asked_names(earlier) if not any(name.text in outlet for outlet in last.outlets)]


def _adds(fragment: str, earlier: str, old: Mention) -> bool:
    """Whether the fragment is about something, "And about Norrland?", and the only name of the question is not."""
    about = re.match(rf"{PREPOSITION}\s", fragment, re.IGNORECASE)
    return bool(about and not _STANDS_AFTER.search(earlier[: old.start]))


def _put_before(last: Said, old: Sequence[Mention]) -> Mention | None:
    """The name that the last question has from a fragment: after "And Lind?", "And Quill?" takes its place."""
    fragment = FRAGMENT.match(last.asked)
    if not fragment or not is_fragment(fragment["rest"]):
        return None
    put = {name.text for name in asked_names(f"in {fragment['rest']}")}
    return next((name for name in old if name.text in put), None)


def _alike(
    fragment: str, new: Sequence[Mention], old: Sequence[Mention], earlier: str, history: Sequence[Said]
) -> list[Mention]:
    """The one of several names that the new one stands for: after the same preposition, as much a person, or last."""
    before = {name: found for name in old if (found := _STANDS_AFTER.search(earlier[: name.start]))}
    opening = fragment.partition(" ")[0].casefold()
    same = [name for name, found in before.items() if found["preposition"].casefold() == opening]
    if len(same) == 1 or not new:
        return same
    texts = texts_of(history)

    def is_person(name: Mention) -> bool:
        shown = shown_person(name.text, texts)
        return " " in name.text if shown is None else shown

    if (first := _put_before(history[-1], old)) and shown_person(new[-1].text, texts) is not False:
        return [first]
    person = is_person(new[-1])
    alike = [name for name in old if is_person(name) == person]
    return alike if len(alike) == 1 else list(before)[-1:]
