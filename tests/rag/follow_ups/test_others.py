""" "And according to the other article?": asked again of what the last answer does not cite, and said so."""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from index.archive import Archive
from index.datatypes import Article, Passage
from rag.assistant import Assistant
from rag.conversation import Conversation
from rag.datatypes import Answer, Citation, Event, Query, Turn

TODAY = date(2031, 6, 1)
QUESTION = "How wide is the Tarnwick bridge?"
# fmt: off
STORIES = {
    "a": ("Bridge opens", "The Tarnwick bridge is nine metres wide, the mayor said."),
    "b": ("Ferries stop", "Engineers say that the Tarnwick bridge is eleven metres wide. Ferries stop on Monday."),
    "c": ("A third view", "Nobody has measured how wide the bridge of Tarnwick is, skippers say."),
}
# fmt: on


class First:
    """An answerer that cites the best passage, and as many more as it is told; it refuses when told to cite none."""

    name = "first"
    cites = 1

    def answer(self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn] = ()) -> Iterator[Event]:
        cited = tuple(
            Citation(number, one.article, one.start, one.end, one.text, verified=True)
            for number, one in enumerate(passages[: self.cites], start=1)
        )
        reason = None if cited else "Nothing answers."
        yield Event(
            "answer",
            answer=Answer("Words.", bool(cited), query, reason=reason, citations=cited, passages=tuple(passages)),
        )


def talk_of(archive: Archive, outlets: Sequence[str | None] = (None,) * 3) -> tuple[Conversation, First]:
    archive.sync([Article(i, *STORIES[i], outlet=outlet) for i, outlet in zip(STORIES, outlets, strict=True)])
    answerer = First()
    return Assistant(archive, answerer).conversation(), answerer


def cited(answer: Answer) -> list[str]:
    return [citation.article.id for citation in answer.citations]


@pytest.mark.parametrize("words", [
    "And according to the other article?", "What about the other one?", "And the other report?", "And in another article?",
    "What does the second article say about it?", "And the other?", "What do the other articles say?",
    "And according to the other newspaper?", "and the other source",
])  # fmt: skip
def test_last_question_is_asked_of_the_articles_that_were_not_cited(archive: Archive, words: str) -> None:
    talk, _ = talk_of(archive)
    (first,) = cited(talk.ask(QUESTION, TODAY))
    answer = talk.ask(words, TODAY)
    assert answer.query.standalone == QUESTION
    assert answer.query.text == words
    assert first not in {passage.article.id for passage in answer.passages}
    assert len(cited(answer)) == 1


def test_what_was_left_out_is_said_by_headline(archive: Archive) -> None:
    talk, _ = talk_of(archive, ("The Courier", "The Courier", "The Courier"))
    first = talk.ask(QUESTION, TODAY).citations[0].article
    note = f'Asked of the other articles. Left out, as cited before: "{first.title}" (The Courier).'
    assert note in talk.ask("And according to the other article?", TODAY).query.notes


def test_each_turn_leaves_out_one_more_until_none_is_left(archive: Archive) -> None:
    talk, _ = talk_of(archive)
    heard = cited(talk.ask(QUESTION, TODAY))
    for _ in range(2):
        heard += cited(talk.ask("And another article?", TODAY))
    assert sorted(heard) == ["a", "b", "c"]
    answer = talk.ask("And another article?", TODAY)
    assert answer.passages == ()
    assert all(f'"{title}"' in " ".join(answer.query.notes) for title, _ in STORIES.values())


def test_what_is_left_out_stays_so_after_a_refusal(archive: Archive) -> None:
    talk, answerer = talk_of(archive)
    (first,) = cited(talk.ask(QUESTION, TODAY))
    answerer.cites = 0
    assert not talk.ask("And the other article?", TODAY).answered
    answerer.cites = 1
    answer = talk.ask("And the other article?", TODAY)
    assert answer.query.standalone == QUESTION
    assert first not in cited(answer)


def test_where_all_were_cited_the_first_is_left_out(archive: Archive) -> None:
    talk, answerer = talk_of(archive)
    answerer.cites = 3
    _, *rest = cited(talk.ask(QUESTION, TODAY))
    assert sorted(cited(talk.ask("And according to the other article?", TODAY))) == sorted(rest)


def test_other_of_two_that_were_cited_is_the_second(archive: Archive) -> None:
    talk, answerer = talk_of(archive)
    answerer.cites = 2
    first, second = cited(talk.ask(QUESTION, TODAY))
    answer = talk.ask("And according to the other article?", TODAY)
    assert answer.query.besides == (first,)
    assert second in {passage.article.id for passage in answer.passages}


OUTLETS = ("Tarnwick Gazette", "Coast Courier", "Osmond Mail")


