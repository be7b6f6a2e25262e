"""What was understood of a question, as pieces that can be taken away one by one."""

from dataclasses import replace
from datetime import date

from index.datatypes import Filter
from rag.datatypes import Name, Query
from ui.chips import filter_words, part_words, query_chips, without_chip

FULL = Filter(("Courier", "Post"), ("Ada Rill",), ("Mara Halden",), date(2026, 3, 1), date(2026, 3, 31))
NAMES = (Name("Zhaparov", ("Japarov", "Жапаров")), Name("Halden"))


def query(only: Filter, parts: tuple[Query, ...] = ()) -> Query:
    text = "What did Zhaparov tell Halden?"
    return Query(text, text, only, "quote", date(2026, 4, 1), parts=parts, names=NAMES, notes=("A note.",))


def test_every_chip_can_be_taken_away_alone() -> None:
    full = query(FULL)
    chips = query_chips(full)
    assert [chip.label for chip in chips] == [
        "from 2026-03-01",
        "until 2026-03-31",
        "outlet: Courier",
        "outlet: Post",
        "author: Ada Rill",
        "mentions: Mara Halden",
        "also: Japarov, Жапаров",
    ]
    for chip in chips:
        assert query_chips(without_chip(full, chip)) == tuple(other for other in chips if other != chip)


def test_an_outlet_left_out_is_a_chip_that_lets_it_in_again() -> None:
    part = replace(query(Filter()), without=("Post",), names=())
    asked = replace(part, parts=(part,))
    [chip] = query_chips(asked)
    assert chip.label == "not: Post"
    allowed = without_chip(asked, chip)
    assert (allowed.without, allowed.parts[0].without) == ((), ())


def test_name_stays_when_its_other_spellings_go() -> None:
    full = query(Filter())
    [chip] = query_chips(full)
    assert without_chip(full, chip).names == (Name("Zhaparov"), Name("Halden"))


def test_chip_is_taken_from_the_parts_too() -> None:
    whole = query(FULL, (query(Filter(("Courier",))), query(Filter(("Post",)))))
    [courier] = [chip for chip in query_chips(whole) if chip.value == "Courier"]
    assert [part.filter.outlets for part in without_chip(whole, courier).parts] == [(), ("Post",)]


def test_time_of_one_part_is_taken_from_that_part_alone() -> None:
    march = Filter(("Post",), names=("1976",), after=date(2026, 3, 1), before=date(2026, 3, 31))
    whole = query(Filter(("Post",)), (query(Filter(("Post",))), query(march)))
    [after, _, mention, _, _] = chips = query_chips(whole)
    assert (after.label, mention.label) == (
        "from 2026-03-01: “What did Zhaparov tell Halden?”",
        "mentions: 1976: “What did Zhaparov tell Halden?”",
    )
    assert [chip.part for chip in chips] == [1, 1, 1, None, None]
    assert without_chip(whole, after).parts[1].filter == replace(march, after=None)
    assert query_chips(without_chip(whole, mention)) == tuple(chip for chip in chips if chip != mention)


def test_time_of_the_whole_is_no_chip_of_its_parts_too() -> None:
    only = Filter(after=date(2026, 3, 1))
    assert [chip.label for chip in query_chips(query(only, (query(only), query(only))))] == [
        "from 2026-03-01",
        "also: Japarov, Жапаров",
    ]


def test_part_is_said_with_what_narrows_it() -> None:
    whole = query(Filter(), (query(Filter(("Courier",), before=date(2026, 3, 31))), query(Filter())))
    assert part_words(whole) == [
        "Searched on its own: “What did Zhaparov tell Halden?” (until 2026-03-31, outlet: Courier)",
        "Searched on its own: “What did Zhaparov tell Halden?”",
    ]


def test_one_day_is_said_once_and_outlets_as_alternatives() -> None:
    day = date(2026, 3, 20)
    assert filter_words(Filter(("Courier", "Post"), after=day, before=day)) == [
        "on 2026-03-20",
        "outlet: Courier or Post",
    ]
