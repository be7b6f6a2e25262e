"""Different values for the same thing in different articles, side by side."""

from datetime import date

import numpy as np
import pytest

from index.datatypes import Article, Passage
from rag.disagree import disagreeing
from rag.evidence.gather import FEATURES, Evidence
from rag.evidence.spans import Found
from rag.understand import understand

TODAY = date(2031, 6, 1)


def said(
    sentence: str,
    article: str,
    probability: float = 0.9,
    score: float = 9.0,
    coverage: float = 0.9,
    nowhere: float = 0.0,
) -> Evidence:
    """A sentence as the reader weighs it, with its answer between bars."""
    before, answer, after = sentence.split("|")
    text = before + answer + after
    passage = Passage(Article(article, article, text), 0, len(text), text, 1.0)
    found = Found(len(before), len(before + answer), answer, score)
    features = np.zeros(len(FEATURES))
    features[FEATURES.index("coverage")] = coverage
    features[FEATURES.index("nowhere")] = nowhere
    return Evidence(passage, 0, len(text), text, None, features, found, probability)


def values(question: str, *evidence: Evidence) -> list[str]:
    return [value for value, _ in disagreeing(understand(question, TODAY), evidence)]


PEOPLE = "How many people attended the rally?"


@pytest.mark.parametrize(
    ("question", "one", "other", "both"),
    [
        (
            PEOPLE,
            "About |9,000 people| attended the rally.",
            "Police said |4,000 people| attended.",
            ["9,000 people", "4,000 people"],
        ),
        (PEOPLE, "|Seven people| attended the rally.", "The rally: |9| attended.", ["Seven people", "9"]),
        (
            "How much does it cost?",
            "It costs |14.2 million dalers|.",
            "It costs |19.6 million|.",
            ["14.2 million dalers", "19.6 million"],
        ),
        ("What share voted?", "|31 per cent| voted.", "In all |44%| voted.", ["31 per cent", "44%"]),
        ("When does it open?", "It opens on |4 May|.", "It opens on |May 6|, the city said.", ["4 May", "May 6"]),
        ("In which year was it built?", "It was built in |1963|.", "It was built in |1964|.", ["1963", "1964"]),
    ],
)
def test_two_articles_with_different_values_disagree(question: str, one: str, other: str, both: list[str]) -> None:
    assert values(question, said(one, "a"), said(other, "b")) == both


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (PEOPLE, "|Seven people| attended.", "It was attended by |7 people|."),  # the same in digits
        ("How much does it cost?", "It costs |1.2 million crowns|.", "It costs |1,200,000 crowns|."),
        ("How long is the visit?", "The visit takes |three days|.", "The visit takes |40 minutes|."),  # other units
        ("When does it open?", "It opens on |4 May|.", "It opens on |May 4|."),
        ("When does it open?", "It opens on |Tuesday|.", "It opens on |Wednesday|."),  # of which week, nobody says
        ("When does it open?", "It opens at |noon on Tuesday|.", "It opens on |4 May|."),
        ("Who opened it?", "|Mayor Ada Lind| opened it.", "|Lind| opened it."),  # one name, longer and shorter
        ("Why was it shut?", "It was shut |after a fall|.", "It was shut |for repair|."),  # no few words answer
        (PEOPLE, "|Many people| attended.", "Some |40 people| attended."),
    ],
)
def test_no_disagreement_where_values_are_equal_or_cannot_be_compared(question: str, one: str, other: str) -> None:
    assert values(question, said(one, "a"), said(other, "b")) == []


@pytest.mark.parametrize(
    ("question", "one", "other", "both"),
    [
        ("Who opened it?", "|Ada Lind| opened it.", "|Oskar Brand| opened it.", ["Ada Lind", "Oskar Brand"]),
        ("Where was it found?", "It lay in |Drosk|.", "It lay near |Varnholm|.", ["Drosk", "Varnholm"]),
    ],
)
def test_two_articles_with_different_names_differ(question: str, one: str, other: str, both: list[str]) -> None:
    assert values(question, said(one, "a"), said(other, "b")) == both


def test_one_article_does_not_disagree_with_itself() -> None:
    assert values(PEOPLE, said("|4,000 people| attended.", "a"), said("|9,000 people| attended.", "a")) == []


