"""The English words that comparing sentences needs to know: function words, negations, hedges, opposites, numbers.

Folded as `rag.text.facts.fold` does.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMMON = _words(
    """a about again also am among an and any are as at be became become been being but by can did do does doing each
    either for from had has have having he her here hers herself him himself his how i if in into is it its itself just
    me my of on once or other others our ours own s same she should so some such than that the their theirs them
    themselves then there these they this those through to too until us very was we were what when where which while
    who whom whose why will with would you your yours t ll ve re d o mr mrs ms dr sir"""
)
"""Words that say nothing by themselves; "after", "more", "only" and their like change facts and are left out."""

NEGATIONS = _words(
    """not no never none nobody nothing nowhere neither nor without cannot unable deny denied denies denying refuse
    refused refuses refusing fail failed fails failing decline declined declines declining hardly barely"""
)
HEDGES = _words(
    """may might could allegedly alleged alleges reportedly suspected suspect accused accuses possibly possible perhaps
    maybe likely unlikely expected potentially rumoured rumored apparently if unless whether hopes hoped plans planned
    considering proposed formerly"""
)
CLAUSE_WORDS = _words("but which who while although though because whereas")
"""Where the reach of a negation or a hedge ends."""
JOINTS = _words("and but while which who because after before when")
"""Words that join two clauses, either of which could be a sentence."""
PRONOUNS = _words("he she they it his her their its him them this these")

SIGNS = {"%": "percent", "$": "dollar", "£": "pound", "€": "euro", "¥": "yen"}
UNITS = frozenset(SIGNS.values())

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
SHORT_DATES = {name[:3]: name for name in (*MONTHS, *_DAYS)} | {"sept": "september", "tues": "tuesday"}

_IRREGULAR = """say:said,says,saying,told,tell,tells,telling,according,added,adds,stated,states take:took,taken
    win:won lose:lost,losing go:went,gone come:came get:got,gotten give:gave,given make:made,making see:saw,seen
    know:knew,known find:found leave:left meet:met hold:held keep:kept begin:began,begun run:ran rise:rose,risen
    fall:fell,fallen grow:grew,grown pay:paid buy:bought sell:sold send:sent spend:spent build:built
    break:broke,broken choose:chose,chosen drive:drove,driven fly:flew,flown speak:spoke,spoken steal:stole,stolen
    strike:struck teach:taught think:thought bring:brought catch:caught fight:fought write:wrote,written shoot:shot
    sink:sank,sunk sit:sat stand:stood lead:led feed:fed beat:beaten bite:bit,bitten draw:drew,drawn hide:hid,hidden
    lie:lay,lain mean:meant person:people man:men woman:women child:children wife:wives life:lives
    die:died,dies,dying,dead,death"""
IRREGULAR = {
    form: base
    for base, forms in (entry.split(":") for entry in _IRREGULAR.split())
    for form in (base, *forms.split(","))
}
PLURALS = ("people", "men", "women", "children", "lives", "wives")  # the nouns of IRREGULAR

OPPOSITES = _words(
    """rise/fall rise/drop increase/decrease increase/fall increase/drop increase/cut grow/shrink more/less more/fewer
    high/low higher/lower up/down before/after above/below over/under win/lose accept/reject open/close start/end
    begin/end support/oppose arrive/leave buy/sell first/last north/south east/west northern/southern eastern/western
    gain/lose agree/disagree approve/reject legal/illegal guilty/innocent join/leave raise/lower raise/cut
    advance/retreat minimum/maximum early/late best/worst big/small large/small"""
)
"""Pairs of words of which one does not prove the other."""
