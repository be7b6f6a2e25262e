"""Pages that hold sentences and yet no article: the server's "not found", the question for consent to cookies."""

import re
from typing import Any

from index.readers.furniture import take_out

_MISSING = re.compile(
    r"(?:error\s+(?:404|410)|(?:404|410)\s+(?:error|(?:page )?not found)|(?:page|article|file) not found|not found|"
    r"(?:seite|artikel) nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata|"
    r"página não encontrada|pagina niet gevonden|sidan (?:hittades inte|kunde inte hittas)|siden blev ikke fundet|"
    r"nie znaleziono strony|страница не найдена)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"[|:·–—!]|\s-\s")
_ASKING = re.compile(
    r"\bwe (?:and our|value your|use|store)\b|\bour (?:\d+ )?partners\b|\bby clicking\b|"
    r"\bwir (?:und unsere|verwenden|nutzen)\b|\bnous (?:et nos|utilisons)\b|"
    r"\b(?:nosotros y nuestros|utilizamos|usamos)\b",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\bcookies?\b|\byour (?:privacy|device|consent|choices)\b|\bpersonal data\b|\bEinwilligung\b|\bDatenschutz\b|"
    r"\bconsentement\b|\bvie privée\b|\bprivacidad\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”„«»]")
"""A company that says "we use cookies" is quoted in news."""

_CONSENT = re.compile(
    r"(?:^|[\s_-])(?:cookie|consent|gdpr|onetrust|didomi|usercentrics)[\w-]*"
    r"(?:banner|wall|consent|notice|dialog|popup|overlay|modal|bar|container|sdk)",
    re.IGNORECASE,
)
_LONGEST = 1_500
"""Characters up to which a page or a box may be a notice; articles about cookies or errors are mostly longer."""


def is_no_article(title: str, text: str) -> bool:
    """Whether the title says that there is no such page, or most of a short text asks for consent."""
    if len(text) > _LONGEST:
        return False
    if any(_MISSING.fullmatch(part.strip()) for part in _PARTS.split(title)[:2]):
        return True
    lines = [line for line in text.split("\n") if line.strip()]
    asking = [line for line in lines if _ASKING.search(line) and _COOKIES.search(line) and not _QUOTED.search(line)]
    return bool(lines) and len(asking) * 2 >= len(lines)


def without_consent(tree: Any) -> None:
    """Take out the boxes that ask for consent, as their names say; what holds an article is none."""
    for box in list(tree.iter("div", "section", "aside", "dialog", "form")):
        named = _CONSENT.search(f"{box.get('id') or ''} {box.get('class') or ''}")
        if named and len("".join(box.itertext())) <= _LONGEST and not any(True for _ in box.iter("article", "h1")):
            take_out(box)
