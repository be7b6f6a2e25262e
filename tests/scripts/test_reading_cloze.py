"""Questions made from articles: what they ask for, and the passages that come with them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading.cloze import COLLECTION, clozes, distinct
from reading.examples import Example, places

from index.datatypes import Article
from tests.scripts.invented import FILLER, TOWNS, cost, opening, person, text, thing, title

SAID = "Since Monday carts may cross the {thing}, which {person} opened with a short speech before many guests."


def again(number: int) -> str:
    """The same news in other words, with much else."""
    said = SAID.format(thing=thing(number), person=person(number))
    return "\n\n".join([*FILLER * 2, said, f"The builders had wanted {cost(number)} for the {thing(number)}.", *FILLER])


ARTICLES = [
    *(Article(f"a{number}", title(number), text(number)) for number in range(len(TOWNS))),
    *(Article(f"b{number}", f"{title(number)}, again", again(number)) for number in range(len(TOWNS))),
]


@pytest.fixture(scope="module")
def found() -> list[Example]:
    return list(clozes(ARTICLES, 500))


def test_spans_are_exactly_the_words_that_the_question_left_out(found: list[Example]) -> None:
    known = {name for number in range(len(TOWNS)) for name in (person(number), cost(number), thing(number))}
    answers = {one.passages[0].text[start:end] for one in found for start, end in one.passages[0].spans}
    assert answers & known
    assert all(len(one.passages[0].spans) == 1 and one.question.endswith("?") for one in found)
    assert not any(place for one in found for place in places(one.question, [person(0)]) if person(0) in answer(one))


def answer(one: Example) -> str:
    ((start, end),) = one.passages[0].spans
    return one.passages[0].text[start:end]


def test_passage_answers_in_another_sentence_than_the_one_that_asks(found: list[Example]) -> None:
    asked = [one for one in found if answer(one) == person(2)]
    assert asked
    for one in asked:
        said = [sentence for sentence in (opening(2), SAID.format(thing=thing(2), person=person(2)))
                if sentence in one.passages[0].text]  # fmt: skip
        assert len(said) == 1


def test_wrong_passages_never_hold_the_answer(found: list[Example]) -> None:
    wrong = [(answer(one), passage) for one in found for passage in one.passages[1:]]
    assert wrong
    assert not any(passage.spans or places(passage.text, [said]) for said, passage in wrong)


@given(count=st.integers(1, 12), seed=st.integers(0, 3))
@settings(max_examples=6, deadline=None)
def test_same_seed_gives_the_same_questions_up_to_the_count(count: int, seed: int) -> None:
    made = list(clozes(ARTICLES[:4] + ARTICLES[len(TOWNS) : len(TOWNS) + 4], count, seed))
    assert len(made) <= count
    assert made == list(clozes(ARTICLES[:4] + ARTICLES[len(TOWNS) : len(TOWNS) + 4], count, seed))


def test_only_the_first_of_articles_that_open_alike_is_asked_about() -> None:
    copied = Article("copy", "Elsewhere", text(0) + " Nothing else.")
    assert list(distinct([ARTICLES[0], copied, ARTICLES[1]])) == ARTICLES[:2]


@pytest.mark.parametrize("body", ["", "Snow fell. " * COLLECTION])
def test_empty_articles_and_collections_are_not_asked_about(body: str) -> None:
    assert list(distinct([Article("odd", "Odd", body)])) == []
