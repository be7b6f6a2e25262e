"""Yes and no: only where the outlet's own sentence decides it plainly."""

from pathlib import Path

import pytest

from index.archive import Archive
from rag.answers.deciding.decide import decides
from rag.answers.yes_no import yes_no
from rag.assistant import Assistant
from rag.read import Reader
from rag.understand import understand
from tests.rag.answers.forms import AS_OF, Archived, rated, report, sentence, texts

# fmt: off
DECIDED = [
    ("Was the Skarrow Bridge closed?", "The Skarrow Bridge, the only crossing, was closed after a crack was found.", "Yes"),
    ("Was the Skarrow Bridge closed on 3 March?", "The Skarrow Bridge was closed on Tuesday.", "Yes"),  # seen from 4 March
    ("Was the Skarrow Bridge closed?", "The Skarrow Bridge was not closed on Monday.", "No"),
    ("Was the Skarrow Bridge closed?", "The Skarrow Bridge was never closed.", "No"),
    ("Is the bridge open?", "The bridge is closed.", "No"),
    ("Did the nurses accept the offer?", "The nurses rejected the offer on Monday.", "No"),
    ("Did the nurses accept the offer?", "The nurses accepted the offer on Monday.", "Yes"),
    ("Did the council pay the bill?", "The council refused to pay the bill.", "No"),
    ("Did Rovers win the cup?", "Rovers lost the cup final to Varnholm.", "No"),
    ("Will the bridge reopen in May?", "The bridge will reopen in May.", "Yes"),
    ("Was anyone hurt in the fire?", "Nobody was hurt in the fire.", "No"),
    ("Did the council approve the plan?", "The council approved the plan on Monday.", "Yes"),
    ("Did the price fall by 5 per cent?", "The price rose by 5 per cent.", "No"),
    ("Was Ann Lee convicted?", "Ann Lee was acquitted.", "No"),
    ("Did Lind say that the nurses accepted the offer?", "Ada Lind said the nurses accepted the offer.", "Yes"),
    # what stands beside a thing and leaves it what it is
    ("Did the council approve the stadium?", "The Lomm council approved a new 12,000-seat stadium.", "Yes"),
    ("Did the union oppose the plant?", "The union opposed a new plant on Monday.", "Yes"),
    ("Does Green Karsk oppose the plant?", "Environment group Green Karsk opposes the plant.", "Yes"),
    ("Did Norrlinje sell the yard?", "The shipping firm Norrlinje did not sell the yard.", "No"),
    ("Does the base have helicopters?", "The base has 1,100 soldiers, 40 tanks and nine helicopters.", "Yes"),
    ("Did police arrest the driver?", "Police arrested a passenger and the driver on Monday.", "Yes"),
    ("Did Lund beat Ada Moreau?", "Lund beat the defending champion, Ada Moreau, in 43 moves.", "Yes"),
    ("Was a man arrested?", "A man aged 34 was arrested on Monday.", "Yes"),
    ("Did police arrest a man?", "Police arrested a 34-year-old man.", "Yes"),
    ("Did Vask get arrested?", "Vask was arrested at the border.", "Yes"),
    ("Did Vask get arrested?", "Vask was not arrested.", "No"),
    # the same deed, told of the one who did it or of the one to whom it was done
    ("Has the rent law been passed?", "Parliament passed the rent law on Tuesday by 61 votes to 54.", "Yes"),
    ("Was the rent law passed?", "Parliament has not passed the rent law.", "No"),
    ("Was the rent law passed?", "Parliament did not pass the rent law.", "No"),
    ("Was the rent law rejected?", "Parliament passed the rent law on Tuesday.", "No"),
    ("Did parliament pass the rent law?", "The rent law was passed by parliament on Tuesday.", "Yes"),
    ("Did parliament pass the rent law?", "The rent law was not passed by parliament.", "No"),
    ("Was Kesterby beaten by Drosk?", "Drosk beat Kesterby.", "Yes"),
    # what has yet to be done is not done
    ("Has the president signed the law?", "The president has yet to sign the law.", "No"),
    ("Has the law been passed?", "The law has yet to be passed.", "No"),
    # another sum or time of a thing that is done once
    ("Was Vask sentenced to five years?", "Vask was sentenced to four years in prison.", "No"),
    ("Was Norvex fined 5 million crowns?", "The agency fined the toy maker Norvex 3.5 million crowns on Monday.", "No"),
    ("Are households exempt from the levy?", "Households are exempt from the levy.", "Yes"),
    # of whom somebody is said to be
    ("Was Erik Dahl acquitted?", "The plant's manager, Erik Dahl, was acquitted.", "Yes"),
    ("Was Erik Dahl convicted?", "The plant's manager, Erik Dahl, was acquitted.", "No"),
]
OPEN = [
    # no other sum, or not of the same
    ("Was Norvex fined 5 million crowns?", "Norvex was fined at least 3 million crowns."),
    ("Was Norvex fined at least 3 million crowns?", "Norvex was fined 5 million crowns."),
    ("Was Vask sentenced to five years?", "Vask was sentenced to 18 months."),
    ("Did Norvex pay the town 5 million crowns?", "Norvex paid the town 3 million crowns on Monday."),
    # another thing was sold, another man arrested, another time meant
    ("Was the museum sold?", "The city sold the museum a painting."),
    ("Was the mayor arrested?", "Police arrested the mayor of Vask's brother in May."),
    # nobody's plan, power or duty, and nobody else's deed, is the deed asked about
    ("Was the rent law passed?", "Parliament is to pass the rent law in May."),
    ("Was the rent law passed?", "Parliament may pass the rent law."),
    ("Was the rent law passed?", "Parliament voted to pass the rent law."),
    ("Was the rent law passed?", "Nobody passed the rent law."),
    ("Was the rent law passed?", "The party that passed the rent law lost."),
    ("Was the rent law passed?", "Parliament passed the rent law's first reading."),
    ("Has the Lock Bridge been closed?", "The Lock Bridge is to be closed for repairs."),
    ("Did parliament pass the rent law?", "The rent law was passed by the council."),
    ("Was Kesterby beaten by Drosk?", "Lomm beat Kesterby."),
    ("Is the bridge closed?", "Police closed the bridge on Monday."),
    ("Was the bridge closed?", "Police closed the bridge until noon."),
    ("Was the pool closed?", "The pool was opened in 1974."),
    ("Will the bridge be closed?", "The bridge was closed on Sunday."),
    # a claim, a hope or a plan is not the outlet's own yes
    ("Did the nurses accept the offer?", "The hospital said the nurses accepted the offer."),
    ("Did the nurses accept the offer?", "According to the union, the nurses accepted the offer."),
    ("Did the nurses accept the offer?", "“The nurses accepted the offer,” the mayor told reporters."),
    ("Did the nurses accept the offer?", "The nurses may accept the offer on Monday."),
    ("Did the council pay the bill?", "The council agreed to pay the bill."),
    ("Did the bridge close?", "The bridge will close in May."),
    ("Was the museum insured?", "If the museum was insured, it would have paid."),
    # something else happened, or to somebody else
    ("Did Rovers win the cup?", "Rovers nearly won the cup."),
    ("Did Rovers win the cup?", "Harriers, who beat Rovers, won the cup."),
    ("Did Lee win the cup?", "Lee, whose brother won the cup, left."),
    ("Did Lund win the seat?", "Lund lost the race and Berg won the seat."),
    ("Did Varnholm beat Rovers?", "Rovers beat Varnholm 2-1."),
    ("Is the mayor married?", "The mayor's brother is married."),
    ("Was the bridge closed?", "The bridge is no longer closed."),
    ("Was the Skarrow Bridge closed on 5 March?", "The Skarrow Bridge was closed on Tuesday."),
    ("Did Lee win the race?", "Cole beat Lee to win the race."),
    ("Did Lee win the race?", "Lee came close to winning the race."),
    ("Did police arrest Lee?", "Police arrested a friend of Lee."),
    ("Did Rovers win the cup?", "Rovers won the cup final's first half."),
    ("Was Lund elected mayor?", "Lund lost the election for mayor."),
    ("Is Cole the mayor?", "Cole is the former mayor."),
    ("Did Lee resign?", "A spokesman for Lee resigned."),
    ("Did Lee resign?", "Opponents of Lee resigned."),
    ("Was the bridge closed?", "Most of the bridge was closed."),
    ("Did Norrlinje sell the yard?", "Workers at shipping firm Norrlinje sold the yard."),
    ("Does Green Karsk oppose the plant?", "Rivals of the environment group Green Karsk oppose the plant."),
    ("Did the council approve the stadium?", "The council approved a draft stadium plan."),
    ("Did the council close the school?", "The council closed the old school."),
    ("Did police arrest the driver?", "Police arrested a passenger and the driver was taken to hospital."),
    ("Did Lund beat Moreau?", "Lund beat the brother of the champion, Moreau."),
    ("Is the shaft safe?", "Palenko: The shaft is safe."),
    # who did it, and to whom
    ("Did Kesterby beat Drosk?", "Kesterby was beaten by Drosk."),
    ("Was Kesterby beaten by Drosk?", "Kesterby beat Drosk."),
    ("Has Kesterby been beaten by Drosk?", "Kesterby has beaten Drosk."),
    # so in part, once, or not for good
    ("Did the bank lose 3 million dalers?", "The bank lost less than 3 million dalers."),
    ("Is the reservoir full?", "The reservoir is half full."),
    ("Is the ferry free?", "The ferry is free for children."),
    ("Is the ferry free?", "The ferry is not free on Sundays."),
    ("Is the bridge open?", "The bridge was open until Tuesday."),
    ("Is Cole the mayor?", "Cole was the mayor in 1990."),
    ("Was Ann Lee convicted?", "Ann Lee was convicted of fraud but the verdict was quashed."),
    ("Are the nurses on strike?", "The nurses ended their strike."),
    ("Do nurses support the strike?", "Few nurses support the strike."),
    # what both may be is no contrary
    ("Did the talks end?", "The talks began on Monday."),
    ("Did the shop open on Monday?", "The shop closed on Monday."),
    ("Was the strike legal?", "A court called the strike illegal."),
    ("Did Lee support the ban?", "Lee opposed lifting the ban."),
    # no yes or no answers that
    ("Did Rovers or Harriers win the cup?", "Rovers won the cup."),
    ("Was the bridge closed, and why?", "The bridge was closed."),
]
# fmt: on


