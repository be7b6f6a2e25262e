"""Whether a man or a woman is meant, by a title or the given name; unknown where neither says so plainly."""

from collections.abc import Collection

_MALE = frozenset("mr sir lord congressman chairman king prince father pope councilman spokesman".split())
_FEMALE = frozenset("mrs ms dame lady congresswoman chairwoman queen princess councilwoman spokeswoman".split())
_HE = frozenset(
    "aaron abdul adam ahmad ahmed alan albert aleksandr alexander alexei ali anders andrei andrew anthony anton "
    "antonio arthur arvid axel barack ben benjamin bernie bill bjorn bo bob boris brad brandon brian bruce carl carlos "
    "charles christian christopher chuck claude colin craig dan daniel dave david dean dennis derek dmitri dmitry "
    "donald doug douglas duncan edward elliot emil emmanuel eric erik ernst ethan eugene fabio felix finn francesco "
    "francois frank franz fred fritz gary georg george gerald giovanni giuseppe glenn greg gregory gunnar gustav hans "
    "harald harold harry harvey hassan hector heinrich henrik henry hiroshi howard hugo hussein ian ibrahim igor isaac "
    "ismail ivan jack jacob jakob james janusz jarek jari jason jean-claude jean-luc jeb jeff jeffrey jens jeremy "
    "jerry jim jimmy joe joel johan johannes john jon jonas jonathan jorge jose joseph josh joshua juan jurgen justin "
    "karim karl keir keith ken kenji kenneth kevin khalid kjell klaus knut kristian kurt larry lars laszlo lawrence "
    "leif leo leon luca luigi luis lukas magnus mahmoud malcolm marco marcus marek mario mark martin mats matt matteo "
    "matthew mehmet michael miguel mikael mike mikhail milan milos mitch mitt mohammed murat mustafa narendra nathan "
    "neil newt nicholas nick nigel nikita nikolai ola olaf oleg oliver olof omar oscar oskar otto owen pablo patrick "
    "paul pavel pedro pekka per percy peter petr phil philip philippe pierre piotr rafael ralph ramon rand randy ray "
    "raymond reince richard rick rishi robert roberto rodrigo roger rolf ron ronald roy rudy russell ryan samuel scott "
    "sean sebastian sergei sergey sergio simon stefan sten stephen steve steven stuart sven takeshi tariq ted terry "
    "theo thomas tim timothy tobias toby todd tom tomas tomasz tony trevor umberto vaclav valentin vasily viktor "
    "vincent vlad vladimir volodymyr walter wayne will william wolfgang yuri yusuf zachary zoltan".split()
)
_SHE = frozenset(
    "abigail ada agnes agnieszka aisha alexandra alice alicia alina alison amanda amelia amy anastasia angela anita "
    "anja ann anna anne annie annika antonia astrid barbara bea beatrice beatriz becky beth betty beverly birgit "
    "birgitta bonnie brenda brigitte britta camilla carla carly carmen carol caroline catherine cecilia charlotte "
    "chelsea cheryl chiara christina christine cindy claire clara claudia cynthia daniela daria debbie deborah debra "
    "denise diana diane donna dorota dorothy edda edith eleanor elena elisa elisabeth elizabeth ella ellen elsa emily "
    "emma erika erin esther eva evelyn fatima fiona frances francesca frida gabriela gerda giorgia gloria grace greta "
    "gudrun hanna hannah heather hedda heidi helen helena helga hilda hilde hillary huma ida ilse inga ingrid irena "
    "irene irina iris isabel isabella ivanka jacinda jana jane janet janina jennifer jessica jill joan joanna johanna "
    "josephine joyce judith judy julia juliana julie kaisa karen karin karina katarina kate katherine kathleen kathy "
    "katie katrin katya kelly kellyanne kerstin kimberly kirsten kristin kristina larissa laura lauren lea leila lena "
    "leyla lidia lily lina linda lisa liz loretta lori lotta louise lucia lucy ludmila lynn madeleine magdalena maja "
    "malin margaret margarita margot maria mariam mariana marie marine marta martha martina mary mathilde megan megyn "
    "melania melissa mia michelle mila miriam monica monika nadia nancy naomi natalia natalie natasha nicole nikki "
    "nina nora oksana olena olga olivia pamela paola patricia paula petra pia priya rachel rebecca renate rita rosa "
    "rosalind ruth sabine sally salma samantha sandra sara sarah sharon sheila shirley sigrid silvia sofia solveig "
    "sonia sophie stephanie susan susana suzanne svetlana sylvia tamara tanja tatiana teresa theresa tiffany tina tova "
    "tracy ulla ulrike ursula valentina valerie vanessa vera veronica veronika victoria viktoria virginia wendy yasmin "
    "yulia yvonne zoe zuzanna".split()
)
_FAMILY_TOO = frozenset(
    "bruce carol charlotte christian craig dean duncan florence george georgia glenn grace gregory harvey henry howard "
    "james kelly lawrence leon marie mark martin milan owen paris paul rand ray roy ryan scott simon stuart thomas "
    "todd vera victoria vincent virginia wayne will gloria kelly joy jordan edith harold jack oliver austin bill rich "
    "chuck frank rosa rick rob ron neil mason max blair allen bernard".split()
)
"""Given names that alone are as often a family name, a place or a word."""


def gender_of(titles: Collection[str], name: str) -> str:
    """`m`, `f`, or nothing where neither the titles nor the first of the names tells."""
    if not _MALE.isdisjoint(titles):
        return "m"
    if not _FEMALE.isdisjoint(titles):
        return "f"
    words = name.lower().split()
    if not words or (len(words) == 1 and words[0] in _FAMILY_TOO):
        return ""
    return "m" if words[0] in _HE else "f" if words[0] in _SHE else ""


def is_given(word: str) -> bool:
    """Whether a word alone is a given name that says whether a man or a woman is meant."""
    return bool(word) and bool(gender_of((), word))


def wanted_by(pronoun: str) -> str | None:
    """The gender that a pronoun of a person wants; None for any other word."""
    return {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}.get(pronoun)
