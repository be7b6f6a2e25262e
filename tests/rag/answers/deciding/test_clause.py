"""Whether a clause says a claim: a name that says who somebody is, and no more than a name."""

import pytest

from rag.answers.deciding.clause import clause_of


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Lund beat the champion, Ada Moreau, in 43 moves.", True),
        ("Lund beat the champion, Ada Moreau’s brother, in 43 moves.", False),
        ("Lund beat the champion, Ada Moreau and her team, in 43 moves.", False),
    ],
)
def test_name_behind_whom_it_means_is_who_was_beaten_only_where_it_stands_alone(sentence: str, says: bool) -> None:
    assert (clause_of("Lund beat Ada Moreau.", sentence) is not None) is says
