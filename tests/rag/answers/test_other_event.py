"""What happened to another thing is no answer."""

import pytest

from rag.evidence.other_event import of_the_thing
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, report, texts

SUMMIT = report(1, "Leaders of six countries met in Lomm for a summit on fishing. They agreed on quotas.")
STRIKE = report(2, "The strike of the ferry crews ended on 3 April, the union said.")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When did the summit end?", {"a1"}),
        ("When did the strike end?", {"a2"}),
        ("When did the walkout end?", {"a2"}),  # in other words
        ("When did the festival end?", {"a1", "a2"}),  # of which nobody speaks
        ("When did the mayor leave the summit?", {"a1", "a2"}),  # there is more to go by
        ("When did the union strike?", {"a1", "a2"}),  # which may go by its name
        ("Who ended the strike?", {"a1", "a2"}),
    ],
)
def test_only_articles_that_speak_of_the_thing_tell_of_it(question: str, told: set[str]) -> None:
    assert of_the_thing(understand(question, AS_OF), [SUMMIT, STRIKE]) == told


def test_end_of_the_strike_is_not_that_of_the_summit(archived: Archived) -> None:
    assistant = archived(SUMMIT, STRIKE)
    assert "3 April" not in assistant.ask("When did the summit end?", AS_OF).text
    assert texts(assistant.ask("When did the strike end?", AS_OF)) == [STRIKE.text]
