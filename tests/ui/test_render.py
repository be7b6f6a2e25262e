"""What people are shown: words, Markdown and HTML that carry text of others without acting on it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.datatypes import Article, Copy, Filter
from rag.datatypes import Answer, Citation, Disagreement, Query, Statement
from tests.ui.fakes import BRIDGE, HOSTILE, TODAY, answer_to, cite, whole_passage
from ui import answer_page, page, reader, render
from ui.answer_markdown import answer_markdown

# fmt: off
OUR_TAGS = {
    "article", "aside", "a", "h1", "h2", "h3", "p", "ul", "ol", "li", "span", "sup", "strong", "mark", "div", "section",
    "blockquote", "button", "header", "pre", "small", "br", "details", "summary", "form", "label", "input",
}
VOID_TAGS = {"br", "input"}  # they have no end
OUR_ATTRIBUTES = {
    "class", "href", "dir", "lang", "title", "value", "type", "target", "rel", "role", "hidden", "tabindex",
    "aria-label", "aria-busy", "aria-hidden",
    "name", "autocomplete", "maxlength", "required",
    "data-reader", "data-exchange", "data-chip", "data-number", "data-example", "data-close-reader", "data-reword",
    "data-copy",
}
SNIPPETS = [
    "<img src=x onerror=alert(1)>", "<script>", "</p>", "</script>", "<!--", "-->", "]]>", "&lt;", "&#60;", '"', "'",
    " ", "\n", "<", ">", "&", "`", "*", "${x}", "{{y}}", "![a](http://203.0.113.9/p.png)", "http://203.0.113.9",
    "[1]", "\\", "# ", "- ", "word", "é", "字",
]
# fmt: on
MARKUP = st.lists(st.sampled_from(SNIPPETS)).map("".join)
TEXT = st.one_of(MARKUP, st.text())


class Seen(HTMLParser):
    """Which tags, attributes and text a browser would find."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, list[str]] = {}
        self.text: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID_TAGS:
            self._open.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, []).append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_data(self, data: str) -> None:
        for tag in {*self._open, ""}:
            self.text[tag] = self.text.get(tag, "") + data


def squeeze(text: str) -> str:
    return "".join(text.split())


def assert_inert(html: str) -> Seen:
    seen = Seen(html)
    assert not seen._open
    assert seen.tags <= OUR_TAGS
    assert set(seen.attributes) <= OUR_ATTRIBUTES
    assert all(href.startswith(("/", "http://", "https://")) for href in seen.attributes.get("href", ()))
    return seen


def query(**changes: object) -> Query:
    return replace(Query("Why?", "Why?", Filter(), "why", TODAY), **changes)


