from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.choose import choose
from index.datatypes import Article, Filter, Passage
from rag.datatypes import Answer, Citation, Query

QUERY = Query("q", "q", Filter(), "what", date(2026, 4, 1))
CHOICES = ("Mara Halden", "Ilva Tarn", "Teo Brasky", "1,200 crowns")


def passage(text: str, title: str = "News") -> Passage:
    return Passage(Article(id=text, title=title, text=text), 0, len(text), text, 1.0)


def answer(text: str, short: str | None = None, quotes: tuple[str, ...] = (), *, confidence: float = 0.0) -> Answer:
    cited = tuple(
        Citation(number, Article(id="a", title="News", text=quote), 0, len(quote), quote)
        for number, quote in enumerate(quotes, 1)
    )
    return Answer(text, True, QUERY, short=short, citations=cited, confidence=confidence)


def test_the_short_answer_decides_before_the_text_and_the_text_before_quotes_and_passages() -> None:
    quotes, passages = ("Tarn spoke of Teo Brasky.",), [passage("Mara Halden leads. Ilva Tarn follows.")]
    assert choose(CHOICES, answer("Ilva Tarn told it [1].", "Mara Halden", quotes), passages) == "Mara Halden"
    assert choose(CHOICES, answer("Ilva Tarn told it [1].", "nobody", quotes), passages) == "Ilva Tarn"
    assert choose(CHOICES, answer("She told it [1].", None, quotes), passages) == "Teo Brasky"
    assert choose(CHOICES, None, [*passages, passage("Ilva Tarn again.")]) == "Ilva Tarn"


def test_a_step_that_leaves_several_is_decided_by_the_next_among_them() -> None:
    both = answer("Mara Halden and Ilva Tarn met.", quotes=("Ilva Tarn met Teo Brasky.", "Teo Brasky left."))
    assert choose(CHOICES, both, []) == "Ilva Tarn"


def test_a_short_answer_in_fewer_or_more_words_than_a_choice_speaks_for_it_before_the_text_does() -> None:
    text = "Teo Brasky heard it."
    assert choose(CHOICES, answer(text, "Halden"), []) == "Mara Halden"
    assert choose(("Ferry", "Barge", "Teo Brasky"), answer(text, "old ferries"), []) == "Ferry"
    assert choose(CHOICES, answer(text, "Mayor Mara"), []) == "Teo Brasky"  # neither has all words of the other


def test_a_short_answer_that_is_a_part_of_several_choices_leaves_it_to_the_next_step_which_of_them() -> None:
    choices = ("Ilva Tarn", "Mara Tarn", "Teo Brasky")
    assert choose(choices, answer("Mara Tarn told Teo Brasky.", "Tarn"), []) == "Mara Tarn"


def test_passages_weigh_by_their_rank() -> None:
    first, second, third = passage("Mara Halden"), passage("Ilva Tarn"), passage("Ilva Tarn came")
    assert choose(CHOICES, None, [first, second, third]) == "Mara Halden"  # 1 against 1/2 + 1/3
    assert choose(CHOICES, None, [passage("x"), first, second, third]) == "Ilva Tarn"  # 1/2 against 1/3 + 1/4


def test_a_tie_is_no_choice_also_where_fractions_add_up() -> None:
    assert choose(CHOICES, answer("Mara Halden and Ilva Tarn"), []) is None
    passages = [passage("x"), passage("Mara Halden"), passage("Ilva Tarn"), *map(passage, "abc")]
    passages[5] = passage("Ilva Tarn spoke")  # 1/2 against 1/3 + 1/6
    assert choose(CHOICES, None, passages) is None


def test_where_no_text_says_a_choice_the_passages_with_most_of_its_words_decide() -> None:
    choices = ("A ban on diesel ferries", "A new harbour tax", "Free rides for pupils")
    passages = [passage("The council banned ferries that burn diesel."), passage("A tax was not discussed.")]
    assert choose(choices, None, passages) == "A ban on diesel ferries"
    assert choose(choices, None, [passage("It rained.", title="Rain")]) is None


def test_none_of_the_above_gives_way_to_a_choice_whose_words_weigh_as_much_as_all_in_the_first_passage() -> None:
    choices = ("A ban on diesel ferries", "A new harbour tax", "None of the above")
    rain, all_of_them = passage("It rained."), passage("The council banned ferries that burn diesel.")
    some_of_them = passage("The council banned ferries.")
    assert choose(choices, None, [all_of_them, rain]) == "A ban on diesel ferries"
    assert choose(choices, None, [rain, all_of_them]) == "None of the above"  # 1/2
    assert choose(choices, None, [some_of_them, rain]) == "None of the above"  # 2/3
    assert choose(choices, None, [some_of_them, all_of_them]) == "A ban on diesel ferries"  # 2/3 + 1/2
    assert choose((*choices, "Diesel ferries will be banned"), None, [all_of_them]) is None


