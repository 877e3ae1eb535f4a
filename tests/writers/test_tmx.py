"""A translation memory that an XML parser reads back whole."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from io import StringIO

import pytest
from lxml import etree

from pipeline.brief import assemble
from pipeline.seal import gist, is_sealed
from pipeline.values import Brief, Made
from pipeline.writers import tmx
from pipeline.writers.text import visible
from tests.walked import MAKERS, brief, replace_article, summary, translation
from tests.writers.attacked import attacked
from tests.writers.attacks import ATTACKS
from tests.writers.shown import RENT, shown

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def test_every_sentence_comes_back_with_its_kind_and_place() -> None:
    made = brief()
    root = ET.fromstring(tmx.write(made))
    header = root.find("header")
    assert header is not None
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert (root.tag, root.get("version"), set(header.keys())) == ("tmx", "1.4", required)
    units = root.findall("body/tu")
    pairs = [{tuv.get(LANG): tuv.findtext("seg") for tuv in unit.findall("tuv")} for unit in units]
    english = [one.text for one in made.translation.english]
    german = [sentence.text for sentence in made.translation.sentences]
    assert [(pair["de"], pair["en"]) for pair in pairs] == list(zip(german, english, strict=True))
    kinds = [unit.findtext("prop[@type='x-kind']") for unit in units]
    assert kinds == [made.translation.kind(place).value for place in range(len(units))]
    starts = [unit.findtext("prop[@type='x-start']") for unit in units]
    assert starts == [str(sentence.start) for sentence in made.translation.sentences]


def test_flags_are_notes_and_order_is_that_of_the_standard() -> None:
    value = translation([["paragraph", "Eins.", "One.", "It is <odd> & wrong."]])
    (unit,) = ET.fromstring(tmx.write(assemble(value, summary(value, 0), MAKERS))).findall("body/tu")
    assert unit.findtext("note") == "Check: It is <odd> & wrong."
    order = [child.tag for child in unit]
    assert order == sorted(order, key=["note", "prop", "tuv"].index)


def test_nothing_of_an_article_is_read_as_xml() -> None:
    value = translation([["paragraph", attack, attack, attack] for attack in ATTACKS])
    units = ET.fromstring(tmx.write(assemble(value, summary(value, 0), ()))).findall("body/tu")
    wanted = [visible(attack).replace("\ufffe", "") for attack in ATTACKS]
    assert [unit.findtext("tuv/seg") for unit in units] == wanted


def test_a_corrected_sentence_is_the_person_s_with_a_note_of_the_model_s() -> None:
    (unit,) = [u for u in ET.fromstring(tmx.write(shown())).findall("body/tu") if u.findtext("tuv/seg") == "Das Rezept"]
    assert [seg.text for seg in unit.findall("tuv/seg")] == ["Das Rezept", "Her recipe"]
    assert unit.findtext("note") == "Corrected by a person; the model had written: The recipe"
    assert {prop.get("type"): prop.text for prop in unit.findall("prop")}["x-outcome"] == "corrected"


def test_it_is_sealed_and_another_run_is_no_other_memory() -> None:
    first, second = (tmx.write(replace(brief(), made=Made(at, 0.1, {}, {}))) for at in ("2026-01-01", "2026-01-02"))
    assert is_sealed(first)
    assert first != second
    assert gist(first) == gist(second)


def test_several_articles_are_one_memory() -> None:
    units = ET.fromstring(tmx.write_all([brief(), brief()])).findall("body/tu")
    assert len({unit.get("tuid") for unit in units}) == len(units) == 2 * len(brief().translation.sentences)


STRUCTURE = etree.DTD(StringIO("""
<!ELEMENT tmx (header, body)>
<!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note | prop)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block | paragraph | sentence | phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
  srclang CDATA #REQUIRED datatype CDATA #REQUIRED>
<!ELEMENT body (tu*)>
<!ELEMENT tu ((note | prop)*, tuv+)>
<!ATTLIST tu tuid CDATA #IMPLIED srclang CDATA #IMPLIED>
<!ELEMENT tuv ((note | prop)*, seg)>
<!ATTLIST tuv xml:lang CDATA #REQUIRED>
<!ELEMENT seg (#PCDATA)>
<!ELEMENT note (#PCDATA)>
<!ELEMENT prop (#PCDATA)>
<!ATTLIST prop type CDATA #REQUIRED>
"""))
"""What TMX 1.4b's DTD asks for, of the parts that are used."""


@pytest.mark.parametrize("briefs", [[brief()], [shown()], [brief(), shown()], [attacked(text) for text in ATTACKS]])
def test_a_memory_is_built_as_the_standard_says(briefs: list[Brief]) -> None:
    root = etree.fromstring(tmx.write_all(briefs).encode())
    assert STRUCTURE.validate(root), STRUCTURE.error_log


def test_the_structure_that_is_tested_against_refuses_what_is_wrong() -> None:
    for wrong in ((' segtype="sentence"', ""), ("seg>", "segment>")):
        assert not STRUCTURE.validate(etree.fromstring(tmx.write(shown()).replace(*wrong).encode()))


def test_the_brief_stands_on_top_and_units_say_which_of_its_sentences_rest_on_them() -> None:
    root = ET.fromstring(tmx.write(shown()))
    notes = [note.text or "" for note in root.findall("header/note")]
    assert notes[0] == "a.txt: Bakery closes after 100 years"
    assert notes[1].startswith("Sentence 1: The bakery closes next week [")
    unit = root.findall("body/tu")[RENT]
    assert [prop.text for prop in unit.findall("prop[@type='x-brief']")] == ["2", "3"]
    assert [prop.text for prop in unit.findall("prop[@type='x-flag']")] == ["numbers severe", "modality hint"]
    assert str(unit.findtext("note")).startswith("Check: The German says 4.200 (4,200); the English does not. Leave")


def test_sources_in_several_languages_are_named_as_that() -> None:
    french = replace(shown(), translation=replace_article(shown().translation, language="fr"))
    header = ET.fromstring(tmx.write_all([shown(), french])).find("header")
    assert header is not None
    assert header.get("srclang") == "*all*"
