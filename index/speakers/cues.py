"""The words that tell of speaking and thinking: verbs by what may stand beside them, nouns, and the words around them.

The verbs are those that mark an attribution in a third or more of their occurrences in the training half of PolNeAR
(Newell et al. 2018), and words of the same meaning (`scripts/count_cues.py` counts them); their forms are made here.
"""

SPEECH = frozenset(
    "bark boom intimate grouse gush marvel vent scream thunder confide tease profess theorize surmise interrupt "
    "add admit allege announce answer argue assert boast caution chant charge claim comment complain concede "
    "conclude confess confirm contend continue counter cry declare deny disclose email estimate exclaim explain "
    "express forecast highlight imply indicate inform insist interject joke lament maintain mention muse note "
    "observe opine point predict proclaim promise protest quip recall recount reiterate remark remind repeat "
    "reply report respond reveal shout signal speculate state stress suggest sum testify tweet underline "
    "underscore urge voice vow warn whisper wonder emphasize emphasise acknowledge advise agree ask assure demand "
    "echo pledge propose recommend retort agonize post retweet bemoan snap yell laugh offer elaborate clarify "
    "stipulate exhort posit concur hypothesize preach implore reassure begin apologize brag recite quote utter "
    "articulate affirm foresee pronounce rule shrug bristle".split()
)
ATTITUDE = frozenset(
    "congratulate ridicule insult trash disavow repudiate depict savage hammer distrust despise hate admire fault "
    "chide scold lambaste lampoon deplore dread desire rebut refute downplay herald trumpet hint accuse aim "
    "applaud appear assail attack await back believe bemoan blame blast boast call champion cheer cite compare "
    "condemn consider criticize criticise decide decline decry deem defend denounce deride describe disagree "
    "discuss dismiss dispute dismay distance doubt embrace endorse envision expect favor favour fear figure guess "
    "hail hope identify ignore invoke label liken mean mock object oppose outline pitch plan plead portray praise "
    "prefer press project prove push question rail reaffirm realize rebuff rebuke recognize refer refuse regard "
    "reject remember resist rip sense signal slam scoff seem sign sound stand support suspect talk threaten tout "
    "unveil value view vote want warn welcome wish worry address allude assume attribute challenge characterize "
    "commend conclude convince credit detail dub encourage imagine instruct intend justify lash learn like list "
    "love need notice order persuade pounce present promote reckon reflect request seek show suppose tell thank "
    "trust understand issue advocate balk contradict contemplate dislike disapprove eviscerate reference revile "
    "satirize vouch document acquiesce tackle spar jab side paint react long mull extol gloat admonish heckle revere "
    "relish revel renounce berate laud ponder author knock anger coin lecture fume chastise resent".split()
)
_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "think": "thought", "know": "known knew", "feel": "felt",
    "find": "found", "see": "saw seen", "seek": "sought", "swear": "swore", "read": "", "hear": "heard",
    "begin": "began",    "show": "showed shown", "understand": "understood", "stand": "stood", "mean": "meant",
}  # fmt: skip
SPOKEN = frozenset({"say", "write", "swear"})
THOUGHT = frozenset({"think", "know", "feel", "find", "see", "hear", "read"})
_DOUBLED = frozenset(
    {"admit", "quip", "rip", "slam", "plan", "refer", "prefer", "rebut", "snap", "dub", "brag", "spar", "jab"}
)


def _forms(lemma: str) -> dict[str, str]:
    """The forms of a verb with what each is: base, s, past, ing."""
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    s = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    past = f"{stem}ed"
    if lemma in _DOUBLED:
        stem += lemma[-1]
        past = f"{stem}ed"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        s, past = f"{lemma[:-1]}ies", f"{lemma[:-1]}ied"
    found = {lemma: "base", s: "s", f"{stem if not lemma.endswith('ee') else lemma}ing": "ing"}
    irregular = _IRREGULAR.get(lemma)
    return found | dict.fromkeys(irregular.split() if irregular is not None else [past], "past")


FORMS: dict[str, tuple[str, str]] = {
    form: (lemma, kind)
    for lemma in sorted(SPEECH | ATTITUDE | SPOKEN | THOUGHT)
    for form, kind in _forms(lemma).items()
}
"""Every form of every verb: its lemma, and "base", "s", "past" or "ing"."""

