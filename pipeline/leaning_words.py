"""The words that make a sentence lean on the one before it, in German and in English.

Each field is a pattern of alternatives; an underscore in the lists stands for a space.
"""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words, each field alternatives of a regular expression."""

    pronouns: str
    adverbs: str
    not_after_adverb: str
    """Words behind which an adverb introduces something within the sentence ("Darüber, dass ...")."""
    inner_adverbs: str
    demonstratives: str
    times: str
    relatives: str
    that: str
    that_verbs: str
    prepositions: str
    articles: str
    nouns: str
    """Nouns which with the article alone name something introduced before."""
    only_ones: str
    """Ends of nouns which need no introduction, because there is one of their kind in any article."""
    specifying: str
    """Words behind such a noun that say which one is meant."""
    empty_it: str
    said_by_pronoun: str


def _any(words: str) -> str:
    return "|".join(word.replace("_", " ") for word in words.split())


GERMAN = Words(
    pronouns=_any(
        """Er Sie Ihm Ihn Ihnen Ihr Ihre[nmrs]? Sein Seine[nmrs]? Beide Beiden Dessen Deren Dies Jenes Derselbe
        Dieselben? Dasselbe Letztere[nmrs]? Erstere[nmrs]?"""
    ),
    adverbs=_any(
        """Diesmal Diesbezüglich Dort Dabei Damit Daher Deshalb Deswegen Darum Dadurch Dafür Dagegen Danach
        Davor Darauf Daraufhin Darin Daran Daraus Darüber Darunter Davon Dazu Demnach Demzufolge
        Dementsprechend Zudem Außerdem Überdies Ferner Weiters Allerdings Jedoch Doch Aber Denn Und Oder
        Sondern Trotzdem Dennoch Hingegen Vielmehr Stattdessen Anschließend Gleichzeitig Zugleich Ebenso
        Ebenfalls Dann Hierbei Hierzu Hier Immerhin Somit Folglich Also Andererseits Seither Seitdem
        Währenddessen Unterdessen Indes Insofern Ansonsten Sonst Umgekehrt Schließlich Zuvor Damals
        Zeitgleich Kurz_darauf Wenig_später Tags_darauf Am_selben Am_gleichen Am_Tag_darauf Zum_einen
        Zum_anderen Grund_dafür Grund_ist Hintergrund_ist Erst_dann Einer_davon Eine_davon Eines_davon
        Zum_Grund Zum_Anlass"""
    ),
    not_after_adverb="dass|ob",
    inner_adverbs=_any("hingegen jedoch allerdings dagegen ebenfalls wiederum zudem außerdem unterdessen indes"),
    demonstratives=_any("diese[nmrs]? solche[nmrs]? jene[mnrs]?"),
    times=_any(
        """Wochen? Jahre?s? Monate?s? Wochenende Tage?n? Saison Sommer Winter Herbst Frühling Frühjahr Montag
        Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"""
    ),
    relatives=_any("die der das denen deren"),
    that="(?:Das|Die|Der|Den|Dem|Denen)",
    that_verbs=_any(
        """ist war sind waren stimmte? reicht zählte? fehlte? funktioniert wirft warf wird wurden? werden? hat
        habe haben hatten? bedeutete? heißt hieß soll sollen sollte will wollen wollte kann können konnte könnte
        muss müssen musste müsste darf dürfte würde
        zeigte? geht ging sei seien wäre gilt galt liegt lag sagte? teilte? berichtete? machte? lässt ließ
        reichte? betrifft betraf gab gibt kommt kam führte? entspricht entsprach ergibt ergab geschah
        passierte? klingt klang stellte? schreibt schrieb meldete? bestätigte? erklärte? kündigte? meinte?
        löste? gelang gelingt scheint schien steht stand bleibt blieb betonte? kostete? freut ärgert"""
    ),
    prepositions=rf"(?:{_any('Auf In Bei Nach Vor Mit Von Zu Für An Gegen Laut Unter Neben Über Seit Während')}) ",
    articles=_any("der die das den dem des"),
    nouns=_any(
        """Unternehmen Konzern Firma Betrieb Hersteller Partei Verein Klub Club Team Mannschaft Behörde
        Ministerium Gericht Mann Frau Bub Mädchen Opfer Täter Verdächtigen? Beschuldigte Angeklagte
        Politiker Minister Autor Autorin Veranstaltung Konferenz Treffen Sitzung Spiel Partie Vorfall Unfall
        Unglück Tat Angriff Anschlag Fall Prozess Konsequenz(?:en)? Folgen? Grund Gründe Ergebnis Ziel
        Hintergrund Idee Problem Schritt Maßnahmen? Entscheidung Ankündigung Regelung Gesetz Vertrag Studie
        Bericht Antwort Reaktion(?:en)? Drohung Klage Vorwurf Vorwürfe Kritik Gebühr Summe Plan Pläne
        Projekt Film Buch"""
    ),
    only_ones=_any(
        """regierung polizei Polizei Regierung Koalition Opposition Welt Sonne Erde Mond Papst kirche Kirche
        Justiz Wirtschaft Inflation Börse Nationalrat Bundesrat rat parlament Parlament präsident Präsident
        präsidentin kanzler Kanzler Bundeskanzlerin königin Queen König minister ministerin ministerium
        gericht gerichtshof bank Nationalbank Türkei Schweiz Ukraine Slowakei Niederlande Niederlanden Iran
        Irak Sudan Libanon Vatikan Kreml Taliban Feuerwehr Grünen Neos Freiheitlichen Sozialdemokraten
        Demokraten Republikaner Krieg Weltkrieg Jahren Zukunft Nacht Regel Vergangenheit Wochenende
        Vormittag Nachmittag Abend Morgen Mittag Sommer Winter Herbst Menschen meisten Experten Linke
        Konservativen Vereinten union Standard Presse Kurier Spiegel Zeit"""
    ),
    specifying=_any("der des von vom aus für gegen zwischen zum zur zu über um in im"),
    empty_it=_any(
        """gibt gab gebe geht ging gehe wird werden? wurden? kam kommt komme dauert bleibt blieb ist war sei
        sind waren regnet fehlte? braucht heißt hieß scheint droht lässt dürfte soll kann könnte muss müsse"""
    ),
    said_by_pronoun=_any(
        """sagte?_er sagte?_sie so_er so_sie meinte?_er meinte?_sie erklärte?_er erklärte?_sie betonte?_er
        betonte?_sie schreibt_er schrieb_er schreibt_sie schrieb_sie er_sagte sie_sagte"""
    ),
)

ENGLISH = Words(
    pronouns=_any("He She They Him Them His Her Their Its Both Such"),
    adverbs=_any(
        """However Also But And Or Then Thus Therefore Hence Moreover Furthermore Besides Additionally
        Meanwhile Instead Nevertheless Nonetheless Consequently Accordingly Afterwards Subsequently Likewise
        Similarly Otherwise Thereupon Thereafter There_he There_she Here Yet So Still Conversely Previously
        In_addition As_a_result Because_of_this Because_of_that After_that For_that_reason On_the_other_hand
        In_contrast By_contrast At_the_same_time The_same_day Shortly_after Shortly_afterwards In_response
        In_return"""
    ),
    not_after_adverb="far|much|many|long",
    inner_adverbs=_any("however likewise meanwhile in_turn moreover furthermore"),
    demonstratives=_any("this these those"),
    times=_any(
        """weeks? years? months? weekend season summer winter spring autumn morning evening afternoon century
        days? Monday Tuesday Wednesday Thursday Friday Saturday Sunday"""
    ),
    relatives=_any("who that which affected involved"),
    that="That",
    that_verbs=_any(
        """is was are were will would has had means meant can could should may might does did said makes made"""
    ),
    prepositions="(?:At|In|On|After|Before|For|With|From|To|Of) ",
    articles="the",
    nouns=_any(
        """company group firm manufacturer party club team authority ministry court man woman victim
        perpetrator suspect event conference meeting match incident accident attack case trial consequences?
        result reason goal idea problem step move measure decision announcement rule law contract study
        report answer response threat lawsuit allegations? criticism fee plan project film book two latter
        former"""
    ),
    only_ones="",
    specifying=_any("of in for from between against that who which to"),
    empty_it=_any(
        """is_(?:\\w+_)?(?:un\\w+|clear|known|said|expected|hoped|believed|possible|likely|true|important)
        was_(?:\\w+_)?(?:un\\w+|clear|known|said|expected|hoped|believed|possible|likely|true|important)
        remains_(?:un\\w+|to) remained_(?:un\\w+|to) seems takes took"""
    ),
    said_by_pronoun=_any("he_said she_said they_said said_he said_she he_says she_says he_wrote she_wrote"),
)
