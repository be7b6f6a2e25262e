"""The names of months and days of the week in the languages whose written dates are read."""

_NUMBERED = (
    "january jan januar janvier enero gennaio janeiro januari jänner января",
    "february feb februar février fevrier febrero febbraio fevereiro februari feber февраля",
    "march mar märz maerz mars marzo março marco maart marts марта",
    "april apr avril abril aprile апреля",
    "may mai mayo maggio maio mei maj мая",
    "june jun juni juin junio giugno junho июня",
    "july jul juli juillet julio luglio julho июля",
    "august aug août aout agosto augustus augusti августа",
    "september sept sep septembre septiembre setiembre settembre setembro сентября",
    "october oct oktober octobre octubre ottobre outubro октября",
    "november nov novembre noviembre novembro ноября",
    "december dec dezember décembre decembre diciembre dicembre dezembro desember декабря",
)
MONTHS = {name: number for number, names in enumerate(_NUMBERED, start=1) for name in names.split()}
"""Months by their names in lower case; no name is that of two months in two of the languages."""

WEEKDAYS = (
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi "
    "dimanche lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato "
    "domenica segunda-feira terça-feira quarta-feira quinta-feira sexta-feira maandag dinsdag woensdag donderdag "
    "vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag"
).split()
"""Days of the week in lower case, but for the English ones, which are also cut short."""