_PHRASAL = {
    "speak speaks spoke spoken speaking": "about out of against",
    "shoot shoots shot shot shooting": "back",
    "fire fires fired fired firing": "back",
    "hit hits hit hit hitting": "back",
    "lay lays laid laid laying": "out",
    "weigh weighs weighed weighed weighing": "in",
    "shrug shrugs shrugged shrugged shrugging": "off",
    "brush brushes brushed brushed brushing": "off aside",
    "focus focuses focused focused focusing": "on",
    "count counts counted counted counting": "on",
    "care cares cared cared caring": "about",
    "campaign campaigns campaigned campaigned campaigning": "for against on",
    "walk walks walked walked walking": "back",
    "play plays played played playing": "down",
    "single singles singled singled singling": "out",
    "touch touches touched touched touching": "on",
    "balk balks balked balked balking": "at",
    "dwell dwells dwelled dwelt dwelling": "on",
    "double doubles doubled doubled doubling": "down",
    "spell spells spelled spelt spelling": "out",
    "strike strikes struck struck striking": "down",
    "make makes made made making": "clear",
    "put puts put put putting": "it",
    "take takes took taken taking": "aim issue exception",
    "point points pointed pointed pointing": "to out",
    "push pushes pushed pushed pushing": "for back to against",
    "go goes went gone going": "on",
    "chime chimes chimed chimed chiming": "in",
    "cut cuts cut cut cutting": "in",
    "jump jumps jumped jumped jumping": "in",
    "butt butts butted butted butting": "in",
    "pipe pipes piped piped piping": "up",
    "come comes came come coming": "out",
}
"""Verbs that tell of something said with the word behind them, by their forms: base, s, past, participle, ing."""
PHRASAL: dict[str, tuple[str, str, frozenset[str]]] = {
    form: (forms.split()[0], kind, frozenset(behind.split()))
    for forms, behind in _PHRASAL.items()
    for form, kind in zip(forms.split(), ("base", "s", "past", "past", "ing"), strict=True)
}
"""Every form of them: its lemma, what it is, and the words behind it."""
QUOTING = frozenset("go chime cut jump butt pipe".split())
"""Those of them that tell of something said only beside a quotation: "“Go,” Lee went on"."""
MAY_STAND_FIRST = SPEECH | SPOKEN | {"read"}
"""Verbs that may stand before their subject: "said Ann Lee"."""
ADDRESSED = frozenset({"tell", "ask", "remind", "assure", "inform", "warn", "advise", "urge", "persuade", "convince"})
"""Verbs whose object is whom it was told."""
ALWAYS_VERBS = frozenset(
    "say argue believe acknowledge insist contend agree admit suggest describe oppose think know consider tell deny "
    "accuse criticize denounce condemn prefer predict recognize portray depict embrace defend ask warn explain "
    "disagree express complain announce assert emphasize".split()
)
"""Base forms that are no nouns: whatever stands before them, they are verbs."""
INFINITIVE = frozenset(
    "pledge vow promise offer agree demand propose begin plan threaten vote want hope decide aim".split()
)
"""Verbs before whose "to" no hearer stands: "pledged to go"."""
ADJECTIVES = frozenset(
    "adamant afraid angry anxious aware certain clear concerned confident convinced critical curious disappointed "
    "eager enamored enthusiastic furious glad grateful happy hesitant hopeful hostile impressed inclined "
    "interested keen mindful nervous opposed optimistic outraged pleased proud quick reluctant sceptical scared "
    "skeptical startled supportive sure surprised suspicious sympathetic thrilled uncomfortable unhappy unsure "
    "wary willing worried excited frustrated unimpressed committed determined prepared sorry tired upset".split()
)
"""What somebody is "that ..." or "about ..."; of others than people it is hardly said."""
AFTER_ADJECTIVE = frozenset("to of about that with by for on at over in against".split())
NEEDS_CLAUSE = frozenset(
    "appear charge continue find figure hear know like love mean need offer point post present project prove read "
    "see sense sign signal sound stand state value voice view plan issue learn address push sum report "
    "estimate comment counter cry chant aim object seem label".split()
)
"""Verbs of many meanings: they tell of speech only before "that", a quotation, or the like."""
INQUIRIES = frozenset(
    "poll survey study report analysis review investigation audit inquiry researcher court judge jury commission "
    "panel scientist auditor investigator polling research".split()
)
"""Who or what finds that something is so, in the singular."""
NOUNS = frozenset(
    "statement claim claims assertion assertions contention suggestion announcement complaint criticism argument "
    "promise proposal accusation accusations allegation allegations comment comments remark remarks belief view "
    "views call calls warning warnings pledge vow prediction response reply demand demands plan plans support "
    "opposition hope hopes attack attacks threat threats concern concerns decision opinion insistence "
    "acknowledgment admission slogan motto mantra refrain dictum tweet charge question questions doubts "
    "endorsement desire promises pledges vows predictions proposals complaints suggestions criticisms assurance "
    "assurances assessment conclusion denial denials objection objections appeals plea pleas".split()
)
MISLEADING = frozenset(
    "answer answers appear appeared appears attacks await backing began begins challenges charges cheered cheers "
    "comments compared continue continues decision detailed details disputes emails encouraging endorsement "
    "expected favored feels felt figured find heard ignore ignored insults intended intends interrupted issues "
    "known like listing long pledged emails embraced requests ruling voting identified repeated planned "
    "order orders maintained back maintains mean meaning means meant need needs points post posts preferred promoted "
    "proposal protests questions recited references reflects regarding remarks response rules seem seemed seems "
    "sides signal signs statement states sums supposed talks thanks tweets view views votes".split()
)
"""Forms read as an attribution that were one less than a quarter of the time in the training half.

Most are as often nouns ("states"): they count only before "that", a colon or a quotation.
"""
DETERMINERS = frozenset("a an the this that these those his her its their our my your some any each every no".split())
PARTICLES = frozenset("van von de del der den bin al el la le di da du ibn ben bint binti abu dos das zu ul ud".split())
"""Small words within a name."""
PRONOUNS = frozenset("he she they it we i you who".split())
PREPOSITIONS = frozenset(
    "of in on at for from with to by about against among between during after before under over since into "
    "through within without near outside inside behind toward towards amid despite like unlike upon until "
    "alongside".split()
)
CLAUSE = frozenset(
    "that which when because as if while although though since whether where what how why than but so yet unless "
    "until and or nor then plus whenever wherever".split()
)
AUXILIARIES = frozenset(
    "is are was were be been being has have had having do does did will would can could may might must should "
    "shall isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't "
    "isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t ’s ’re ’ve ’d ’m ’ll 's 're 've 'd 'm 'll don’t doesn’t "
    "didn’t won’t wouldn’t can’t couldn’t cannot".split()
)
BE = frozenset("is are was were be been being isn't wasn't isn’t wasn’t ’s ’re ’m 's 're 'm".split())
ADVERBS = frozenset(
    "also later then now once never not ever always often still even just soon again first so far recently "
    "already himself herself themselves itself both all each instead further too here there yesterday today have "
    "earlier only much long however".split()
)
PAST = frozenset(
    "held sent went came made took gave got met left won lost ran put set led kept spoke drew threw grew broke "
    "fell rose spent built brought shot fired hit bought caught fought taught laid paid sat cut let hits goes "
    "comes makes takes gives gets shook wore cast drove rode chose stole woke tore swept swung stuck slept hung hid "
    "remains becomes turns keeps holds loses brings allows includes contains requires provides involves "
    "flew fled forgot drank ate dealt became blew sank quit overcame withdrew froze leapt lent clung struck".split()
)
"""Verbs that tell of nothing said, in the form that ends a subject."""
LINKS = frozenset(
    "however likewise meanwhile moreover nonetheless nevertheless besides thus hence perhaps indeed overall "
    "otherwise nowadays".split()
)
"""Words that stand before a subject with a comma."""
TIMES = frozenset("week weeks month months year years day days hour hours morning afternoon evening night".split())
"""What a time before a verb is counted in: "last week", "two weeks ago", "a month later"."""
NUMBERS = frozenset("one two three four five six seven eight nine ten".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon. tues. wed. thurs. fri. sat. sun. yesterday "
    "today tonight".split()
)