@pytest.mark.parametrize(("question", "anew"), [
    ("How wide is the bridge according to the Coast Courier?", "How wide is the bridge?"),
    ("According to the Coast Courier, how wide is the bridge?", "How wide is the bridge?"),
    ("How wide is the bridge, as reported by the Coast Courier?", "How wide is the bridge?"),
    ("What does the Coast Courier say about the bridge?", "What does the other article say about the bridge?"),
    ("What does the Coast Courier report say of the bridge?", "What does the other report say of the bridge?"),
    ("What did the Coast Courier report about the bridge?", "What did the other article report about the bridge?"),
    ("What does the Coast Courier's report say about the bridge?", "What does the other report say about the bridge?"),
])  # fmt: skip
def test_outlet_asked_before_is_not_asked_again(archive: Archive, question: str, anew: str) -> None:
    talk, _ = talk_of(archive, OUTLETS)
    assert talk.ask(question, TODAY).query.filter.outlets == ("Coast Courier",)
    answer = talk.ask("And according to the other article?", TODAY)
    assert answer.query.standalone == anew
    assert answer.query.filter.outlets == ()
    assert {passage.article.outlet for passage in answer.passages} == {"Tarnwick Gazette", "Osmond Mail"}


def test_outlet_kept_from_an_earlier_question_is_dropped_too(archive: Archive) -> None:
    talk, _ = talk_of(archive, OUTLETS)
    talk.ask("What does the Coast Courier say about the bridge?", TODAY)
    assert talk.ask("How wide is it?", TODAY).query.filter.outlets == ("Coast Courier",)
    assert talk.ask("And the other article?", TODAY).query.filter.outlets == ()


@pytest.mark.parametrize(
    "words",
    [
        "And the Osmond Mail?",
        "What about the Osmond Mail?",
        "and according to the Osmond Mail",
        "And what does the Osmond Mail say?",
    ],
)
@pytest.mark.parametrize("question", [QUESTION, "How wide is the Tarnwick bridge according to the Coast Courier?"])
def test_outlet_alone_is_asked_the_last_question(archive: Archive, question: str, words: str) -> None:
    talk, _ = talk_of(archive, OUTLETS)
    talk.ask(question, TODAY)
    answer = talk.ask(words, TODAY)
    assert answer.query.standalone == "How wide is the Tarnwick bridge according to the Osmond Mail?"
    assert answer.query.filter.outlets == ("Osmond Mail",)


def test_headline_of_the_article_asked_before_is_no_part_of_the_question(archive: Archive) -> None:
    talk, _ = talk_of(archive)
    talk.ask("What does the article on the ferries stopping say about the bridge?", TODAY)
    answer = talk.ask("And according to the other article?", TODAY)
    assert answer.query.standalone == "What does the article say about the bridge?"


def test_another_question_to_the_other_article_keeps_its_own_words(archive: Archive) -> None:
    talk, _ = talk_of(archive)
    (first,) = cited(talk.ask(QUESTION, TODAY))
    answer = talk.ask("What does the other article say about ferries in Tarnwick?", TODAY)
    assert "ferries" in answer.query.standalone
    assert answer.query.besides == (first,)


def test_other_paper_is_another_outlet_where_there_are_outlets(archive: Archive) -> None:
    talk, _ = talk_of(archive, ("Tarnwick Gazette", "Coast Courier", "Osmond Mail"))
    first = talk.ask(QUESTION, TODAY).citations[0].article
    answer = talk.ask("And according to the other newspaper?", TODAY)
    assert answer.query.besides == ()
    assert answer.query.filter.outlets
    assert first.outlet not in answer.query.filter.outlets


def test_report_that_is_asked_about_and_does_not_say_it_stays_in_the_question(archive: Archive) -> None:
    talk, _ = talk_of(archive)
    talk.ask("Who wrote the report on the ferries?", TODAY)
    assert talk.ask("And the other article?", TODAY).query.standalone == "Who wrote the report on the ferries?"


@pytest.mark.parametrize("words", ["And according to the other article?", "And the other?"])
def test_with_nothing_cited_yet_nothing_is_left_out(archive: Archive, words: str) -> None:
    talk, answerer = talk_of(archive)
    answerer.cites = 0
    talk.ask(QUESTION, TODAY)
    answer = talk.ask(words, TODAY)
    assert answer.query.besides == ()
    assert not any("Left out" in note for note in answer.query.notes)


def test_outlets_in_two_places_of_a_question_are_not_replaced_by_one(archive: Archive) -> None:
    talk, _ = talk_of(archive, ("Tarnwick Gazette", "Coast Courier", "Osmond Mail"))
    talk.ask("Does the Gazette say how wide the bridge of Tarnwick is, as the Courier does?", TODAY)
    assert talk.ask("And the Mail?", TODAY).query.standalone != "Does the Mail does?"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "What do both the Coast Courier and the Osmond Mail say about the bridge?",
            "What does the Tarnwick Gazette say about the bridge?",
        ),
        (
            "Do the Coast Courier and the Osmond Mail say how wide the bridge is?",
            "Does the Tarnwick Gazette say how wide the bridge is?",
        ),
        ("What did the Coast Courier report on the bridge?", "What did the Tarnwick Gazette report on the bridge?"),
    ],
)
def test_question_of_several_outlets_is_asked_of_one_as_of_one(archive: Archive, question: str, asked: str) -> None:
    talk, _ = talk_of(archive, OUTLETS)
    talk.ask(question, TODAY)
    assert talk.ask("And the Tarnwick Gazette?", TODAY).query.standalone == asked


