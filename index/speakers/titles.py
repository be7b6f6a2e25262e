"""The titles before names ("Sen.", "Mr.", "Librarian"), and the words by which a name is no person's ("committee")."""

TITLES = frozenset(
    "mr mrs ms dr prof sen rep gov gen sgt sir dame lord lady president senator governor representative congressman "
    "congresswoman secretary mayor judge justice speaker minister chancellor chairman chairwoman king queen prince "
    "princess pope pastor rev reverend father captain colonel general admiral officer detective sheriff professor "
    "ambassador director coach lt col maj capt hon former vice prime chief then-sen then-rep democrat republican "
    "democratic deputy attorney commissioner councilman councilwoman minister spokesman spokeswoman nominee candidate "
    "librarian prosecutor analyst engineer lawyer economist historian scientist researcher teacher professor "
    "spokesperson inspector superintendent commander sergeant archbishop bishop".split()
)
_ADDRESSES = frozenset("mr mrs ms dr sir dame lord lady hon rev reverend then-sen then-rep".split())
_BODY = frozenset(
    "party committee times post news house senate court department university journal press group association union "
    "council agency office bureau institute center centre foundation campaign party company corporation inc corp "
    "network cnn nbc abc cbs fox msnbc bbc npr reuters ap politico democrats republicans congress commission ministry "
    "government bank league administration fund states america police army street poll coalition".split()
)


def is_title(word: str) -> bool:
    """Whether a word is a title, with its full stop or without."""
    return word.lower().rstrip(".") in TITLES


def is_body(name: str) -> bool:
    """Whether a name is that of a party, paper, office or the like."""
    words = name.split()
    return any(word.lower().rstrip(".,") in _BODY for word in words) or (name.isupper() and len(words) == 1)


def is_led(words: list[str]) -> bool:
    """Whether a country or the like and a title stand before a full name: "Estmark President Ada Lind"."""
    return len(words) > 3 and is_title(words[1])


def office_in(name: str) -> str | None:
    """The office that stands before a name ("Librarian"), no mere address ("Mr.")."""
    words = name.split()
    held = list[str]()
    while len(words) > 1 and is_title(words[0]):
        held.append(words.pop(0))
    return " ".join(word for word in held if word.lower().rstrip(".") not in _ADDRESSES) or None
