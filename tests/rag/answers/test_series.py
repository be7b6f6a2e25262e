"""Lists: a sentence that names all of them goes before those that only speak of them."""

import pytest

from rag.answers.series import has_series
from tests.rag.answers.forms import AS_OF, Archived, report, texts

PLAN = "Three of the seven baths in Orlen would close under a plan of the council."
NAMES = "The houses in Mill Street, Low Road and Varn would close their doors in May."


@pytest.mark.parametrize(
    "text",
    [
        NAMES,
        "It makes Crisp, Oatling and the Duchess range.",
        "The Mint, the Bank and the Corn Hall will close.",
        "Three people died: a driver from Lorne, a woman of 83 who fell, and a tree surgeon.",
        'The shop sells "Salt", "Pepper" and "Dill".',
    ],
)
def test_three_things_one_after_the_other_are_a_series(text: str) -> None:
    assert has_series(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind and Bo Dahl met in Orlen.",
        "Ada Lind, the mayor of Orlen, and Bo Dahl met.",
        "On Monday, Ada Lind and Bo Dahl met.",
        "The mint is old, and Orlen is small.",
        "Snow, " * 20_000,
    ],
)
def test_two_with_their_roles_or_after_a_day_are_none(text: str) -> None:
    assert not has_series(text)


def test_list_names_all_and_not_what_became_of_one(archived: Archived) -> None:
    assistant = archived(
        report(1, f"{PLAN} {NAMES} Tickets would cost 4 crowns."),
        report(2, "Only the bath in Varn will close. The mayor of Orlen is glad."),
    )
    assert texts(assistant.ask("Which baths did Orlen want to close?", AS_OF))[:2] in ([NAMES, PLAN], [PLAN, NAMES])


def test_list_of_what_a_firm_makes_has_no_other_firm(archived: Archived) -> None:
    makes = "It makes Crisp, Oatling and the Duchess range."
    assistant = archived(
        report(1, f"Holm Foods, the baker based in Orlen, has lost money. {makes}"),
        report(2, "Van Lorne, which owns the Dekk and Mell brands, has offered 3 million crowns for Holm Foods."),
    )
    assert texts(assistant.ask("What are the brands that Holm Foods makes?", AS_OF)) == [makes]
