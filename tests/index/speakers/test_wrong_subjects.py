"""Who is named beside a verb of saying and did not say it: the dead, the robbed, a firm's founder, goods, a book."""

import pytest

from index.speakers import attributions


def speakers(text: str) -> list[str | None]:
    """Who says something, in the order of the text."""
    return [one.speaker for one in attributions(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The driver of the van that killed the cyclist Ada Lind told a court that he was late.",
            "The driver of the van",
        ),
        ("A clerk accused of stealing from the Orlen hospice pleaded not guilty.", "A clerk"),
        ("Officials involved with the Orlen hospice said that it would close.", "Officials"),
        ("The owner of the ferry said that it had been repaired.", "The owner of the ferry"),
    ],
)
def test_who_is_named_last_before_the_verb_is_not_always_its_subject(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_after_an_office_he_is_who_holds_it() -> None:
    text = "The cyclist Ada Lind died by accident, a coroner ruled, but he called the road unsafe.\n\nBo Hart left."
    assert set(speakers(text)) == {"a coroner"}


def test_officer_with_a_title_is_called_by_the_name_alone() -> None:
    assert speakers("Coroner Bo Hart said that the road was unsafe.") == ["Bo Hart"]


def test_it_at_the_beginning_is_the_firm_and_nobody_named_before() -> None:
    text = (
        "Orvex's founder, Ada Lind, blamed glue from a new supplier, Fixall.\n\n"
        "Fixall rejected the charge. It said that the handles were too hot."
    )
    assert speakers(text)[-1] == "Fixall"


def test_it_is_the_firm_of_which_something_is_told_first() -> None:
    text = "The union came.\n\nThe firm, which makes kettles, said that it hoped to reopen."
    assert speakers(text) == ["The firm", "The firm"]


@pytest.mark.parametrize(
    "text",
    [
        "The maker Orvex is recalling 12,000 kettles because the handle comes off.",
        "Of the 31 kettles recalled, 26 have been returned.",
        "Ada Lind came. Lind showed no emotion when the verdict was read.",
        "A seal called Button swam away from the zoo.",
        "The vaccine, called OV-7, needs three doses.",
        "Ada Lind scored the deciding penalty.",
        "These are results of listed companies in crowns.",
        "Bo Hart, who has not been charged, will give evidence on Thursday.",
        "Orlen Rovers are champions for the first time since 1988.",
        "Ada Lind was sent off in the 80th minute for insulting the referee.",
        "The Port Safety Agency fined Orvex 3 million crowns for reporting the fault too late.",
    ],
)
def test_what_is_done_is_not_said(text: str) -> None:
    assert speakers(text) == []


def test_books_are_not_said_by_whom_the_sentence_before_speaks_of() -> None:
    text = (
        "Three novels are shortlisted.\n\nThey are “Nine Old Winters” by Ada Lind and “A Map of the Rain” by Bo Hart."
    )
    assert speakers(text) == []


def test_judgement_is_said_by_who_judges() -> None:
    assert speakers('A judge called Bo Hart "a coward" on Monday.') == ["A judge", "A judge"]


def test_memory_is_said_still() -> None:
    assert speakers("Ada Lind recalled 12 years later that the boat had sunk.") == ["Ada Lind"]
    assert speakers("Ada Lind recalled the day on which the pier fell.") == ["Ada Lind"]
    assert speakers("Polls showed no change since May.") == ["Polls"]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind apologised on Monday for calling the mayor a liar.",
        "Ada Lind drew much criticism for saying that the pier was safe.",
        "Ada Lind was praised for saying that the pier was safe.",
        "Ada Lind gave no reason except for saying that the pier was safe.",
    ],
)
def test_who_is_praised_or_blamed_for_saying_it_says_it(text: str) -> None:
    assert speakers(text) == ["Ada Lind"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("An e-mail seen by the Tarnwick Post shows that the pier was unsafe.", "An e-mail"),
        ("Documents obtained by Reuters show that the pier was unsafe.", "Documents"),
        ("A letter reviewed by Ada Lind says that the pier was unsafe.", "A letter"),
    ],
)
def test_text_is_not_the_word_of_who_has_seen_it(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]