def test_unlikely_sentence_or_answer_does_not_count() -> None:
    best = said("|4,000 people| attended.", "a")
    assert values(PEOPLE, best, said("|9,000 people| attended.", "b", probability=0.2)) == []
    opened = said("|Ada Lind| opened it.", "a")
    assert values("Who opened it?", opened, said("|Oskar Brand| saw it.", "b", score=2.0)) == []
    assert values(PEOPLE, best, said("The square holds |9,000 people|.", "b", coverage=0.3)) == []


@pytest.mark.parametrize(
    ("other", "score", "nowhere", "shown"),
    [
        ("Richard Orme was a vicar. He was born on |3 July 1750|.", 5.0, 2.0, True),
        ("Richard Orme was a vicar. He was born on |3 July 1750|.", 5.0, 6.0, False),  # the reader finds rather none
        ("Richard Orme was a vicar. He was born on |3 July 1750|.", 0.5, 0.0, False),  # far behind
        ("Edmund Vale was a vicar. He was born on |3 July 1750|.", 5.0, 2.0, False),  # another person
        ("Richard Orme was made vicar on |3 July 1750|.", 5.0, 2.0, False),  # what was not asked
    ],
)
def test_another_of_the_name_is_shown_where_the_reader_finds_an_answer(
    other: str, score: float, nowhere: float, shown: bool
) -> None:
    best = said("Richard Orme was born on |12 December 1817|.", "a")
    second = said(other, "b", probability=0.4, score=score, coverage=0.05, nowhere=nowhere)
    found = ["12 December 1817", "3 July 1750"] if shown else []
    assert values("When was Richard Orme born?", best, second) == found


def test_each_value_is_shown_once_most_likely_first() -> None:
    evidence = [said(f"|{number} people| attended.", f"a{row}") for row, number in enumerate((40, 50, 40, 60))]
    assert values(PEOPLE, *evidence) == ["40 people", "50 people", "60 people"]


def test_nothing_disagrees_without_evidence() -> None:
    assert values(PEOPLE) == []


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("What did they approve?", "They approved |a new stadium|.", "They approved it |by 19 votes to 16|."),
        ("How many votes did it get?", "It got |12,000 seats|.", "They approved it by |19| votes to 16."),
        ("When will it run?", "It will run on |15 January 2027|.", "It will run in May, not June, correcting |4 May|."),
    ],
)
def test_what_is_of_another_sort_or_taken_back_does_not_disagree(question: str, one: str, other: str) -> None:
    assert values(question, said(one, "a"), said(other, "b")) == []


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How long was she jailed?", "She was jailed for |four years|.", "Norvex asked on Monday for a jail term of |five years|."),
        ("How much was it fined?", "It was fined |3 million|.", "She is considering a fine of |up to 5 million|."),
        ("How many seats did it win?", "It won |54| seats.", "Together the three hold |85| seats."),
        (
            "By how many votes did the lower house pass it?",
            "The lower house passed it by |78| votes.",
            "The upper house voted by |24| votes to send it back to the lower house.",
        ),
        ("By how many votes did it pass?", "It passed by |78| votes.", "It was rejected by |24| votes."),
        ("What was she acquitted of?", "She was acquitted of |theft|.", "She was found guilty of |fraud|."),
    ],
)  # fmt: skip
def test_what_is_only_meant_or_of_another_thing_does_not_disagree(question: str, one: str, other: str) -> None:
    assert values(question, said(one, "a"), said(other, "b")) == []


def test_what_is_asked_for_differs_where_that_is_asked() -> None:
    one = said("The union demanded |nine per cent|.", "a")
    other = said("The union demanded |six per cent|.", "b")
    assert values("How much did the union demand?", one, other) == ["nine per cent", "six per cent"]


def test_nobody_differs_where_the_likeliest_does_not_tell_who() -> None:
    best = said("Ann Lee left, and |Bo Ek| leads it.", "a", coverage=0.0, nowhere=9.0)
    others = [said(f"|{name}|, its boss, came to Norvex.", name, 0.6) for name in ("Cy Orm", "Di Pohl")]
    assert values("Who founded Norvex?", best, *others) == []
    assert values("Who founded Norvex?", *others) == ["Cy Orm", "Di Pohl"]