def test_words_of_the_question_speak_for_no_choice() -> None:
    choices = ("Ferries were sold", "Ferries and ferries again", "Pilots struck")
    passages = [passage("Ferries stood still while pilots talked.")]
    assert choose(choices, None, passages, "What happened to the ferries?") == "Pilots struck"


def test_numbers_and_headlines_are_read() -> None:
    assert choose(CHOICES, answer("It cost twelve hundred crowns."), []) == "1,200 crowns"
    assert choose(CHOICES, None, [passage("Nothing", title="Halden or not: Teo Brasky speaks")]) == "Teo Brasky"


def test_a_choice_within_a_longer_one_is_not_counted() -> None:
    assert choose(("York", "New York", "Selby"), answer("It stands in New York."), []) == "New York"
    assert choose(("York", "New York", "Selby"), answer("It stands in York."), []) == "York"


def test_a_refusal_is_not_read_as_an_answer() -> None:
    refusal = Answer("Mara Halden is not in this archive.", False, QUERY, reason="Mara Halden")
    assert choose(CHOICES, refusal, [passage("Teo Brasky")]) == "Teo Brasky"
    assert choose(CHOICES, refusal, []) is None


@pytest.mark.parametrize(
    "none",
    ["None of the above", "none of the above.", "D. None of the above", "Neither", "None of these", "Neither of them"],
)
def test_none_of_the_above_is_chosen_only_when_nothing_speaks_for_another(none: str) -> None:
    choices = ("Mara Halden", "Ilva Tarn", none)
    assert choose(choices, answer("None of the above; neither of them."), [passage("Nobody came.")]) == none
    assert choose(choices, None, [passage("x"), passage("Ilva Tarn came.")]) == "Ilva Tarn"
    assert choose(choices, answer("Mara Halden and Ilva Tarn"), []) is None


def test_none_of_the_above_is_chosen_where_a_sure_short_answer_has_no_word_of_a_choice() -> None:
    choices, passages = ("Mara Halden", "Ilva Tarn", "None of the above"), [passage("Ilva Tarn came second.")]
    question = "Who won the Orrel cup?"
    sure = answer("Pia Lund won.", "Pia Lund", confidence=0.5)
    assert choose(choices, sure, passages, question) == "None of the above"
    assert choose(choices[:2], sure, passages, question) == "Ilva Tarn"
    assert choose((*choices, "Neither"), sure, passages, question) is None


@pytest.mark.parametrize(
    ("text", "short", "confidence"),
    [
        ("Pia Lund won.", "Pia Lund", 0.49),
        ("Pia Lund beat Ilva Tarn.", "Pia Lund", 0.9),
        ("She won.", "Ilwa Tarn", 0.9),
        ("It was won.", "the Orrel cup", 0.9),
        ("She won.", None, 0.9),
    ],
    ids=["unsure", "its text says a choice", "a choice spelt otherwise", "words of the question", "no short answer"],
)
def test_any_other_answer_leaves_it_to_the_passages(text: str, short: str | None, confidence: float) -> None:
    choices, passages = ("Mara Halden", "Ilva Tarn", "None of the above"), [passage("Ilva Tarn came second.")]
    given = answer(text, short, confidence=confidence)
    assert choose(choices, given, passages, "Who won the Orrel cup?") == "Ilva Tarn"


def test_a_choice_that_only_sounds_like_none_is_a_choice() -> None:
    assert choose(("Neither Here Nor There", "Selby"), answer("She wrote Neither Here Nor There."), []) == (
        "Neither Here Nor There"
    )


def test_without_evidence_or_choices_nothing_is_chosen() -> None:
    assert choose(CHOICES, None, []) is None
    assert choose((), answer("Mara Halden"), []) is None


@given(st.permutations(CHOICES), st.lists(st.sampled_from([*CHOICES, "x"]), max_size=6))
def test_the_order_of_the_choices_does_not_matter(choices: list[str], texts: list[str]) -> None:
    passages = [passage(text) for text in texts]
    assert choose(choices, None, passages) == choose(CHOICES, None, passages)