@pytest.mark.parametrize(("question", "text", "verdict"), DECIDED)
def test_plain_sentence_decides(question: str, text: str, verdict: str) -> None:
    assert decides(question, sentence(text)) == verdict


@pytest.mark.parametrize(("question", "text"), OPEN)
def test_sentence_that_is_not_plain_decides_nothing(question: str, text: str) -> None:
    assert decides(question, sentence(text)) is None


# fmt: off
SEEN_FROM_BEFORE = [
    ("Was Marek Dole charged?", "The driver, Marek Dole, was questioned.", "He was not charged.", "No"),
    ("Was Marek Dole charged?", "The driver, Marek Dole, was questioned.", "Dole was not charged.", "No"),
    ("Was Marek Dole charged?", "Marek Dole and his brother, Bo Dole, were seen.", "Dole was not charged.", None),
    ("Was Marek Dole charged?", "Marek Dole was seen.", "Bo Dole was not charged.", None),
    ("Was the Harbour Pool closed?", "The Harbour Pool is old.", "The pool was closed.", "Yes"),
    ("Was the Harbour Pool closed?", "The Harbour Pool and the Lomm Pool are old.", "The pool was closed.", None),
    ("Was anyone hurt in the fire?", "A fire broke out.", "Nobody was hurt.", "No"),
    ("Was anyone hurt in the fire?", "A storm broke out.", "Nobody was hurt.", None),
]
# fmt: on


