"""Of several numbers in a sentence the one that is asked for, all of it, and none of another sort."""

import pytest

from rag.answers.fit import suits
from rag.answers.short import short_of
from rag.answers.values.counted import counted
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, rated


def short(question: str, sentence: str) -> str | None:
    """The short answer of a sentence in which the reader found what stands between bars."""
    query = understand(question, AS_OF)
    return short_of(query, counted(query, rated(1, sentence, 0.5)))


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        # of all and of some
        ("How many pools will Orlen close?", "Two of Orlen's |five| pools would close under the plan.", "Two"),
        ("How many pools does Orlen have?", "Two of Orlen's |five| pools would close under the plan.", "five"),
        ("How many divers were charged?", "Two of the |nine| divers who were arrested were charged.", "Two"),
        ("How many divers were arrested?", "Two of the |nine| divers who were arrested were charged.", "nine"),
        ("How many kettles were recalled?", "Of the 31,000 kettles recalled, |26,400| have been returned.", "31,000"),
        ("How many kettles have been returned?", "Of the 31,000 kettles recalled, |26,400| have been returned.", "26,400"),
        ("How many wards had to close?", "The clinic had to close |three of its 12| wards.", "three"),
        ("How many wards does the clinic have?", "The clinic had to close |three of its 12| wards.", "12"),
        # what took its place in the same sentence
        ("How much will rents rise?", "Rents will rise by 3.1 per cent, not the |3.6 per cent| first proposed.", "3.1 per cent"),
        ("How many masts does Norvex plan?", "Norvex has cut the number of masts from |20| to 16.", "16"),
        ("How many masts did Norvex plan at first?", "Norvex has cut the number of masts from |20| to 16.", "20"),
        ("How many houses were flooded?", "It said 210 houses were flooded, revising an earlier figure of |180|.", "210"),
        ("How many kettles are recalled?", "It widened its recall by |65,000 to 185,000| kettles.", "185,000"),
        ("How many kettles are recalled?", "It widened its recall by |65,000| to 185,000 kettles.", "185,000"),
        ("By how many did it widen its recall?", "It widened its recall by |65,000 to 185,000| kettles.", "65,000"),
        ("By how many did it widen its recall?", "It widened its recall by |65,000| to 185,000 kettles.", "65,000"),
        ("What are sales?", "Sales rose by |3 per cent to 52 million crowns|.", "52 million crowns"),
        ("How much are sales?", "Sales rose by |3 per cent to 52 million crowns|.", "52 million crowns"),
        ("How much is a ticket?", "Fares rose by |5 crowns to 47 crowns|.", "47 crowns"),
        ("How much does it cost?", "It rose by |5 to 11 million crowns|.", "5 to 11 million crowns"),  # a range too
        ("How many jobs go?", "It could cut its staff by |2,000 to 5,000|.", "2,000 to 5,000"),
        ("How much did fares rise?", "Fares rose by |10 to 15 per cent| in May.", "10 to 15 per cent"),  # a range
        ("How much did Orl lose a year ago?", "Orl lost |4 crowns| a share, against 3 crowns a year earlier.", "3 crowns"),
        ("What was the loss a year ago?", "The loss was |4 million crowns|, compared with 3 million crowns a year ago.", "3 million crowns"),
        ("What was the loss?", "The loss was |4 million crowns|, compared with 3 million crowns a year ago.", "4 million crowns"),
        ("How long did it run?", "The line ran from |14| stops to 12 parks.", "14"),  # nothing changed
        # all of it, and no more
        ("How long was her sentence?", "She was sentenced to |six years| and two months in prison.", "six years and two months"),
        ("How long was her sentence?", "She was sentenced to six years and |two months| in prison.", "six years and two months"),
        ("How many people were on board?", "It put the number on board at |93, two| more than the owner had said.", "93"),
        ("How many people fell ill?", "After |nine pupils and two| teachers fell ill, the school closed.", "nine pupils and two teachers"),
        ("How much did it bid?", "It bid |47 crowns a share, valuing the mill at 2 billion crowns|.", "47 crowns a share"),
        ("How many masts did it allow?", "It allowed |16 masts rather than 20|.", "16 masts"),
        # the one behind the name asked about
        ("How many seats did the Liberals win?", "The Union took |24| seats, the Liberals 19 and the Centre 12.", "19"),
        ("How many seats did the Centre win?", "The Union took |24| seats, the Liberals 19 and the new Centre 12.", "12"),
        ("How many seats did the Union win?", "The Union took |24| seats, the Liberals 19 and the Centre 12.", "24"),
        # those whom it befell
        ("How many people were injured?", "|Six| people died and 20 were injured.", "20"),
        ("How many people died?", "The blast killed and injured |12| people.", "12"),
        ("How old is the chair?", "Lind, 51, takes office on |9| May.", "51"),
    ],
)  # fmt: skip
def test_number_that_is_asked_for_is_the_short_answer(question: str, sentence: str, answer: str) -> None:
    assert short(question, sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How old is the new chair?", "The new chair takes office on |9| May."),
        ("How old is Lind?", "Lind was sold for |£4m|."),
        ("How old is Lind?", "Lind scored |19| goals."),
        ("How many people came?", "The show opened on |9 May|."),
        ("How many people came?", "Lind, |51|, said that the show was full."),
        ("How much did the bridge cost?", "The bridge was |30 per cent| dearer than planned."),
        ("How many people were on board?", "The number of people known to have died has risen to |14|."),
        ("How many people fled?", "An earlier version of our report of 4 March said that about |40| people fled."),
        ("How many people were injured in the storm?", "|Three| people died in the storm."),
        ("How many wards had to be closed?", "The clinic has reopened |two| of the wards that it was forced to close."),
        ("How many pools will close?", "The budget spares |two| of the five pools earmarked for closure."),
        ("How many homes lost power?", "The last |600| homes waited for power."),
        ("How many owls were released?", "It has 61 owls, up from the |12| that were released."),  # and not 61
        ("How many owls were released?", "It has |61| owls, up from the 12 that were released."),
        ("How many owls were released in Orl valley?", "Orl valley has |61| owls, up from the 12 that were released."),
    ],
)
def test_number_of_something_else_is_no_short_answer(question: str, sentence: str) -> None:
    assert short(question, sentence) is None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How long is the bridge?", "The bridge is |310 metres| long."),
        ("How many years did it take?", "It took |14 years|."),
        ("How many homes are still without power?", "The last |600| homes waited for power."),
        ("How heavy was the load?", "It carried |40 tonnes| more than allowed, less than any other."),
        ("How much did prices rise?", "Prices rose by |3 per cent|."),
        ("How old is the oak?", "The oak is |900 years| old."),
        ("How many people died?", "Officials put the figure at |14|."),  # of whom, it does not say
    ],
)
def test_number_that_may_be_meant_stays(question: str, sentence: str) -> None:
    query = understand(question, AS_OF)
    one = rated(1, sentence, 0.5)
    assert counted(query, one) is one
    assert suits(query, one)


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("|Ten people were arrested at the rally and three| were hurt.", "Ten"),
        ("Police arrested |eleven adults and two| children at the rally.", "eleven adults and two children"),
    ],
)
def test_half_of_two_numbers_is_made_whole_or_left(sentence: str, answer: str) -> None:
    assert short("How many people were arrested at the rally?", sentence) == answer


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("What was the magnitude of the quake?", "It was first measured at magnitude |6.8|, later revised to 6.6.", "6.6"),
        ("What was the magnitude of the quake?", "The survey put it at magnitude |6.8| and later revised it to 6.6.", "6.6"),
        ("What magnitude was first measured?", "It was first measured at magnitude |6.8|, later revised to 6.6.", "6.8"),
        ("What was the magnitude of the quake?", "The quake of magnitude |6.8| made Lomm revise its rules in 6 weeks.", "6.8"),
        ("How many were hurt?", "The clinic counted |31| hurt and then corrected this to 29.", "29"),
    ],
)  # fmt: skip
def test_value_that_its_sentence_revises_gives_way(question: str, sentence: str, answer: str) -> None:
    assert short(question, sentence) == answer
