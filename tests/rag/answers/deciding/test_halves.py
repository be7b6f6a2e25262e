"""Yes and no from clauses that are not the whole sentence, and from what the article has said ahead of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from rag.answers.deciding.decide import decides
from rag.answers.sentence import Sentence
from tests.rag.answers.forms import AS_OF, Archived, answering, report, sentence, texts

# fmt: off
CLAUSES = [
    # before what somebody says besides
    ("Did Vask refuse to pay?", "Vask, 58, refused to pay and said he would go to court.", "Yes"),
    ("Did Vask pay?", "Vask, 58, refused to pay and said he would go to court.", "No"),
    ("Did the council close the pool?", "The council closed the pool, saying that it would be rebuilt.", "Yes"),
    ("Did Vask pay?", "The union said Vask had paid and said it would thank him.", None),
    ("Was the bridge closed?", "The bridge was closed and said to have been reopened later.", None),
    # beside another clause
    ("Did anybody die in Lomm?", "In Lomm, 17 people were slightly hurt and nobody died.", "No"),
    ("Did anybody die in Lomm?", "In Orl, 17 people were slightly hurt and nobody died.", None),
    ("Did anybody die in Lomm?", "In Lomm, the mayor said, 17 were hurt and nobody died.", None),
    ("Did Berg win the seat?", "Lund lost the race, and Berg won the seat.", "Yes"),
    ("Did Berg win the seat?", "A brother of Lund and Berg won the seat.", None),
    ("Did Berg win the seat?", "Whoever backed Lund lost, and if Berg won the seat nobody knew.", None),
    # of two things, of each
    ("Is the ferry affected?", "The old bridge and the ferry are not affected.", "No"),
    ("Was Orl flooded?", "Orl and Lomm were flooded on Monday.", "Yes"),
    ("Is the old bridge affected?", "The old bridge and the ferry are affected.", "Yes"),
    ("Is the ferry affected?", "The owners of the bridge and the ferry are affected.", None),
    ("Is Ann Lee married?", "Ann Lee and Bo Berg are married.", None),
    # relative clauses
    ("Did Norlin TV broadcast the speech?", "Norlin TV, which had backed Vask, did not broadcast the speech.", "No"),
    ("Did state television broadcast the speech?", "State television, which backed Vask, did not broadcast the speech.", "No"),
    ("Did the court fine Norvex?", "Shares fell at Norvex, which the court fined in May.", "Yes"),
    ("Did the court fine Norvex?", "Shares fell at Norvex, which the court fined the chief of.", None),
    ("Did the court fine Norvex?", "The boss of Norvex, whom the court fined in May, resigned.", None),
    # in other words
    ("Was the request for a recount granted?", "The commission turned down a request by Ada Lind for a recount.", "No"),
    ("Was the request for a recount rejected?", "The commission turned down a request by Ada Lind for a recount.", "Yes"),
    ("Was the request granted?", "The commission may turn down a request by Ada Lind for a recount.", None),
    ("Was Lee granted bail?", "Lee was denied bail.", "No"),
    ("Did Vask concede defeat?", "Vask refused to concede.", "No"),
    ("Did Vask step down?", "Vask resigned on Monday.", "Yes"),
    ("Did Vask resign?", "Vask stepped down as mayor on Monday.", "Yes"),
    ("Did Vask resign?", "Vask stepped down on Monday.", "Yes"),
    ("Did Vask resign?", "Vask stepped down from the museum board.", "Yes"),
    ("Did Vask resign?", "Vask stepped down from the train on Monday.", None),
    ("Did Vask resign?", "Vask stepped down onto the quay.", None),
    # where it goes to, of those that come from elsewhere
    ("Were flights to Lomm cancelled?", "Flights from Karn to Lomm were cancelled.", None),
]
# fmt: on


@pytest.mark.parametrize(("question", "text", "verdict"), CLAUSES)
def test_clause_decides_where_it_stands_on_its_own(question: str, text: str, verdict: str | None) -> None:
    assert decides(question, sentence(text)) == verdict


# fmt: off
IT = [
    ("The Orlen Bank fined seven companies on Monday.", "It did not fine Norvex.", "No"),
    ("The Orlen Bank fined seven companies on Monday.", "It also fined Norvex.", "Yes"),
    ("The Orlen Bank fined the Lind yard on Monday.", "It did not fine Norvex.", None),  # the yard, or the bank
    ("The Orlen Bank fined Selma Line on Monday.", "It did not fine Norvex.", None),
    ("The Orlen Bank is old.", "It did not fine Norvex.", None),
]
# fmt: on


@pytest.mark.parametrize(("before", "text", "verdict"), IT)
def test_it_is_the_body_of_the_sentence_before_where_that_names_nothing_else(
    before: str, text: str, verdict: str | None
) -> None:
    assert decides("Did the Orlen Bank fine Norvex?", sentence(text, before)) == verdict


def test_they_are_exempt_from_what_the_sentences_before_put_on_them() -> None:
    question, text = "Are households exempt from the levy?", "Households are exempt."
    assert decides(question, sentence(text, before="The law puts a levy on wells. It holds from 1 July.")) == "Yes"
    assert decides(question, sentence(text, before="The law puts a ban on wells. It holds from 1 July.")) is None


def under(title: str, text: str, before: str = "") -> Sentence:
    """The sentence under a headline, behind those before it."""
    plain = sentence(text, before)
    return replace(plain, passage=replace(plain.passage, article=replace(plain.article, title=title)))


@pytest.mark.parametrize(
    ("title", "verdict"), [("Quake kills 14 in Lomm", "No"), ("Quake felt in Lomm and in Orl", None), ("Quake", None)]
)
def test_place_of_the_headline_need_not_be_named_again(title: str, verdict: str | None) -> None:
    assert decides("Was a flood warning issued for Lomm?", under(title, "No flood warning was issued.")) == verdict


@pytest.mark.parametrize(
    ("before", "verdict"),
    [
        ("In Lomm, a dam burst.", None),
        ("A dam burst in Lomm.", None),
        ("The river rose in Paris.", "Yes"),
        ("The river rose in the French city of Paris and 10 miles south of Lomm.", "Yes"),
        ("It rained.", "Yes"),
    ],
)
def test_place_of_the_headline_is_not_that_of_what_follows_another_place(before: str, verdict: str | None) -> None:
    told = under("Moen in Paris as flood hits home", "A curfew was imposed.", before)
    assert decides("Was a curfew imposed in Paris?", told) == verdict


def test_verb_of_an_outlet_is_not_taken_for_what_somebody_says(archived: Archived) -> None:
    assistant = archived(
        report(1, "The Orlen Bank fined seven companies on Monday. It did not list Selma Line, which is old.")
    )
    answer = assistant.ask("Did the Orlen Bank list Selma Line?", AS_OF)
    assert answer.short == "No"
    assert texts(answer)[0].startswith("It did not list")


def test_plain_claim_of_an_official_is_shown_however_unlikely_the_model_finds_it(tmp_path: Path) -> None:
    text = "Ada Lind was elected governor with 51.3 percent of the vote in the run-off, the vote commission said."
    with answering(tmp_path, report(1, f"Ships lay in the bay for days. {text}"), accepted_wrong=0.0001) as strict:
        answer = strict.ask("Was Ada Lind elected governor?", AS_OF)
        assert answer.short is None
        assert texts(answer) == [text]
        assert not strict.ask("Was Ada Lind jailed?", AS_OF).answered
