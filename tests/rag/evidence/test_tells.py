"""A sentence tells what is asked about, in the question's words or in others, or only of whom."""

import pytest

from rag.evidence.tells import tells_what_is_asked
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, rated


@pytest.mark.parametrize(
    ("question", "sentence", "tells"),
    [
        ("When was Norvex bought?", "Norvex was bought |in 2019|.", True),
        ("When was Norvex bought?", "The takeover of Norvex was agreed |in 2019|.", True),
        ("When was Norvex established?", "Norvex was founded |in 1856|.", True),
        ("When did Ilse Brandt quit?", "Ilse Brandt stepped down |in May|.", True),
        ("When was Norvex bought?", "Norvex opened a yard |in 2019|.", False),
        ("When did Ilse Brandt quit?", "Ilse Brandt was born |in May|.", False),
    ],
)
def test_other_wording_tells_what_is_asked(question: str, sentence: str, tells: bool) -> None:
    assert tells_what_is_asked(understand(question, AS_OF), rated(1, sentence, 0.5)) is tells
