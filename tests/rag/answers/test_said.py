"""The person's own words first, nobody else's in their place, and the speaker where it is asked who said it."""

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


def test_nobody_else_is_cited_for_a_person_who_is_silent_on_it(archived: Archived) -> None:
    answer = archived(report(1, LIND), report(2, MOSS)).ask("What did Ada Lind say about the ferry?", AS_OF)
    assert "Cara Moss" not in " ".join(texts(answer))


def test_refusal_names_the_person_whom_no_article_quotes(archived: Archived) -> None:
    text = "Cara Moss said that the ferry of Ada Lind was slow."
    answer = archived(report(1, text)).ask("What did Ada Lind say about the ferry?", AS_OF)
    assert not answer.answered
    assert answer.reason == "No article of this archive quotes Ada Lind on this."
    assert answer.citations == ()


def test_who_said_it_is_answered_with_the_speaker(archived: Archived) -> None:
    assert archived(report(1, LIND)).ask("Who said that the bridge was too dear?", AS_OF).short == "Bo Hart"


def test_speaker_behind_a_pronoun_is_named_by_a_cited_sentence(archived: Archived) -> None:
    answer = archived(report(1, LIND)).ask("Who said that the new bridge is a joy to cross?", AS_OF)
    texts(answer)
    assert answer.short == "Ada Lind"
    assert any("Ada Lind" in one.quote for one in answer.citations)
    assert any("a joy to cross" in one.quote for one in answer.citations)
