"""Pages that stand in an article's place, in the shape that outlets give them."""

from __future__ import annotations

import dataclasses
import json

from tests.pages.outlets import OUTLETS, Story, spiegel, standard
from tests.pages.stories import BUNDLED

BAD, BATS = BUNDLED
FIRST = dataclasses.replace(BAD, paragraphs=BAD.paragraphs[:2])
CLOSED = dataclasses.replace(FIRST, extra={"isAccessibleForFree": False})


def page(title: str, body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


def _with(page: str, box: str) -> str:
    """``page`` with ``box`` behind its text."""
    assert page.count("</article>") >= 1
    return page.replace("</article>", f"{box}</article>", 1)


def _ticker() -> str:
    entries = "".join(
        f'<div class="entry"><time>{hour}:{minute:02}</time><p>{hour}:{minute:02} Uhr: Die Feuerwehr meldet, dass die '
        f"Straße {number} wieder frei ist und der Verkehr fließt.</p></div>"
        for number, (hour, minute) in enumerate((h, m) for h in (9, 10, 11) for m in (5, 20, 41))
    )
    return page("Hochwasser im Liveblog: Alle Entwicklungen", f"<main><article><h1>Hochwasser im Liveblog: Alle Entwicklungen</h1>"
                f"{entries}</article></main>")  # fmt: skip


def _blog() -> str:
    value = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": BAD.title}
    return standard(BAD).replace("</head>", f'<script type="application/ld+json">{json.dumps(value)}</script></head>')


def _overview() -> str:
    teasers = "".join(
        f'<article class="item"><h2><a href="/{n}">Die Überschrift der {n}. Meldung des Tages</a></h2>'
        f"<p>Ein kurzer Satz, der neugierig auf die {n}. Meldung macht und nicht mehr verrät.</p></article>"
        for n in range(1, 20)
    )
    return page("Nachrichten aus aller Welt", f"<main>{teasers}</main>", '<meta property="og:type" content="website">')


CONSENT = page(
    "ZEIT ONLINE | Zustimmung",
    "<main><h1>Besuchen Sie unsere Seite wie gewohnt mit Werbung und Tracking</h1><p>Wir und unsere bis zu 185 Partner "
    "verarbeiten Ihre Daten, um Informationen auf Ihrem Gerät zu speichern und Anzeigen auszuliefern. Sie können Ihre "
    "Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen.</p><button>Akzeptieren und weiter</button>"
    "<h2>Oder mit Pur-Abo</h2><p>Nutzen Sie uns ganz ohne Tracking für 1,40 € die Woche.</p></main>",
)
STANDARD_CONSENT = page(
    "DER STANDARD",
    "<div class=site><h1>Willkommen bei DER STANDARD</h1><p>Sie entscheiden darüber, wie Sie unsere Inhalte nutzen wollen. "
    "Ihr Gerät erlaubt uns derzeit leider nicht, die entsprechenden Optionen anzuzeigen.</p><section><h2>Mit Werbung lesen"
    "</h2><p>Wir und unsere 187 Partner speichern Daten. Ihre Einwilligung können Sie jederzeit auf derstandard.at/privacy "
    "widerrufen.</p></section><section><h2>PUR-Abo</h2><p>Werbefrei lesen ohne Datenweitergabe an Dritte.</p></section></div>",
)
OFFER = (
    '<div class="paywall offer"><h3>Jetzt weiterlesen mit Plus</h3><p>Diesen Artikel und alle weiteren Inhalte freischalten. '
    "Im ersten Monat nur 1 Euro, danach 9,99 Euro pro Monat, jederzeit kündbar.</p><p>Sie haben bereits ein Abo? Hier "
    "anmelden</p></div>"
)
WITHDRAWN = (
    "Der Volltext dieses auf Agenturmeldungen basierenden Artikels steht aus rechtlichen Gründen nicht mehr zur Verfügung."
)

_OPENING = (
    "Als im Oktober die Nachricht kam, standen in der Kantine die Leute auf. 900 Stellen sollen wegfallen. Die Stadt ringt "
    "seither um eine Antwort.",
    "Vor dem Werkstor spricht der Betriebsrat von einem Schock. Viele Familien leben seit drei Generationen vom Stahl.",
)


def begun(box: str) -> str:
    """A page that says nothing of who may read it, with the beginning of an article and ``box`` behind that."""
    text = "".join(f"<p>{each}</p>" for each in _OPENING)
    return page("Wie Linz seine Industrie verliert | Kurier",
                f"<main><article><h1>Wie Linz seine Industrie verliert</h1><p class=author>Von Petra Stuiber</p>{text}{box}"
                "</article></main>", '<meta property="og:type" content="article">')  # fmt: skip


GATES = (
    "<div class=abo-box><p>Dieser Artikel ist nur für Abonnenten verfügbar.</p><p>Mit dem Digitalabo um 9,90 Euro im Monat "
    "lesen Sie alle Artikel.</p></div>",
    "<div><p>Sie wollen den ganzen Artikel lesen?</p></div>",
    "<section class=piano><h3>Weiterlesen mit F+</h3><p>4 Wochen für 1 Euro, danach 11,80 Euro im Monat.</p></section>",
    "<section class=piano><p>4 Wochen für 1 Euro, danach 11,80 Euro im Monat.</p></section>",
    "<div><p>Um diesen Artikel zu lesen, melden Sie sich bitte an oder schließen Sie ein Abo ab.</p></div>",
    "<div class=offer><h3>Lesen Sie diesen Artikel mit Presse Premium</h3><p><a href=/l>Hier einloggen</a></p></div>",
    "<div><p>Sie möchten weiterlesen? Dann registrieren Sie sich jetzt kostenlos.</p></div>",
    "<aside class=plus-teaser><button>Jetzt weiterlesen</button></aside>",
    "<div><a href=/plus>Mit PLUS lesen</a></div>",
)
"""Offers in the place of the rest, in a line or two."""
BOXES = (
    "<aside class=abo-box><p>Jetzt testen: 4 Wochen um 1 Euro, danach 11,80 Euro im Monat. Jetzt abonnieren</p></aside>",
    "<div class=offer hidden><p>Dieser Artikel ist nur für Abonnenten.</p></div>",
    '<div class=paywall style="display: none"><p>Jetzt weiterlesen</p></div>',
    "<section><h2>Mehr zum Thema</h2><h3>Ein anderer Text</h3><p>Sein erster Satz.</p><a href=/2>Jetzt weiterlesen</a></section>",
    "<footer><p>Sie haben bereits ein Abo? Hier anmelden</p></footer>",
    "<p>Der Betrieb will im Frühjahr neue Aufträge annehmen, sagte eine Sprecherin am Montag in Linz.</p>" * 9
    + "<aside class=offers><p>Handytarif: 9,90 Euro im Monat</p></aside>",
    "<aside class=offers><p>Bohrmaschine: 49 Euro im Angebot</p></aside>",
)
"""What stands behind whole articles as well."""

PLAN: dict[str, tuple[str, str]] = {
    "consent": (CONSENT, "consent to cookies"),
    "consent, standard": (STANDARD_CONSENT, "consent to cookies"),
    "paywall, spiegel": (_with(spiegel(CLOSED), OFFER), "for subscribers"),
    "paywall without JSON-LD": (_with(OUTLETS["breaks"](FIRST).replace('<div class="sidebar">', f"{OFFER}<article></article>"),
                                      ""), "for subscribers"),
    "paywall that says nothing": (standard(dataclasses.replace(CLOSED, paragraphs=BAD.paragraphs[:1])), "for subscribers"),
    "paywall, by the number of words": (
        standard(dataclasses.replace(FIRST, extra={"isAccessibleForFree": "False", "wordCount": 900})), "for subscribers"),
    "teaser": (OUTLETS["breaks"](dataclasses.replace(FIRST, paragraphs=("Der Gemeinderat hat am Donnerstagabend beschlossen, "
               "dass …",))), "a teaser"),
    "teaser alone": (page(BAD.title, f'<article><h1>{BAD.title}</h1><p>{BAD.lead}</p><a href="/x">Weiterlesen</a></article>',
                          f'<meta property="og:description" content="{BAD.lead}"><meta property="og:type" content="article">'),
                     "a teaser"),
    "live ticker": (_ticker(), "a live ticker"),
    "live blog": (_blog(), "a live ticker"),
    "withdrawn": (standard(dataclasses.replace(BAD, paragraphs=(WITHDRAWN,))), "was withdrawn"),
    "withdrawn, ard": (page("Seite nicht mehr verfügbar", "<main><h1>Nicht mehr verfügbar</h1><p>Dieser Beitrag ist leider nicht "
                            "mehr verfügbar, weil die Verweildauer abgelaufen ist.</p></main>"), "was withdrawn"),
    "overview": (_overview(), "many headlines"),
    "scripts": (page("Eine Meldung", '<div id="root"></div><script>render()</script>'), "by scripts alone"),
    "nothing": (page("Rechner", "<p>" + "</p><p>".join(f"Feld {n}" for n in range(100)) + "</p>"), "no article was found"),
}  # fmt: skip
"""Pages and what is said of each."""

CLEAN: dict[str, str] = {
    "a free article beside offers": _with(standard(dataclasses.replace(BAD, extra={"isAccessibleForFree": True})),
        '<aside class="abo-box"><p>Jetzt testen: im ersten Monat kostenlos, jederzeit kündbar.</p></aside>'),
    "a whole article that a subscriber saved": standard(dataclasses.replace(
        BAD, paragraphs=BAD.paragraphs * 2, extra={"isAccessibleForFree": False})),
    "an article about consent pages": standard(Story(
        "Warum Verlage auf Pur-Abos setzen", "Wer nicht zahlt, muss Cookies zustimmen: Das Modell steht vor Gericht.",
        ("Viele Verlage stellen ihre Leser vor die Wahl: mit Werbung lesen oder ein Pur-Abo abschließen. Datenschützer "
         "halten das für rechtswidrig, weil eine Einwilligung freiwillig sein muss.",
         "Das Gericht will im Herbst entscheiden. Bis dahin bleibt es bei den Bannern, sagte eine Sprecherin.",
         *BAD.paragraphs))),
    "an article about tickers": standard(Story(
        "Liveticker werden beliebter", "Immer mehr Menschen lesen Nachrichten Minute für Minute mit.", BAD.paragraphs)),
    "an article with a timetable": standard(Story(
        "Bahn ändert den Fahrplan", "Ab Sonntag fahren die Züge anders.",
        ("Die wichtigsten Züge fahren künftig so:", "- 9.05 Uhr nach Wien", "- 10.20 Uhr nach Graz", "- 11.41 Uhr nach Linz",
         *BAD.paragraphs))),
    "an article about a withdrawn text": standard(Story(
        "Magazin zieht Bericht zurück", "Nach Kritik hat die Redaktion einen Artikel gelöscht.",
        ("Der Artikel ist seit Montag nicht mehr verfügbar, weil die Redaktion Zweifel an der Quelle hat.",
         *BAD.paragraphs))),
}  # fmt: skip
"""Pages that look a little like these, and are articles."""
