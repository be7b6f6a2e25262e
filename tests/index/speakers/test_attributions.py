"""Who says what in a text: quotations, reported speech, interviews; offsets are exact whatever the text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings

from index.speakers import Attribution, attributions
from tests.index.speakers.pieces import TEXTS

ARTICLE = (
    "Ada Lind, the mayor of Tarnwick, said on Monday that the bridge would hold.\n\n"
    "“It will not be the last,” said the union's general secretary, Bo Hart. “We plan more.”\n\n"
    "“I checked it myself,” he said. “It is new.\n\n"
    "“And it is strong.”\n\n"
    "According to the engineer Cara Moss, the pier is new. Officials told the Gazette that it was late, adding that rain "
    "had come. The mayor warned that floods would follow."
)


def said(text: str, words: str) -> Attribution:
    """The attribution whose content begins so."""
    found = [one for one in attributions(text) if one.content.startswith(words)]
    assert len(found) == 1, [one.content for one in attributions(text)]
    return found[0]


@pytest.mark.parametrize(
    ("words", "speaker", "direct"),
    [
        ("that the bridge", "Ada Lind", False),
        ("“It will not", "Bo Hart", True),
        ("“We plan", "Bo Hart", True),  # the same speaker goes on
        ("“I checked", "Bo Hart", True),  # "he"
        ("“And it is", "Bo Hart", True),  # a further paragraph of one quotation
        ("the pier is", "Cara Moss", False),
        ("that it was late", "Officials", False),
        ("that rain had", "Officials", False),
        ("that floods", "Ada Lind", False),  # by her office
    ],
)
def test_what_is_said_has_its_speaker(words: str, speaker: str, direct: bool) -> None:
    found = said(ARTICLE, words)
    assert (found.speaker, found.direct) == (speaker, direct)


def test_office_is_kept_beside_the_name() -> None:
    assert said(ARTICLE, "that the bridge").role == "the mayor of Tarnwick"
    assert said(ARTICLE, "“It will not").role == "the union's general secretary"


def test_family_name_stands_for_the_full_name_given_before() -> None:
    assert said("Ada Lind came.\n“It holds well enough,” Lind said.", "“It holds").speaker == "Ada Lind"


def test_both_parts_of_a_split_quotation_have_their_speaker() -> None:
    text = "“It holds,” said Ada Lind, “and it will hold.”"
    assert [(one.speaker, one.direct) for one in attributions(text)] == [("Ada Lind", True)] * 2


def test_quotation_that_nobody_is_said_to_have_said_has_no_speaker() -> None:
    assert said("The wall bore the words “the bridge is not for sale” in red.", "“the bridge").speaker is None


def test_turn_of_an_interview_is_its_labels() -> None:
    text = "Gazette: Will it hold?\nLind: It will.\nGazette: Are you sure?\nLind: Yes, I am."
    assert [one.speaker for one in attributions(text)] == ["Gazette", "Lind"] * 2


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Polls agree - Ada Lind: “The bridge holds and will hold.”", "“The bridge", "Ada Lind"),
        ("“The bridge will hold,“ said Ada Lind.", "“The bridge", "Ada Lind"),  # a wrong mark closes it
        ("“The bridge will hold,” Ada Lind shot back.", "“The bridge", "Ada Lind"),
        ("Ada Lind is worried about the new bridge.", "about the", "Ada Lind"),
        ("Ada Lind pledged to close the bridge, which has not held.", "to close", "Ada Lind"),
        ("In the end, the bridge will surely hold, Ada Lind said.", "In the end", "Ada Lind"),
        ("Ada Lind two weeks ago said that the bridge would hold.", "that the bridge", "Ada Lind"),
        ("The pier of the town is old, say engineers.", "The pier", "engineers"),
        ("Estmark President Ada Lind said that the bridge would hold.", "that the bridge", "Ada Lind"),
        ("Ada Lind urged her peers to close “the old bridge of Tarnwick”.", "to close", "Ada Lind"),
    ],
)
def test_speaker_is_found_however_the_sentence_is_built(text: str, words: str, speaker: str) -> None:
    assert said(text, words).speaker == speaker


def test_noun_that_looks_like_a_verb_of_saying_says_nothing() -> None:
    assert attributions("The swing states a court has named hold votes again.") == []


def test_letter_that_opens_a_line_is_no_speakers_name() -> None:
    text = "Q: Will it hold?\nA: It will.\nQ: When?\nA: In May."
    assert [(one.speaker, one.content) for one in attributions(text) if one.speaker] == []


def test_the_outlets_own_words_are_nobodys() -> None:
    assert attributions("The bridge opened on Monday. It is 40 metres long.") == []


@given(TEXTS)
@settings(deadline=None)
def test_contents_are_exact_in_order_and_direct_ones_apart(text: str) -> None:
    found = attributions(text)
    assert all(one.content == text[one.start : one.end] and one.content for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    direct = [one for one in found if one.direct]
    assert all(one.end <= other.start for one, other in pairwise(direct))


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        " ‘A",
        "said ",
        ", said",
        "“A b c ",
        "(a, b said ",
        "when said Lee ",
        "A.B.",
        "Lee or Hart said ",
        "Q: a\nA: b\n",
        ", he said ",
        "led many to say ",
        "O'",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    began = time.process_time()
    attributions(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Cory Hale, 22, of Flint, Mich., said he had not given up.", "Cory Hale", "he had not given up"),
        ("Rep. Bo Hart (D-Va.), head of the house committee, said he backs it.", "Bo Hart", "he backs it"),
        ("Sen. Ada Lind, who wrote a bill meant to help, said that it was good.", "Ada Lind", "that it was good"),
        ("Some voters who went to his speeches over the years said he was tired.", "Some voters", "he was tired"),
        ("But Ada Lind, noting the rain, said that it was late.", "Ada Lind", "that it was late"),
        (
            "A club official, Howard Hale, said the group gave Lind its award.",
            "Howard Hale",
            "the group gave Lind its award",
        ),
        ("“It is new,” said Will Doyle, a professor in Tarnwick.", "Will Doyle", "“It is new,”"),
        ("“The new pier is expected to hold,” according to KLM.", "KLM", "“The new pier is expected to hold,”"),
        ("The pier was late again, the partner told them.", "the partner", "The pier was late again"),
        ("But the pier was rather late, officials said.", "officials", "But the pier was rather late"),
        ("The talk ended with Moss asking Lind whether she would go.", "Moss", "whether she would go"),
        ("Ada Lind Slams Hart And The Press.\nIt rained.", "Ada Lind", "Hart And The Press"),
        ("A survey by the ministry found many homes empty.", "A survey by the ministry", "many homes empty"),
        ("Ada Lind spoke about the new pier.", "Ada Lind", "the new pier"),
        ("“It is new and it holds.”\n- Ada Lind\nIt is not.", "Ada Lind", "“It is new and it holds.”"),
    ],
)
def test_speaker_is_found_whatever_stands_beside_the_name(text: str, speaker: str, content: str) -> None:
    assert (speaker, content) in [(one.speaker, one.content) for one in attributions(text)]


def test_what_is_told_about_a_speaker_behind_the_name_is_not_said_by_them() -> None:
    text = "“It is new and it holds,” said Ada Lind, who had come late."
    assert [one.content for one in attributions(text)] == ["“It is new and it holds,”"]


def test_quotation_behind_the_authors_own_is_not_of_who_spoke_before() -> None:
    text = "“It is new and it holds,” Ada Lind said. “I am not so shy,” I said. “I have never been at all.”"
    assert [one.speaker for one in attributions(text)] == ["Ada Lind", None, None]


def test_a_text_that_breaks_off_behind_a_verb_is_read_to_its_end() -> None:
    assert [one.speaker for one in attributions("Ada Lind told the")] == ["Ada Lind"]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        # "with" gives a verb a subject of its own
        ("With police saying that the road was closed, Ada Lind went home.", "that the road was closed", "police"),
        ("With Bo Hart insisting that taxes would rise, Ada Lind left.", "that taxes would rise", "Bo Hart"),
        ("With Bo Hart, the mayor, insisting that taxes would rise.", "that taxes would rise", "Bo Hart"),
        ("By insisting that taxes would rise, Ada Lind lost votes.", "that taxes would rise", "Ada Lind"),
        ("On Monday, saying that it was late, Ada Lind left.", "that it was late", "Ada Lind"),
        # a clause beside a name has a subject of its own
        ("Ada Lind, because Bo Hart, her lawyer, said it was over, left.", "it was over, left", "Bo Hart"),
        ("Ada Lind, after police, citing witnesses, said she lied, left.", "she lied, left", "police"),
        ("Ada Lind, after a visit to Flint, Mich., said it was over.", "it was over", "Ada Lind"),
        ("Ada Lind, then the mayor, of Flint, said it was over.", "it was over", "Ada Lind"),
        ("Unlike Ada Lind, Bo Hart, the mayor, said it was over.", "it was over", "Bo Hart"),
        ("Lind lied, says Hart", "Lind lied", "Hart"),
        ("Lind won, said Hart.", "Lind won", "Hart"),
        ("Lind won, said Hart, who left.", "Lind won", "Hart"),
        ("The plan criticized by Bo Hart was dropped.", "The plan", "Bo Hart"),
        ("“It will never hold,” Bo Hart said by telephone.", "“It will never hold,”", "Bo Hart"),
        # "as saying" is of who was quoted
        ("Lind quoted Hart as saying the plant would close.", "the plant would close", "Hart"),
        ("Lind cited Bo Hart, the mayor, as saying that it was late.", "that it was late", "Bo Hart"),
        ("Lind said Hart was quoted as saying that it was late.", "that it was late", "Hart"),
        ("It was Hart, not Lind, who said the plant would close.", "the plant would close", "Hart"),
        ("It was Hart and not Lind who said the plant would close.", "the plant would close", "Hart"),
        ("Lind said it was late while, according to Hart, it had gone.", "it was late", "Lind"),
        ("Lind said it was late while, according to Hart, it had gone.", "it had gone", "Hart"),
        ("The Teacher of the Year said it was over.", "it was over", "Teacher of the Year"),
        ("The man of the year said it was over.", "it was over", "The man of the year"),
        ("The Secretary of the Treasury said it was over.", "it was over", "Secretary of the Treasury"),
    ],
)
def test_claim_is_of_whose_verb_it_is(text: str, content: str, speaker: str) -> None:
    assert [one.speaker for one in attributions(text) if one.content == content] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "A treaty signed by Bo Hart was burned.",
        "The book written by Bo Hart sold well.",
        "The plan criticized by Bo Hart sold badly.",
        "It was not Lind who said the plant would close.",
    ],
)
def test_what_nobody_is_said_to_say_is_no_claim(text: str) -> None:
    assert attributions(text) == []


def test_main_clause_behind_a_lead_is_not_said() -> None:
    text = "With Bo Hart quoted as saying it would rise, Ada Lind left."
    assert [(one.speaker, one.content) for one in attributions(text)] == [("Bo Hart", "it would rise")]


def test_pronoun_behind_a_question_to_another_is_who_was_asked() -> None:
    text = "“Will it close?” {} asked {}. “No, it will never close,” she said."
    assert attributions(text.format("Ann Hill", "Mary Lind"))[1].speaker == "Mary Lind"
    assert attributions(text.format("Ann Hill", "Bob Hart"))[1].speaker == "Ann Hill"
    assert attributions(text.format("Bob Hart", "Ann Hill"))[1].speaker == "Ann Hill"


@pytest.mark.parametrize(
    ("asked", "said"),
    [("“Will it close?”", "“Why do you ask?”"), ("“Leave it to us,”", "“No, it will never close,”")],
)
def test_pronoun_behind_a_question_that_is_not_answered_is_nobody(asked: str, said: str) -> None:
    text = f"{asked} Ann Hill asked Mary Lind. {said} she said."
    assert attributions(text)[1].speaker is None


HOSTILE = "Lee Lee's The : according put ' \t says according to it Lee"


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE.replace("'", "’")])
def test_phrase_of_marks_alone_is_no_speaker(text: str) -> None:
    assert "" not in [one.speaker for one in attributions(text)]


@given(TEXTS)
@settings(deadline=None)
def test_speaker_is_nobody_or_written(text: str) -> None:
    assert all(one.speaker is None or one.speaker.strip() for one in attributions(text))
