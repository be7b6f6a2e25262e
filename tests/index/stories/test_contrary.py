"""A form filled in anew and a later toll are no copies of one text; briefs in the same words are."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Article
from index.stories.contrary import contradict, holds
from tests.conftest import WordEmbedder

DAY = date(2031, 5, 6)
LEAD = "At least 9 people were hurt when a granary collapsed in Torvik on Tuesday evening, police said."
REST = (
    "Rescue teams from three counties searched the rubble through the night with dogs and listening devices. The roof "
    "came down shortly after the evening shift had left, said fire chief Lena Morr, and shook houses 11 kilometres "
    "away. The granary employs 140 people and passed an inspection in February, according to the labour office."
)
BRIEF = "A fire at the Torvik quarry destroyed two diggers on Tuesday night, police said. The damage is 800,000 crowns."


def form(name: str, age: int, town: str) -> str:
    return (
        f"{name}, {age}, was last seen on Tuesday at about 6 pm near the railway station in {town}, police said. "
        f"Anyone who has seen the missing person is asked to call the police station in {town} or any other station. "
        "The police searched the surroundings with dogs and a helicopter during the night without success. Relatives "
        "describe the missing person as reliable and in need of medicine. A photograph is on the website of the police."
    )


def level(day: str, share: int) -> str:
    lead = f"The Hollin reservoir stood at {share} per cent of its capacity on {day} morning, the water board said."
    return f"{lead} {REST}"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", WordEmbedder(), chroma=False) as opened:
        yield opened


def story(archive: Archive, *texts: str, title: str = "Told", outlet: str = "") -> list[set[int]]:
    """Which of the texts, each of an outlet of its own, are named as copies of each."""
    archive.sync(
        Article(str(n), title, text, outlet=outlet or f"Outlet {n}", published=DAY, origin=f"doc:{n}")
        for n, text in enumerate(texts)
    )
    copies = archive.copies(map(str, range(len(texts))))
    return [{int(copy.article_id) for copy in copies.get(str(n), ())} for n in range(len(texts))]


def test_a_later_toll_is_no_copy_of_the_former(archive: Archive) -> None:
    texts = [f"{LEAD} {REST}", f"{LEAD} {REST}", f"{LEAD.replace('At least 9', '12')} {REST}"]
    assert story(archive, *texts) == [{1}, {0}, set()]


def test_another_figure_further_down_is_no_copy(archive: Archive) -> None:
    assert story(archive, f"{LEAD} {REST}", f"{LEAD} {REST.replace('140', '210')}") == [set(), set()]


def test_form_about_different_people_is_no_copy(archive: Archive) -> None:
    people = [("Karl Oster", 71, "Torvik"), ("Sela Dunn", 16, "Pellin"), ("Odo Brandt", 44, "Marrow")]
    assert story(archive, *(form(*one) for one in people), form(*people[0])) == [{3}, set(), set(), {0}]


def test_form_about_another_name_only_is_no_copy(archive: Archive) -> None:
    texts = [f"The ferry to {town} stays in port today, the harbour office said. {REST}" for town in ("Orn", "Lusk")]
    assert story(archive, *texts) == [set(), set()]


def test_a_name_further_down_that_the_other_copy_never_has_is_no_copy(archive: Archive) -> None:
    other = REST.replace("Lena Morr", "Odo Brandt")
    assert story(archive, f"{LEAD} {REST}", f"{LEAD} {other}") == [set(), set()]


def test_a_name_further_down_that_both_have_or_a_day_keeps_a_copy(archive: Archive) -> None:
    named = f"{REST} Lena Morr thanked Odo Brandt."
    texts = [
        f"{LEAD} {one}" for one in (named, REST.replace("Lena Morr", "Odo Brandt"), REST.replace("February", "May"))
    ]
    assert story(archive, texts[0], texts[1]) == [{1}, {0}]
    assert not contradict(("", f"{LEAD} {REST}"), ("", texts[2]))


def test_daily_report_of_one_outlet_is_no_copy(archive: Archive) -> None:
    days = [("Monday", 34), ("Tuesday", 31), ("Wednesday", 29)]
    assert story(archive, *(level(*one) for one in days), outlet="Herald") == [set(), set(), set()]


EDITS = {
    "numbers in words": f"{LEAD.replace('9', 'nine')} {REST}",
    "other units": f"{LEAD} {REST.replace('11 kilometres', '7 miles')}",
    "other spelling": f"{LEAD} {REST.replace('labour', 'labor')}",
    "name spelt otherwise": f"{LEAD.replace('Torvik', 'Torwik')} {REST}",
    "agency before": f"TORVIK (EPR) - {LEAD} {REST}",
    "cut": f"{LEAD} {REST[:220]}",
    "new lead": f"A town looks for its neighbours. {REST}",
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_copy_stays_a_copy(edit: str, archive: Archive) -> None:
    assert story(archive, f"{LEAD} {REST}", EDITS[edit]) == [{1}, {0}]


def test_briefs_in_the_same_words_are_copies(archive: Archive) -> None:
    other = BRIEF.replace("800,000", "700,000")
    assert story(archive, BRIEF, BRIEF.upper(), BRIEF, other) == [{1, 2}, {0, 2}, {0, 1}, set()]


def test_the_same_few_words_under_other_titles_of_one_outlet_are_no_copies(archive: Archive) -> None:
    archive.sync(Article(f"{n}", f"Item {n}", BRIEF, outlet="Post", published=DAY, origin=f"doc:{n}") for n in range(3))
    assert archive.copies(["0", "1", "2"]) == {}


@settings(deadline=None)
@given(one=st.sampled_from([*EDITS.values(), LEAD, REST, ""]), other=st.text(max_size=200) | st.just(LEAD))
def test_contradiction_has_no_direction_and_no_text_contradicts_itself(one: str, other: str) -> None:
    assert contradict(("", one), ("", other)) == contradict(("", other), ("", one))
    assert not contradict(("", one), ("Other", one))
    assert holds(one, one)


def test_a_text_holds_a_quote_only_with_its_numbers_and_names() -> None:
    text = f"{LEAD} {REST}"
    assert holds(text, "At least nine people were hurt when the granary collapsed in Torvik on Tuesday, police said.")
    assert not holds(text, LEAD.replace("9", "12"))
    assert not holds(text, LEAD.replace("Torvik", "Pellin"))
    assert not holds(REST, LEAD)


def test_another_number_in_the_title_alone_is_enough() -> None:
    text = "Police closed the street. Nobody was told why it had to stay closed all night."
    assert contradict(("Nine die in Torvik fire", text), ("Twelve die in Torvik fire", f"{text} It rained."))
    assert not contradict(("Nine die in Torvik fire", text), ("Nine die in Torvik fire", f"{text} It rained."))


def test_long_texts_of_sentences_that_are_all_alike_are_compared_in_time() -> None:
    streets = ["".join(letters) for letters in product("bdfgklmnp", repeat=4)]
    one, other = (
        " ".join(f"The council heard of {street} and went on to other matters without a vote." for street in told)
        for told in (streets[:3000], streets[3000:6000])
    )
    assert not contradict(("Minutes", one), ("Minutes", other))
    toll = "At least {} people were hurt when a granary collapsed in Torvik. "
    assert contradict(("Minutes", toll.format(9) + one), ("Minutes", toll.format(12) + other))


def test_texts_of_one_long_sentence_are_compared_in_time() -> None:
    ways = ("the man saw a dog in the", "the dog saw a man in the")
    one, other = (" ".join((first, ways[1]) * 5000) for first in (ways[0], "the man saw a cat in the"))
    assert not contradict(("List", one), ("List", other))
