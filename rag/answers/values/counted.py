"""How many: the number of a sentence that goes with what is asked, where the reader found another, or found two.

"Three of Thornby's seven libraries would close": three. "Cut from 14 to 12": 12. "81, four more than": 81. English;
unsure means what the reader found.
"""

import re
from dataclasses import replace

from rag.answers.values.sorts import counts_it, fits, happened_to, is_of_them
from rag.answers.values.standing import asks_first
from rag.datatypes import Query
from rag.evidence.gather import Evidence, value_told
from rag.evidence.superseded import is_replaced, is_superseded
from rag.text.mentions import NAME
from rag.text.past import may_be_past
from rag.text.values import Value, values_in, wrong_sorts
from rag.text.words import words

REACH = 80
"""Characters between a number and the one that it replaces."""

AS_LARGE = 2
"""How many times what it changed by it is at least then; the ends of a range, "by 200 to 300", lie nearer."""
# "How many libraries does Thornby have?" asks for the seven of "three of Thornby's seven libraries would close".
_ASKS_ALL = re.compile(
    r"\b(?:are|were|is|was)\s+there\b|\b(?:in\s+all|all\s+told)\b|"
    r"\b(?:have|has|had|own|run|operate|employ|contain|comprise|include|manage|hold|make\s+up|consist\s+of)\b"
    r"(?!\s+(?:been|to|not|never|[\w-]+(?:ed|en)\b))",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:has|have|had|holds?|held|controls?|controlled|w[io]ns?|owns?|owned|kept|keeps?)\s+"
    r"(?:(?:about|around|only|just|at\s+least|some|nearly)\s+)?$",
    re.IGNORECASE,
)
_PARTITIVE = re.compile(r"\s+(?:out\s+)?of\s+(?:[\w-]+\s+){0,3}?(?:[A-Z][\w’'-]*\s+){0,4}$|\s+of\s+$")
_OF_ITS = re.compile(r"\s+(?:out\s+)?of\s+(?:its|their|the|his|her)\s+\S+$")
_ASIDE = re.compile(r"(?:,|\s+rather\s+than|\s+instead\s+of|,?\s+(?:up|down)\s+from|,\s+not)\s+(?:the\s+)?\S+$")
_CHANGED = re.compile(
    r"\b(?:cut|reduc|lower|rais|increas|ris|rose|grow|grew|fall|fell|drop|mov|chang|revis|expand|extend|shorten|climb|jump|"
    r"slip|widen|went|gone|go|up|down|shrunk|trim|scal|doubl|nearly|put)(?:e[ds]?|en|n|ing|ling|s|ped|med|led)?\b",
    re.IGNORECASE,
)
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_BY_TO = re.compile(
    rf"\bby\s+(?:(?:about|around|nearly|some|another|a\s+further)\s+)*(?P<by>{_FIGURE}(?P<unit>(?:\s+[a-z]+){{1,2}})?)\s+to\s+"
    rf"(?:(?:about|around|nearly|almost|just\s+(?:over|under))\s+)*(?P<to>{_FIGURE})(?P<after>(?:\s+[a-z]+){{0,2}})"
)
_SHARE = re.compile(r"\s+(?:per\s+cent|percent)\b")
_OF_BOTH = re.compile(r"\s+(?:per\s+cent|percent|thousand|million|billion|trillion|points?)\b|%")
_MAY_BE = re.compile(r"\b(?:could|would|may|might|will|expect\w*|estimat\w*|between)\b", re.IGNORECASE)
_ASKS_CHANGE = re.compile(
    r"^\W*by\s+(?:how|what)\b|\b(?:did|does|do|will|has|have|had)\b.*\b(?:ris|rose|rais|increas|widen|gr[eo]w|f[ae]ll|drop|cut|"
    r"lower|reduc|expand|extend|climb|jump)\w*(?!.*\bto\W*$)",
    re.IGNORECASE,
)
_DOING = re.compile(r",\s+(?:\w+ly\s+)?[a-z]{3,}ing\s")  # "47 crowns a share, valuing it at 2 billion crowns"
_AGO = re.compile(r"\b(?P<span>(?:an?|one|two|three|\d+)\s+[a-z]+)\s+(?P<ago>ago|earlier|before)\b", re.IGNORECASE)
# "Over 4.5 lakh people have been moved to shelters in six": the first is counted, the other in what was done to them.
_GOES_ON = re.compile(r"(?<=\w)\s+(?:have|has|had|were|was|are|is|will|would)\s")
# "Convicted on 25 counts of fraud and acquitted on three".
_AND_DID = re.compile(r"\s+(?:and|but)\s+(?:was\s+|were\s+)?\w+ed\s+")
_THEY = re.compile(r"\s+(?!(?:was|is|has|this|as)\b)(?:[a-z]+s|children|men|women|people|sheep)\b")
# "Lind took 24 seats, Roe 19 and Vale 12".
_WHOSE = re.compile(
    r"^\W*[Hh]ow\s+many\s+(?P<unit>[a-z]+)\b[^?]*?\b(?:did|does|do|has|have|had|will|would)\s+(?:the\s+)?"
    rf"(?P<name>{NAME})\s+[a-z]"
)
_ONE_OF_TWO = re.compile(r"\band\s+(?:[a-z]+|\d+)$")


