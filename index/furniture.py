"""A line of an article -> whether it is page furniture: pictures' labels, links to other stories, pleas, notices.

A line is furniture when the whole of it says so. Words that a reporter could write as well count only beside what a
page alone has (an address to share to, "our" newsletter, an author whose views these are), and never in a sentence that
somebody is said to have said.
"""

import re

from index.furniture_words import ABROAD, MAIL, PAY

_LONGEST = 600


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_NETWORK = r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|instagram|youtube|tiktok|threads|bluesky|mastodon)"
_TO = rf"(?:{_NETWORK}|social media|e-?mail|(?:a|your) friends?|one click)"
_LIST = r"\s*(?:(?:[,&/]|and|or)\s*)+"
_ARTICLE = r"(?:article|story|page|post)"
_WORD = r"(?:[^\W\d_a-z][\w&.'’-]*|\d{4}|and|of|the|by|for|&|[|–—-])"
_CAPITALISED = rf"(?-i:{_WORD}(?:,?\s+{_WORD}){{0,15}})"
_HEADLINE = r"(?:.{0,250}[^\s.]|.{0,247}(?:\.\.\.|…))?"
"""What a link to another story says: no sentence with its full stop."""

_PAGE = _any(
    # pictures
    r"(?:image|media|photo|picture|video)\s+caption\s*[:：,，]\s*\S.*",
    r"(?:image|media|photo|picture|video)\s+(?:source|credit)s?\s*[:：,，]\s*[^.!?]{1,120}",
    r"(?:photo|photograph|image|picture)s?(?:\s+(?:by|credit))?\s*[:：]\s*[^.!?]{1,120}",
    # advertising
    r"(?:advertisement|advertising|sponsored(?: content)?|promoted(?: content)?)[:.]?",
    r"(?:skip advertisement|advertisement\W+scroll to continue)",
    r"(?:story|article|content) continues (?:below|after)(?: this)?(?: advertisement| ad| video)?",
    r"(?:\d\. )?how relevant is this ad to you\?",
    r"video (?:player was slow to load content|content never loaded|ad feedback)\b.{0,300}",
    # other articles
    r"(?:read (?:more|also|next)|also read|more on this(?: story)?|see also|related(?: (?:articles?|stor(?:y|ies)))?"
    r"|recommended|you may also like|don['’]t miss|watch(?: now| more)?|listen(?: now)?|learn more)"
    rf"\s*[:：]{_HEADLINE}",
    r"(?:read more(?: here)?|read full (?:story|article)|more on this story|related (?:articles|stories|content))\.?",
    # sharing, newsletters
    rf"(?:share|print|e-?mail|tweet|bookmark) this(?: {_ARTICLE})?[.!]?",
    rf"(?:share|print|e-?mail|tweet|bookmark) this(?: {_ARTICLE})? (?:on|with|by|via|to) {_TO}"
    rf"(?:{_LIST}(?:on |by |via )?{_TO})*[.!]?",
    rf"share on {_NETWORK}(?:\s*\(.{{0,40}}\)|{_LIST}{_NETWORK})*",
    rf"follow us on (?:{_TO}|our [^.,]{{1,40}})(?:{_LIST}(?:on )?{_TO}|\W+@\w+)*\.?",
    r"(?:sign[- ]?up|subscribe|register) (?:for|to|here|now|today|below)\b.{0,200}"
    r"\b(?:newsletters?|inbox|briefing|(?:our|your|free|daily|weekly|news|breaking) (?:alerts|e-?mails?))\b.{0,300}",
    r"get\b[^.]{0,120}\b(?:newsletter|(?:in|to) your inbox)\b.{0,300}",
    r"\W?you can (?:also )?get\b.{0,120}\bdelivered\b.{0,30}\bto your inbox\b.{0,60}",
    # consent, rights
    r"we (?:and our partners |also )?(?:use|store)\b[^.]{0,80}\bcookies\b[^.,;]{0,60}\b(?:to|on|for)\b.{0,300}",
    r"(?:this|our) (?:web)?site uses\b[^.]{0,80}\bcookies\b.{0,300}",
    r"by (?:clicking|continuing|using)\b[^.]{0,120}\byou (?:agree|accept|consent)\b[^.]{0,120}\bcookies\b.{0,300}",
    r"(?:(?:accept|reject) all(?: cookies)?|only necessary|(?:manage|cookie) (?:cookies|preferences|settings|policy))",
    rf"(?:©|\(c\)|copyright (?:©|\(c\)|(?=\d{{4}}))),?\s*{_CAPITALISED}(?:\.\s*all rights reserved)?\.?",
    r"all rights reserved\.?",
    # the name of a wire service alone before the text, rules of dashes or stars
    rf"(?:{_CAPITALISED},? )?(?-i:CNN|AP|AFP|BBC|Reuters|REUTERS|UPI)(?: Business| News)?\s?[—–]",
    r"[_*=~#•·♦–—-]{3,}",
    *MAIL,
    *PAY,
    *ABROAD,
)
_CONSENT = re.compile(
    r"\b(?:(?:web)?sites?|pages?|brows(?:e|er|ing)|devices?|experience|settings|preferences|partners|policy|"
    r"personali[sz]e|analy[sz]e|measure|traffic|advertis(?:ing|ements)|ads|content|information|choice|services?)\b",
    re.IGNORECASE,
)
"""What a notice about cookies speaks of besides; a baker's does not."""