@pytest.mark.parametrize(("question", "before", "text", "verdict"), SEEN_FROM_BEFORE)
def test_whom_and_what_the_article_has_named_need_not_be_named_again(
    question: str, before: str, text: str, verdict: str | None
) -> None:
    assert decides(question, sentence(text, before)) == verdict


def test_who_says_so_is_heard_before_what_is_only_near() -> None:
    plan = "The council will vote on a plan to close the |Harbour Pool|."
    claim = "The Harbour Pool has not been |closed|, the sports department said."
    query = understand("Has the Harbour Pool been closed?", AS_OF)
    found = yes_no(query, [rated(1, plan, 0.4), rated(2, claim, 0.2)], 0.1)
    assert found.short is None
    assert found.sentences[0].text == claim.replace("|", "")


def test_plain_verdict_is_given_however_unlikely_the_model_finds_it(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path, chroma=False)
    archive.sync([report(1, "Fish died in the river. The plant's manager, Erik Dahl, was acquitted on Monday.")])
    with Assistant(archive, Reader(archive, accepted_wrong=0.01)) as strict:
        assert strict.ask("Was Erik Dahl convicted?", AS_OF).short == "No"
        assert not strict.ask("Was Erik Dahl promoted?", AS_OF).answered


def test_deciding_sentence_stands_first(archived: Archived) -> None:
    assistant = archived(
        report(1, "Rovers play in Kesterby. Rovers drew a crowd of 900 to the cup final. Rovers won the cup on Sunday.")
    )
    answer = assistant.ask("Did Rovers win the cup?", AS_OF)
    assert answer.short == "Yes"
    assert texts(answer)[0] == "Rovers won the cup on Sunday."


def test_claim_of_a_speaker_is_shown_as_theirs_without_a_yes(archived: Archived) -> None:
    assistant = archived(
        report(1, "The harbour fire was out by noon. Ada Lind, the mayor, said the ferry burned down.")
    )
    answer = assistant.ask("Did the ferry burn down?", AS_OF)
    assert answer.short is None
    assert "said the ferry burned down" in texts(answer)[0]
    assert "Lind" in (answer.citations[0].speaker or "")


def test_outlets_that_decide_differently_are_both_shown_without_a_yes(archived: Archived) -> None:
    assistant = archived(
        report(1, "Trams for Orlen. The council approved the tram line on Monday.", "Gazette"),
        report(2, "A loud night. The council rejected the tram line after a debate.", "Courier"),
    )
    answer = assistant.ask("Did the council approve the tram line?", AS_OF)
    assert answer.short is None
    assert {citation.article.outlet for citation in answer.citations} == {"Gazette", "Courier"}
