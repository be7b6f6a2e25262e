import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.datatypes import Article
from index.store.schema import prepare
from index.stories.boilerplate import boilerplate, outlet_key, paragraph_digest
from index.stories.copies import Stories, similarity, sketch
from index.stories.owners import owner_of

DAY = date(2026, 3, 3)
WORDS = [
    f"{first}{second}" for first in "ba ko li mu ne ro ti vu za fe".split() for second in "len dor mak sti pran".split()
]


def prose(seed: int, words: int = 300) -> str:
    """Made-up sentences in paragraphs, the same for the same seed."""
    chosen = random.Random(seed)
    lines = [" ".join(chosen.choices(WORDS, k=12)).capitalize() + "." for _ in range(words // 12)]
    return "\n\n".join(" ".join(lines[place : place + 3]) for place in range(0, len(lines), 3))


def article(text: str, **fields: object) -> Article:
    return replace(Article(id="a", title="T", text=text), **fields)


@pytest.fixture
def stories() -> Iterator[Stories]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        prepare(connection, Path(), writable=True)
        yield Stories(connection)


COPIES = {
    "the same": lambda text: text,
    "first half": lambda text: text[: len(text) // 2],
    "new lead": lambda text: "Quite another beginning was written here by a desk.\n\n" + text.partition("\n\n")[2],
    "added paragraph": lambda text: text + "\n\n" + prose(77, 36),
    "agency": lambda text: f"VARNHOLM (EPR) - {text}\n\nReporting by Ann Lee; Editing by Bo Oz",
    "signs": lambda text: text.replace(".", " —").replace(" ", " ‘", 3).upper(),
}


@pytest.mark.parametrize("kind", COPIES)
def test_copy_joins_the_story_of_its_original(kind: str, stories: Stories) -> None:
    stories.add(1, sketch(prose(1)), DAY)
    stories.add(2, sketch(prose(2)), DAY)
    assert stories.add(3, sketch(COPIES[kind](prose(1))), DAY + timedelta(days=1)) == 1
    assert stories.members(1) == [1, 3]


@pytest.mark.parametrize("kind", ["first half", "new lead", "the same"])
def test_copy_is_found_without_any_date(kind: str, stories: Stories) -> None:
    stories.add(1, sketch(COPIES[kind](prose(1, 600))))
    assert stories.add(2, sketch(prose(1, 600))) == 1


def test_unrelated_articles_have_stories_of_their_own(stories: Stories) -> None:
    assert [stories.add(number, sketch(prose(number)), DAY) for number in range(50)] == list(range(50))


def test_weekly_column_with_shared_lines_stays_apart(stories: Stories) -> None:
    shared = prose(500, 240)
    for week in range(5):
        text = f"{shared}\n\n{prose(week, 72)}"
        assert stories.add(week, sketch(text), DAY + timedelta(weeks=week)) == week


def test_articles_with_the_same_picture_gallery_stay_apart(stories: Stories) -> None:
    gallery = " ".join(prose(500, 900).split())
    assert [stories.add(n, sketch(f"{prose(n)}\n\n{gallery}"), DAY) for n in (1, 2)] == [1, 2]


def test_copies_of_a_long_text_in_one_line_are_found(stories: Stories) -> None:
    line = " ".join(prose(1, 1200).split())
    stories.add(1, sketch(line), DAY)
    assert stories.add(2, sketch(line[: len(line) // 2]), DAY) == 1


def test_template_with_other_figures_stays_apart(stories: Stories) -> None:
    chosen = random.Random(8)
    for day in range(10):
        lines = [f"{place} {chosen.randint(1, 30)} degrees with winds of {chosen.randint(1, 90)}" for place in WORDS]
        assert stories.add(day, sketch("\n".join(lines)), DAY) == day


def test_chain_of_similar_texts_never_joins_its_ends(stories: Stories) -> None:
    paragraphs = prose(3, 1800).split("\n\n")
    texts = ["\n\n".join(paragraphs[place : place + 20]) for place in range(0, 30, 3)]
    for number, text in enumerate(texts):
        stories.add(number, sketch(text), DAY)
    assert stories.story_of(0) != stories.story_of(9)
    assert similarity(sketch(texts[0]), sketch(texts[1])) > 0.7


def test_text_within_one_several_times_as_long_is_no_copy(stories: Stories) -> None:
    stories.add(1, sketch(prose(1, 120)), DAY)
    assert stories.add(2, sketch(f"{prose(2, 500)}\n\n{prose(1, 120)}"), DAY) == 2


@pytest.mark.parametrize("text", ["", "   ", "Watch the video here.", "word " * 500, "\ud800" * 90])
def test_text_too_short_to_judge_stays_alone(text: str, stories: Stories) -> None:
    assert sketch(text) == b""
    assert [stories.add(number, sketch(text), DAY) for number in (1, 2)] == [1, 2]


def test_text_without_spaces_between_words_is_compared(stories: Stories) -> None:
    chosen = random.Random(9)
    text = "".join(chosen.choices([chr(0x4E00 + place) for place in range(900)], k=400))
    stories.add(1, sketch(text), DAY)
    assert stories.add(2, sketch(text[:250]), DAY) == 1


def test_removed_article_is_in_no_story(stories: Stories) -> None:
    stories.add(1, sketch(prose(1)), DAY)
    stories.remove(1)
    stories.remove(1)
    assert stories.story_of(1) is None
    assert stories.add(2, sketch(prose(1)), DAY) == 2


def test_story_survives_the_removal_of_its_first_article(stories: Stories) -> None:
    for number in (1, 2, 3):
        stories.add(number, sketch(prose(1)), DAY)
    stories.remove(1)
    assert stories.members(2) == [2, 3]
    assert stories.members(1) == []


def test_article_added_again_as_it_was_still_leads_its_story(stories: Stories) -> None:
    for number in (1, 2, 3, 1):
        stories.add(number, sketch(prose(1)), DAY)
    assert stories.members(1) == [1, 2, 3]


def test_changed_article_leaves_its_story(stories: Stories) -> None:
    stories.add(1, sketch(prose(1)), DAY)
    stories.add(2, sketch(prose(1)), DAY)
    assert stories.add(2, sketch(prose(2)), DAY) == 2
    assert stories.members(1) == [1]


def test_rolled_back_transaction_leaves_stories_as_they_were() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        prepare(connection, Path(), writable=True)
        stories = Stories(connection)
        stories.add(1, sketch(prose(1)), DAY)
        connection.execute("BEGIN")
        stories.remove(1)
        stories.add(2, sketch(prose(1)), DAY)
        connection.execute("ROLLBACK")
        assert stories.add(3, sketch(prose(1)), DAY) == 1
        assert stories.story_of(2) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(-1, 3), st.integers(0, 9)), max_size=30))
def test_every_article_is_in_one_story_that_its_leader_is_in(steps: list[tuple[int, int, int]]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        prepare(connection, Path(), writable=True)
        stories, present = Stories(connection), set[int]()
        for key, seed, days in steps:
            if seed < 0:
                stories.remove(key)
                present.discard(key)
            else:
                stories.add(key, sketch(prose(seed, 120)), DAY + timedelta(days=days))
                present.add(key)
        for key in range(9):
            story = stories.story_of(key)
            assert (story is not None) == (key in present)
            assert story is None or (stories.story_of(story) == story and key in stories.members(story))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=3000), st.text(max_size=3000))
def test_similarity_is_symmetric_and_a_share(first: str, second: str) -> None:
    one, other = sketch(first), sketch(second)
    assert 0 <= similarity(one, other) == similarity(other, one) <= 1
    assert similarity(one, one) == (1 if one else 0)


def test_sketch_is_the_same_in_every_process_and_release() -> None:
    # Stored sketches are compared with new ones: whoever changes how they are made must make all of them anew.
    assert sketch(prose(1)).hex()[:32] == "29010000454b23007c2b2500fa9a5600"


def test_sketch_leaves_boilerplate_out() -> None:
    known = frozenset({paragraph_digest(paragraph) for paragraph in prose(5).split("\n\n")})
    assert sketch(f"{prose(1)}\n\n{prose(5)}", known) == sketch(prose(1))
    assert sketch(prose(5), known) == b""


def test_paragraph_of_many_days_is_boilerplate_of_its_outlet_only() -> None:
    line = "Sign up to “The Evening Note” — every night."
    weekly = [
        article(f"{prose(n)}\n\n{line if n % 2 else line.upper()}", outlet="Post", published=DAY + timedelta(days=n))
        for n in range(12)
    ]
    other = article(f"{prose(20)}\n\n{line}", outlet="Echo", published=DAY)
    assert boilerplate([*weekly, other]) == {"Post": frozenset({paragraph_digest(line)})}


def test_heading_over_many_columns_is_no_boilerplate() -> None:
    weekly = [article(f"1. Ferries\n\n{prose(n)}", outlet="Post", published=DAY + timedelta(days=n)) for n in range(12)]
    assert boilerplate(weekly) == {}


def test_story_told_many_times_in_a_few_days_is_news() -> None:
    updates = [article(prose(1), outlet="Post", published=DAY + timedelta(days=n % 3)) for n in range(40)]
    assert boilerplate(updates) == {}
    assert boilerplate([]) == {}


def test_outlet_is_the_host_where_none_is_stated() -> None:
    assert outlet_key(article("", url="https://www.post.example/a/b")) == "post.example"
    assert outlet_key(article("", url="https://post.example/a", outlet="Post")) == "Post"
    assert outlet_key(article("")) == ""


@pytest.mark.parametrize(
    ("text", "fields", "owner"),
    [
        ("VARNHOLM, March 3 (Reuters) - The harbour was closed.", {}, "Reuters"),
        ("VARNHOLM (AP) — The harbour was closed.", {}, "Associated Press"),
        ("VARNHOLM (EPR) - The harbour was closed.", {}, "EPR"),
        ("Ann Lee\n\nAssociated Press\n\nThe harbour was closed.", {}, "Associated Press"),
        ("The harbour was closed.", {"authors": ("Ann Lee, Associated Press",)}, "Associated Press"),
        ("The harbour was closed.", {"authors": ("AFP",)}, "AFP"),
        ("The harbour was closed.", {"outlet": "Agence France-Presse"}, "AFP"),
        ("The harbour was closed.\n\nReporting by Ann Lee; editing by Bo Oz", {}, "Reuters"),
        ("The harbour was closed.\n\n© 2026 AFP", {}, "AFP"),
        ("The harbour was closed.\n\nThe Associated Press contributed to this report.", {}, None),
        ("The harbour (AP photo) was closed, Reuters reported.", {"outlet": "Post", "authors": ("Ann Lee",)}, None),
        ("", {}, None),
    ],
)
def test_owner_is_the_agency_that_an_article_names_as_its_source(
    text: str, fields: dict[str, object], owner: str | None
) -> None:
    assert owner_of(article(text, **fields)) == owner


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=2000), st.text(max_size=400))
def test_owner_of_any_text_is_found_or_none(text: str, name: str) -> None:
    assert owner_of(article(text, outlet=name, authors=(name,))) is None or text or name
