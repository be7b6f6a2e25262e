"""Changes between versions are told sentence by sentence; corrections are recognised by what they say."""

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.datatypes import Article
from index.history import changes, correction_of, correction_span, field_changes

OLD = Article(
    id="a",
    title="Bridge closed",
    text="The Orlen bridge was closed on Monday. Engineers found 31 cracks in the pier.\n\nThe mayor was away. Nobody was hurt.",
)


def told(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    found = changes(replace(OLD, text=old), replace(OLD, text=new))
    return [(one.kind, one.old and one.old.text, one.new and one.new.text) for one in found if one.kind != "kept"]


def test_equal_texts_have_only_kept_sentences() -> None:
    assert [change.kind for change in changes(OLD, OLD)] == ["kept"] * 4


def test_a_corrected_figure_is_the_same_sentence_reworded() -> None:
    assert told(OLD.text, OLD.text.replace("31 cracks", "13 cracks")) == [
        ("reworded", "Engineers found 31 cracks in the pier.", "Engineers found 13 cracks in the pier.")
    ]


def test_added_and_removed_sentences_stand_where_they_belong() -> None:
    new = "Good morning. " + OLD.text.replace(" Nobody was hurt.", "")
    assert told(OLD.text, new) == [("added", None, "Good morning."), ("removed", "Nobody was hurt.", None)]


def test_a_sentence_in_place_of_an_unlike_one_is_not_reworded() -> None:
    assert told("The mayor was away.", "Ferries sail until Friday.") == [
        ("removed", "The mayor was away.", None),
        ("added", None, "Ferries sail until Friday."),
    ]


def test_the_reworded_are_paired_in_order_among_new_ones() -> None:
    old = "Alpha beta gamma delta. One two three four."
    new = "Something else entirely. Alpha beta gamma epsilon. Filler stands here. One two three five."
    assert told(old, new) == [
        ("added", None, "Something else entirely."),
        ("reworded", "Alpha beta gamma delta.", "Alpha beta gamma epsilon."),
        ("added", None, "Filler stands here."),
        ("reworded", "One two three four.", "One two three five."),
    ]


def test_other_quotation_marks_and_spaces_change_no_sentence() -> None:
    assert told('She said: "No ferries."  And left.', "She said: “No ferries.” And left.") == []


def test_a_text_written_anew_is_told_in_a_moment() -> None:
    old, new = (" ".join(f"Word{n} of {kind} stands in line {n}." for n in range(1500)) for kind in ("one", "two"))
    assert {change.kind for change in changes(replace(OLD, text=old), replace(OLD, text=new))} == {"removed", "added"}


def test_thousands_of_lines_that_repeat_are_told_in_a_moment_with_what_is_new_among_them() -> None:
    lines = [f"Street {n % 2} is open." for n in range(14_000)]
    changed = [*lines[:7_000], "Mill Lane is shut.", *lines[7_000:]]
    started = time.process_time()
    found = changes(replace(OLD, text="\n".join(lines)), replace(OLD, text="\n".join(changed)))
    assert time.process_time() - started < 4  # a fraction of one; many seconds where each is tried with each
    assert [one.new.text for one in found if one.kind == "added" and one.new and "Mill" in one.new.text]
    assert sum(one.kind == "kept" for one in found) >= 7_000


SENTENCES = st.lists(st.sampled_from([f"{who} {what} the {where}." for who in ("Ada", "Jo") for what in ("left", "saw")
                                      for where in ("old pier", "new pier", "mint")]), max_size=12).map(" ".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(SENTENCES | st.text(max_size=80), SENTENCES | st.text(max_size=80))
def test_each_side_is_told_whole_and_in_order(old: str, new: str) -> None:
    before, after = replace(OLD, text=old), replace(OLD, text=new)
    found = changes(before, after)
    for article, side in ((before, [c.old for c in found if c.old]), (after, [c.new for c in found if c.new])):
        assert all(article.text[one.start : one.end] == one.text for one in side)
        assert [one.start for one in side] == sorted({one.start for one in side})
        assert "".join("".join(one.text for one in side).split()) == "".join(article.text.split())
    for change in found:
        assert (change.old is None, change.new is None) == (change.kind == "added", change.kind == "removed")


def test_fields_that_changed_are_named() -> None:
    new = replace(OLD, title="Bridge shut", authors=("Ada Wren",), published=date(2026, 3, 2), origin="elsewhere")
    found = [(one.field, one.old, one.new) for one in field_changes(OLD, new)]

    assert found == [
        ("title", "Bridge closed", "Bridge shut"),
        ("authors", None, "Ada Wren"),
        ("published", None, "2026-03-02"),
    ]


@pytest.mark.parametrize(
    "notice",
    [
        "An earlier version of this article misstated the number of cracks.",
        "A previous version of this story named the wrong mayor.",
        "Correction: The bridge was closed on Monday, not on Tuesday.",
        "CORRECTION (3 March 2026): the mayor's name is Ilva Tarn.",
        "Correction, March 3: the pier is the northern one.",
        "Clarification: The ferry sails at noon local time.",
        "This article was amended on 3 March 2026 to remove a wrong figure.",
        "This story was updated to correct the name of the river.",
        "This news story has been updated to reflect that the vote was postponed.",
        "This report has been corrected.",
        "Editor's note: An earlier version gave the wrong date.",
        "Editor’s Note: This piece misidentified the engineer.",
        "*This article was corrected on Tuesday.",
        "In an earlier version of this article, the pier was called southern.",
        "A correction was made on April 5, 2026: An earlier version of this article misstated the toll.",
        "A correction was made to this article on Tuesday.",
        "(This April 4 story has been corrected to fix the name of the river.)",
        "(Corrects paragraph 2 to say 12, not 13)",
        "Because of an editing error, an earlier version of this article gave the wrong age.",
        "Owing to an error in the agency copy, an earlier version gave 12 dead.",
        "Owing to a reporting error, this article named the wrong mayor.",
        "Correction April 5: The mayor is Ilva Tarn.",
        "Clarification on 5 May 2026: The mayor is Ilva Tarn.",
        "This article originally stated that 12 were hurt.",
        "This article misspelled the name of the mayor.",
        "RETRACTION: We withdraw this report.",
        "Corrections: The mayor said 12, not 13; the first figure was incorrect.",
        "This story was corrected on May 3 because of an error.",
    ],
)
def test_a_notice_of_correction_is_found_word_for_word(notice: str) -> None:
    article = replace(OLD, text=f"{OLD.text}\n\n{notice}\n\nAnother line.")
    assert correction_of(article) == notice


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The department of correction: a history. It was built in 1902.",
        "Correction officers went on strike.",
        "This story has been updated.",
        "This is a developing story and will be updated.",
        "Editor's note: This interview was recorded in May.",
        "The minister said that an earlier version of the bill was better.",
        "An earlier version of the engine failed in tests.",
        "He asked for a clarification of the rule.",
        "This story was told to correct an old wrong, she said.",
        "The previous version of the report was withdrawn.",
        "In the original version of the story, the king dies.",
        "This report was updated after the quake by the UN.",
        "This report was amended by the ministry.",
        "Corrections: the prison service said it was short of staff.",
        "A correction was issued by the bank.",
        "Because of an error by the contractor, an earlier version of the plan was dropped.",
        "This story originally appeared in the Orlen Post.",
        "The minister said an earlier version of this report was better.",
    ],
)
def test_other_sentences_are_no_correction(text: str) -> None:
    assert correction_of(replace(OLD, text=text)) is None


