"""The versions of an article for a terminal: what each one changed, sentence by sentence."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from index.history import Change, changes, correction_of, field_changes
from ui.render import correction_words, headline
from ui.terminal import clean

if TYPE_CHECKING:
    from index.datatypes import Article
    from index.store.versions import Version

_MARKS = {"removed": ("- ", "red"), "added": ("+ ", "green")}


def history_view(versions: Sequence["Version"]) -> RenderableType:
    """The current version's headline, then each change, the latest first."""
    parts: list[RenderableType] = [Text(clean(headline(versions[0].article)), style="bold")]
    if correction := correction_of(versions[0].article):
        parts.append(Text(clean(correction_words(correction)), style="yellow"))
    for newer, older in pairwise(versions):
        parts += [Text(), Text(_heading(newer), style="dim"), *_changed(older.article, newer.article)]
    parts += [Text(), Text(_heading(versions[-1]), style="dim")]
    if len(versions) == 1:
        parts.append(Text("Its only version: nothing has changed since it was first stored."))
    return Group(*parts)


def _heading(version: "Version") -> str:
    when = f", stored {version.stored_at:%Y-%m-%d %H:%M} UTC" if version.stored_at else ""
    return f"Version {version.number}{when}"


def _changed(old: "Article", new: "Article") -> Iterator[Text]:
    for field in field_changes(old, new):
        yield Text(f"  {field.field}: {clean(field.old or 'nothing')} -> {clean(field.new or 'nothing')}")
    for change in changes(old, new):
        yield from _lines(change)


def _lines(change: Change) -> Iterator[Text]:
    """Marked by signs and not by colour alone; a reworded sentence is shown as it was and as it is."""
    if change.kind == "kept":
        return
    for sentence, kind in ((change.old, "removed"), (change.new, "added")):
        if sentence:
            mark, style = _MARKS[kind]
            yield Text(f"  {mark}{clean(' '.join(sentence.text.split()))}", style=style)
