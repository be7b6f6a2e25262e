"""Pages that are no run of paragraphs, and pages that hold sentences and no article."""

import pytest

from index.clean import clean_article
from index.readers.html import read_html
from tests.index.readers.read import failed, one


def read(body: str, head: str = "<title>Storm over Hallin</title>") -> str:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return clean_article(one(read_html(page.encode(), "o"))).text


UPDATES = (
    ("12:25", "Two hurt", "Two people were hurt by a falling tree in Orlen, the police say."),
    ("09:10", "Roof off", "The roof of the sports hall has blown off. Nobody was inside."),
    ("07:00", "Ferries stopped", "All ferries to Hask are stopped until further notice."),
)
LEAD = "The storm reached the coast of Hallin in the night. We report live."


@pytest.mark.parametrize("nested", [True, False])
def test_entries_of_a_live_report_keep_their_times_headlines_and_order(nested: bool) -> None:
    entries = "".join(
        f"<article class='update'><time>{time}</time><h2>{head}</h2><p>{text}</p></article>"
        for time, head, text in UPDATES
    )
    box = "article" if nested else "main"
    text = read(f"<{box}><h1>Storm over Hallin</h1><p>{LEAD}</p>{entries}</{box}>")
    assert text.split("\n") == [LEAD, *(line for update in UPDATES for line in update)]


def test_teasers_and_comments_are_no_entries() -> None:
    story = "".join(f"<p>Part {n}: {LEAD}</p>" for n in range(9))
    teaser = (
        "<article><h2><a href='/{0}'>Another story {0}</a></h2><p>A teaser of story {0}, with a sentence.</p></article>"
    )
    comment = "<article class='comment'><h4>Reader {0}</h4><p>I do not think so, says reader {0}.</p></article>"
    others = "".join(teaser.format(n) for n in range(3)), "".join(comment.format(n) for n in range(3))
    text = read(f"<article><h1>Storm over Hallin</h1>{story}</article><div>{others[0]}</div><div>{others[1]}</div>")
    assert "Part 8" in text
    assert "teaser" not in text
    assert "reader" not in text


CAPTIONS = (
    "Six-year-old Finn with a paper owl.",
    "The brass band of Orlen closes the walk.",
    "Cocoa at the town hall.",
)


@pytest.mark.parametrize(
    "lead", ["Some 300 children walked through Hallin with lanterns.", f"Some 300 children walked. {LEAD} {LEAD}"]
)
def test_gallery_gives_a_line_for_each_caption_and_none_for_its_title(lead: str) -> None:
    figures = "".join(f"<figure><img src='a.jpg'><figcaption>{words}</figcaption></figure>" for words in CAPTIONS)
    text = read(f"<article><h1>Storm over Hallin</h1><p>{lead}</p>{figures}</article>")
    assert text.split("\n") == [lead, *CAPTIONS]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 - Page not found | The Hallin Post", "<h1>Page not found</h1><p>Sorry, the page may have been moved.</p>"),
        ("Seite nicht gefunden", "<h1>Seite nicht gefunden</h1><p>Diese Seite gibt es leider nicht mehr auf hallin.example.</p>"),
        ("Before you continue", "<p>We value your privacy. We and our 842 partners store cookies on your device.</p>"),
        ("Home", "<div class='cookie-banner'><p>Please choose what may be stored by this site on the device.</p></div>"),
    ],
)  # fmt: skip
def test_missing_page_and_question_for_consent_are_no_article(title: str, body: str) -> None:
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    assert "no article" in failed(read_html(page.encode(), "o")).reason


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Page not found in the council's minutes", "A page is missing from the minutes of Hallin, the clerk said."),
        ("Line fined", "The ferry line of Hallin was fined for the cookies that it stored without consent on phones."),
        ("Line fined", "“We use cookies as everybody does, and your privacy is safe,” said the ferry line of Hallin."),
    ],
)
def test_article_about_pages_or_cookies_is_one(title: str, text: str) -> None:
    assert text in read(f"<article><h1>{title}</h1><p>{text}</p></article>", f"<title>{title}</title>")


def test_box_for_consent_is_left_out_of_an_article() -> None:
    box = "<div id='consent-dialog'><p>Choose what may be stored on the device, and by whom of 40 partners.</p></div>"
    assert (
        read(f"{box}<article><h1>Storm</h1><p>{LEAD}</p><p>{UPDATES[0][2]}</p></article>") == f"{LEAD}\n{UPDATES[0][2]}"
    )