def counted(query: Query, one: Evidence) -> Evidence:
    """The evidence with the number that is asked for as its answer, all of it, where the sentence has it."""
    value = value_told(one) if query.kind in ("how many", "what") else None
    if one.answer is None or value is None:
        return one
    if before := _back_then(query, one, value):
        return _with(one, *_span(one.text, before))
    if by_to := _by_to(query, one):
        return _with(one, *by_to)
    if query.kind == "what":
        return _revised(query, one, value)
    found = _beside_name(query, one.text) or _head(query, one, value) or _instead(query, one, value)
    return _with(one, found[0], found[1]) if found else _cut(query, one)


def _back_then(query: Query, one: Evidence, value: Value) -> Value | None:
    """The value that the sentence puts at the time that the question names: 33 of "52, up from 33 a year ago"."""
    asked = _AGO.search(query.standalone)
    then = asked and re.compile(rf"\s+{re.escape(asked['span'])}\s+(?:ago|earlier|before)\b", re.IGNORECASE)
    found = [other for other in values_in(one.text) if then and then.match(one.text, other.end)]
    return found[0] if len(found) == 1 and found[0].start != value.start and found[0].sort == value.sort else None


def _by_to(query: Query, one: Evidence) -> tuple[int, int] | None:
    """To what it changed, or by how much where that is asked, of "by 65,000 to 185,000"; "by 10 to 15" is a range."""
    start, end = _start(one), _end(one)
    for found in _BY_TO.finditer(one.text):
        before = one.text[max(found.start() - REACH, 0) : found.start()]
        if start < found.end("to") and found.start("by") < end and _CHANGED.search(before) and _is_then(found, before):
            if _ASKS_CHANGE.search(query.standalone):
                return found.span("by")
            told = next((value for value in values_in(one.text) if value.start == found.start("to")), None)
            return (told.start, told.end) if told else found.span("to")
    return None


def _is_then(found: re.Match[str], before: str) -> bool:
    """Whether the second figure is what it is since, and not the other end of a range: of one unit, and far larger."""
    sizes = [float(figure.replace(",", "")) for figure in re.findall(_FIGURE, found[0])]
    if found["unit"] and _SHARE.match(found["unit"]):
        return not _SHARE.match(found["after"])
    alike = (
        found["after"].startswith(found["unit"]) if found["unit"] else not _OF_BOTH.match(found.string, found.end("to"))
    )
    return alike and sizes[1] > AS_LARGE * sizes[0] and not _MAY_BE.search(before)


def _revised(query: Query, one: Evidence, value: Value) -> Evidence:
    """The evidence with what its sentence puts in the place of its value, where that is all of its answer."""
    alone = one.answer is not None and len(words(one.answer.text)) <= len(words(value.text)) + 1
    others = [other for other in values_in(one.text) if _is_replaced(one.text, value, other)]
    return _with(one, *_span(one.text, others[0])) if alone and len(others) == 1 and not asks_first(query) else one


def _beside_name(query: Query, text: str) -> tuple[int, int] | None:
    """Where the number stands directly behind the name asked about, where the unit stands only behind the first."""
    asked = _WHOSE.match(query.standalone)
    for value in values_in(text) if asked else ():
        ahead = rf"(?:,|\band)\s+(?:the\s+)?(?:[a-z-]+\s+)?{re.escape(asked['name'] if asked else '')}\s+"
        named = re.search(rf"{ahead}(?:(?:just|only|about|some)\s+)?$", text[: value.start])
        first = re.search(rf"\d\s+{asked['unit'] if asked else ''}\b", text[: named.start()]) if named else None
        if first and re.match(r"(?:,|\s+and)\s|\s*[.;]|$", text[value.end :]):
            return _span(text, value)
    return None


def _instead(query: Query, one: Evidence, value: Value) -> tuple[int, int] | None:
    """Where the number stands that the sentence gives in place of the reader's."""
    others = [other for other in values_in(one.text) if other.start != value.start]
    first = asks_first(query) or happened_to(query, one.text, value)
    changed = None if first else _changed_to(one.text, value, others)
    if changed:
        return _span(one.text, changed)
    told = [other for other in others if fits(query, one.text, other) and happened_to(query, one.text, other)]
    if len(told) == 1 and not first:
        return _span(one.text, told[0])
    if counts_it(query, one):
        return None
    right = [other for other in others if fits(query, one.text, other) and _surely(query, one.text, other)]
    return _span(one.text, right[0]) if len(right) == 1 else None


