"""The person's own words first, nobody else's in their place, and the speaker where it is asked who said it."""

from pathlib import Path

import pytest

from index.archive import Archive
from rag.assistant import Assistant
from rag.read import Reader
from tests.rag.answers.forms import AS_OF, Archived, report, texts

LIND = (
    "Ada Lind, the mayor of Tarnwick, opened the fair on Monday. The band played until noon and nobody left early. "
    "“The new bridge is a joy to cross,” she said. Bo Hart, a baker, said that the bridge was far too dear."
)
MOSS = "Ada Lind came by ferry. Cara Moss said the ferry was slow. It left at nine."


def test_direct_words_of_the_person_answer_and_never_somebody_elses(archived: Archived) -> None:
    answer = archived(report(1, LIND), report(2, MOSS)).ask("What did Ada Lind say about the bridge?", AS_OF)
    said = texts(answer)
    assert "a joy to cross" in said[0]
    assert "too dear" not in " ".join(said)
    assert answer.citations[0].speaker == "Ada Lind"


def test_direct_words_come_before_reported_ones(archived: Archived) -> None:
    reported = "Ada Lind said that the tram would come late and cost a fortune."
    direct = "“A slow tram is worse than walking through heavy rain,” Ada Lind said."
    assistant = archived(report(1, f"{reported} Snow fell. {direct}"))
    assert texts(assistant.ask("What did Ada Lind say about the tram?", AS_OF)) == [direct, reported]


def test_words_in_an_article_headed_with_the_topic_answer_however_unlikely(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path, chroma=False)
    headed = "Night shifts divide Orlen. Drivers want more pay. “There is no money for this,” Mayor Ada Lind said."
    archive.sync([report(1, headed), report(2, "A film opens. “It is a sad film,” Mayor Ada Lind said of it.")])
    with Assistant(archive, Reader(archive, accepted_wrong=0.0)) as strict:
        told = strict.ask("What did Ada Lind say about night shifts?", AS_OF)
        assert "There is no money for this" in texts(told)[0]
        assert not strict.ask("What did Ada Lind say about the drought?", AS_OF).answered


def test_nobody_else_is_cited_for_a_person_who_is_silent_on_it(archived: Archived) -> None:
    answer = archived(report(1, LIND), report(2, MOSS)).ask("What did Ada Lind say about the ferry?", AS_OF)
    assert "Cara Moss" not in " ".join(texts(answer))


def test_refusal_names_the_person_whom_no_article_quotes(archived: Archived) -> None:
    text = "Cara Moss said that the ferry of Ada Lind was slow."
    answer = archived(report(1, text)).ask("What did Ada Lind say about the ferry?", AS_OF)
    assert not answer.answered
    assert answer.reason == "No article of this archive quotes Ada Lind on this."
    assert answer.citations == ()


GREEDY = "Cara Moss scored three times. “I had dreamt of one,” said Moss. “Three is greedy.”"
FIRE = "Seven were hurt in a fire. The fire service said that three of them were in hospital, all of them dead tired."
OURS = "Mayor Ada Lind said that many stay on the island. “Our dead are here,” she said."
THEM = (
    "The union of the dockers met in Sellin and called for a strike. “We are not them,” said Eva Dahl.",
    "Rovers lost again, to a goal in the last minute of play. “But we are not them,” Finn Berg said.",
)
TOLL = "Bo Hart, the governor, said that 31 dead were found."


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who said “Our dead are here”?", "Ada Lind"),
        ("Who said 'Our dead are here.'?", "Ada Lind"),
        ("Who said “our dead are here”?", "Ada Lind"),
        ("Who said “Three is greedy”?", "Cara Moss"),
        ("Who said “we are not them”?", "Eva Dahl, Finn Berg"),
    ],
)
def test_who_said_the_very_words_in_quotation_marks_is_the_answer(
    archived: Archived, question: str, short: str
) -> None:
    told = GREEDY, FIRE, OURS, TOLL, *THEM
    answer = archived(*(report(at, one) for at, one in enumerate(told))).ask(question, AS_OF)
    speakers = dict.fromkeys(one.speaker for one in answer.citations if one.speaker)
    assert short.split(", ") == sorted(speakers)
    assert answer.short == (short if len(speakers) == 1 else None)


