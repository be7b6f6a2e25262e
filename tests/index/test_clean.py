from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.clean import clean_article, tidy
from index.datatypes import Article

FIRST, LAST = "Ferries stayed in the harbour of Hallin.", "The port opens on Sunday, she said."


def cleaned(text: str, **fields: object) -> Article:
    return clean_article(replace(Article(id="a", title="Port shut", text=text), **fields))


@pytest.mark.parametrize(
    "line",
    [
        "Image caption: Waves at the wall. They were high.",
        "Image source, Ann Lee",
        "Photo: Ann Lee/Gazette",
        "Advertisement",
        "ADVERTISEMENT - SCROLL TO CONTINUE",
        "Story continues below advertisement",
        "Read more: How Hallin built its wall",
        "READ MORE:How Hallin built its wall",
        "Read More",
        "Related: The wall of Hallin",
        "Share this article",
        "Share this story on Facebook",
        "Share on WhatsApp",
        "Follow us on X and Facebook",
        "Sign up for our morning newsletter. It is free.",
        "Subscribe to The Gazette and get it in your inbox",
        "Get the Gazette's weekly newsletter",
        '(You can get "Five Waves" delivered to your inbox daily. Sign up here.)',
        "We use cookies to measure how our pages are read. You can change your choice at any time.",
        "By continuing to use the site you agree to our use of cookies.",
        "Accept all cookies",
        "Video player was slow to load content Video content never loaded Ad froze",
        "1. How relevant is this ad to you?",
        "© 2025 The Hallin Gazette. All rights reserved.",
        "Hallin Bay CNN —",
        "___",
        "* * *".replace(" ", ""),
        "Original article: https://gazette.example/a",
    ],
)
def test_furniture_line_is_taken_out(line: str) -> None:
    assert cleaned(f"{FIRST}\n\n{line}\n\n{LAST}").text == f"{FIRST}\n\n{LAST}"
    assert cleaned(f"{FIRST}\n{line}\n{LAST}").text == f"{FIRST}\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "The image caption: a single word, said the judge.",
        "The advertisement cost 40,000 dalers and ran for a week.",
        "Read more books, the minister told pupils.",
        "Share this burden, the bishop asked the rich.",
        "We use cookies, the baker said, because bread is too heavy.",
        "By using cookies that nobody had asked for, the company followed 40,000 readers.",
        "Sign-up rates for the newsletter fell by half.",
        "Register reporter Ann Lee had obtained the e-mails.",
        "Subscribers of the newsletter were told on Monday.",
        "Copyright law changed in 2019.",
        "Get out, he said. The newsletter was a fake.",
        "Statement: the port authority regrets the delay.",
        "Views expressed in the hall were divided.",
        "Watch the harbour, she told them.",
        "Related companies must pay.",
        "Haldrek: We will not open a bridge on hope.",
        "Photo finishes decided three races.",
        "By Friday the port was open.",
    ],
)
def test_sentence_with_the_same_words_stays(line: str) -> None:
    text = f"{FIRST}\n\n{line}\n\n{LAST}"
    assert cleaned(text).text == text
    assert cleaned(f"{FIRST}\n\n{line}").text == f"{FIRST}\n\n{line}"


@pytest.mark.parametrize(
    "line",
    [
        "Statement: This article represents the views of the author. Please vote with the 【up/down】 buttons below.",
        "The views expressed in this article are the author's own and do not reflect those of the Gazette.",
        "Disclaimer: prices may change.",
        "This article represents the personal opinion of its writer.",
    ],
)
def test_disclaimer_is_taken_from_the_end_only(line: str) -> None:
    assert cleaned(f"{FIRST}\n{LAST}\n{line}\n\nAdvertisement").text == f"{FIRST}\n{LAST}"
    assert cleaned(f"{line}\n\n{FIRST}").text.startswith(line)


