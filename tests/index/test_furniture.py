"""Which lines are page furniture: what a page says of itself, and never what an article reports."""

import pytest

from index.clean import clean_article
from index.datatypes import Article
from index.furniture import is_furniture

FIRST, LAST = "Ferries stayed in the harbour of Hallin.", "The port opens on Sunday, she said."


def cleaned(text: str) -> str:
    return clean_article(Article(id="a", title="Port shut", text=text)).text


@pytest.mark.parametrize(
    "line",
    [
        "Photo: a ferry at the wall of Hallin",
        "See also: Who pays for the wall?",
        "Read more: How Hallin built its wall...",
        "Share this article by e-mail or on Facebook",
        "Share on X (Opens in new window)",
        "Follow us on Instagram, Bluesky and Mastodon.",
        "Sign up here for our breaking alerts",
        "We and our partners use cookies to store information on a device.",
        "Our website uses cookies to give you the best experience. Read our policy.",
        "Copyright 2025 Hallin Gazette and Sons",
        "Lagen, West Hallin CNN —",
        # newsletters and pleas to pay
        "View this email in your browser",
        "You are receiving this because you signed up at the harbour. Unsubscribe",
        "Unsubscribe: https://hallin.example/u/7",
        "Subscribe to continue reading",
        "Already a subscriber? Log in. From 4.99 a month, cancel any time.",
        "Click here to subscribe to the morning edition",
        "Dieser Artikel ist nur für Abonnenten verfügbar",
        # other languages
        "Lesen Sie auch: Warum der Damm leckt",
        "Das könnte Sie auch interessieren",
        "Jetzt Newsletter abonnieren",
        "Foto: Hafenamt Hallin",
        "À lire aussi : Dix digues à visiter",
        "Abonnez-vous à notre newsletter",
        "Lea también: Cómo se hizo el muelle",
        "Suscríbase a nuestro boletín",
        "Читайте также: Почему закрыли порт",
        "Реклама",
    ],
)
def test_what_only_a_page_says_is_furniture(line: str) -> None:
    assert cleaned(f"{FIRST}\n\n{line}\n\n{LAST}") == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        # labels of links and pictures, before a sentence
        "Read more: that is the advice the library gives every child.",
        "Related: the same court had freed two officers in May.",
        "See also: the flood of 2019, in which 40 people died.",
        "Recommended: two doses, four weeks apart.",
        "Listen: I did not shoot that man.",
        "Image source: the police took it from a satellite.",
        "Picture credits: who owns the photographs of the dead?",
        # pleas that somebody is reported to have made, or that are none
        "Subscribe to newspapers, the union told its members, or there will be no newsletters left.",
        "Sign up for the army by Friday. You will get letters and e-mails from home.",
        "Register for flood alerts before the rain comes, the council urged on Tuesday.",
        "Get the vaccine before winter, the doctors wrote in their newsletter. Four people have died.",
        "Share this with everyone you know.",
        "Share this story with your children, the survivor told the class.",
        "Share on Facebook fell 4 per cent after the results.",
        "Print this on every wall of the city.",
        "Follow us on foot, and nobody will be hurt.",
        "Video player was slow to load content in 40 per cent of the tests, the regulator found.",
        # consent and rights
        "We use cookies to bait the traps for rats.",
        "This site uses cookies to track visitors, the court found, and fined the firm 4 million.",
        "By using the library you accept that cookies are banned from the reading room, a notice said.",
        "Copyright 2019 rules will be repealed on Friday.",
        "(c) the right of the accused to a lawyer;",
        "The report was by CNN –",
        # pay and newsletters
        "You are receiving this because you stayed, the captain told them.",
        "To keep reading in the dark, the prisoners registered with the chaplain.",
        "Already a member of the council? Then you may not bid for the quay.",
        # other languages
        "Lesen Sie auch zwischen den Zeilen, riet die Lehrerin.",
        "Zum Thema: Der Rat tagt am Montag und entscheidet über den Damm.",
        "Werbung für Tabak wird verboten.",
        "Abonnez-vous à la newsletter, a conseillé le maire, qui l'écrit lui-même.",
    ],
)
def test_what_an_article_reports_is_no_furniture(line: str) -> None:
    text = f"{FIRST}\n\n{line}\n\n{LAST}"
    assert cleaned(text) == text
    assert cleaned(f"{FIRST}\n\n{line}") == f"{FIRST}\n\n{line}"
    assert cleaned(f"{line}\n\n{LAST}") == f"{line}\n\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "Note: This article has been corrected. An earlier version named the wrong author.",
        "Note: the text of the treaty was seen by two of its authors.",
        "Disclaimer: the minister's brother owns the bank.",
        "The views expressed by voters in this town reflect a country that is divided.",
        "The views expressed in the letter are those of its authors, the ministry said.",
        "This article represents the views of a generation that grew up in war.",
    ],
)
def test_last_line_that_is_no_disclaimer_stays(line: str) -> None:
    assert cleaned(f"{FIRST}\n\n{line}") == f"{FIRST}\n\n{line}"


def test_long_line_of_capitals_is_judged_at_once() -> None:
    assert not is_furniture("©" + " Hallin," * 60 + " the harbour")


@pytest.mark.parametrize("joins", [" , ", " and ", "/"])
def test_many_joins_without_a_network_are_judged_at_once(joins: str) -> None:
    for opening in ("share on x", "follow us on x", "share this on x"):
        assert not is_furniture(f"{opening}{joins * 100}!")