def test_a_notice_in_words_of_its_own_is_found_in_the_outer_paragraphs_alone() -> None:
    notice = "We regret that an earlier version of this article named the wrong mayor."
    first, last, amid = f"{notice}\n{OLD.text}", f"{OLD.text}\n{notice}", f"Lead.\n{notice}\nEnd."
    assert [correction_of(replace(OLD, text=text)) for text in (first, last, amid)] == [notice, notice, None]


def test_a_label_on_its_own_takes_the_sentence_behind_it() -> None:
    article = replace(OLD, text="CORRECTION\nThe mayor is Ilva Tarn. She was away.")
    assert correction_of(article) == "CORRECTION\nThe mayor is Ilva Tarn."


def test_an_editors_note_is_told_to_the_end_of_its_paragraph() -> None:
    note = "Editor's note: The figures were checked. They were incorrect in the first edition."
    article = replace(OLD, text=f"{note}\n{OLD.text}")
    assert correction_of(article) == note


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["Correction", ":", " ", "\n", "This article was ", "amended", "Editor's note", ".", "x",
                                 "An earlier version of this ", "(", ")"]) | st.text(max_size=5), max_size=14).map("".join))  # fmt: skip
def test_a_correction_is_always_a_span_of_the_text(text: str) -> None:
    article = replace(OLD, text=text)
    span = correction_span(article)
    assert correction_of(article) == (text[slice(*span)] if span else None)
    assert span is None or text[slice(*span)].strip()