ASKED = "What did the Coast Courier report about the bridge?"


@pytest.mark.parametrize(("words", "standalone", "outlets", "note"), [
    ("And the Mail?", "What did the Mail report about the bridge?", (), '"Mail" may be Drosk Mail or Osmond Mail'),
    ("And Reuters?", "What did Reuters report about the bridge?", ("Reuters",), "no article from Reuters"),
    ("And what about the Sun?", "What did the Sun report about the bridge?", ("Sun",), "no article from Sun"),
])  # fmt: skip
def test_outlet_that_is_unclear_or_unknown_is_asked_and_never_the_one_before(
    archive: Archive, words: str, standalone: str, outlets: tuple[str, ...], note: str
) -> None:
    talk, _ = talk_of(archive, ("Osmond Mail", "Coast Courier", "Drosk Mail"))
    talk.ask(ASKED, TODAY)
    query = talk.ask(words, TODAY).query
    assert (query.standalone, query.filter.outlets) == (standalone, outlets)
    assert note in " ".join(query.notes)


def test_question_that_names_an_unclear_outlet_is_not_asked_of_the_one_before(archive: Archive) -> None:
    talk, _ = talk_of(archive, ("Osmond Mail", "Coast Courier", "Drosk Mail"))
    talk.ask(ASKED, TODAY)
    assert talk.ask("Who paid for it according to the Mail?", TODAY).query.filter.outlets == ()


@pytest.mark.parametrize(("question", "words", "standalone"), [
    (ASKED, "And the other papers?", "What did the other papers report about the bridge?"),
    (ASKED, "And according to the other paper?", "What did the other paper report about the bridge?"),
    ("What does the Coast Courier say of the bridge?", "And other outlets?", "What do other outlets say of the bridge?"),
    ("How wide is the bridge according to the Coast Courier?", "And the other papers?", "How wide is the bridge?"),
])  # fmt: skip
@pytest.mark.parametrize("answered", [True, False])
def test_other_papers_are_those_that_were_not_asked(
    archive: Archive, question: str, words: str, standalone: str, answered: bool
) -> None:
    talk, answerer = talk_of(archive, OUTLETS)
    answerer.cites = int(answered)
    talk.ask(question, TODAY)
    answer = talk.ask(words, TODAY)
    assert answer.query.standalone == standalone
    assert (answer.query.filter.outlets, answer.query.without) == ((), ("Coast Courier",))
    assert "Articles of Coast Courier were left out." in answer.query.notes
    assert {passage.article.outlet for passage in answer.passages} == {"Tarnwick Gazette", "Osmond Mail"}


def test_another_question_to_the_other_papers_is_not_asked_of_the_one_before(archive: Archive) -> None:
    talk, _ = talk_of(archive, OUTLETS)
    talk.ask(ASKED, TODAY)
    query = talk.ask("What do the other papers say about it?", TODAY).query
    assert (query.filter.outlets, query.without) == ((), ("Coast Courier",))


def test_other_papers_than_two_are_asked_once_and_not_spoken_of_after(archive: Archive) -> None:
    talk, _ = talk_of(archive, OUTLETS)
    talk.ask("What did both the Coast Courier and the Osmond Mail report about the bridge?", TODAY)
    query = talk.ask("And the other papers?", TODAY).query
    assert query.standalone == "What did the other papers report about the bridge?"
    assert query.without == ("Coast Courier", "Osmond Mail")
    assert talk.ask("How wide is it?", TODAY).query.standalone == "How wide is it? (bridge)"


def test_outlet_asked_after_the_others_takes_their_place(archive: Archive) -> None:
    talk, _ = talk_of(archive, OUTLETS)
    for words in ("What does the Coast Courier say about the bridge?", "And the other papers?", "And the Osmond Mail?"):
        answer = talk.ask(words, TODAY)
    assert answer.query.standalone == "What does the Osmond Mail say about the bridge?"
    assert (answer.query.filter.outlets, answer.query.without) == (("Osmond Mail",), ())


def test_other_sources_of_something_are_no_outlets(archive: Archive) -> None:
    talk, _ = talk_of(archive, OUTLETS)
    talk.ask(ASKED, TODAY)
    assert talk.ask("Is there another source of stone for it?", TODAY).query.without == ()


def test_name_does_not_take_the_place_of_an_outlet(archive: Archive) -> None:
    talk, _ = talk_of(archive, OUTLETS)
    talk.ask(ASKED, TODAY)
    query = talk.ask("And Norrland?", TODAY).query
    assert query.standalone == "What did the Coast Courier report about Norrland?"
    assert query.filter.outlets == ("Coast Courier",)