def test_caption_below_its_label_is_taken_out_when_it_stands_apart() -> None:
    assert cleaned(f"{FIRST}\n\nImage caption:\nWaves at the wall\n\n{LAST}").text == f"{FIRST}\n\n{LAST}"
    assert LAST in cleaned(f"{FIRST}\nImage caption:\n{LAST}\n{FIRST}").text


def test_original_address_becomes_the_url_unless_there_is_one() -> None:
    text = f"{FIRST}\nOriginal article: https://gazette.example/a"
    assert cleaned(text).url == "https://gazette.example/a"
    assert cleaned(text, url="https://post.example/b").url == "https://post.example/b"
    assert cleaned(text, url="https://post.example/b").text == FIRST


def test_headline_repeated_as_first_line_is_taken_out() -> None:
    assert cleaned(f"PORT SHUT!\n\n{FIRST}").text == FIRST
    assert cleaned(f"Port shut\n{FIRST}", title="Port shut - The Gazette").text == FIRST
    assert cleaned(f"{FIRST}\n\nPort shut").text == f"{FIRST}\n\nPort shut"
    assert cleaned("Port shut").text == "Port shut"


def test_byline_that_repeats_the_fields_is_taken_out_and_another_stays() -> None:
    known = {"authors": ("Ann Lee",), "outlet": "The Post"}
    assert cleaned(f"By Ann Lee, The Post\n\n{FIRST}", **known).text == FIRST
    assert cleaned(f"By Ann Lee\nThe Post\n\n{FIRST}", **known).text == FIRST
    assert cleaned(f"By Bo Oz\n\n{FIRST}", **known).text == f"By Bo Oz\n\n{FIRST}"


def test_invisible_characters_and_loose_space_are_taken_out() -> None:
    text = "\ufeffFer\u200bries\u202e stay\u0000ed.  \r\n\r\n\r\n\r\n\tThe port\u2028opens.\x85 "
    assert cleaned(text).text == "Ferries stayed.\n\nThe port\nopens."


def test_joiners_stay_where_a_script_needs_them() -> None:
    for text in ("می\u200cخواهم بروم.", "क्\u200dष है।", "\U0001f468\u200d\U0001f469 sail."):
        assert cleaned(text).text == text
    assert cleaned("Fer\u200dries.").text == "Ferries."


def test_letters_are_left_as_they_are() -> None:
    for text in ("Cafe\u0301 and Café.", "ﬁne ½ ™", "东京\u3000大阪。", "“Nobody sails,” she said — twice…"):
        assert cleaned(text).text == text


lines = st.sampled_from(
    [
        FIRST,
        LAST,
        "",
        "Advertisement",
        "Port shut",
        "Image caption:",
        "Image caption: x",
        "By Ann Lee",
        "The Post",
        "___",
        "Original article: https://a.example/b",
        "Statement: This article is the author's.",
        "Read more: x",
        " \u200b ",
        "\u200d",
        "4 October 2025",
        "क\u200d\u2003",
        "\r",
        "Photo: y",
    ]
)


@settings(deadline=None)
@given(st.lists(lines | st.text(max_size=20), max_size=12).map("\n".join), st.text(max_size=20))
@example("क\u200d\u2003", "")
@example("Image caption:\nImage caption:\nx\n\ny", "y")
def test_cleaning_again_changes_nothing(text: str, title: str) -> None:
    once = cleaned(text, title=title, authors=("Ann Lee",), outlet="The Post")
    assert clean_article(once) == once


@settings(deadline=None)
@given(st.text())
def test_tidy_keeps_every_visible_character_in_order(text: str) -> None:
    def visible(value: str) -> str:
        return "".join(char for char in value if char.isalnum())

    assert visible(tidy(text)) == visible(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
def test_cleaned_text_can_be_stored(text: str) -> None:
    found = cleaned(text + "\ud800", title="\udfff")
    assert (found.text + found.title).encode()
    assert "\0" not in found.text
