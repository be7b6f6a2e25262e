"""What "it" means in the second of two questions that are joined."""

import pytest

from rag.questions.joined import made_alone


@pytest.mark.parametrize(
    ("before", "clause", "alone"),
    [
        ("Who proposed the merger", "who opposed it?", "who opposed the merger?"),
        ("Where was the Orsk summit held", "when did it end?", "when did the Orsk summit end?"),
        # what is asked for is "it", and not who did it
        ("What did Halden propose", "who opposed it?", "who opposed it (Halden propose)?"),
        ("What has the Orsk Museum planned", "who opposes it?", "who opposes it (Orsk Museum planned)?"),
        # as a subject it may well be who did it
        ("What did Halden Group do", "when did it apologise?", "when did Halden Group apologise?"),
    ],
)
def test_it_is_the_thing_that_the_first_question_names(before: str, clause: str, alone: str) -> None:
    assert made_alone(clause, before) == alone
