"""What leads an answer, and what is shown beside it."""

from dataclasses import replace

from index.datatypes import Article, Passage
from rag.answers.plain import plain
from rag.evidence.gather import Evidence
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, rated

TEAM = understand("Which team signed Juan Sol?", AS_OF)
PADRES = "The |San Dago Padres| agreed on a deal for Juan Sol."
METS = "Juan Sol put his name under a contract with the |New Yarrow Mets|."


def shown(*evidence: Evidence) -> list[str]:
    return [one.text for one in plain(TEAM, evidence, 0.1).sentences]


def test_other_value_is_shown_beside_an_unsure_one() -> None:
    found = shown(rated(1, PADRES, 0.35), rated(2, METS, 0.16))
    assert found == [PADRES.replace("|", ""), METS.replace("|", "")]


def test_two_other_values_are_shown_beside_a_nearly_sure_one_and_beside_a_sure_one_only_one_as_likely() -> None:
    third, fourth = "A deal with the |Otters| was refused by Juan Sol.", "Juan Sol once played for the |Lomm Herons|."
    both = [PADRES.replace("|", ""), METS.replace("|", "")]
    nearly = rated(1, PADRES, 0.6), rated(2, METS, 0.3), rated(3, third, 0.25), rated(4, fourth, 0.2)
    assert shown(*nearly) == [*both, third.replace("|", "")]
    assert shown(rated(1, PADRES, 0.8), rated(2, METS, 0.7), rated(3, third, 0.25)) == both
    assert shown(rated(1, PADRES, 0.8), rated(2, METS, 0.5)) == both[:1]


def test_beside_an_unsure_one_the_lead_of_an_article_goes_before_likelier_sentences_further_down() -> None:
    names = ("Aaron", "Bexley", "Corvin", "Dunmore", "Eastby")
    further = [_further_down(rated(number, f"The |{name}| signed Juan Sol.", 0.3)) for number, name in enumerate(names)]
    lead = rated(9, METS, 0.12)
    assert lead.text in shown(*further, lead)
    assert lead.text not in shown(*further, _further_down(lead))
    assert lead.text not in shown(replace(further[0], probability=0.9), *further[1:], lead)


def _further_down(one: Evidence) -> Evidence:
    """The same sentence below others of its article."""
    before = "The weather in Lomm was mild. " * 10
    article = replace(one.passage.article, text=before + one.text)
    start, end = len(before), len(article.text)
    answer = one.answer and replace(one.answer, start=one.answer.start + start, end=one.answer.end + start)
    passage = Passage(article, 0, end, article.text, 1.0)
    return replace(one, passage=passage, start=start, end=end, answer=answer)


def test_same_value_in_other_words_is_shown_once_where_there_is_a_short_answer() -> None:
    again = ("After weeks of talks the |Padres| got their man.", "|San Dago| celebrated its new signing on Sunday.")
    found = shown(rated(1, PADRES, 0.8), *(rated(n, text, 0.7) for n, text in enumerate(again, start=2)))
    assert len(found) == 2


def test_other_value_is_left_out_beside_a_sure_one_or_below_the_threshold_or_off_the_matter() -> None:
    for unlikely in (
        (rated(1, PADRES, 0.7), rated(2, METS, 0.3)),
        (rated(1, PADRES, 0.35), rated(2, METS, 0.09)),
        (rated(1, PADRES, 0.35), rated(2, METS, 0.16, coverage=0.05)),
        (rated(1, PADRES, 0.35), rated(2, "Juan Sol took a plane to the |Padres|.", 0.16)),
    ):
        assert shown(*unlikely) == [PADRES.replace("|", "")]


def test_no_more_than_four_sentences_are_shown() -> None:
    names = ("Aaron", "Bexley", "Corvin", "Dunmore", "Eastby", "Farlow")
    many = [rated(number, f"The |{name}| signed Juan Sol.", 0.35) for number, name in enumerate(names)]
    assert len(shown(*many)) == 4


def test_sentence_without_a_word_of_the_question_does_not_lead() -> None:
    other = "The |Harbour Pool| was full on Sunday."
    assert shown(rated(1, other, 0.4, coverage=0.0), rated(2, METS, 0.35)) == [METS.replace("|", "")]
    assert plain(TEAM, [rated(1, other, 0.4, coverage=0.0), rated(2, METS, 0.35)], 0.1).short is None
    sure = rated(1, other, 0.4, coverage=0.0, score=9.0)
    assert shown(sure, rated(2, METS, 0.35))[0] == other.replace("|", "")


def test_heading_stands_with_the_sentence_below_it() -> None:
    below = "Maud Sker said that the turbines would stand on the best ground."
    text = f"A wind farm is planned.\n\nFishing fleet opposed\n\n{below} It rained."
    start = text.index("Fishing")
    heading = replace(
        rated(1, "|Fishing fleet| opposed", 0.4),
        passage=Passage(Article("a", "t", text), 0, len(text), text, 1.0),
        start=start,
        end=start + len("Fishing fleet opposed"),
    )
    who = understand("Who opposed the wind farm?", AS_OF)
    assert [one.text for one in plain(who, [heading], 0.1).sentences] == ["Fishing fleet opposed", below]


def test_verb_without_its_object_is_no_short_answer() -> None:
    what = understand("What did the page do?", AS_OF)
    cut_off = rated(1, "The page was there to |make| the chatbot speak.", 0.4)
    assert plain(what, [cut_off], 0.1).short is None
    whole = rated(1, "The page was there to |make the chatbot speak|.", 0.4)
    assert plain(what, [whole], 0.1).short == "make the chatbot speak"


def test_time_of_something_else_is_no_short_answer() -> None:
    when = understand("When will the ferries be free?", AS_OF)
    assert plain(when, [rated(1, "Vask will be sworn in on |13 April|.", 0.4, coverage=0.0)], 0.1).short is None
    assert plain(when, [rated(1, "The ferries will be free on |13 April|.", 0.4)], 0.1).short == "13 April"
