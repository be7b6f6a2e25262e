"""The HTML report as a file: what it says, that it asks for nothing, and that text of others stays text."""

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from eval.records import Run, Selection
from eval.reports import html as module
from eval.reports.html import report_html
from tests.eval.reports.html_run import (
    BRIDGE,
    COST,
    FAIR,
    HOSTILE,
    RECORDS,
    blocks,
    cite,
    found,
    made_run,
    plain_case,
)

TAME = replace(RECORDS[-1], id="tame", turns=("?",), tags=("x",), expected=("x",), text="x")
SHOWN_HOSTILE = HOSTILE.replace("\ud83c", "\ufffd")


@dataclass
class Parsed(HTMLParser):
    """A page taken apart as a browser would."""

    html: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    raw: dict[str, list[str]] = field(default_factory=lambda: {"script": [], "style": []})
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.inside = ""
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag
        if tag in self.raw:
            self.raw[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in self.raw:
            self.raw[self.inside][-1] += data
        else:
            self.text.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


@pytest.fixture(scope="module")
def html() -> str:
    return report_html(made_run())


@pytest.fixture(scope="module")
def page(html: str) -> Parsed:
    return Parsed(html)


def sha(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def test_same_run_gives_the_same_bytes(html: str) -> None:
    assert report_html(made_run()) == html


def test_policy_allows_this_style_and_this_script_and_nothing_else(page: Parsed) -> None:
    (policy,) = [a["content"] or "" for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    data = [tag == "script" and attributes.get("type") == "application/octet-stream" for tag, attributes in page.tags]
    scripts = [attributes for tag, attributes in page.tags if tag == "script"]
    (active,) = [text for text, given in zip(page.raw["script"], scripts, strict=True) if "type" not in given]
    (style,) = page.raw["style"]
    assert sum(data) == len(scripts) - 1
    assert rules == {
        "default-src": "'none'",
        "style-src": sha(style),
        "script-src": sha(active),
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_page_names_no_other_address(page: Parsed) -> None:
    for tag, attributes in page.tags:
        assert tag not in {
            "link",
            "img",
            "iframe",
            "object",
            "embed",
            "base",
            "audio",
            "video",
            "source",
            "use",
            "image",
        }
        assert not {"src", "srcset", "style", "action", "xlink:href"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    (style,) = page.raw["style"]
    assert "url(" not in style
    assert "@import" not in style


def test_text_of_others_is_never_markup(html: str, page: Parsed) -> None:
    tame = Parsed(report_html(made_run(*RECORDS[:-1], TAME)))
    assert Counter(tag for tag, _ in page.tags) == Counter(tag for tag, _ in tame.tags)
    assert SHOWN_HOSTILE.split("\u2028")[0] in page.words
    assert blocks(html, "index")[0]["question"][-1] == HOSTILE.replace("\ud83c", "?")


def test_page_is_well_formed_for_a_screen_reader(page: Parsed) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = [attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes]
    assert set(named) <= set(ids)
    headings = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    assert ("html", {"lang": "en"}) in page.tags


def test_what_was_run_is_said_in_full(page: Parsed) -> None:
    for words in (
        "hand-made, 9 cases, digest cdcdcdcdcdcd",
        "3 articles, 3 chunks, content efefefefefef, snapshot snapshot-1",
        "the bundled reader, no language model",
        "2026-04-01 10:00:00 UTC to 2026-04-01 10:05:00 UTC",
        "one case after the other",
        "ab" * 32,
        "ef" * 32,
    ):
        assert words in page.words
    assert "Not finished" not in page.words


def test_unfinished_run_says_so_before_any_figure() -> None:
    words = Parsed(report_html(made_run(COST, cases=4, finished=None))).words
    assert "Not finished: 1 of 4 cases are done" in words
    assert words.index("Not finished") < words.index("At a glance")


def test_selection_and_jobs_and_model_are_named() -> None:
    selection = Selection(tag="fact", sample=5, seed=7)
    run = made_run(selection=selection, jobs=4, judge=3, settings={"llm_model": "tiny-1"})
    words = Parsed(report_html(run)).words
    for said in ("tag fact, 5 drawn by seed 7", "4 side by side", "tiny-1", "the language model, 3 times"):
        assert said in words


def test_funnel_counts_the_lost_cases_of_each_stage(page: Parsed, html: str) -> None:
    assert "Of 6 answerable cases" in page.words
    rows = re.findall(r'data-outcome="([^"]+)" data-group="answerable">.*?</th>.*?<td>(\d+)', html)
    names = ["error", "not in archive", "not ranked", "refused wrongly", "wrong", "right"]
    assert rows == [(name, "1") for name in names]
    assert "Of 2 cases that the archive cannot answer" in page.words
    assert "1 case not judged" in page.words


def test_every_figure_stands_with_its_interval_and_cases(html: str) -> None:
    row = re.search(r'<tr><th scope="row">right</th><td>([^<]*)</td><td>([^<]*)</td><td>([^<]*)</td></tr>', html)
    assert row
    value, interval, cases = row.groups()
    low, high = (float(part) for part in interval.split(" to "))
    assert float(value) == pytest.approx(2 / 8, abs=0.001)
    assert low < 0.25 < high
    assert cases == "8"


def test_without_script_the_first_lost_cases_can_be_read(html: str) -> None:
    (static,) = re.findall(r"<noscript>(.*?)</noscript>", html, re.DOTALL)
    words = Parsed(static).words
    assert "The first 6 of 6 lost cases" in words
    assert "What about silent?" in words
    assert "got: The model server did not answer." in words


def test_many_lost_cases_are_cut_for_a_browser_without_script() -> None:
    html = report_html(made_run(*(plain_case(str(number)) for number in range(60))))
    assert "The first 50 of 60 lost cases" in html
    assert html.count("<li><h3>") == 50


def test_page_that_would_be_too_large_shortens_passages_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(40))
    long = [replace(BRIDGE, article=f"a{n}", start=0, end=2500, text=f"{n}{noise}"[:2500]) for n in range(9)]
    cited = [cite(1, passage, passage.text[2000:2100]) for passage in long]
    records = [
        replace(COST, id=passage.article, retrieved=(found(passage),), citations=(quote,))
        for passage, quote in zip(long, cited, strict=True)
    ]
    run = made_run(*records, passages=tuple(long))
    whole = report_html(run)
    assert "passages are shortened" not in whole
    monkeypatch.setattr(module, "MOST_BYTES", len(whole.encode()) - 1)
    small = report_html(run)
    assert "passages are shortened to 600 characters" in small
    assert len(small) < len(whole)
    for passage, kept in zip(long, blocks(small, "passages")[0], strict=True):
        assert sum(len(text) for _, text in kept["pieces"]) <= 600
        assert any(passage.text[2000:2100] in text for _, text in kept["pieces"])
    assert blocks(small, "cases") == blocks(whole, "cases")


def test_run_with_nothing_done_yet_still_has_a_page() -> None:
    html = report_html(Run(made_run(finished=None).header, ()))
    assert "Not finished:</strong> 0 of 9 cases" in html
    assert "No case was lost" in html
    assert blocks(html, "index")[0]["id"] == []


def test_retrieval_only_run_shows_the_search() -> None:
    records = [
        plain_case(str(n), asked=False, answered=None, ask_ms=None, search_ms=8.0, rank=rank, tags=("fact",),
                   retrieved=(found(FAIR, hit=bool(rank)),), scores={"mrr": 1.0 if rank else 0.0, "hit@10": float(bool(rank))})
        for n, rank in enumerate((1, None))
    ]  # fmt: skip
    page = Parsed(report_html(made_run(*records, retrieval_only=True)))
    assert "passages only" in page.words
    assert "time per search" in page.words
    assert "By tag: hit@10" in page.words
    assert "refused wrongly" not in page.words
