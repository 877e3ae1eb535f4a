"""A translation memory that an XML parser reads back whole."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

from pipeline.brief import assemble
from pipeline.seal import gist, is_sealed
from pipeline.values import Made
from pipeline.writers import tmx
from pipeline.writers.text import visible
from tests.walked import MAKERS, brief, summary, translation
from tests.writers.attacks import ATTACKS

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


def test_it_is_sealed_and_another_run_is_no_other_memory() -> None:
    first, second = (tmx.write(replace(brief(), made=Made(at, 0.1, {}, {}))) for at in ("2026-01-01", "2026-01-02"))
    assert is_sealed(first)
    assert first != second
    assert gist(first) == gist(second)


def test_several_articles_are_one_memory() -> None:
    units = ET.fromstring(tmx.write_all([brief(), brief()])).findall("body/tu")
    assert len({unit.get("tuid") for unit in units}) == len(units) == 2 * len(brief().translation.sentences)
