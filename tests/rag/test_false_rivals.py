"""What is shown as a disagreement: values of one sort, and holders of the post that is asked for."""

import pytest

from tests.rag.test_disagree import said, values


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How old is Holm?", "Holm, |17|, won the race.", "Holm was sold for |£6m|."),
        ("What does Norvex pay?", "Norvex pays |348p| a share.", "Norvex pays |34 percent|."),
        ("What did the thief spend it on?", "He spent it on |cruises|.", "He spent it on |£150|."),
        ("What was the toll of the fire?", "The fire killed |nine|.", "The fire broke out near |Orl Head|."),
        ("How much does it cost?", "It costs |£3| an hour.", "It costs |£90| a month."),
        ("Who is the captain of the Rovers?", "The captain, |Ann Lee|, came.", "The manager, |Bo Ek|, came."),
        ("Who is the boss of Norvex?", "Its boss, |Ann Lee|, came.", "The union's leader, |Bo Ek|, came."),
    ],
)
def test_values_of_two_sorts_are_no_disagreement(question: str, one: str, other: str) -> None:
    assert values(question, said(one, "a"), said(other, "b")) == []


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How old is Holm?", "Holm, |17|, won the race.", "Holm is |19|."),
        ("What does Norvex pay?", "Norvex pays |£3m|.", "Norvex pays |£4m|."),
        ("Who is the boss of Norvex?", "Its boss, |Ann Lee|, came.", "Its chief executive, |Bo Ek|, came."),
    ],
)
def test_values_of_one_sort_are(question: str, one: str, other: str) -> None:
    assert len(values(question, said(one, "a"), said(other, "b"))) == 2
