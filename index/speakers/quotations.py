"""Direct quotations in a text: where each opens and closes, also over paragraphs of which only the last closes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_MARK = re.compile(r"'''?|``|[\"“”„«»]|(?<![\w.,?!])[‘'](?=[A-Z])")
_OPENS = frozenset("“„«") | {"``"}
_CLOSES = frozenset("”»")
_SINGLE_END = re.compile(r"[,.?!][’'](?=[\s,;.)—–-]|$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """`text[start:end]` with its marks; one that `continues` goes on from the paragraph before."""

    start: int
    end: int
    continues: bool = False


def quotations(text: str) -> list[Quotation]:
    """All direct quotations in order, not overlapping; what is not closed ends with its paragraph."""
    found = list[Quotation]()
    is_open = False
    for paragraph in _PARAGRAPH.finditer(text):
        for one, closed in _in_paragraph(text, paragraph.start(), paragraph.end(), is_open):
            found.append(one)
            is_open = not closed
        if not found or found[-1].end <= paragraph.start():
            is_open = is_open and not paragraph[0].strip()
    return found


def _in_paragraph(text: str, start: int, end: int, was_open: bool) -> Iterator[tuple[Quotation, bool]]:
    """The quotations of a paragraph, each with whether it is closed."""
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    at, opened, within = start, -1, False
    no_single_end = False
    while mark := _MARK.search(text, at, end):
        at = mark.end()
        if mark[0] in ("‘", "'"):
            close = None if no_single_end or opened >= 0 else _SINGLE_END.search(text, at, end)
            no_single_end = no_single_end or (opened < 0 and close is None)
            if close:
                yield Quotation(mark.start(), close.end()), True
                at = close.end()
        elif opened < 0:
            if _may_open(text, mark, start):
                opened = mark.start()
        elif text[opened] == '"' and mark.start() > opened + 1 and (mark[0] == "“" or (within and mark[0] == "”")):
            within = mark[0] == "“"  # one quotation in another with marks of another kind
        elif _may_close(text, mark, end):
            within = False
            yield Quotation(opened, mark.end(), was_open and opened == first), True
            opened = -1
    if opened >= 0 and opened + 1 < end:
        yield Quotation(opened, end, was_open and opened == first), False


def _may_open(text: str, mark: re.Match[str], start: int) -> bool:
    if mark[0] in _OPENS:
        return True
    if mark[0] in _CLOSES:
        return False
    return mark.start() == start or not text[mark.start() - 1].isalnum()


def _may_close(text: str, mark: re.Match[str], end: int) -> bool:
    if mark[0] in _CLOSES:
        return True
    if mark[0] in _OPENS:  # a wrong mark closes where a right one would: "holds,“ said Lee"
        return mark[0] == "“" and text[mark.start() - 1] in ",.?!" and text[mark.end() : mark.end() + 1] in (" ", "")
    return mark.end() >= end or not text[mark.end()].isalnum()
