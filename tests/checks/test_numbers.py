import pytest

from pipeline.checks.numbers import check, unsupported
from pipeline.values import Severity


def severe(german: str, english: str) -> list[str]:
    return [flag.message for flag in check(german, english) if flag.severity is Severity.SEVERE]


SAME = [
    ("Die Gebühr beträgt 42.000 Dollar.", "The fee is $42,000."),
    ("Das kostet 3,5 Mrd. Euro.", "That costs 3.5 billion euros."),
    ("Das kostet 3,5 Milliarden Euro.", "That costs €3.5bn."),
    ("Eine Billion Dollar Schulden", "A trillion dollars of debt"),
    ("Er zahlte 1.234,56 €.", "He paid €1,234.56."),
    ("1'234 Franken", "1,234 francs"),
    ("1 234 Euro", "1,234 euros"),
    ("Das Budget umfasst 20,5 Millionen US-Dollar.", "The budget is US$20.5 million."),
    ("zwei bis drei Millionen Euro", "two to three million euros"),
    ("ein 600-Millionen-Euro-Kredit", "a 600 million euro loan"),
    ("eine halbe Million", "half a million"),
    ("mehr als 1,5 Millionen", "more than one and a half million"),
    ("Zehntausende kamen.", "Tens of thousands came."),
    ("20 Prozent der 1.000 Befragten", "20% of the 1,000 respondents"),
    ("um 3 Prozentpunkte", "by 3 percentage points"),
    ("33 Prozent der Wähler", "a third of voters"),
    ("0,5 Prozent", "half a percent"),
    ("am 29. April", "on April 29"),
    ("am 29. April", "on the 29th of April"),
    ("am 5. und 6. Juni", "on June 5 and 6"),
    ("am 20.4.2023", "on 20 April 2023"),
    ("am 20.04.", "on 20 April"),
    ("Am 11. September 2001", "On 9/11 in 2001"),
    ("im 19. Jahrhundert", "in the nineteenth century"),
    ("im 21. Jahrhundert", "in the twenty-first century"),
    ("um 25-30% höher", "higher by 25/30 %"),
    ("Sie werden am Montag (27.7.) vorgestellt.", "They will be presented on Monday (27.7.)."),
    ("Flüge werden ab September 16 Euro teurer.", "Flights cost from September 16 euros more."),
    ("Er beschäftigte ihn am 24. Oktober 2014 zwei Stunden.", "He employed him for two hours on October 24, 2014."),
    ("Ich achte in den eigenen vier Wänden auf Ordnung.", "I keep order at home."),
    ("zum zweiten Mal", "for the second time"),
    ("in den 1990ern", "in the 1990s"),
    ("in den neunziger Jahren", "in the 1990s"),
    ("in den 90er Jahren", "in the nineties"),
    ("in der Saison 2018/19", "in the 2018-19 season"),
    ("um 14.30 Uhr", "at 2.30 p.m."),
    ("um 14.30 Uhr", "at 14:30"),
    ("um halb drei", "at half past two"),
    ("um halb drei", "at 2:30"),
    ("Um halb acht geht es los.", "It starts at 7.30."),
    ("Viertel vor acht", "quarter to eight"),
    ("um Mitternacht", "at midnight"),
    ("um 20 Uhr", "at eight o'clock"),
    ("von 9 bis 17 Uhr", "from 9 a.m. to 5 p.m."),
    ("Sie gewannen 2:1 (1:0).", "They won 2-1 (1-0)."),
    ("10 bis 15 Menschen", "10-15 people"),
    ("zwei Drittel der Abgeordneten", "two-thirds of MPs"),
    ("die Hälfte der Kunden", "50 percent of customers"),
    ("anderthalb Jahre", "18 months"),
    ("eineinhalb Stunden", "an hour and a half"),
    ("zweieinhalb Jahre", "two-and-a-half years"),
    ("24 Stunden", "one day"),
    ("zweihundertfünfzig Gäste", "two hundred and fifty guests"),
    ("eine dreijährige Ausbildung", "three-year training"),
    ("Die Vierzehnjährige ging.", "The 14-year-old girl left."),
    ("Beide kamen.", "The two of them came."),
    ("zwei Brüder", "both brothers"),
    ("ein Dutzend Zeugen", "twelve witnesses"),
    ("doppelt so viele", "twice as many"),
    ("Er traf dreimal.", "He scored three times."),
    ("seit 30 Jahren", "for three decades"),
    ("vor zwei Wochen", "a fortnight ago"),
    ("Der Umsatz hat sich verdoppelt.", "Sales have doubled."),
    ("100 km/h und 500 Hektar", "100 km/h and 500 hectares"),
    ("Die Erste Bank warnte Drittstaaten.", "Erste Bank warned third countries."),
    ("Der 1. FC Köln gewann.", "FC Cologne won."),
    ("Auf der A1 fuhr die U-21 der G20 im 4K-Modus.", "On the A1 the under-21s of the G20 drove in 4K mode."),
    ("Er flog nach Three Mile Island.", "He flew to Three Mile Island."),
    ("Einer von ihnen ist eine Frau.", "One of them is a woman."),
    ("Die vierköpfige Familie zog im Achtelfinale mit.", "The family of four went along in the last 16."),
    ("Die Linken 11 und die FDP 10 Prozent", "the Left 11 percent and the FDP 10 percent"),
    ("ein Anstieg von 0,2 auf 0,3 Prozent", "a rise to 0.3% from 0.2%"),
    ("300 Menschen kamen am 5. Oktober.", "On October 5, 300 people came."),
    ("Vor 2.200 Zuschauern", "In front of 2,200 spectators"),
]