@given(text=TEXT, title=TEXT, outlet=TEXT, url=TEXT, author=TEXT, language=TEXT, data=st.data())
def test_article_is_shown_whole_and_inert_with_exactly_the_span_marked(
    text: str, title: str, outlet: str, url: str, author: str, language: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    article = Article("id", title, text, url, outlet, authors=(author,), language=language)
    seen = assert_inert(reader.reader_html(article, start, end))
    assert squeeze(seen.text.get("mark", "")) == squeeze(text[start:end])
    assert squeeze(text) in squeeze(seen.text[""])


@given(words=TEXT, title=TEXT, outlet=TEXT, identity=TEXT, note=TEXT, name=TEXT, speaker=TEXT, answered=st.booleans())
def test_no_part_of_an_exchange_becomes_markup(
    words: str, title: str, outlet: str, identity: str, note: str, name: str, speaker: str, answered: bool
) -> None:
    article = Article(identity, title, words, outlet=outlet)
    asked = query(text=words, standalone=note, notes=(note,), filter=Filter(outlets=(outlet,), names=(name,)))
    copies = (Copy(identity, title, outlet, None, note, name), Copy(words, name, None, None, f"https://{title}", None))
    citation = Citation(1, article, 0, len(words), words, speaker, note, verified=True, copies=copies)
    answer = Answer(
        words,
        answered,
        asked,
        short=name,
        reason=note,
        statements=(Statement(words, (1, 2), (outlet, name)),),
        citations=(citation,),
        passages=(replace(whole_passage(article), copies=copies),),
        disagreement=Disagreement(((name, 1), (note, 7))),
    )
    for exchange in (
        page.Exchange(words, name, asked, words),
        page.Exchange(words, name, asked, words, answer, None, 0.1),
        page.Exchange(words, trouble=note, seconds=0.1),
    ):
        assert_inert(page.exchange_html(3, exchange))
    assert_inert(page.masthead_html(words, name))
    assert_inert(page.welcome_html([words]))
    assert_inert(page.empty_html(words))


def copy_in(outlet: str | None, published: date | None = date(2026, 3, 12), **fields: str) -> Copy:
    given_fields = {"article_id": f"id of {outlet}", "title": "Bridge", "url": None, "owner": None}
    return Copy(outlet=outlet, published=published, **given_fields | fields)


@pytest.mark.parametrize(
    ("copies", "words"),
    [
        ([], ""),
        ([copy_in("The Hallin Gazette"), copy_in("EPR")], "also in The Hallin Gazette, EPR (12 March 2026)"),
        (
            [copy_in("EPR"), copy_in("The Post", date(2026, 3, 13)), copy_in("Radio", None)],
            "also in EPR (12 March 2026), The Post (13 March 2026), Radio (no date given)",
        ),
        ([copy_in(f"Post {n}") for n in range(7)], "also in Post 0, Post 1, Post 2 (12 March 2026) and 4 more"),
        ([copy_in("EPR"), copy_in("EPR", article_id="b")], "also in EPR (12 March 2026)"),
        ([copy_in(None, url="https://epr.example/1")], "also in epr.example (12 March 2026)"),
        ([copy_in(None)], "also in an outlet not given (12 March 2026)"),
        ([copy_in("EPR", None, published_in="2026-03")], "also in EPR (March 2026)"),
    ],
)
def test_copies_are_named_by_outlet_and_day_at_most_three_of_them(copies: list[Copy], words: str) -> None:
    assert render.copies_words(copies) == words
    cited = replace(cite(1, BRIDGE, "Repairs take nine weeks."), copies=tuple(copies))
    answer = Answer("", True, query(), statements=(Statement(cited.quote, (1,)),), citations=(cited,))
    assert words in assert_inert(answer_page.answer_html(answer)).text["li"]
    assert words in answer_markdown(answer)


def test_a_copy_on_the_page_opens_its_own_article() -> None:
    passage = replace(whole_passage(BRIDGE), copies=(copy_in("EPR", article_id="a&b"),))
    refusal = Answer("", False, query(), reason="Nothing.", passages=(passage,))
    assert "/article?id=a%26b&start=0&end=0" in assert_inert(answer_page.answer_html(refusal)).attributes["href"]


@pytest.mark.parametrize(
    ("outlets", "words"), [((), ""), (("EPR",), ""), (("EPR", "Reuters"), "2 independent outlets")]
)
def test_independent_outlets_are_said_where_there_is_more_than_one(outlets: tuple[str, ...], words: str) -> None:
    cited = cite(1, BRIDGE, "Repairs take nine weeks.")
    said = (Statement(cited.quote, (1,), outlets),)
    seen = assert_inert(answer_page.answer_html(Answer("", True, query(), statements=said, citations=(cited,))))
    assert seen.text.get("small", "") == words
    assert (", ".join(outlets) in seen.attributes.get("title", ())) == bool(words)


def test_half_a_surrogate_pair_can_still_be_sent() -> None:
    html = reader.reader_html(Article("a\ud800", "t\udfff", "x\ud83dy"), 0, 1)
    assert "x\ufffdy".encode() in html.replace("<mark>", "").replace("</mark>", "").encode()


def test_marker_names_its_source_and_opens_the_span() -> None:
    answer = answer_to(query(text="Which cables?"))
    seen = assert_inert(answer_page.answer_html(answer))
    citation = answer.citations[0]
    label = "Source 1: Old Mill bridge closes for repairs, Estmark Courier"
    assert label in seen.attributes["aria-label"]
    address = f"/article?id=courier%2Fbridge%3F%231&start={citation.start}&end={citation.end}"
    assert address in seen.attributes["href"]
    assert "quoting Mara Halden" in seen.text["li"]


def test_source_tells_what_its_speaker_is() -> None:
    answer = answer_to(query(text="Which cables?"))
    cited = replace(answer.citations[0], role="the town's chief engineer")
    seen = assert_inert(answer_page.answer_html(replace(answer, citations=(cited,))))
    assert "quoting Mara Halden (town's chief engineer)" in seen.text["li"]


def test_sentences_of_different_articles_do_not_run_together() -> None:
    one, two = replace(cite(1, BRIDGE, "Repairs take nine weeks."), marker=1), cite(2, HOSTILE, "40 homes dark.")
    quoted = (Statement(one.quote, (1,)), Statement(two.quote, (2,)))
    answer = Answer("", True, query(), statements=quoted, citations=(one, two))
    assert answer_page.answer_html(answer).count('<p class="dl-answer"') == 2
    written = (Statement("Repairs take nine weeks", (1,)), Statement("and 40 homes are dark.", (2,)))
    assert answer_page.answer_html(replace(answer, statements=written)).count('<p class="dl-answer"') == 1


def test_value_that_articles_disagree_about_is_not_the_headline_of_the_answer() -> None:
    answer = answer_to(query(text="Which cables?"))
    assert '<p class="dl-short" dir="auto">Two</p>' in answer_page.answer_html(answer)
    html = answer_page.answer_html(replace(answer, disagreement=Disagreement((("Two", 1), ("Three", 2)))))
    assert "dl-short" not in html
    assert "<strong>The articles disagree:</strong><ul><li>“Two”<a " in html


def told_on(day: date | None, marker: int) -> Citation:
    return replace(cite(marker, replace(BRIDGE, published=day), "Repairs take nine weeks."), marker=marker)


@pytest.mark.parametrize(
    ("days", "title", "first"),
    [
        ((date(2026, 4, 15), date(2026, 3, 9)), "Later articles give another value", "Three"),
        ((date(2026, 3, 9), date(2026, 3, 10)), "The articles disagree", "Two"),
        ((date(2026, 3, 9), None), "The articles disagree", "Two"),
    ],
)
def test_later_report_is_told_from_a_contradiction(days: tuple[date | None, ...], title: str, first: str) -> None:
    answer = Answer(
        "", True, query(), statements=(), citations=tuple(told_on(day, at) for at, day in enumerate(days, 1)),
        disagreement=Disagreement((("Two", 1), ("Three", 2))),
    )  # fmt: skip
    html = answer_page.answer_html(answer)
    assert f"<strong>{title}:</strong><ul><li>“{first}”<a " in html
    assert render.byline(answer.citations[0].article) in html.partition("dl-disagreement")[2].partition("</div>")[0]


def test_items_of_a_timeline_are_paragraphs() -> None:
    one = cite(1, BRIDGE, "Repairs take nine weeks.")
    answer = Answer("", True, query(), statements=(Statement(one.quote, (1,)),) * 2, citations=(one,))
    for kind, paragraphs in (("timeline", 2), ("what", 1)):
        html = answer_page.answer_html(replace(answer, query=replace(answer.query, kind=kind)))
        assert html.count('<p class="dl-answer"') == paragraphs


def test_unanswered_question_shows_reason_and_nearest_passages_as_such() -> None:
    html = answer_page.answer_html(answer_to(query(text="Who won?")))
    assert "No article says it." in html
    assert "Nearest passages (not an answer)" in html
    assert html.count("<blockquote") == 2
    assert "no date given" in html


def test_note_that_is_the_reason_for_no_answer_is_said_once() -> None:
    asked = query(notes=("The archive has nothing from 2024.", "One article is left out."))
    refusal = Answer("", False, asked, reason="The archive has nothing from 2024.")
    html = page.exchange_html(0, page.Exchange("Why?", query=asked, answer=refusal, seconds=0.1))
    assert html.count("nothing from 2024") == 1
    assert "One article is left out." in html


def test_link_that_could_run_code_is_not_offered() -> None:
    assert "javascript" not in reader.reader_html(HOSTILE)
    assert 'href="https://courier.example/bridge"' in reader.reader_html(BRIDGE)
    assert 'rel="noopener noreferrer"' in reader.reader_html(BRIDGE)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//host/path", "http://", "http://[", "", None]
)
def test_only_web_addresses_are_links(url: str | None) -> None:
    assert render.web_link(url) is None


