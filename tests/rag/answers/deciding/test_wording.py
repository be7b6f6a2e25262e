"""Yes and no where sentence and question name one thing in different ways, and what only seems to be told."""

import pytest

from rag.answers.deciding.decide import decides
from tests.rag.answers.forms import sentence


@pytest.mark.parametrize(
    ("question", "before", "text", "verdict"),
    [
        (
            "Was the lorry driver charged?",
            "",
            "The lorry's driver, who has not been charged, will speak on Monday.",
            "No",
        ),
        ("Was the ban of coach Bo Hart lifted?", "", "The ban of his coach, Bo Hart, was lifted.", "Yes"),
        # another's, or which of two is meant
        ("Was the lorry driver charged?", "", "The lorry's owner was not charged.", None),
        ("Was the lorry driver charged?", "", "The lorry driver's son was charged.", None),
        (
            "Was the Auk-1 satellite insured?",
            "Orvex lost its satellite Auk-1 and the satellite Tern-2.",
            "The satellite is not insured.",
            None,
        ),
        # who it is that it befell, and how much
        ("Was Orvex fined?", "", "The kettle maker Orvex was fined 250,000 crowns on Friday.", "Yes"),
        ("Did Hart resign?", "", "The chief executive of the trust, Bo Hart, resigned on Thursday.", "Yes"),
        # whose thing it is, an article need not say
        ("Did the Norvex mine close?", "Norvex lent money to a mine in Karn.", "The mine closed on Friday.", None),
        ("Did Bo Hart die?", "", "The widow of the mayor of Karn, Bo Hart, died on Sunday.", None),
        # in part so, in part not
        ("Was Ada Lind acquitted?", "", "Ada Lind was convicted on 25 counts and acquitted on three.", None),
        ("Was Ada Lind convicted?", "", "Ada Lind was convicted on 25 counts and acquitted on three.", "Yes"),
        # won in a poll
        ("Did Berg win the seat?", "", "Lund resigned in May, and Berg won the seat in a forecast.", None),
        ("Did Berg win the seat?", "", "Berg won the seat according to most polls.", None),
        ("Did Berg win the seat?", "", "Berg won the seat in May.", "Yes"),
    ],
)
def test_one_thing_by_two_names(question: str, before: str, text: str, verdict: str | None) -> None:
    assert decides(question, sentence(text, before)) == verdict
