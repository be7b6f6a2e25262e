"""Whom a sentence names, and whether a name is surely a person's. English; unsure means no."""

import re

from rag.text.mentions import Mention, names, places

ROLES = (
    r"(?:"
    r"prime minister|chief executive|chief engineer|president|minister|mayor|deputy mayor|governor|senator|"
    r"judge|king|queen|prince|princess|pope|actor|actress|singer|rapper|musician|artist|painter|player|"
    r"footballer|striker|goalkeeper|midfielder|defender|captain|coach|manager|athlete|driver|journalist|"
    r"reporter|editor|columnist|correspondent|researcher|scientist|professor|historian|hydrologist|"
    r"economist|analyst|engineer|architect|author|writer|novelist|poet|director|curator|politician|"
    r"lawmaker|leader|chairman|chairwoman|chair|head|chief|boss|founder|owner|candidate|commissioner|"
    r"ambassador|comedian|billionaire|businessman|businesswoman|general|colonel|officer|official|inspector|"
    r"detective|doctor|nurse|surgeon|lawyer|attorney|prosecutor|spokesman|spokeswoman|spokesperson|"
    r"secretary|treasurer|teacher|student|farmer|fisherman|guard|electrician|baker|resident|activist|"
    r"expert|envoy|chancellor|premier|bishop|priest|pilot|sailor|swimmer|skipper|aide|adviser|advisor|"
    r"vice president|representative|councillor|member|film-maker|filmmaker|producer|organiser|organizer"
    r")s?"
)
_TITLE = (
    r"(?:"
    r"Mr|Mrs|Ms|Miss|Dr|Prof|Professor|President|Prime Minister|Minister|Mayor|Judge|Senator|Sen\.|Rep\.|"
    r"Gov\.|Governor|Sir|Lord|Lady|Dame|King|Queen|Prince|Princess|Pope|Captain|Colonel|General|Inspector|"
    r"Detective|Sergeant|Chancellor|Secretary"
    r")"
)
_NOT_PERSON = re.compile(
    r"\b(?:Bridge|Museum|City|Council|Street|Square|Station|Court|Bank|Party|Union|Hospital|University|College|School|Police|"
    r"Ministry|Government|Parliament|Agency|Authority|Service|Services|Company|Group|Press|News|Herald|Courier|Post|Times|Cup|"
    r"League|Rovers|United|Athletic|Festival|Airport|Port|Harbour|Harbor|River|Lake|Island|Islands|Sea|House|Palace|Treaty|"
    r"Organization|Organisation|Federation|Republic|States|Association|Committee|Commission|Department|Office|Act|Agreement|"
    r"War|Day|Week|Prize|Award|Hall|Park|Road|Church|Hotel|Club|Society|Institute|Fund|Trust|Force|Forces|Army|Navy|Asia|"
    r"Europe|Africa|America|East|West|North|South|Central|Ferries|Line|Lines|Water|Energy|Front)\b"
)
_OPENS = r"(?:The|An?|On|In|At|But|And|For|With|After|Before|When|While|As|If|Both|Then|Later|\w+day)\b"
_SAYING = (
    r"(?:said|says|told|tells|added|explained|warned|stated|noted|argued|insisted|wrote|recalled|replied|joked|"
    r"conceded)"
)
_HE, _SHE = (
    re.compile(r"\b(?:he|him|his|himself|Mr)\b", re.I),
    re.compile(r"\b(?:she|her|hers|herself|Mrs|Ms|Miss)\b", re.I),
)


def possible_persons(sentence: str) -> list[Mention]:
    """The names of a sentence that might be a person's: no place, no institution, no initials in capitals."""
    located = {place.start for place in places(sentence)}
    return [
        name
        for name in names(sentence)
        if not (name.start in located and " " not in name.text)
        and not _NOT_PERSON.search(name.text)
        and not name.text.isupper()
        and not re.search(r"\d", name.text)
    ]


def is_person(name: str, text: str) -> bool:
    """Whether the text shows the name to be a person's: it has a title, a role or an age; or, in full, it speaks.

    "Lee" is one where "Ann Lee" is; that "Lee" alone speaks proves nothing, since banks and cities do as well.
    """
    written = re.escape(name)
    shown = [
        rf"\b{_TITLE}\s+{written}\b",
        rf"\b{ROLES}\s+{written}\b",
        rf"\b{ROLES},\s+(?:\d\d?-year-old\s+)?{written},",
        rf"\b{written},\s+(?:aged\s+)?\d\d?\b,",
        rf"\b{written},\s+(?:who|whose)\b",
        rf"\b{written},\s+(?:[\w’'-]+\s+){{0,4}}{ROLES}\b",
    ]
    if " " in name:
        shown += [rf"\b{written}\s+(?:also\s+)?{_SAYING}\b", rf"\bsaid\s+{written}\s*(?=[,.;]|$)"]
        return any(re.search(pattern, text) for pattern in shown)
    full = sorted(_with_given_names(name, text))
    return any(re.search(pattern, text) for pattern in shown) or any(is_person(one, text) for one in full)


def full_name(name: str, text: str) -> str:
    """The name as the text has it in full, "Ada Lind" of "Lind"; as it is where it is full, or the text has several."""
    found = set() if " " in name else _with_given_names(name, text)
    full = {one for one in found if not re.match(rf"{_TITLE}\b|(?i:{ROLES})\b|{_OPENS}", one)}
    return full.pop() if len(full) == 1 else name


def _with_given_names(name: str, text: str) -> set[str]:
    """The name after each capitalised word before it, of any script: "Émile Roux", but no "BBC News"."""
    found = re.findall(rf"\b[^\W\d_a-z][^\W\d_A-Z]+ {re.escape(name)}\b", text)
    return {one for one in found if one[0].isupper()}


def fits(pronoun: str, name: str, sentence: str) -> bool:
    """Whether "he" or "she" may be this person, as far as the sentence that names them tells."""
    woman = pronoun.casefold() in ("she", "her", "hers")
    wrong, titled = (_HE, "Mr") if woman else (_SHE, "Mrs|Ms|Miss|Lady|Dame|Queen|Princess")
    if woman and re.search(
        rf"\b(?:Mr|Sir|Lord|King|Prince|spokesman|chairman|actor)\.?\s+{re.escape(name)}\b", sentence
    ):
        return False
    return not wrong.search(sentence) and not re.search(rf"\b(?:{titled})\.?\s+{re.escape(name)}\b", sentence)
