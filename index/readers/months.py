"""The names of months and days of the week in the languages whose written dates are read."""

_NUMBERED = (
    "january jan januar janvier enero gennaio janeiro januari jänner января stycznia ledna ocak ianuarie "
    "tammikuuta ιανουαρίου січня",
    "february feb februar février fevrier febrero febbraio fevereiro februari feber февраля lutego února şubat "
    "februarie helmikuuta φεβρουαρίου лютого",
    "march mar märz maerz mars marzo março marco maart marts марта marca března mart martie maaliskuuta μαρτίου "
    "березня",
    "april apr avril abril aprile апреля kwietnia dubna nisan aprilie huhtikuuta απριλίου квітня",
    "may mai mayo maggio maio mei maj мая maja května mayıs toukokuuta μαΐου травня",
    "june jun juni juin junio giugno junho июня czerwca června haziran iunie kesäkuuta ιουνίου червня",
    "july jul juli juillet julio luglio julho июля lipca července temmuz iulie heinäkuuta ιουλίου липня",
    "august aug août aout agosto augustus augusti августа sierpnia srpna ağustos elokuuta αυγούστου серпня",
    "september sept sep septembre septiembre setiembre settembre setembro сентября września září eylül "
    "septembrie syyskuuta σεπτεμβρίου вересня",
    "october oct oktober octobre octubre ottobre outubro октября października října ekim octombrie lokakuuta "
    "οκτωβρίου жовтня",
    "november nov novembre noviembre novembro ноября listopadu kasım noiembrie marraskuuta νοεμβρίου листопада",
    "december dec dezember décembre decembre diciembre dicembre dezembro desember декабря grudnia prosince "
    "aralık decembrie joulukuuta δεκεμβρίου грудня",
)
MONTHS = {name: number for number, names in enumerate(_NUMBERED, start=1) for name in names.split()}
"""Months by their names in lower case; no name is that of two months in two languages.

"listopada" is left out for that: November in Polish, October in Croatian.
"""

WEEKDAYS = (
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi "
    "dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato "
    "domenica segunda-feira terça-feira quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag donderdag "
    "vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag "
    "poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý středa čtvrtek pátek neděle "
    "понедельник вторник среда четверг пятница суббота воскресенье"
).split()
"""Days of the week in lower case, but for the English ones, which are also cut short."""
