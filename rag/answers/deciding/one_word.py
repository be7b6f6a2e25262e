"""What two words say, in the one that says as much: "turned down" is rejected, "conceded defeat" conceded. English."""

import re

# "Stepped down from the board" leaves an office, "from the train" or "to the shore" none.
_OFFICE = r"(?:board|cabinet|committee|council|government|leadership|office|position|post|presidency|role|seat|throne)"
_NO_OFFICE = rf"(?!\s+(?:(?:off|into|onto|to\s+(?:the|an?))\b|from\s+(?!(?:[\w’'-]+\s+){{0,4}}?{_OFFICE}\b)))"
# Only what says the same of whatever it is said: "put off" is not always postponed.
_SAME = tuple(
    (re.compile(rf"\b{said}\b", re.IGNORECASE), word)
    for said, word in (
        (r"turn(?P<form>s|ed|ing|) down", r"reject\g<form>"),
        (r"(?:threw|thrown) out", "rejected"),
        (r"throw(?P<form>s|ing|) out", r"reject\g<form>"),
        (rf"step(?:p(?P<form>ed|ing)|(?P<now>s|)) down\b{_NO_OFFICE}", r"resign\g<form>\g<now>"),
        (r"called off", "cancelled"),
        (r"call off", "cancel"),
        (r"(?P<word>conced(?:e[ds]?|ing)) defeat", r"\g<word>"),
    )
)


def in_one_word(text: str) -> str:
    """The text with one word for each of these pairs."""
    for said, word in _SAME:
        text = said.sub(word, text)
    return text