@pytest.mark.parametrize(("german", "english"), SAME)
def test_a_number_said_another_way_is_no_difference(german: str, english: str) -> None:
    assert check(german, english) == ()


DIFFERENT = [
    ("42.000 Dollar", "$24,000"),
    ("42.000 Dollar", "42.000 dollars"),
    ("3,5 Mrd. Euro", "3.5 million euros"),
    ("3 Billionen Dollar", "3 billion dollars"),
    ("Millionen Nutzer", "billions of users"),
    ("20 Euro", "$20"),
    ("20 Prozent", "20"),
    ("5 Kilometer", "5 kilograms"),
    ("um 14.30 Uhr", "at 3.30 p.m."),
    ("um 16.00 Uhr", "at 4 a.m."),
    ("um halb drei", "at half past three"),
    ("am 29. April", "on April 25"),
    ("am 29. April", "on May 29"),
    ("am 1. Oktober", "in October"),
    ("Mitte Juli", "in mid-June"),
    ("Ab Jänner steigen die Mieten.", "Rents rise."),
    ("Das Bild wird im Februar gezeigt.", "The picture is shown."),
    ("Sie ist seit Ende März im Amt.", "She is in office."),
    ("im Jahr 2016", "in 2006"),
    ("im 19. Jahrhundert", "in the 20th century"),
    ("Er wurde 12. im Rennen.", "He finished the race."),
    ("die zweite Runde", "the third round"),
    ("2:1 gewonnen", "lost 1-2"),
    ("25:15, 25:23", "26-15, 25-23"),
    ("zwei Drittel der Abgeordneten", "two of the MPs"),
    ("zwei Hunde", "three dogs"),
    ("zwei Hunde", "dogs"),
    ("zweihundertfünfzig", "two hundred"),
    ("eine Vierzehnjährige", "a forty-year-old"),
    ("Er traf dreimal.", "He scored twice."),
    ("Sie kamen.", "All 300 of them came."),
    ("24 Hufeisen und 24 Röhren", "24 horseshoes and tubes"),
]


