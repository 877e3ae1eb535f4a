"""German abbreviations and words that tell whether a full stop ends a sentence.

Sources: the Duden's "Abkürzungen" section and its common titles, units and references; the German list
of pragmatic_segmenter (MIT) for what it names beyond that; and those met in 700 Wikinews articles.
All words are given without their last full stop, in lower case unless case tells them apart.
"""
from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of ``text``, which are parted by white space."""
    return frozenset(text.split())


NEVER_LAST = words(
    """
    a.a b bd bde bzgl d dgl dipl dr dres em ev evtl exkl fa fam ffm frhr frl ggf ggfs gez gr hl hr hrn hrsg
    i ing inkl insb insbes jmd jmdn kap kath lfd lt mag med mio.bzw mr mrs ms mt nat nr nrn o ob österr
    p phil prof prot rd rel s schw sen.-rat sog st std.-vertr stellv tel u v verh vgl vors wg z zit zus zzgl abs
    abschn abt allg amtl anh anl anm art aufl ausg begr bes bezügl bspw bzw ca dipl.-ing dipl.-kfm
    durchschn ebd ehem eigtl einschl entspr erw etw evang evtl fig folg gegr geb gem gest ggü hptm ital jur
    engl frz griech priv kfm komm korr lat led lib mdl min.-rat mind möbl möglw nachm näml nördl öffentl
    östl pol rer röm sächs
    schwed soc städt südl techn theol tsd übers übl ugs univ urspr verf versch verw vorm vorl westl
    wiss wr vs bez zz zzt
    mult ch th ph chr sh gen obst oblt ltn lt col sgt capt gov rep sen.abg abg bgm lh ra rae dir zb
    """
)
"""Stand before the word they belong to: a full stop after one never ends a sentence.

Single letters other than these are handled as initials."""

MAY_BE_LAST = words(
    """
    usw etc usf ff f co corp inc ltd gmbh ag mio mrd mill bill jh jhdt jhs jr sen jun str pl
    a.d i.r n.chr v.chr chr d.j d.m d.h u.a u.ä u.v.a u.v.m u.dgl o.ä o.g z.b z.t z.z i.d.r
    e.v k.o n.v n.e p.a s.o s.u v.l.n.r st.g u.k u.s u.s.a m.e m.w i.e b.z xetra
    jan feb febr mär apr jun jul aug sep sept okt nov dez mo di mi do fr sa so
    tel std min sek km kg qm m² stk exp anm red
    """
)
"""May end a sentence: they do so only where the next word cannot stand in the middle of one."""

MONTHS = words(
    "januar jänner februar feber märz april mai juni juli august september oktober november dezember"
)

AFTER_ORDINAL = words(
    """
    jahrhundert jahrhunderts jahrhunderte jahrtausend jahrtausends geburtstag geburtstags todestag jahrestag
    bezirk bezirks auflage auflagen runde runden platz rang minute spieltag spieltags etage stock stockwerk
    klasse lebensjahr lebensjahres lebensjahrs tag tages woche monat monats kapitel kongress parteitag
    bundestag wahlperiode legislaturperiode etappe satz teil band armee division kaisers könig königs papst
    präsident präsidenten us-präsident us-präsidenten bundespräsident bundeskanzler
    """
)

STARTERS = words(
    """
    Aber Ab Alle Allein Allem Allen Aller Allerdings Alles Als Also Am An Andere Anderen Andererseits Anders Anfang
    Angesichts Anschließend Anstatt Auch Auf Aufgrund Aus Außer Außerdem Bald Bei Beide Beides Beim Bereits
    Besonders Bevor Bis Bisher Bislang Da Dabei Dadurch Dafür Dagegen Daher Dahinter Damals Damit Danach Daneben
    Dank Dann Daran Darauf Daraufhin Daraus Darin Darüber Darum Darunter Das Dass Davon Davor Dazu Dem Den Denen
    Denn Dennoch Der Deren Derzeit Des Deshalb Dessen Deswegen Die Dies Diese Diesem Diesen Dieser Dieses Diesmal
    Doch Dort Dorthin Drei Durch Ebenfalls Ebenso Ein Eine Einem Einen Einer Einerseits Eines Einige Einmal
    Einzig Er Erst Erstmals Es Etwa Etwas Euch Falls Fast Ferner Früher Für Gegen Gegenüber Gemeinsam Genau Gerade
    Gestern Gibt Gleich Gleichzeitig Hat Hatte Heute Heuer Hier Hierbei Hierfür Hierzu Hingegen Hinter Hinzu Ich
    Ihm Ihn Ihnen Ihr Ihre Ihrem Ihren Ihrer Im Immer Immerhin In Indem Indes Indessen Infolge Insbesondere
    Insgesamt Inzwischen Ist Ja Je Jede Jedem Jeden Jeder Jedes Jedoch Jene Jetzt Kann Kaum Kein Keine Keinen
    Keiner Könnte Kurz Künftig Laut Lediglich Letztlich Man Manche Mehr Mehrere Mehrmals Mein Meine Meist Mit Mittels
    Mittlerweile Momentan Morgen Muss Nach Nachdem Nachher Natürlich Neben Nein Nicht Nichts Niemand Noch Nun Nur Ob
    Obwohl Oder Offenbar Oft Ohne Parallel Pro Schließlich Schon Sehr Sei Sein Seine Seinem Seinen Seiner Seit
    Seitdem Seither Selbst Sie Sind So Sobald Sodass Sofern Sogar Solange Solche Soll Sollte Somit Sondern Sonst
    Sowohl Später Statt Stattdessen Teilweise Trotz Trotzdem Über Überdies Um Und Uns Unser Unsere Unter
    Unterdessen Ursprünglich Viele Vielmehr Vier Vom Von Vor Vorher Während Wann War Waren Warum Was Weder Wegen
    Weil Weiter Weitere Weiterhin Weiters Weil Welche Welcher Wenn Wer Werden Wie Wieder Wieso Will Wir Wird Wo
    Wobei Wodurch Wohl Wurde Wurden Zu Zudem Zuerst Zugleich Zuletzt Zum Zumindest Zunächst Zur Zurzeit Zusammen
    Zusätzlich Zuvor Zwar Zwei Zwischen Zwischenzeitlich Zwölf Fünf Sechs Sieben Acht Neun Zehn Elf Eigentlich
    Entsprechend Erneut Ähnlich Übrigens Vergangene Vergangenen Voraussichtlich Wohin Worauf Worum Woher
    """
)
"""Words written small in the middle of a German sentence: with a capital they begin one."""

SAYING = words(
    r"""
    (?:ge)?sag(?:t|te|ten|en) erklär\w* schr[ei]+b\w* geschrieben forder\w* gefordert kritisier\w* ergänz\w*
    beton\w* mein(?:t|te|ten|en) kommentier\w* heißt hieß geheißen lautet\w* (?:ge)?frag(?:t|te|ten|en) antworte\w*
    hinzu fort Worten Wortlaut folgt zitier\w* spr[aei]ch\w* bericht\w+ resümier\w* warn(?:t|te|ten|en) mit Zitat
    erzähl\w* bestätig\w* begründ\w* Begründung verkünde\w* mitgeteilt meld\w+ r[iu]e?f\w* skandier\w* twitter\w*
    bemerk\w* urteil\w* erinner\w* äußer\w* versicher\w* räum\w* Worte bekannt schätzt\w* Motto Titel
    """
)
"""Patterns of words that announce what somebody says; "mit" and "fort" are the second halves of verbs of saying."""
