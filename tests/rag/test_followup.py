"""Follow-ups made questions of their own from plain words: what was asked, what was answered, and what it was about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.followup import made_standalone
from rag.referents import Said

BRIDGE = Said("When was the harbour bridge closed?", answer="It was closed on 4 March 2031 in Osmond, said Ada Lind.")
LIND = Said("What did Ada Lind say about Norrland?", answer="She would visit it in Osmond.", other="Coast Courier")

# fmt: off
FOLLOW_UPS = [
    # the last question, asked otherwise
    ([BRIDGE], "Why?", "Why was the harbour bridge closed?"),
    ([BRIDGE], "And where was that?", "Where was the harbour bridge closed?"),
    ([LIND], "And according to the other article?", "What did Ada Lind say about Norrland according to Coast Courier?"),
    ([LIND], "According to the Gazette?", "What did Ada Lind say about Norrland according to the Gazette?"),
    ([BRIDGE], "And according to the other article?",
     "When was the harbour bridge closed? (according to the other article)"),
    ([Said("Were people hurt?", answer="Four were.")], "how many?", "how many? (people hurt)"),
    # people
    ([LIND], "What did he say about Britain?", "What did Ada Lind say about Britain?"),
    ([Said("What happened to the bridge?", answer="Mayor Ada Lind closed it.")], "Is she sorry?", "Is Ada Lind sorry?"),
    ([Said("Did Oskar Brand meet her at Tarnwick?", answer="Yes.")], "What did he want?", "What did Oskar Brand want?"),
    ([Said("Who closed the bridge?", answer="Ada Lind did.", person="Ada Lind")], "Who is her rival?", "Who is Ada Lind's rival?"),
    ([LIND, BRIDGE], "Is he ill?", "Is Ada Lind ill?"),
    ([LIND], "Did Lind resign?", "Did Ada Lind resign?"),
    # places and times
    ([BRIDGE], "Who else lives there?", "Who else lives in Osmond?"),
    ([Said("When did he come to Osmond?", answer="On 4 May, under the flags of Norrland and in a hall in Drosk.")],
     "Who else came there?", "Who else came in Osmond?"),
    ([Said("Where was he born?", answer="He comes from Tarnwick and was born in Drosk.")],
     "Who else lives there?", "Who else lives in Drosk?"),
    ([Said("Where did he meet Lind of Osmond?", answer="He met her in Drosk.")], "Who else was seen there?", "Who else was seen in Drosk?"),
    ([Said("Who met her?", answer="She came to Drosk from Tarnwick.")], "Who lives there?", "Who lives in Drosk?"),
    ([BRIDGE], "Is there a plan for the old mill?", "Is there a plan for the old mill?"),
    ([BRIDGE], "Who led the council at that time?",
     "Who led the council at that time? (4 March 2031) (harbour bridge)"),
    # things
    ([Said("Was the film shown?", answer="It won.", about="Castane")], "Did they like it?",
     "Did they like it? (Castane film shown)"),
    ([Said("Who runs Norrland Steel?", answer="Jon Vale does.")], "Did the company apologise?",
     "Did the company apologise? (Norrland Steel)"),
    ([Said("Who runs Norrland Steel?", answer="Jon Vale does.")], "Did they sell mines in Osmond?",
     "Did they sell mines in Osmond? (Norrland Steel)"),
    ([BRIDGE], "What else was damaged?", "What else was damaged? (harbour bridge)"),
    ([BRIDGE], "When does the bridge open again?", "When does the bridge open again? (harbour)"),
    ([BRIDGE], "So the inquiry has found that nobody was told of cracks?",
     "So the inquiry has found that nobody was told of cracks? (harbour bridge)"),
    ([Said("What do the articles say about the bridge?", answer="It is old.")], "And about the shipyard?",
     "What do the articles say about the shipyard?"),
    # a new subject
    ([BRIDGE], "How full is the reservoir?", "How full is the reservoir?"),
    ([BRIDGE], "Who is Oskar Brand?", "Who is Oskar Brand?"),
]
# fmt: on


@pytest.mark.parametrize(("history", "question", "standalone"), FOLLOW_UPS, ids=[case[1] for case in FOLLOW_UPS])
def test_follow_up_says_what_it_refers_to(history: list[Said], question: str, standalone: str) -> None:
    assert made_standalone(question, history) == standalone


TEXT = st.text(st.characters(), max_size=80)
SAID = st.builds(Said, TEXT, asked=TEXT, answer=TEXT, person=st.none() | TEXT, about=TEXT, other=st.none() | TEXT)


@given(question=TEXT, history=st.lists(SAID, max_size=3))
@settings(deadline=None)
def test_any_words_make_a_question_of_bounded_length(question: str, history: list[Said]) -> None:
    made = made_standalone(question, history)
    assert len(made) <= 100 * (len(question) + 5)
    assert made == question or history
