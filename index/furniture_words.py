"""What pages say around an article in other languages than English, and pleas to pay: patterns for whole lines.

Each begins as only a page speaks to its reader, in the imperative or with a colon before another headline.
"""

_HEADLINE = r"(?:.{0,250}[^\s.]|.{0,247}(?:\.\.\.|…))?"
"""What a link to another story says: no sentence with its full stop."""

_LETTER = r"(?:newsletter|news-letter|infolettre|boletín|nyhetsbrev(?:et)?|nyhedsbrev(?:et)?|nieuwsbrief|рассылку)"

MAIL = (
    r"(?:view|read|open) (?:this (?:e-?mail|message|newsletter) )?(?:in|on) (?:your |a |the )?(?:web )?browser\W?",
    r"you(?:['’]re| are) receiving this (?:e-?mail |message |newsletter )?(?:because|as)\b.{0,300}",
    r"(?:click here to )?unsubscribe(?: (?:here|now|from this list|from these e-?mails|instantly))?\W?(?:https?://\S+)?",
    r"(?:manage|update) (?:your )?(?:e-?mail )?(?:preferences|subscriptions?)(?:\W+unsubscribe)?\W?",
    r"(?:view in (?:your )?browser|unsubscribe)\s*:\s*https?://\S+",
    r"(?:im browser (?:ansehen|anzeigen|öffnen)|newsletter abbestellen|voir (?:dans|sur) (?:le |votre )?navigateur|"
    r"se désinscrire|ver en (?:el|su) navegador|darse de baja)\W?",
)
"""What a newsletter says of itself."""

PAY = (
    r"(?:subscribe|log ?in|sign in|register)(?: now)? to (?:continue|keep) reading\b[^.!?]{0,80}[.!]?",
    r"to (?:continue|keep) reading(?: this (?:article|story))?,? (?:please )?"
    r"(?:subscribe|log ?in|sign in|register)\b.{0,120}",
    r"already (?:a|an) (?:\w+ )?(?:subscriber|member)\?(?:\s*(?:log|sign) ?in\b.{0,200})?",
    r"(?:this (?:article|story|content)|the rest of this (?:article|story)) is (?:only )?(?:for|available to) "
    r"(?:our )?(?:paying |paid )?(?:subscribers|members)(?: only)?\b[^.]{0,80}\.?",
    r"click here to (?:subscribe|sign up)\b.{0,200}",
    r"(?:jetzt )?weiterlesen mit\b.{0,100}|(?:sie sind )?bereits abonnent(?:in)?\?.{0,200}|"
    r"(?:dieser artikel|dieser inhalt) ist (?:nur )?für abonnent\w*\b.{0,100}",
    r"(?:il vous reste|la suite est réservée|(?:cet )?article réservé) .{0,40}abonnés\b.{0,100}",
    r"déjà abonné\w*\s*\?.{0,200}|ya (?:eres|es) suscriptor\w*\?.{0,200}",
    r"(?:contenido|artículo) (?:exclusivo|solo) para (?:suscriptores|socios)\b.{0,60}",
)
"""What stands where the text of an article ends for those who have not paid."""

ABROAD = (
    # other stories
    r"(?:lesen sie (?:auch|mehr|hier|dazu)|lies auch|(?:mehr )?zum thema|mehr zum thema|siehe auch|"
    r"(?:à )?lire (?:aussi|également)|voir aussi|sur le même sujet|lea también|lee también|también te puede interesar|"
    r"leggi anche|vedi anche|leia (?:também|mais)|lees ook|läs (?:också|även|mer)|les også|læs også|lue myös|"
    rf"czytaj też|czytaj także|zobacz też|читайте также|читать также|смотрите также|по теме)\s*[:：]{_HEADLINE}",
    r"(?:lesen sie (?:auch|mehr)|mehr zum thema|zum thema|das könnte sie auch interessieren|auch interessant|"
    r"(?:à )?lire aussi|sur le même sujet|lea también|te puede interesar|leggi anche|leia também|lees ook|läs också|"
    r"читайте также|по теме|czytaj też)\W?",
    # newsletters
    rf"(?:jetzt )?(?:unseren )?{_LETTER} (?:abonnieren|bestellen)\W?",
    rf"abonnieren sie (?:jetzt )?unseren {_LETTER}\b[^,.]{{0,80}}[.!]?",
    rf"(?:abonnez-vous|inscrivez-vous) à (?:notre|la) {_LETTER}\b[^,.]{{0,80}}[.!]?",
    rf"(?:suscríbete|suscríbase|apúntate) a (?:nuestro|nuestra|la|el) {_LETTER}\b[^,.]{{0,80}}[.!]?",
    rf"iscriviti alla (?:nostra )?{_LETTER}\b[^,.]{{0,80}}[.!]?",
    rf"(?:assine|subscreva) (?:a |nossa )+{_LETTER}\b[^,.]{{0,80}}[.!]?",
    rf"подпи(?:шитесь|сывайтесь) на наш\w* (?:{_LETTER}|канал|telegram)\b[^,.]{{0,80}}[.!]?",
    # pictures
    r"(?:foto|fotos|bild|crédit photo|photo d['’]archives|фото)\s*[:：]\s*[^.!?]{1,120}",
    # advertising
    r"(?:anzeige|werbung|publicité|publicidad|pubblicità|publicidade|advertentie|annons|annonse|реклама|reklama)[:.]?",
)
"""The same as English pages say, in the languages of the readers."""
