"""The titles before names ("Sen.", "Mr.", "Librarian"), and the words by which a name is no person's ("committee")."""

TITLES = frozenset(
    "mr mrs ms dr prof sen rep gov gen sgt sir dame lord lady president senator governor representative congressman "
    "congresswoman secretary mayor judge justice speaker minister chancellor chairman chairwoman king queen prince "
    "princess pope pastor rev reverend father captain colonel general admiral officer detective sheriff professor "
    "ambassador director coach lt col maj capt hon former vice prime chief then-sen then-rep democrat republican "
    "democratic deputy attorney commissioner councilman councilwoman minister spokesman spokeswoman nominee candidate "
    "librarian prosecutor analyst engineer lawyer economist historian scientist researcher teacher professor "
    "coroner magistrate councillor councilor constable spokesperson inspector superintendent commander sergeant "
    "archbishop bishop brigadier brig ceo cfo coo founder co-founder owner actor actors actress singer rapper comedian "
    "billionaire entrepreneur journalist broadcaster supervisor manager chair leader meteorologist coordinator "
    "premier executive volcanologist seismologist epidemiologist biologist geologist astronomer physicist chemist "
    "ecologist psychologist climatologist archaeologist zoologist botanist statistician virologist".split()
)
_HONORIFICS = frozenset(
    "sheikh shaikh sheikha ayatollah rabbi mullah mufti shri smt shrimati u daw dato dato' dato’ datuk datin haji "
    "hajji hajja hajah".split()
)
"""Titles of other cultures; before one name alone they may be part of it: "Sheikh Hasina", "U Nu"."""
_ADDRESSES = _HONORIFICS | frozenset("mr mrs ms dr sir dame lord lady hon rev reverend then-sen then-rep".split())
_OFFICES = frozenset(
    "minister secretary commissioner president governor chairman chairwoman spokesman spokeswoman spokesperson "
    "director ambassador chancellor senator commander leader chair ceo cfo coo judge sheriff chief superintendent "
    "attorney general coordinator officer executive premier manager sen rep gov representative congressman "
    "congresswoman mayor coach meteorologist prosecutor coroner analyst economist".split()
)
"""Titles that are nobody's name, with the words before them: "Urban Development Minister"."""
_FAMILIES = frozenset("king prince pope bishop pastor coach dean".split())
"""Titles that are also family names: "Senator King"."""
_BODY = frozenset(
    "party committee times post news house senate court department university journal press group association union "
    "council agency office bureau institute center centre foundation campaign party company corporation inc corp "
    "network cnn nbc abc cbs fox msnbc bbc npr reuters ap politico democrats republicans congress commission ministry "
    "government bank league administration fund states america police army street poll coalition guild "
    "federation".split()
)


def is_title(word: str) -> bool:
    """Whether a word is a title, with its full stop or without, or was one: "Ex-President"."""
    lower = word.lower().removeprefix("ex-")
    return lower.rstrip(".") in TITLES or (lower.rstrip(".") in _HONORIFICS and lower != "u.")


def is_honorific(word: str) -> bool:
    """Whether a title without its full stop is of those that may be part of a name: "Sheikh Hasina"."""
    return word in _HONORIFICS


def is_body(name: str) -> bool:
    """Whether a name is that of a party, paper, office or the like."""
    words = name.split()
    return any(word.lower().rstrip(".,") in _BODY for word in words) or (name.isupper() and len(words) == 1)


def led_by(words: list[str]) -> int:
    """Words of the office, with whose it is, before a full name: "Estmark President", "Port Safety Minister"."""
    if len(words) > 3 and is_title(words[1]):
        return 2
    places = (at for at in range(len(words) - 3, 1, -1) if words[at].lower().rstrip(".") in _OFFICES)
    return next(places, -1) + 1


def is_office(words: list[str]) -> bool:
    """Whether this is an office alone: "Attorney General", not "Mr. King", "Sen. King" or "Moss"."""
    spelt = all(is_title(word) and not word.endswith(".") for word in words)
    return len(words) > 1 and spelt and words[0].lower() not in _ADDRESSES and words[-1].lower() not in _FAMILIES


def office_of_body(words: list[str]) -> str | None:
    """The title in "US Secretary of State", which is an office with the body that it is of."""
    place = next((at for at in range(1, len(words) - 1) if words[at] == "of" and is_title(words[at - 1])), 0)
    return words[place - 1].lower() if place else None


def office_in(name: str) -> str | None:
    """The office that stands before a name ("Librarian"), no mere address ("Mr.")."""
    words = name.split()
    led = led_by(words)
    held, words = words[:led], words[led:]
    while len(words) > 1 and is_title(words[0]):
        held.append(words.pop(0))
    return " ".join(word for word in held if word.lower().rstrip(".") not in _ADDRESSES) or None
