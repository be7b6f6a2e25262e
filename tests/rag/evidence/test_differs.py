"""What a question says otherwise than an article: numbers, dates, negations, contraries."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.datatypes import Article
from rag.evidence.differs import Differs

TEXT = (
    "The mayor of Kesterby opened four bridges on 12 March. She was not elected. The council voted for it on Tuesday. "
    "They cost $1.2 million, and 2,300 people came, twenty-five of them late. The first bridge fell in 2019."
)
ARTICLE = Article(id="bridges", title="Bridges", text=TEXT, published=date(2026, 3, 13))


def lacking(question: str, article: Article = ARTICLE) -> list[str]:
    return [value.written for value in Differs(question).lacking(article)]


@pytest.mark.parametrize(
    "question",
    [
        "Who opened 4 bridges on March 12?",
        "Who opened the four bridges on the 12th of March 2026?",
        "What cost 1,200,000 dollars?",
        "Which bridge had 2300 guests, 25 of them late?",
        "Who voted on 10 March?",  # a Tuesday, as the article says
        "What fell in 2019?",
        "Who spoke of bridges at COP28 about the H-2B visa?",  # numbers of names
        "Which three towns have bridges?",  # how many answers are wanted
    ],
)
def test_a_value_in_another_form_is_not_lacking(question: str) -> None:
    assert lacking(question) == []


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Who opened the three bridges?", ["three"]),
        ("Who opened the bridges on 14 March?", ["14 March"]),
        ("Who opened the bridges in July 2021?", ["July", "2021"]),
        ("What happened to the bridge on Friday?", ["Friday"]),
        ("What cost 3.5 million dollars?", ["3.5 million"]),
    ],
)
def test_a_value_that_the_article_does_not_have_is_lacking(question: str, values: list[str]) -> None:
    assert lacking(question) == values


def test_an_undated_article_is_not_taken_to_mean_a_day_that_it_does_not_name() -> None:
    undated = Article(id="undated", title="Bridges", text=TEXT)
    assert lacking("Who voted on 10 March?", undated) == ["10 March"]


@pytest.mark.parametrize(
    ("question", "sentence", "denied"),
    [
        ("Who was not elected mayor?", "Ada Lind was elected mayor.", 1.0),
        ("Who never paid the fee?", "Ada Lind paid the fee.", 1.0),
        ("Who did not come?", "The hall was full.", 0.5),
        ("Who was elected mayor?", "Ada Lind was not elected mayor.", 0.0),
        ("Who was not elected mayor?", "Ada Lind wasn't elected mayor.", 0.0),
        ("Who was elected mayor?", "Ada Lind was elected mayor.", 0.0),
    ],
)
def test_a_question_s_negation_denies_what_a_sentence_says_without_one(
    question: str, sentence: str, denied: float
) -> None:
    assert Differs(question).features(sentence) == (denied, 0.0)


def test_an_opposite_is_contrary_unless_the_word_itself_is_there() -> None:
    differs = Differs("When did the northern bridge close?")
    assert differs.features("The northern bridge opened on Monday.")[1] == 1.0
    assert differs.features("The northern bridge closed on Monday and opened on Friday.")[1] == 0.0


def test_what_stands_in_the_place_of_a_value_is_told_as_written() -> None:
    differs = Differs("Who opened the three bridges on 14 March?")
    day, number = differs.lacking(ARTICLE)
    assert differs.in_place_of(day, TEXT) == "12 March"
    assert differs.in_place_of(number, TEXT) == "four"
    assert differs.in_place_of(number, "Nobody came.") == ""


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_is_found_where_it_is_written_alike_or_with_commas(number: int) -> None:
    for written in (str(number), f"{number:,}"):
        article = Article(id="n", title="", text=f"It was {written} in all.")
        assert lacking(f"Who counted {number}?", article) == []
        assert lacking(f"Who counted {number:,}?", article) == []


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_can_be_compared(question: str, sentence: str) -> None:
    differs = Differs(question)
    differs.lacking(Article(id="any", title="", text=sentence))
    denied, contrary = differs.features(sentence)
    assert 0 <= denied <= 1
    assert contrary in (0, 1)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who paid 500,000 crowns?", "She paid half a million crowns."),
        ("Who paid 2,500 crowns?", "She paid two and a half thousand crowns."),
        ("Who paid 1,200 crowns?", "She paid 1 200 crowns."),
        ("Who bought 12 boats?", "She bought a dozen boats."),
        ("Who bought 200 boats?", "She bought two hundred boats."),
        ("Who ran 5 km?", "She ran 5km."),
        ("Who came on May 10?", "She was there on May 9, 10 and 11."),
        ("Who came on 10 May?", "She was there from 9 to 11 May."),
        ("Who opened the first bridge?", "She opened it."),
        ("Who lives at No. 10 Mill Street?", "She lives at 10 Mill Street."),
    ],
)
def test_value_that_the_article_has_in_other_words_is_not_lacking(question: str, text: str) -> None:
    assert Differs(question).lacking(Article(id="a", title="", text=text, published=date(2031, 8, 1))) == ()


@pytest.mark.parametrize("text", ["She bought 50 boats.", "She bought 15 boats.", "She bought boats for 2.5 million."])
def test_value_within_another_is_lacking(text: str) -> None:
    (value,) = Differs("Who bought 5 boats?").lacking(Article(id="a", title="", text=text))
    assert value.written == "5"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who paid 700,000 crowns?", "She paid half a million crowns."),
        ("Who came sixth of 6 runners?", "She came fifth of the runners."),
        ("Who won the cup in 2027?", "She won before 2000 spectators."),
    ],
)
def test_what_may_be_no_other_value_is_not_told_as_one(question: str, sentence: str) -> None:
    differs = Differs(question)
    assert [differs.in_place_of(value, sentence) for value in differs.values] == [""] * len(differs.values)


def test_articles_of_the_first_year_are_read() -> None:
    assert Differs("Who came in May?").lacking(Article(id="a", title="", text="She came.", published=date(1, 1, 1)))


def test_long_lists_of_numbers_take_no_long_time() -> None:
    article = Article(id="a", title="Scores", text="10, " * 250_000 + "May " * 50_000)
    began = time.process_time()
    Differs("Who came on 10 May with 1,300 of 5 million people in March 2031?").lacking(article)
    assert time.process_time() - began < 5
