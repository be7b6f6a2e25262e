"""Follow-ups made questions of their own from plain words: what was asked, what was answered, and what it was about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.follow_ups.referents import Said
from rag.follow_ups.standalone import made_standalone

BRIDGE = Said("When was the harbour bridge closed?", answer="It was closed on 4 March 2031 in Osmond, said Ada Lind.")
LIND = Said("What did Ada Lind say about Norrland?", answer="She would visit it in Osmond.", other="Coast Courier")

MINE = (
    "A mine planned in Drosk divides the town. The environment group Green Drosk opposes it. Mayor Ada Lind, a supporter, "
    "said it would bring work. Oskar Brand of Green Drosk said the group would sue. Bea Quill, the governor of Tarnwick, came.",
)
AGAINST = Said("Who is against the mine?", answer="Oskar Brand, who is of Green Drosk, said so.",
               about="Drosk", read=MINE)  # fmt: skip
CASE = ("The dealer Jon Vale came late. He was calm in the Vale case. Bea Quill, his lawyer, told the court to wait. "
        "Bea Quill, his lawyer, will appeal.",)  # fmt: skip
TWO = Said("What does Ada Lind say about Norrland?", answer="It is a friend.", read=MINE)
RACE = Said("Who won the women's race at the Drosk Marathon?", answer="Ada Lind won it.", person="Ada Lind")
STOLEN = Said("What was stolen from the train to Osmond?", answer="A cello was stolen from it.", thing="the cello")

# fmt: off
FOLLOW_UPS = [
    # nobody is taken for a person who is none
    ([AGAINST], "What does he want?", "What does Oskar Brand want?"),
    ([Said("Where is Drosk?", answer="In the north.", read=MINE)], "Is she ill?", "Is she ill? (Drosk)"),
    ([Said("What did the prime minister say about the quake in Drosk?", read=MINE)], "Did she go on foot?",
     "Did the prime minister go on foot?"),
    ([Said("Who is the mayor of Drosk?", answer="Ada Lind.", person="Ada Lind")], "Is she ill?", "Is Ada Lind ill?"),
    ([Said("Is the mine open?", answer='"He was told," the mayor and others of the town said.')], "Who owns it?",
     "Who owns it? (mine open)"),
    ([Said("What was the sentence of Jon Vale?", answer="Six years.", about="Jon Vale", read=CASE)], "Who is his lawyer?",
     "Who is Jon Vale's lawyer?"),
    ([Said("Who is Jon Vale's lawyer?", answer="Bea Quill, his lawyer, came.", person="Bea Quill", read=CASE)],
     "What did she say?", "What did Bea Quill say?"),
    # the other half, quarter or month
    ([Said("What did Norvex earn in the first quarter of 2030?", answer="Six.")], "And in the second?",
     "What did Norvex earn in the second quarter of 2030?"),
    ([Said("What did Norvex earn in the first quarter of 2030?", answer="Six.")], "And Q4?",
     "What did Norvex earn in the fourth quarter of 2030?"),
    ([Said("What did Norvex earn in Q1 2030?", answer="Six.")], "And in Q2?", "What did Norvex earn in Q2 2030?"),
    ([Said("Who won the first race?", answer="Ada Lind.")], "And the last one?", "Who won the last race?"),
    ([Said("What did Ada Lind say in February 2030?", answer="No.")], "And in August?", "What did Ada Lind say in August 2030?"),
    ([Said("What did Ada Lind say on 3 May 2030?", answer="No.")], "And on 9 June 2031?", "What did Ada Lind say on 9 June 2031?"),
    # another time, with its own preposition or none
    *[([Said(f"What happened {earlier}?", answer="Rain.")], question, f"What happened {time}?") for earlier, question, time in (
        ("last month", "And in March?", "in March"), ("last month", "And March?", "in March"),
        ("last week", "And on 10 March?", "on 10 March"), ("in March", "And last week?", "last week"),
        ("on 10 March", "And yesterday?", "yesterday"), ("in the past week", "And in March?", "in March"),
        ("in March", "And in the past week?", "in the past week"), ("in March", "What about this month?", "this month"),
        ("in March", "And 10 April?", "on 10 April"), ("since March", "And last week?", "since last week"),
        ("since March", "And in April?", "in April"), ("between March and May 2031", "And in June?", "in June 2031"),
        ("in June 2031", "And between March and May?", "between March and May"),
    )],
    ([Said("What did last week's strike cost?", answer="Nine.")], "And in March?", "What did March's strike cost?"),
    ([Said("What is the budget of 2030?", answer="Nine.")], "And in 2031?", "What is the budget of 2031?"),
    # another in the same place, of several
    ([TWO], "And Osmond?", "What does Ada Lind say about Osmond?"),
    ([TWO], "And about Osmond?", "What does Ada Lind say about Osmond?"),
    ([TWO], "And Bea Quill?", "What does Bea Quill say about Norrland?"),
    ([TWO], "And Quill?", "What does Quill say about Norrland?"),
    ([Said("What did Ada Lind say to Oskar Brand?", answer="No.")], "And to Jon Vale?", "What did Ada Lind say to Jon Vale?"),
    ([Said("What did Ada Lind say?", answer="No.")], "And about Norrland?", "What did Ada Lind say about Norrland?"),
    ([Said("What does Ada Lind say?", answer="No.", about="Drosk")], "And the mayor?", "What does the mayor say? (Drosk)"),
    ([TWO], "And the mayor?", "What does the mayor say about Norrland?"),
    ([Said("What did Ada Lind say?", answer="No.")], "And the fishermen?", "What did the fishermen say?"),
    ([Said("What did Ada Lind say about the bridge?", answer="No.")], "And the ferries?", "What did Ada Lind say about the ferries?"),
    ([Said("What does Ada Lind say about Norrland?", "What does she say about Norrland?", "No."),
      Said("What does Bea Quill say about Norrland?", "What about Bea Quill?", "Yes.")], "And Brand?",
     "What does Brand say about Norrland?"),
    ([Said("What does Ada Lind say about Norrland?", "And about Norrland?", "No.")], "And Brandland?",
     "What does Ada Lind say about Brandland?"),
    # a thing for a thing of its kind, and for no name
    ([RACE], "And the men's race?", "Who won the men's race at the Drosk Marathon?"),
    ([RACE], "And the men's?", "Who won the men's race at the Drosk Marathon?"),
    ([RACE], "And the relay?", "Who won the relay at the Drosk Marathon?"),
    ([RACE], "And the Osmond Marathon?", "Who won the women's race at the Osmond Marathon?"),
    # the thing that the answer named
    ([STOLEN], "Who found it?", "Who found the cello?"),
    ([STOLEN], "What was its price?", "What was the cello's price?"),
    ([Said("Who robbed the train?", answer="Ada Lind.", person="Ada Lind"), STOLEN], "Did she sell it?",
     "Did Ada Lind sell the cello?"),
    ([STOLEN], "Who are they?", "Who are they? (Osmond)"),
    ([Said("What did the council buy?", answer="A barge.", thing="the barge")], "Does it float?", "Does it float? (council)"),
    # somebody of somebody; what is no place for it; and a sentence, which is no fragment
    ([Said("Who is the mayor?", answer="Ada Lind is.", person="Ada Lind")], "And her deputy?", "Who is Ada Lind's deputy?"),
    ([Said("How many died in the flood?", answer="Nine died.")], "What about survivors?",
     "How many died in the flood? (survivors)"),
    ([Said("How many died in the flood?", answer="Nine died.")], "And on land?", "How many died in the flood on land?"),
    ([Said("How many died in the flood?", answer="Nine died.")], "And in the fire?", "How many died in the fire?"),
    ([Said("How many died in the flood?", answer="Nine died.")], "And the fire?", "How many died in the fire?"),
    ([Said("Did the council vote for the budget?", answer="It did.")], "So it passed?", "So it passed? (council vote budget)"),
    # a headline's lone name that no text shows to be a person's
    ([Said("What sank?", answer="A barge.", about="Drosk", read=("Drosk barge sinks between Drosk and Osmond.",))],
     "Is he ill?", "Is he ill? (Drosk)"),
    # a saint's house is no person
    ([Said("Who robbed St Una's Hospice?", answer="A clerk.")], "Is he ill?", "Is he ill? (St Una's Hospice)"),
    ([Said("Who robbed Ada Lind's bakery?", answer="A clerk.")], "Is she ill?", "Is Ada Lind ill?"),
    # several names are no one name
    ([Said("Which papers did Lind and Quill sign?", answer="Two.", about="Osmond")], "When?", "When did Lind and Quill sign papers?"),
    ([Said("Were Ada Lind and Bea Quill there?", answer="Yes.", about="Osmond")], "Did they stay?",
     "Did they stay? (Osmond, Ada Lind, Bea Quill)"),
    ([Said("Did they stay? (Osmond, Ada Lind, Bea Quill)", answer="Yes.")], "Who is Quill?", "Who is Bea Quill?"),
    ([Said("How much does it cost? (Drosk mine)", "How much does it cost?", "Nine crowns.")], "When does it open?",
     "When does it open? (Drosk mine)"),
    ([Said("How much does it cost? (Drosk mine)", "How much does it cost?", "Nine crowns.")], "And according to the Gazette?",
     "How much does it cost according to the Gazette? (Drosk mine)"),
    ([Said("How tall is it according to the Mail?", answer="Nine metres.")], "According to the Gazette?",
     "How tall is it according to the Gazette?"),
    # what happened comes along, and whom the answer named
    ([Said("Who won the vote in Drosk?", answer="Ada Lind won.", person="Ada Lind", about="Drosk")], "By how much?",
     "By how much? (won vote Drosk, Ada Lind)"),
    ([Said("Who won the vote?", answer="Ada Lind won.", person="Ada Lind", about="Lind")], "By how much?",
     "By how much? (won vote, Ada Lind)"),
    ([Said("Who resigned? (Brand X7)", answer="The head did.", about="Brand X7")], "Who replaced her?",
     "Who replaced her? (Brand X7)"),
    # what another question of ours was about goes, where the question has a name of its own
    ([Said("What did Ada Lind say? (Drosk)", answer="No.")], "And Bea Quill?", "What did Bea Quill say?"),
    # the date next to it
    ([Said("How many came in January 2031?", answer="Ten.")], "And the month before?", "How many came in December 2030?"),
    ([Said("How many came in April?", answer="Ten.")], "and the following month?", "How many came in May?"),
    ([Said("How many came on 1 March 2031?", answer="Ten.")], "And the day before?", "How many came on 28 February 2031?"),
    # outlets
    ([Said("Did the Gazette report on the bridge?", answer="Yes.")], "And the Mail?", "Did the Mail report on the bridge?"),
    ([Said("According to the Gazette, who won?", answer="Lind.")], "And according to the Mail?",
     "Who won according to the Mail?"),
    # words to us are about nothing
    *[([BRIDGE], words, words) for words in ("Who are you?", "hi", "Thanks!", "Can you help?", "What's your name?")],
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
    # somebody whom the asker, or a title, has called by the other pronoun
    ([Said("Who resigned?", "Who resigned?", "Ada Lind did.", "Ada Lind"),
      Said("Who followed Ada Lind?", "Who followed her?", "Bo Vale did.")], "Is he ill?", "Is Bo Vale ill?"),
    ([Said("Who followed Ada Lind?", answer="Bo Vale did.", read=("Dame Ada Lind left. Bo Vale came.",))], "Is he ill?",
     "Is Bo Vale ill?"),
    ([Said("Who followed Ada Lind?", "Who followed her?", "Bo Vale did.", read=("The board named Bo Vale as her heir.",))],
     "Is he ill?", "Is Bo Vale ill?"),
    ([Said("Who runs Drosk Lines?", answer="Bo Vale does.")], "Is he ill?", "Is Bo Vale ill?"),
    ([Said("Who followed Ada Lind?", answer="Bo Vale did.", read=("Mr Vale met Mrs Ada Lind.",))], "Is she ill?",
     "Is Ada Lind ill?"),
    # they, whom a name alone does not say
    ([Said("What did the nurses of Drosk want?", answer="More.")], "What did they get?", "What did they get? (nurses of Drosk)"),
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
