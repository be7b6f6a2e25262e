"""Outlets and articles side by side: a sentence without a word of the matter is none of it."""

from datetime import date

from tests.rag.answers.forms import AS_OF, Archived, report, texts

TOLL = "Nine people died when the ferry Grey Gull sank off Orlen."


def test_outlet_without_a_word_of_the_matter_is_silent(archived: Archived) -> None:
    assistant = archived(
        report(1, TOLL, "Gazette", date(2026, 3, 2)),
        report(2, "Porters in Lorne called off a strike. They get more pay from May.", "Herald", date(2026, 3, 2)),
    )
    answer = assistant.ask("How do the Gazette and the Herald differ on the sinking of the ferry?", AS_OF)
    assert texts(answer) == [TOLL]
    assert any(note.startswith("No sentence of Herald") for note in answer.query.notes)


def test_two_offers_are_compared_though_one_outlet_told_of_both_and_none_calls_one_the_first(
    archived: Archived,
) -> None:
    early, late = (
        "Van Holm has offered 3 million crowns for the mint in Orlen.",
        ("The mint in Orlen is to be sold after Van Holm raised his offer to 5 million crowns."),
    )
    assistant = archived(
        report(1, late, "Gazette", date(2026, 4, 2)), report(2, early, "Gazette", date(2026, 3, 2)),
        report(3, "Snow fell on the harbour of Lorne all night.", "Gazette", date(2026, 3, 3)),
    )  # fmt: skip
    answer = assistant.ask("Compare Van Holm's first and second offers for the mint in Orlen", AS_OF)
    assert texts(answer) == [early, late]


def test_outlets_are_compared_once_each(archived: Archived) -> None:
    assistant = archived(
        report(1, TOLL, "Gazette", date(2026, 3, 2)),
        report(2, "The ferry Grey Gull sank off Orlen in ten minutes.", "Gazette", date(2026, 3, 3)),
        report(3, "Fourteen are dead after the ferry Grey Gull sank off Orlen.", "Herald", date(2026, 3, 3)),
    )
    answer = assistant.ask("Compare how the outlets report the ferry Grey Gull", AS_OF)
    texts(answer)
    assert sorted(str(one.article.outlet) for one in answer.citations) == ["Gazette", "Herald"]