def test_archive_line_says_what_is_held() -> None:
    status = SimpleNamespace(
        articles=42,
        outlets={"a": 41, "b": 1},
        undated=1,
        first=date(2026, 3, 2),
        last=date(2026, 4, 17),
    )
    assert render.archive_line(status) == "42 articles, 2 outlets, 2 March to 17 April 2026 (1 without a date)"
    empty = SimpleNamespace(articles=0, outlets={}, undated=0, first=None, last=None)
    assert render.archive_line(empty) == "0 articles"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 3, 2), date(2026, 3, 9), "2 to 9 March 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 to 2 January 2026"),
        (date(2026, 3, 2), date(2026, 3, 2), "2 March 2026"),
        (None, None, "no date given"),
    ],
)
def test_span_of_days_is_said_once(first: date | None, last: date | None, words: str) -> None:
    assert render.span_words(first, last) == words


def test_time_of_publication_keeps_its_zone() -> None:
    assert render.moment_words(datetime(2026, 3, 6, 9, 5, tzinfo=UTC)) == "6 March 2026, 09:05 UTC"
    assert render.moment_words(None) == "no date given"


@given(TEXT, st.integers(20, 300))
def test_excerpt_is_one_line_within_its_limit(text: str, limit: int) -> None:
    line = render.excerpt(text, limit)
    assert len(line) <= limit + 2
    assert "\n" not in line
