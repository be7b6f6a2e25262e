"""Follow-ups: what they refer to is put in, and a new subject drags nothing along."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.archive import Archive
from index.datatypes import Article, Filter, Passage
from rag.assistant import Assistant
from rag.conversation import KEPT, said
from rag.datatypes import Answer, Citation, Event, Query, Turn
from rag.follow_ups.referents import Said
from rag.follow_ups.standalone import made_standalone
from rag.understand import MAX_QUESTION, understand

TODAY = date(2031, 6, 1)
OUTLETS = ["Tarnwick Gazette", "Coast Courier"]


def turn(question: str, *, short: str | None = None, answered: bool = True, speaker: str | None = None) -> Turn:
    """A question asked before, with what matters of its answer."""
    query = understand(question, TODAY, OUTLETS)
    article = Article("a", "A title", "Words.")
    citations = (Citation(1, article, 0, 6, "Words.", speaker, verified=True),) if speaker else ()
    return Turn(question, Answer("Words.", answered, query, short, citations=citations))


# fmt: off
FOLLOW_UPS = [
    # people
    (turn("Who is Ada Lind?"), "Where does she live?", "Where does Ada Lind live?"),
    (turn("Who is Ada Lind?"), "What is her plan?", "What is Ada Lind's plan?"),
    (turn("Who is Ada Lind?"), "What did Jon Vale tell her about it?", "What did Jon Vale tell her about it?"),
    (turn("Who opened the bridge?", short="Ada Lind"), "How old is she?", "How old is Ada Lind?"),
    (turn("What did Oskar Brand say?"), "What did they ask him?", "What did they ask Oskar Brand?"),
    (turn("Who promised it?", speaker="Ada Lind"), "When did she say that?", "When did Ada Lind say that?"),
    (turn("Who is Ada Lind?", answered=False), "Where does she live?", "Where does Ada Lind live?"),
    (turn("Who is Ada Lind?"), "Did Oskar Brand say he was sorry?", "Did Oskar Brand say he was sorry?"),
    # another name or time in the same place
    (turn("How did Ada Lind do in the first round?"), "And Brand?", "How did Brand do in the first round?"),
    (turn("What did Ada Lind say?"), "What about Oskar Brand?", "What did Oskar Brand say?"),
    (turn("What did Ada Lind say?", answered=False), "And Oskar Brand?", "What did Oskar Brand say?"),
    (turn("How many came in March?"), "And in April?", "How many came in April?"),
    (turn("How many came on 9 March 2031?"), "What about 10 March?", "How many came on 10 March 2031?"),
    (turn("How tall is the tower?"), "What about the bridge?", "How tall is the bridge?"),
    (turn("What did the mayor say about the bridge closure?"), "And the ferries?", "What did the mayor say about the ferries?"),
    (turn("How many were hurt when it fell?"), "How about cyclists?", "How many were hurt when it fell? (cyclists)"),
    # things
    (turn("When was the harbour bridge opened?"), "Why was it closed?", "Why was it closed? (harbour bridge)"),
    (turn("When was the harbour bridge opened?"), "How long is it?", "How long is it? (harbour bridge)"),
    (turn("When was the harbour bridge opened?"), "Who paid for it?", "Who paid for it? (harbour bridge)"),
    (turn("Who chaired the jury?"), "How long did they take to decide?", "How long did they take to decide? (jury)"),
    (turn("When was the harbour bridge opened?"), "And how was the pier mended?",
     "And how was the pier mended? (harbour bridge)"),
    # a noun that is a verb elsewhere, after an article; and an outlet is nothing that "it" could be
    (turn("What do the papers say about the strike?"), "How many workers?", "How many workers? (papers strike)"),
    (turn("What does the Tarnwick Gazette say about the strike?", answered=False), "When did it end?",
     "When did it end? (strike)"),
    (turn("When was the harbour bridge opened?"), "Why?", "Why was the harbour bridge opened?"),
    # nothing to put in
    (turn("When was the bridge opened?"), "Who said that nurses were angry?", "Who said that nurses were angry?"),
    (turn("When was the bridge opened?"), "Is there a plan for the old mill?", "Is there a plan for the old mill?"),
    (turn("When was the bridge opened?"), "Did the bank change its rules?", "Did the bank change its rules?"),
    (turn("When was the bridge opened?"), "What happened this week in Osmond?", "What happened this week in Osmond?"),
    (turn("When was the bridge opened?"), "Who is Oskar Brand?", "Who is Oskar Brand?"),
    # after a question without an answer, a new subject stands alone
    (turn("Who stole the moon?", answered=False), "What about the bridge?", "What about the bridge?"),
    (turn("Who stole the moon?", answered=False), "And how long is the bridge?", "And how long is the bridge?"),
    (turn("Who stole the moon?", answered=False), "Who resigned?", "Who resigned?"),
]
# fmt: on


@pytest.mark.parametrize(("earlier", "question", "standalone"), FOLLOW_UPS)
def test_follow_up_is_made_standalone(earlier: Turn, question: str, standalone: str) -> None:
    assert made_standalone(question, [said(earlier)]) == standalone


WON = (
    "Bo Haring won. He had promised ferries, his aides said.\n\nMara Vale lost. She will leave, and her aides with her."
)


@pytest.mark.parametrize(
    ("question", "standalone"),
    [("When was he sworn in?", "When was Bo Haring sworn in?"), ("Where was she born?", "Where was Mara Vale born?")],
)
def test_pronoun_is_of_somebody_whom_the_texts_call_so(question: str, standalone: str) -> None:
    talk = [
        Said("Who won?", "Who won?", "Bo Haring won.", "Bo Haring", read=(WON,)),
        Said("Who did Bo Haring beat?", "Who did he beat?", "Mara Vale lost.", "Mara Vale", read=(WON,)),
    ]
    assert made_standalone(question, talk) == standalone


def test_whom_somebody_speaks_of_once_does_not_tell_how_the_speaker_is_called() -> None:
    text = "Bo Haring won.\n\nHaring said that she had lost, and that he would see her.\n\nMara Vale wept."
    told = Said("Who won?", "Who won?", "Bo Haring won.", "Bo Haring", read=(text,))
    assert made_standalone("When was he sworn in?", [told]) == "When was Bo Haring sworn in?"


def test_a_remark_in_quotation_marks_is_no_title() -> None:
    told = Said("What happened to the clock?", "", 'It was "the worst night in its history".')
    assert made_standalone("Who stole it?", [told]) == "Who stole it? (clock)"
    named = Said("What did the band release?", "", 'They released "Salt Inventory".')
    assert made_standalone("Who wrote it?", [named]) == "Who wrote it? (band release, Salt Inventory)"


@pytest.mark.parametrize(("short", "person"), [
    ("sturgeon", None), ("Green Drosk", None), ("the environment group Green Drosk", None), ("Drosk", None),
    ("Mayor Ada Lind", "Ada Lind"), ("Lind", "Lind"), ("Jon Vale", "Jon Vale"),
])  # fmt: skip
def test_who_is_answered_with_no_person_is_not_spoken_of_as_he_or_she(short: str, person: str | None) -> None:
    text = "The environment group Green Drosk in Drosk said no. Mayor Ada Lind said yes. It smuggled sturgeon."
    citation = Citation(1, Article("a", "A title", text), 0, len(text), text, verified=True)
    answer = replace(turn("Who opposes it?", short=short).answer, citations=(citation,))
    assert said(Turn("Who opposes it?", answer)).person == person


@pytest.mark.parametrize(("question", "short", "standalone"), [
    ("What was stolen from the train?", "A cello made in Osmond", "Who found the cello?"),
    ("What was stolen from the train?", "its brass lamps", "Who found it? (train)"),
    ("What was stolen from the train?", "a third of the coal", "Who found it? (train)"),
    ("Who stole the lamp?", "A skipper", "Who found it? (lamp)"),
])  # fmt: skip
def test_it_is_the_thing_that_the_last_answer_named(question: str, short: str, standalone: str) -> None:
    assert made_standalone("Who found it?", [said(turn(question, short=short))]) == standalone


def test_first_question_refers_to_nothing() -> None:
    assert made_standalone("Where does she live?", []) == "Where does she live?"


def test_person_is_remembered_over_a_turn_without_one() -> None:
    turns = [turn("Who is Ada Lind?"), turn("When was the bridge opened?")]
    assert made_standalone("Was she there?", [said(one) for one in turns]) == "Was Ada Lind there?"


class Scripted:
    """An answerer that answers or refuses as told, and remembers what it was asked."""

    name = "scripted"

    def __init__(self) -> None:
        self.asked: list[Query] = []
        self.turns: list[int] = []
        self.answered = True

    def answer(self, query: Query, passages: Sequence[Passage], turns: Sequence[Turn] = ()) -> Iterator[Event]:
        self.asked.append(query)
        self.turns.append(len(turns))
        yield Event("answer", answer=Answer("Words.", self.answered, query, passages=tuple(passages)))


@pytest.fixture
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture
def assistant(archive: Archive, scripted: Scripted) -> Assistant:
    archive.sync([Article("a", "Bridge", "The bridge opened.", outlet="Tarnwick Gazette", published=date(2031, 5, 2))])
    return Assistant(archive, scripted)


def test_conversation_acts_on_the_standalone_question_and_shows_what_was_asked(
    assistant: Assistant, scripted: Scripted
) -> None:
    talk = assistant.conversation()
    talk.ask("When was the harbour bridge opened?", TODAY)
    answer = talk.ask("Why was it  closed?", TODAY)
    assert (answer.query.text, answer.query.standalone) == ("Why was it closed?", "Why was it closed? (harbour bridge)")
    assert [turn.question for turn in talk.turns] == ["When was the harbour bridge opened?", "Why was it closed?"]
    assert scripted.turns == [0, 1]


def test_follow_up_keeps_the_filter_until_it_names_its_own(assistant: Assistant) -> None:
    talk = assistant.conversation()
    talk.ask("What did the Tarnwick Gazette report about the bridge in May?", TODAY)
    kept = talk.ask("Who paid for it?", TODAY).query.filter
    assert kept == Filter(("Tarnwick Gazette",), after=date(2031, 5, 1), before=date(2031, 5, 31), known_by=TODAY)
    own = talk.ask("Was it reported before 9 April?", TODAY).query.filter
    assert own == Filter(("Tarnwick Gazette",), before=date(2031, 4, 8), known_by=TODAY)
    assert talk.ask("Who is Oskar Brand?", TODAY).query.filter == Filter(known_by=TODAY)


@pytest.mark.parametrize(("words", "after"), [
    ("And in March?", date(2031, 3, 1)), ("And last month?", date(2031, 5, 1)), ("And on 31 February?", None),
])  # fmt: skip
def test_another_time_replaces_the_earlier_one_and_keeps_the_outlet(
    assistant: Assistant, words: str, after: date | None
) -> None:
    talk = assistant.conversation()
    talk.ask("What did the Tarnwick Gazette report in April 2031?", TODAY)
    only = talk.ask(words, TODAY).query.filter
    assert (only.outlets, only.after) == (("Tarnwick Gazette",), after)


def test_filter_of_an_unanswered_question_is_not_kept(assistant: Assistant, scripted: Scripted) -> None:
    talk = assistant.conversation()
    scripted.answered = False
    talk.ask("What did the Pellworth Times report about the bridge?", TODAY)
    assert talk.ask("Who paid for it?", TODAY).query.filter == Filter(known_by=TODAY)


def test_query_is_acted_on_as_given(assistant: Assistant, scripted: Scripted) -> None:
    talk = assistant.conversation()
    talk.ask("When was the bridge opened?", TODAY)
    query = replace(talk.understand("Why was it closed?", TODAY), filter=Filter(outlets=("Tarnwick Gazette",)))
    assert talk.ask(query).query == query
    assert scripted.asked[-1] == query


def test_stream_ends_with_the_answer_and_keeps_the_turn(assistant: Assistant) -> None:
    talk = assistant.conversation()
    *_, last = talk.stream("When was the bridge opened?", TODAY)
    assert last.answer is not None
    assert talk.turns == (Turn("When was the bridge opened?", last.answer),)


def test_long_conversation_forgets_its_oldest_turns(assistant: Assistant) -> None:
    talk = assistant.conversation()
    for number in range(KEPT + 3):
        talk.ask(f"What is bridge number {number}?", TODAY)
    assert len(talk.turns) == KEPT
    assert talk.turns[0].question == "What is bridge number 3?"


def test_follow_up_of_a_very_long_question_is_still_understood(assistant: Assistant) -> None:
    talk = assistant.conversation()
    talk.ask("bridge " * (MAX_QUESTION // 7), TODAY)
    talk.ask("Is it " + "ferry " * 300 + "for it?", TODAY)
    assert len(talk.turns[-1].answer.query.standalone) <= MAX_QUESTION


WORDS = st.sampled_from(
    "who when why is was did it she his her they that the Ada Lind bridge and what about March there ? , said of".split()
)
QUESTION = st.lists(WORDS, min_size=1, max_size=9).map(" ".join).filter(lambda text: any(map(str.isalpha, text)))


@given(questions=st.lists(QUESTION, min_size=1, max_size=5), answered=st.booleans())
@settings(deadline=None)
def test_any_conversation_stays_within_bounds(questions: list[str], answered: bool) -> None:
    turns: list[Turn] = []
    for question in questions:
        standalone = made_standalone(question, [said(one) for one in turns])
        assert standalone.strip()
        assert len(standalone) <= 60 * len(questions) * 4
        turns.append(turn(standalone, answered=answered))


def test_parts_of_a_follow_up_keep_the_filter_until_one_names_its_own(assistant: Assistant) -> None:
    talk = assistant.conversation()
    talk.ask("What did the Tarnwick Gazette report about the harbour bridge in May?", TODAY)
    may = Filter(("Tarnwick Gazette",), after=date(2031, 5, 1), before=date(2031, 5, 31), known_by=TODAY)
    both = talk.understand("Who paid for it, and when was it closed to cyclists?", TODAY)
    assert len(both.parts) > 1
    assert [part.filter for part in both.parts] == [may] * len(both.parts)
    assert both.filter == may


def test_outlet_of_one_part_of_a_follow_up_is_not_joined_by_the_carried_one(archive: Archive) -> None:
    day = date(2031, 5, 2)
    archive.sync(
        [
            Article("a", "Bridge", "The bridge opened.", outlet="Tarnwick Gazette", origin="doc:a", published=day),
            Article("b", "Ferry", "The ferry left.", outlet="Coast Courier", origin="doc:b", published=day),
        ]
    )
    talk = Assistant(archive, Scripted()).conversation()
    talk.ask("What did the Tarnwick Gazette report about the harbour bridge in May?", TODAY)
    query = talk.understand("Did the Coast Courier report who paid for it, and who else opened it?", TODAY)
    named = {outlet for one in (query, *query.parts) for outlet in one.filter.outlets}
    assert named == {"Coast Courier"}
    assert {one.filter.after for one in (query, *query.parts)} == {date(2031, 5, 1)}