def test_who_said_it_is_answered_with_the_speaker(archived: Archived) -> None:
    assert archived(report(1, LIND)).ask("Who said that the bridge was too dear?", AS_OF).short == "Bo Hart"


def test_speaker_behind_a_pronoun_is_named_by_a_cited_sentence(archived: Archived) -> None:
    answer = archived(report(1, LIND)).ask("Who said that the new bridge is a joy to cross?", AS_OF)
    texts(answer)
    assert answer.short == "Ada Lind"
    assert any("Ada Lind" in one.quote for one in answer.citations)
    assert any("a joy to cross" in one.quote for one in answer.citations)


INTERVIEW = (
    "Arvid Kell, the governor of Saaren, met the Weekly in his office.\n\n"
    "Weekly: What has the base brought?\n\n"
    "Kell: Work, first of all. Norrland has helped us more than our own capital.\n\n"
    "Weekly: And Estmark?\n\n"
    "Kell: Estmark is a friend that forgets birthdays."
)


@pytest.mark.parametrize("who", ["the governor", "the governor of Saaren", "Saaren's governor"])
def test_office_is_answered_with_the_words_of_whom_the_article_gives_it(archived: Archived, who: str) -> None:
    answer = archived(report(1, INTERVIEW), report(2, MOSS)).ask(f"What did {who} say about Norrland?", AS_OF)
    assert "helped us more than our own capital" in " ".join(texts(answer))


def test_words_of_a_deputy_are_not_those_of_the_office(archived: Archived) -> None:
    text = "Deputy Mayor Bo Hart said that the tram was late. Mayor Ada Lind opened the tram."
    answer = archived(report(1, text)).ask("What did the mayor say about the tram?", AS_OF)
    assert not answer.answered
    assert answer.reason == "No article of this archive quotes the mayor on this."


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sails from Senn. Its director, Pal Estrand, did not attend the ferry's first trip.",
        "Pal Estrand visited the ferry at noon. Cara Moss, who built it, was there.",
        "Pal Estrand signed the ferry agreement on Monday.",
    ],
)
def test_what_a_person_did_is_not_what_they_said(archived: Archived, text: str) -> None:
    answer = archived(report(1, text)).ask("What did Pal Estrand say about the ferry?", AS_OF)
    assert not answer.answered
    assert answer.reason == "No article of this archive quotes Pal Estrand on this."


def test_what_a_document_says_needs_no_verb_of_saying(archived: Archived) -> None:
    text = "The towns signed a treaty on Monday. The treaty lets ferries sail every 40 minutes."
    answer = archived(report(1, text)).ask("What does the treaty say about ferries?", AS_OF)
    assert "The treaty lets ferries sail every 40 minutes." in texts(answer)


def test_short_clause_of_somebody_else_is_not_told_as_the_hearers_words(archived: Archived) -> None:
    text = "Jari Pell told Kaisa Moen in the crowded town hall of Senn on Monday night that the canal was a waste."
    answer = archived(report(1, text)).ask("What did Kaisa Moen say about the canal?", AS_OF)
    assert not answer.answered


def test_words_about_the_subject_of_the_article_answer_without_naming_it(archived: Archived) -> None:
    text = (
        "An earthquake struck Torvall on Tuesday. Seven people died. The town hall fell. The church lost its spire. "
        "The hospital stands. “We will rebuild every house,” Prime Minister Kari Moss said."
    )
    answer = archived(report(1, text)).ask("What did Kari Moss say about the earthquake?", AS_OF)
    assert texts(answer) == ["“We will rebuild every house,” Prime Minister Kari Moss said."]


def test_citation_tells_the_role_of_its_speaker(archived: Archived) -> None:
    text = "The mayor of Lomm, Ada Lind, said that the bridge was safe. “I cross the bridge daily,” Lind said."
    answer = archived(report(1, text)).ask("What did Ada Lind say about the bridge?", AS_OF)
    assert {(one.speaker, one.role) for one in answer.citations} == {("Ada Lind", "The mayor of Lomm")}
    assert {one["role"] for one in answer.to_dict()["citations"]} == {"The mayor of Lomm"}
