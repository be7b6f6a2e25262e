"""What "Copy with sources" takes along: as the page shows it, and nothing of an article that Markdown would act on."""

from dataclasses import replace

from hypothesis import given
from markdown_it import MarkdownIt

from index.datatypes import Article, Filter
from rag.datatypes import Answer, Disagreement, Query, Statement
from tests.ui.fakes import BRIDGE, HOSTILE, TODAY, answer_to, cite, whole_passage
from tests.ui.test_render import TEXT
from ui.answer_markdown import answer_markdown

WHY = Query("Why?", "Why?", Filter(), "why", TODAY)
CITED = (cite(1, BRIDGE, "Repairs take nine weeks."), cite(2, HOSTILE, "40 homes dark."))
STATED = tuple(Statement(citation.quote, (citation.marker,)) for citation in CITED)


def assert_inert(markdown: str) -> None:
    tokens = [token for block in MarkdownIt().parse(markdown) for token in [block, *(block.children or ())]]
    assert not {token.type for token in tokens} & {"image", "html_inline", "html_block", "code_inline", "fence"}
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert all(link.startswith("https://e.example/") for link in links)


def test_answer_lists_its_sources() -> None:
    text = answer_markdown(answer_to(replace(WHY, text="Which *cables*?")))
    assert text.startswith("**Which \\*cables\\*?**\n\nMara Halden said two of the seven cables are worn. [1]")
    assert "1. [Old Mill bridge closes for repairs](<https://courier.example/bridge>) (Estmark Courier, 6 March" in text
    assert '> "Two of the seven cables are worn."' in text


def test_sentences_of_a_comparison_go_with_their_outlets() -> None:
    answer = Answer("", True, replace(WHY, kind="compare"), statements=STATED, citations=CITED)
    told = answer_markdown(answer)
    assert "\n\n*\\[Estmark Courier\\]* Repairs take nine weeks. [1]\n\n" in told
    assert '*\\[Daily "Quote" \\<Post>\\]* 40 homes dark. [2]\n\n' in told


def test_values_that_differ_go_with_their_outlets_and_days() -> None:
    differing = Disagreement((("nine weeks", 1), ("40 homes", 2)))
    told = answer_markdown(Answer("", True, WHY, statements=STATED, citations=CITED, disagreement=differing))
    assert (
        "\n\nThe articles disagree:\n\n- “nine weeks” [1] Estmark Courier, 6 March 2026\n- “40 homes” [2] Daily" in told
    )
    assert "The articles disagree" not in answer_markdown(Answer("", True, WHY, statements=STATED, citations=CITED))


@given(TEXT)
def test_markdown_of_others_contains_no_live_markup(text: str) -> None:
    article = Article("i", text, text, url="https://e.example/" + text, outlet=text)
    refusal = Answer("", False, replace(WHY, text=text), reason=text, passages=(whole_passage(article),))
    assert_inert(answer_markdown(refusal))
    citation = replace(CITED[0], article=article, start=0, end=len(text), quote=text)
    answer = Answer(
        "", True, replace(WHY, kind="compare"), statements=(Statement(text, (1,), note=text), STATED[1]),
        citations=(citation, replace(CITED[1], article=replace(HOSTILE, url=None))),
        disagreement=Disagreement(((text, 1),)),
    )  # fmt: skip
    assert_inert(answer_markdown(answer))


def test_a_note_that_is_the_reason_of_a_refusal_is_said_once() -> None:
    notes = ("The archive has nothing from 1961.", "All dates were searched.")
    told = answer_markdown(Answer("", False, replace(WHY, notes=notes), reason=notes[0]))
    assert [told.count(note) for note in notes] == [1, 1]
