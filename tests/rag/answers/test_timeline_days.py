"""The day of a step is that of its main clause, or of its article: none that stands there by the way."""

from datetime import date

import pytest

from rag.answers.timeline import day_told
from tests.rag.answers.forms import AS_OF, Archived, report, sentence, texts

# Published on Wednesday, 4 March 2026.


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Mayor Ada Lind, who faces an election on 15 March, rejected the plan.", "reported 4 March 2026"),
        ("Mayor Ada Lind, who faces an election on 15 March, rejected the plan on 2 March.", "2 March 2026"),
        ("The film has won the prize at the fair, which closed on Sunday night.", "reported 4 March 2026"),
        ("Inspectors warned the owner of a ferry that sank on Sunday of a seal.", "reported 4 March 2026"),
        ("A man who stole a lamp was jailed on Monday.", "2 March 2026"),
        ("Porters have called off a strike that was to begin on Thursday.", "reported 4 March 2026"),
        ("Voters in Lorne choose a mayor on Sunday.", "reported 4 March 2026"),
        ("A lorry hit the bridge on Monday.", "2 March 2026"),
        ("The storm shook Lorne on Monday.", "2 March 2026"),
        ("The ferry sank on Sunday.", "1 March 2026"),
        ("Talks broke down on Sunday night, but both sides said they would meet on Thursday.", "1 March 2026"),
        ("The port's boss on Monday withdrew the plan.", "2 March 2026"),
        ("The mayor said the pier, closed on Monday, would stay shut.", "2 March 2026"),
        ("The mayor will open the pier on Monday, which took nine years.", "reported 4 March 2026"),
    ],
)
def test_day_is_of_the_main_clause(text: str, note: str) -> None:
    told = day_told(sentence(text), AS_OF)
    assert told is not None
    assert told.words == note


def test_article_gives_no_more_than_two_steps_without_a_day(archived: Archived) -> None:
    many = (
        "The fever in Lorne is over, said the county doctor. The schools opened their doors with songs after the fever. "
        "Nurses have slept a whole night in spite of the fever. Ships may land without a paper on fever once more."
    )
    assistant = archived(
        report(1, "The fever in Lorne began on 3 March at the mint.", "Herald", date(2026, 3, 9)),
        report(2, many, "Gazette", date(2026, 4, 9)),
    )
    answer = assistant.ask("Timeline of the fever in Lorne", AS_OF)
    assert len([one for one in texts(answer) if one in many]) == 2
    assert "The fever in Lorne began on 3 March at the mint." in texts(answer)
