"""An HTML page before its body is sought: lists of other stories out, a body that was cut in pieces in one piece."""

import re
from typing import Any

_LINKED = 0.6
"""Share of a list's letters in links, from which it leads to other stories."""

_HEADLINE_WORDS = 4
"""Words that a link to another story has on average at least; shorter ones may be the things that the text lists."""

_LONG = 80
"""Characters that make a paragraph of an article, and not a label or a caption."""


def without_link_lists(tree: Any) -> None:
    """Take out lists of headlines that lead elsewhere, and spell class names in small letters.

    trafilatura knows furniture by its class names, and only in small letters.
    """
    for element in tree.iter():
        for name in ("class", "id"):
            if isinstance(element.tag, str) and (value := element.get(name)):
                element.set(name, value.lower())
    for items in list(tree.iter("ul", "ol")):
        if _leads_elsewhere(items):
            take_out(items)


def join_body(tree: Any, text: str) -> bool:
    """Move the pieces of a body into its first, where `text` lacks paragraphs of some; False where nothing is lost.

    Pages with advertising between parts of the article hold each part in a box of its own with the same class, and one
    of them is taken for the article.
    """
    boxes = _body_boxes(tree)
    shown = set(map(_letters, text.split("\n")))
    parts = [[_letters(_words(child)) in shown for child in _paragraphs(box)] for box in boxes]
    if not any(map(any, parts)) or sum(part.count(False) for part in parts) < 2:
        return False
    for box in boxes[1:]:
        boxes[0].extend(list(box))
        take_out(box)
    return True


def _leads_elsewhere(items: Any) -> bool:
    links = [_words(link) for link in items.iter("a") if not (link.get("href") or "#").startswith("#")]
    letters = len(_letters(_words(items)))
    if len(links) < 2 or sum(len(_letters(link)) for link in links) < _LINKED * letters:
        return False
    return sum(len(link.split()) for link in links) >= _HEADLINE_WORDS * len(links)


def _body_boxes(tree: Any) -> list[Any]:
    """The boxes of one class, within one article, that hold the most text in paragraphs of their own."""
    groups: dict[tuple[object, ...], list[Any]] = {}
    for box in tree.iter("div", "section"):
        if box.get("class") and len(_paragraphs(box)) >= 2:
            article = next(box.iterancestors("article"), None)
            groups.setdefault((box.tag, box.get("class"), article), []).append(box)
    return max(groups.values(), key=_length, default=[])


def _length(boxes: list[Any]) -> int:
    return sum(len(_words(child)) for box in boxes for child in _paragraphs(box))


def _paragraphs(box: Any) -> list[Any]:
    return [child for child in box if child.tag == "p" and len(_words(child)) >= _LONG]


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def take_out(element: Any) -> None:
    """Remove an element and keep the text behind it, which lxml counts as the element's own."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