_REPORTED = re.compile(
    r"\b(?:said|says|told|wrote|asked|added|warned|urged|argued|ordered|ruled|found|heard|admitted|announced|claimed|"
    r"insisted|complained|testified|replied|according to)\b",
    re.IGNORECASE,
)
"""The words by which a sentence is somebody's, of which no plea or notice has one."""

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3}$")

_LABEL = _any(r"(?:image|media|photo|picture|video)\s+caption\s*[:：]?")
_ORIGINAL = _any(
    r"(?:original (?:article|story|post|source|text|link|url)|article (?:url|link))\s*[:：]\s*(?P<url>https?://[^\s<>\"]+)"
)
_AUTHORS = r"(?:authors?|writers?|columnists?|contributors?)"
_VIEWS = r"(?:views?|opinions?)"
_DISCLAIMER = _any(
    rf"(?:statement|note)\s*[:：]\s*(?:this|the) (?:article|piece|text|column|{_VIEWS})\b"
    rf".*\b(?:{_VIEWS}|represents?|reflects?|responsib\w+)\b.*\b{_AUTHORS}\b.*",
    rf"disclaimer\s*[:：](?=.*\b(?:{_VIEWS}|advice|informational|information only|prices|liab\w+|guarantee\w*|"
    r"responsib\w+|endorse\w*|accuracy)\b).*",
    rf"this (?:article|piece|column) (?:only |solely )?represents the (?:personal )?{_VIEWS} of "
    rf"(?:its|the|our) {_AUTHORS}\b.*",
    rf"(?:the |all )?{_VIEWS}(?: and {_VIEWS})? expressed (?:(?:in|on|by|here|herein|above)\b.{{0,120}}\b)?"
    rf"(?:are|is|do|does|need|may)\b.{{0,120}}\b(?:{_AUTHORS}|own|necessarily|reflect|represent)\b.{{0,300}}",
)


def is_furniture(line: str) -> bool:
    """Whether nothing of the line belongs to the article."""
    if original_address(line):
        return True
    if not _whole(_PAGE, line) or _is_reported(line):
        return False
    return "cookies" not in line.lower() or not _SENTENCE_END.search(line) or bool(_CONSENT.search(line))


def is_disclaimer(line: str) -> bool:
    """Whether the line says whose views the article gives, or for what nobody answers; furniture at its end only."""
    return bool(_whole(_DISCLAIMER, line)) and not _is_reported(line)


def is_caption_label(line: str) -> bool:
    """Whether the line is "Image caption" alone, with the caption on a line of its own below it."""
    return bool(_whole(_LABEL, line))


def original_address(line: str) -> str | None:
    """The address in a line such as "Original article: https://…"."""
    match = _whole(_ORIGINAL, line)
    return match["url"] if match else None


def _whole(pattern: re.Pattern[str], line: str) -> re.Match[str] | None:
    return pattern.fullmatch(line) if 0 < len(line) <= _LONGEST else None


def _is_reported(line: str) -> bool:
    return bool(_SENTENCE_END.search(line) and _REPORTED.search(line))