def test_two_parties_in_one_sentence_disagree() -> None:
    both = "About |2,000| people marched, according to the union; the police counted 900."
    assert values("How many people marched?", said(both, "a")) == ["2,000", "900"]
    assert values("How many people marched according to the union?", said(both, "a")) == []
    one_party = "The police counted |2,000| people on Monday and 900 on Tuesday."
    assert values("How many people marched?", said(one_party, "a")) == []


def test_amount_of_the_same_thing_in_the_same_unit_differs_wherever_its_name_stands() -> None:
    best = said("The ferry costs |12 million crowns|.", "ferry")
    other = said("The cost of it is |15 million crowns|.", "The ferry of Orlen", coverage=0.4)
    assert values("How much does the ferry cost?", best, other) == ["12 million crowns", "15 million crowns"]
    fare = said("A ticket is |4 crowns|.", "The ferry of Orlen", coverage=0.4)
    assert values("How much does the ferry cost?", best, fare) == []


def test_value_that_has_risen_is_shown_though_it_is_less_likely() -> None:
    best = said("The ferry costs |12 million crowns|.", "ferry")
    risen = said("The cost of the ferry has risen to |18 million crowns|.", "b", probability=0.2)
    assert values("How much does the ferry cost?", best, risen) == ["12 million crowns", "18 million crowns"]


@pytest.mark.parametrize(
    ("question", "best", "other", "shown"),
    [
        ("When was the Orlen Chapel established?", "opened in |1856|", "founded in |1900|", True),  # in other words
        ("When was the Orlen Chapel blessed?", "consecrated in |1856|", "consecrated in |1900|", True),  # in the same
        ("When was the Orlen Chapel blessed?", "consecrated in |1856|", "repainted in |1900|", False),
    ],
)
def test_another_value_is_told_in_words_for_what_is_asked(question: str, best: str, other: str, shown: bool) -> None:
    second = said(f"The Orlen Chapel was {other}.", "b", coverage=0.2)
    found = values(question, said(f"The Orlen Chapel was {best}.", "a"), second)
    assert found == (["1856", "1900"] if shown else [])


@pytest.mark.parametrize(("nowhere", "shown"), [(2.0, True), (6.0, False)])
def test_reader_must_be_sure_where_an_article_does_not_begin_with_the_name(nowhere: float, shown: bool) -> None:
    best = said("The Orlen Chapel was founded in |1856|.", "a")
    second = said("The parish was founded in |1900|.", "b", coverage=0.2, nowhere=nowhere)
    found = values("When was the Orlen Chapel founded?", best, second)
    assert found == (["1856", "1900"] if shown else [])


@pytest.mark.parametrize(
    ("other", "nowhere", "shown"),
    [
        ("Sellin lies inland. Its population was |174| then.", 2.0, True),
        ("Sellin lies inland. Its population was |174| then.", 10.0, False),  # the reader finds rather none
        ("Sellin lies inland. Its square holds |174| then.", 2.0, False),  # another quantity
        ("Tarn lies inland. Its population was |174| then.", 2.0, False),  # of something else
    ],
)
def test_amount_beside_the_quantity_asked_for_is_another_value(other: str, nowhere: float, shown: bool) -> None:
    best = said("The population of Sellin is |4,100|.", "a")
    second = said(other, "b", coverage=0.3, nowhere=nowhere)
    assert values("What is the population of Sellin?", best, second) == (["4,100", "174"] if shown else [])


def test_best_sentence_is_told_whatever_its_words() -> None:
    best = said("It came into the world on |12 December 1817|.", "a", coverage=0.0)
    other = said("Orme was born on |3 July 1750|.", "b", probability=0.5)
    assert values("When was Orme born?", best, other) == ["12 December 1817", "3 July 1750"]


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        ("Richard Orme told the guests that his new film was about |a boxer|.", "a boxer"),
        ("Richard Orme hat seinen neuen Film in Varnholm mit viel Beifall |aufgenommen| gesehen.", ""),
    ],
)
def test_what_the_reader_finds_in_a_language_it_does_not_know_is_no_other_value(other: str, shown: str) -> None:
    best = said("Richard Orme's new film is about |a lighthouse keeper|.", "a")
    second = said(other, "b", probability=0.5, score=2.0, coverage=0.2)
    found = values("What is the film of Richard Orme about?", best, second)
    assert found == (["a lighthouse keeper", shown] if shown else [])
