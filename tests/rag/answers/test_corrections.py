"""What a newspaper takes back is not told as what is so."""

from datetime import date

from index.datatypes import Article
from tests.rag.answers.forms import AS_OF, Archived, report, texts

WRONG = "We also wrote that Mira Holt had sold the mint in Orlen."
RIGHT = "It was sold by Ada Lind."
LEAD = "The mint in Orlen was sold to a bank on Monday."


def notice(number: int, text: str, title: str = "Correction: the mint in Orlen") -> Article:
    return Article(f"a{number}", title, text, outlet="Gazette", published=date(2026, 4, 9), origin=f"document:{number}")


def test_error_stands_with_what_is_so(archived: Archived) -> None:
    assistant = archived(notice(1, f"In an article on 2 April we gave a wrong price. {WRONG} {RIGHT}"))
    for question in ("Who sold the mint in Orlen?", "Who is Mira Holt?", "Did Mira Holt sell the mint in Orlen?"):
        answer = assistant.ask(question, AS_OF)
        said = texts(answer)
        assert WRONG not in said or RIGHT in said, question
        assert answer.short not in ("Mira Holt", "Yes")


def test_error_is_no_part_of_a_story(archived: Archived) -> None:
    sold = report(2, f"{LEAD} The bank wants to sell coins there. Its gate stays closed.", "Herald", date(2026, 4, 1))
    assistant = archived(notice(1, f"{WRONG} {RIGHT} The sale of the mint in Orlen brought 3 million crowns."), sold)
    for question in ("Summarise the story of the mint in Orlen", "Timeline of the mint in Orlen"):
        said = texts(assistant.ask(question, AS_OF))
        assert LEAD in said
        assert WRONG not in said


def test_report_with_a_line_on_what_was_corrected_is_a_report(archived: Archived) -> None:
    line = "Correction: An earlier version of this article gave a wrong price."
    rest = " ".join(f"Coin number {number} lies in a box of oak in the cellar of the mint." for number in range(40))
    assistant = archived(notice(1, f"{line} {LEAD} {rest}", "Orlen sells its mint"))
    said = texts(assistant.ask("Summarise the sale of the mint in Orlen", AS_OF))
    assert said[0] == LEAD
    assert line not in said


def test_what_a_report_quotes_is_no_mistake(archived: Archived) -> None:
    text = "“We wrote that the mint was sold,” said Ada Lind of the museum in Orlen. “Nobody wrote back.”"
    assert "Ada Lind" in texts(archived(report(1, text)).ask("What did Ada Lind write about the mint?", AS_OF))[0]


def test_corrections_officers_are_no_correction(archived: Archived) -> None:
    struck = "Corrections officers at the prison of Orlen struck over pay on Monday."
    text = f"{struck} The report said that 40 officers had quit. Governor Ann Kolb sent guards."
    said = texts(archived(report(1, text)).ask("Summarise the strike at the prison of Orlen", AS_OF))
    assert said[0] == struck
