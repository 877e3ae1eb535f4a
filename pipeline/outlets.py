"""Names of German-language outlets as they stand on a line of their own, in lower case."""
from __future__ import annotations

OUTLETS = frozenset(
    """
    der standard|derstandard|derstandard.at|standard|die presse|diepresse.com|kurier|kurier.at|kronen zeitung|krone
    krone.at|salzburger nachrichten|kleine zeitung|oberösterreichische nachrichten|tiroler tageszeitung
    vorarlberger nachrichten|wiener zeitung|profil|falter|news|heute|heute.at|orf|orf.at|orf news|apa|apa-ots|trend|oe24
    der spiegel|spiegel|spiegel online|die zeit|zeit online|süddeutsche zeitung|sz|sz.de|süddeutsche.de
    frankfurter allgemeine zeitung|frankfurter allgemeine|faz|faz.net|frankfurter rundschau|die welt|welt|welt online
    taz|taz.de|die tageszeitung|bild|bild.de|bild am sonntag|handelsblatt|wirtschaftswoche|focus|focus online|stern
    der tagesspiegel|tagesspiegel|berliner zeitung|berliner morgenpost|hamburger abendblatt|die rheinpfalz
    stuttgarter zeitung|münchner merkur|abendzeitung|express|kölner stadt-anzeiger|rheinische post|rp online
    westdeutsche allgemeine zeitung|waz|nürnberger nachrichten|augsburger allgemeine|leipziger volkszeitung
    sächsische zeitung|mitteldeutsche zeitung|märkische allgemeine|neues deutschland|nd|der freitag|cicero
    tagesschau|tagesschau.de|zdf|zdfheute|ard|ndr|wdr|mdr|br|br24|swr|hr|rbb|deutschlandfunk|dlf|n-tv|ntv|rtl
    heise|heise online|golem|golem.de|netzpolitik.org|t3n|computerwoche|correctiv|krautreporter|t-online
    neue zürcher zeitung|nzz|tages-anzeiger|tagesanzeiger|blick|20 minuten|basler zeitung|der bund|berner zeitung
    aargauer zeitung|luzerner zeitung|st. galler tagblatt|srf|die wochenzeitung|woz|republik|watson
    südtirol online|stol|dolomiten|luxemburger wort|tageblatt|grenzecho
    dpa|afp|reuters|wikinews|deutsche welle|dw
    """.replace("\n", "|").replace("    ", "").strip("|").split("|")
)
