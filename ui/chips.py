"""What was understood of a question, as chips: small pieces in words, each of which can be taken away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from textwrap import shorten
from typing import Literal

from index.datatypes import Filter
from rag.datatypes import Query

ChipField = Literal["outlets", "without", "authors", "names", "after", "before", "spellings"]

_LONGEST_PART = 40  # characters of a part on a chip


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of what was understood, in words."""

    field: ChipField
    value: str
    label: str
    part: int | None = None
    """Which part of the question it narrows; None for the whole."""


def query_chips(query: Query) -> tuple[Chip, ...]:
    """The pieces that narrow or widen a search, in reading order.

    Dates, those of single parts, outlets, outlets left out, authors, names, other spellings.
    """
    only = query.filter
    days, names = _day_chips(only), _name_chips(only)
    chips = list(days)
    for number, part in enumerate(query.parts):
        own = [chip for chip in (*_day_chips(part.filter), *_name_chips(part.filter)) if chip not in (*days, *names)]
        chips += [replace(chip, label=f"{chip.label}: “{_brief(part.text)}”", part=number) for chip in own]
    chips += [Chip("outlets", name, f"outlet: {name}") for name in only.outlets]
    chips += [Chip("without", name, f"not: {name}") for name in query.without]
    chips += [Chip("authors", name, f"author: {name}") for name in only.authors]
    chips += names
    chips += [
        Chip("spellings", name.written, f"also: {', '.join(name.spellings)}") for name in query.names if name.spellings
    ]
    return tuple(chips)


def without_chip(query: Query, chip: Chip) -> Query:
    """The same query without this piece, its parts included, and without the notes that it had.

    A piece of one part leaves the whole and the other parts as they are.
    """

    def change(one: Query) -> Query:
        if chip.field == "spellings":
            kept = [replace(name, spellings=()) if name.written == chip.value else name for name in one.names]
            return replace(one, names=tuple(kept), notes=())
        if chip.field == "without":
            return replace(one, without=_without(one.without, chip.value), notes=())
        return replace(one, filter=_FIELDS[chip.field](one.filter, chip.value), notes=())

    if chip.part is not None:
        parts = tuple(change(part) if number == chip.part else part for number, part in enumerate(query.parts))
        return replace(query, parts=parts, notes=())
    return replace(change(query), parts=tuple(change(part) for part in query.parts))


def _day_chips(only: Filter) -> list[Chip]:
    ends: tuple[tuple[ChipField, str, date | None], ...] = (
        ("after", "from", only.after),
        ("before", "until", only.before),
    )
    return [Chip(field, day.isoformat(), f"{word} {day.isoformat()}") for field, word, day in ends if day]


def _name_chips(only: Filter) -> list[Chip]:
    return [Chip("names", name, f"mentions: {name}") for name in only.names]


def _brief(text: str) -> str:
    return shorten(text, _LONGEST_PART, placeholder=" …")


def filter_words(only: Filter) -> list[str]:
    """What narrows a search, in words: "on 2026-03-20", "outlet: Estmark Courier or EPR"."""
    if only.after and only.after == only.before:
        days = [f"on {only.after.isoformat()}"]
    else:
        ends = (("from", only.after), ("until", only.before))
        days = [f"{word} {day.isoformat()}" for word, day in ends if day]
    kinds = (("outlet", only.outlets, " or "), ("author", only.authors, " or "), ("mentions", only.names, ", "))
    return days + [f"{kind}: {between.join(values)}" for kind, values, between in kinds if values]


def part_words(query: Query) -> list[str]:
    """What is searched on its own, a line for each part of the question: its words and what narrows them."""
    lines = []
    for part in query.parts:
        narrowed = ", ".join(filter_words(part.filter))
        lines.append(f"Searched on its own: “{part.text}”" + (f" ({narrowed})" if narrowed else ""))
    return lines


def _without(values: tuple[str, ...], unwanted: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != unwanted)


_FIELDS: dict[str, Callable[[Filter, str], Filter]] = {
    "after": lambda only, _: replace(only, after=None),
    "before": lambda only, _: replace(only, before=None),
    "outlets": lambda only, value: replace(only, outlets=_without(only.outlets, value)),
    "authors": lambda only, value: replace(only, authors=_without(only.authors, value)),
    "names": lambda only, value: replace(only, names=_without(only.names, value)),
}