def changed_to(text: str, value: str) -> Value | None:
    """The value that a sentence gives in place of one: 12 of "from 14 to 12", of "12, not the 14 first proposed"."""
    found = [one for one in values_in(text) if one.text == value]
    return _changed_to(text, found[0], [one for one in values_in(text) if one.text != value]) if found else None


def _changed_to(text: str, value: Value, others: list[Value]) -> Value | None:
    alike = [other for other in others if other.sort == value.sort or "plain" in (other.sort, value.sort)]
    after = next((one for one in alike if _is_from_to(text, value, one) or _is_replaced(text, value, one)), None)
    if after or not is_superseded(text, value.text):
        return after
    return next((other for other in reversed(alike) if 0 < value.start - other.end <= REACH), None)


def _is_replaced(text: str, value: Value, other: Value) -> bool:
    return is_replaced(text, (value.start, value.end), other.start)


def _is_from_to(text: str, value: Value, other: Value) -> bool:
    between = text[value.end : other.start]
    before = text[max(value.start - REACH, 0) : value.start]
    joined = re.fullmatch(r"\s+(?:[\w’'-]+\s+){0,4}?to\s+(?:(?:about|only|just|around|nearly)\s+)?", between)
    leading = re.search(r"\bfrom\s+(?:(?:about|around|nearly|the|its)\s+)*$", before)
    return bool(joined and leading) and bool(_CHANGED.search(before[: leading.start()] if leading else ""))


def _surely(query: Query, text: str, value: Value) -> bool:
    """Whether it is the very sort that is asked for: an age where all else is ruled out, those whom it befell."""
    return is_of_them(query, text, value) or (value.sort == "age" and "count" in wrong_sorts(query.standalone))


def _head(query: Query, one: Evidence, value: Value) -> tuple[int, int] | None:
    """The number of those of whom the reader found how many there were: "three" of "three of the town's seven"."""
    heads = [other for other in values_in(one.text) if other.end < value.start and other.sort in ("plain", "count")]
    if not heads or _asks_all(query, one.text[: heads[-1].start]):
        return None
    of_all = _PARTITIVE.fullmatch(one.text[heads[-1].end : value.start])
    return _span(one.text, heads[-1]) if of_all and fits(query, one.text, heads[-1]) else None


def _asks_all(query: Query, before: str) -> bool:
    """Whether all are meant; where the sentence says that it has the part, "it has 238 of the 465", that is."""
    return bool(_ASKS_ALL.search(query.standalone)) and not _HAS.search(before)


def _cut(query: Query, one: Evidence) -> Evidence:
    """The evidence without what the reader cut off in the middle: "81, four", "four of its 16", "eleven and two"."""
    start, end = _start(one), _end(one)
    told = one.text[start:end]
    both = [value for value in values_in(one.text) if start <= value.start and value.end <= end]
    if len(both) == 2 and asks_first(query) and _is_from_to(one.text, *both):
        return _with(one, both[0].start, both[0].end)
    found = values_in(told)
    if len(found) < 2 or found[-1].end != len(told):
        return one
    if (goes_on := _GOES_ON.search(told, found[0].end)) and goes_on.start() < found[-1].start:
        return _with(one, start, start + found[0].end)
    for joint in (_AND_DID, _DOING):
        if (did := joint.search(told, found[0].end)) and did.start() < found[-1].start:
            return _with(one, start, start + did.start())
    if (aside := _ASIDE.search(told)) and aside.start() >= found[0].end:
        return _with(one, start, start + aside.start())
    if _OF_ITS.search(told):
        last = _asks_all(query, one.text[: start + found[0].start])
        return _with(one, start + found[-1].start, end) if last else _with(one, start, start + found[0].end)
    if not _ONE_OF_TWO.search(told):
        return one
    after = _THEY.match(one.text[end:])  # "eleven adults and two" children, but not "ten were held and three" were hurt
    apart = any(may_be_past(word.written) or word.written in ("was", "were") for word in words(told))
    return _with(one, start, end + after.end()) if after and not apart else _with(one, start, start + found[0].end)


def _span(text: str, value: Value) -> tuple[int, int]:
    """Where the value stands, with "about" and "at least" before it."""
    led = re.search(
        r"\b(?:about|around|nearly|almost|some|(?:at\s+least|at\s+most|more\s+than|fewer\s+than|less\s+than|up\s+to))\s+$",
        text[max(value.start - 20, 0) : value.start],
        re.IGNORECASE,
    )
    return value.start - (len(led[0]) if led else 0), value.end


def _start(one: Evidence) -> int:
    return one.answer.start - one.start if one.answer else 0


def _end(one: Evidence) -> int:
    return one.answer.end - one.start if one.answer else 0


def _with(one: Evidence, start: int, end: int) -> Evidence:
    if one.answer is None:
        return one
    found = replace(one.answer, start=one.start + start, end=one.start + end, text=one.text[start:end])
    return replace(one, answer=found)
