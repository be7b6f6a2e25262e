"""What another party puts a figure at is shown beside the first, though the sentence has no word of the question."""

from datetime import date

import pytest

from tests.rag.answers.forms import AS_OF, Archived, report, texts

OWN = "Ada Lind of CityLink said that the bus strike was costing the company 90,000 crowns a day."
QUESTION = "How much does the bus strike cost CityLink a day?"


@pytest.mark.parametrize(
    ("theirs", "value"),
    [
        ("The union put the loss at 150,000.", "150,000"),
        ("The drivers' union estimates that the cost is about 150,000 crowns.", "150,000 crowns"),
    ],
)
def test_both_parties_figures_stand_side_by_side(archived: Archived, theirs: str, value: str) -> None:
    text = f"{OWN} {theirs} Talks are to resume on Monday."
    answer = archived(report(1, text, "Gazette", date(2026, 3, 5))).ask(QUESTION, AS_OF)
    assert answer.disagreement
    assert [one.removeprefix("about ") for one, _ in answer.disagreement.values] == ["90,000 crowns", value]
    assert theirs in texts(answer)


@pytest.mark.parametrize(
    "other",
    [
        "The union put the number of drivers on the picket at 150.",  # of something else
        "Lind put the loss since May at 150,000.",  # of the same party
        "The union has 150,000 members.",
        "The drivers' union said its loss was 150,000 crowns.",  # of the other
    ],
)
def test_what_is_no_other_figure_of_the_same_is_no_disagreement(archived: Archived, other: str) -> None:
    text = f"{OWN} {other} Talks are to resume on Monday."
    answer = archived(report(1, text, "Gazette", date(2026, 3, 5))).ask(QUESTION, AS_OF)
    assert answer.short == "90,000 crowns"
    assert answer.disagreement is None
