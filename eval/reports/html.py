"""A run as one HTML page that needs nothing else: no server, no network, no library.

1. what was run 2. the headline figures 3. the funnel 4. every figure 5. by tag 6. confidence and time 7. every case
The page carries a policy that forbids it to fetch anything, and every case is inside it, packed (`pack.py`).
"""

import base64
import hashlib
from dataclasses import replace
from functools import cache
from importlib.resources import files

from eval.records import Run
from eval.reports.funnel import build_funnel
from eval.reports.markup import safe
from eval.reports.pack import Packed, pack_cases, pack_passages, passages_size
from eval.reports.provenance import what_was_run
from eval.reports.sections import (
    funnel_section,
    headline,
    lost_without_script,
    metrics_section,
    plot_section,
    tag_section,
)
from eval.score import summarise, summarise_by_tag

MOST_BYTES = 15_000_000
"""How large a page may grow before passages are shortened: mail and browsers still take it."""
LENGTHS = (None, 600, 400, 300, 240, 180)
"""Characters that are kept of a passage, tried in turn; None keeps it whole."""
SHORTEST = 120


def report_html(run: Run) -> str:
    """The whole page. The same run gives the same page, byte for byte.

    Where it would grow beyond MOST_BYTES, passages are shortened to their beginnings and the words cited from them, and
    the page says so; a run for which even SHORTEST is too much gets a larger page.
    """
    summary, packed = _summary(run), pack_cases(run)
    bare = _size(_page(run, summary, packed, None))
    for length in LENGTHS:
        if bare + passages_size(run, length) <= MOST_BYTES:
            page = _page(run, summary, replace(packed, passages=pack_passages(run, length)), length)
            if _size(page) <= MOST_BYTES:
                return page
    return _page(run, summary, replace(packed, passages=pack_passages(run, SHORTEST)), SHORTEST)


def _size(page: str) -> int:
    return len(page.encode())


def _summary(run: Run) -> str:
    if not run.records:
        return what_was_run(run)
    overall = summarise(run.records)
    funnel = build_funnel(run.records, retrieval_only=run.header.retrieval_only)
    return "".join(
        (
            what_was_run(run),
            headline(overall),
            funnel_section(funnel),
            metrics_section(run, overall),
            tag_section(summarise_by_tag(run.records)),
            plot_section(run.records),
        )
    )


def _page(run: Run, summary: str, packed: Packed, shortened: int | None) -> str:
    name = safe(run.header.set_name)
    style, script = _asset("report.css"), _asset("report.js")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{name} · Dateline evaluation</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#cases">To the cases</a>\n'
        f'<header><p class="name">Dateline</p><h1 dir="auto">Evaluation: {name}</h1></header>\n'
        f"<main>{summary}{_cases_section(run, shortened)}</main>\n"
        f"{_blocks(packed, script)}</body>\n</html>\n"
    )


def _policy(style: str, script: str) -> str:
    """Nothing may be fetched; only this style and this script may act."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@cache
def _asset(name: str) -> str:
    return (files("eval.reports") / "assets" / name).read_text(encoding="utf-8")


def _cases_section(run: Run, shortened: int | None) -> str:
    cut = (
        f'<p class="notice">To keep this page small, passages are shortened to {shortened} characters; the words cited '
        "from them are always whole.</p>"
        if shortened
        else ""
    )
    return (
        '<section aria-labelledby="cases"><h2 id="cases" tabindex="-1">Every case</h2>'
        f"{cut}{_CONTROLS}{lost_without_script(run)}"
        '<p id="count" role="status"></p><ol id="list" class="cases"></ol>'
        '<nav id="pager" class="controls" aria-label="Pages of the list" hidden>'
        '<button type="button" id="earlier">Earlier</button><span id="page"></span>'
        '<button type="button" id="later">Later</button></nav></section>'
    )


_CONTROLS = (
    '<form id="controls" class="controls" role="search" aria-label="Cases" hidden>'
    '<label>Ended as <select id="outcome"></select></label>'
    '<label>Cases <select id="group"></select></label>'
    '<label>Tag <select id="tag"></select></label>'
    '<label>Words <input id="words" type="search" placeholder="question, answer, id" autocomplete="off"></label>'
    '<label>Order <select id="order"></select></label></form>'
)


def _blocks(packed: Packed, script: str) -> str:
    """The list's index and the script first: the list works while the details are still being read."""
    return "".join(
        (
            _block("index", packed.index),
            f"<script>{script}</script>\n",
            *(_block(f"cases-{number}", block) for number, block in enumerate(packed.cases)),
            *(_block(f"passages-{number}", block) for number, block in enumerate(packed.passages)),
        )
    )


def _block(name: str, data: str) -> str:
    return f'<script type="application/octet-stream" id="{name}">{data}</script>\n'