@pytest.mark.parametrize(("german", "english"), DIFFERENT)
def test_a_number_lost_changed_or_invented_is_severe(german: str, english: str) -> None:
    assert severe(german, english)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Die CDU hat 27 Prozent, die SPD 16 Prozent.", "The CDU has 16 percent, the SPD 27 percent."),
        ("1982 kam der Bau, 1991 das Ende.", "1991 brought the building, 1982 the end."),
        ("43 bis 45 Prozent", "45 to 43 percent"),
        ("21 Exemplare von 20 Künstlern", "20 exhibits by 21 artists"),
    ],
)
def test_numbers_that_changed_places_are_severe(german: str, english: str) -> None:
    (message,) = severe(german, english)
    assert message.endswith("the English has them the other way round.")


def test_what_may_be_no_mistake_is_a_hint_alone() -> None:
    for german, english in (
        ("rund 5,37 Millionen", "some 5.4 million"),
        ("15 km von hier", "nine miles from here"),
        ("Er bekam Millionen.", "He got a lot."),
        ("Schalke 04 gewann.", "Schalke won."),
        ("Es war im Juli.", "It was summer."),
        ("Im Dezember ist Schluss.", "It ends this month."),
        ("Karl März schoss zuerst.", "Karl shot first."),
        ("Der Trainer lobte seine Elf.", "The coach praised his team."),
    ):
        assert [flag.severity for flag in check(german, english)] == [Severity.HINT], (german, english)


@pytest.mark.parametrize(
    ("german", "english", "message"),
    [
        ("42.000 Dollar", "dollars", "The German has 42.000 ($42,000), which the English does not."),
        ("Viele kamen.", "All 300 came.", "The English has 300, which the German does not."),
        ("Minute 22", "minute 222", "The German has 22 where the English has 222."),
        ("20 Prozent", "20", "The German has 20 (20 percent); the English has the number without the percent."),
        ("2:1", "1-2", "The German has 2:1; the English has that score the other way round."),
        ("24 und 24", "24", "The German has 24 more often than the English."),
        ("am 3.5. um 14 Uhr", "then", "The German has 3.5 (3 May) and 14 Uhr (14:00), which the English does not."),
    ],
)
def test_the_message_names_the_number_for_somebody_without_german(german: str, english: str, message: str) -> None:
    (flag,) = check(german, english)
    assert (flag.name, flag.message) == ("numbers", message)
    assert "leave the sentence out" in flag.advice


def test_text_left_as_it_was_or_empty_is_not_this_checks_business() -> None:
    assert check("4.350 Zuschauer", "4.350 Zuschauer") == ()
    assert check("4.350 Zuschauer", " ") == ()


def test_what_a_summary_has_beyond_its_evidence_is_named_as_it_writes_it() -> None:
    evidence = "In 2016, 300 people left the two towns, or 5 percent of all."
    assert unsupported("Some 300 people, or 5%, left in 2016.", evidence) == ()
    assert unsupported("Three hundred left both towns.", evidence) == ()
    assert unsupported("In 2017, 300 people left three towns, or 6%.", evidence) == ("2017", "three", "6")


@pytest.mark.parametrize("piece", ["1.", "123 ", "1:2 ", "1-", "zwei ", "two and ", "12% ", "ein Drittel ", "@"])
def test_a_page_of_nothing_but_numbers_is_read_to_its_end(piece: str) -> None:
    page = piece * 2000
    assert any("8888" in message for message in severe(page, f"{page} 8888"))


@pytest.mark.parametrize(
    ("german", "english", "flagged"),
    [
        ("Am Montag um 9.30 Uhr begann der Prozess.", "The trial began at 9.30 p.m. on Monday.", True),
        ("Um 9.30 Uhr begann der Prozess.", "The trial began at 9.30 a.m.", False),
        ("Um 9.30 Uhr begann der Prozess.", "The trial began at 9.30.", False),
        ("Um 9.30 Uhr abends begann der Film.", "The film began at 9.30 p.m.", False),
        ("Um 9 Uhr begann der Film.", "The film began at 9 p.m.", False),
    ],
)
def test_the_half_of_the_day(german: str, english: str, flagged: bool) -> None:
    assert bool(check(german, english)) is flagged
