"""defaults < pipeline.toml < environment < flags; what is wrong is named, with its place."""
from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import config
from pipeline.errors import InputError
from pipeline.settings import DEFAULT, SECTION


def written(folder: Path, text: str | bytes) -> Path:
    (folder / "pipeline.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_the_file_is_found_in_a_folder_above_and_its_paths_are_beside_it(tmp_path: Path) -> None:
    written(tmp_path, '[summary]\nsentences = 5\n[paths]\noutput = "out"\n')
    (tmp_path / "a" / "b").mkdir(parents=True)
    settings = config.load(tmp_path / "a" / "b", {})
    assert settings.sentences == 5
    assert settings.output == tmp_path / "out"
    assert settings.cache_file() == tmp_path / "outputs" / "cache.sqlite"


def test_a_model_folder_in_the_file_is_beside_it_and_a_name_stays_a_name(tmp_path: Path) -> None:
    (tmp_path / "mine" / "model").mkdir(parents=True)
    (tmp_path / "below").mkdir()

    def translator(text: str) -> str:
        written(tmp_path, f"[models]\ntranslator = '{text}'\n")
        return config.load(tmp_path / "below", {}).translator

    assert translator("mine/model") == str(tmp_path / "mine" / "model")
    assert translator("./mine") == str(tmp_path / "mine")
    assert translator("some/model") == "some/model"
    assert translator("mine") == "mine"


def test_the_default_yields_to_the_file_the_file_to_the_variable_and_that_to_the_flag(tmp_path: Path) -> None:
    variable = {"PIPELINE_BEAMS": "6"}
    found = [config.load(tmp_path, {})]
    written(tmp_path, "# mine\n[decoding]\nbeams = 2\n")
    found += [config.load(tmp_path, {}), config.load(tmp_path, variable), config.load(tmp_path, variable, {"beams": 9})]
    assert [settings.beams for settings in found] == [4, 2, 6, 9]


def test_every_value_says_where_it_came_from(tmp_path: Path) -> None:
    written(tmp_path, "# mine\n[decoding]\nbeams = 2\n[summary]\nwords = 50\nsentences = 1\n")
    gathered = config.gather(tmp_path, {"PIPELINE_WORDS": "60", "PIPELINE_CACHE": "x"}, {"sentences": 7, "cache": None})
    assert {name: str(origin) for name, origin in gathered.origins.items()} == dict.fromkeys(SECTION, "default") | {
        "beams": "pipeline.toml:3", "words": "PIPELINE_WORDS", "sentences": "--sentences", "cache": "PIPELINE_CACHE"
    }  # fmt: skip


def test_a_file_above_is_named_in_full(tmp_path: Path) -> None:
    (written(tmp_path, "[summary]\nwords = -1\n") / "below").mkdir()
    with pytest.raises(InputError) as error:
        config.load(tmp_path / "below", {})
    assert str(error.value).startswith(f"{tmp_path / 'pipeline.toml'}, line 2: 'words' in [summary] is -1; ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n\n\n[summary]\n\n# how long\nsentence = 2",
         "line 7: there is no key 'sentence' in [summary]; did you mean 'sentences'?"),
        ("[decodng]\nbeams = 2", "line 1: there is no section [decodng]; did you mean [decoding]?"),
        ("[zzz]", "line 1: there is no section [zzz]; there are [languages], [models], [decoding], [summary], "
         "[paths], [run], [newsletter]"),
        ("[decoding]\nbeam = 2", "line 2: there is no key 'beam' in [decoding]; did you mean 'beams'?"),
        ("[summary]\nbeams = 2", "line 2: there is no key 'beams' in [summary]; it belongs in [decoding]"),
        ("[summary]\nbeam = 2", "line 2: there is no key 'beam' in [summary]; did you mean 'beams' in [decoding]?"),
        ("[summary]\nzzz = 2", "line 2: there is no key 'zzz' in [summary]; it has sentences, words"),
        ("beams = 2", "line 1: 'beams' stands outside its section; put it under [decoding]"),
        ("\nword = 2", "line 2: there is no key 'word' outside the sections; did you mean 'words' in [summary]?"),
        ("[[summary]]", "line 1: 'summary' must be a section, written as [summary] on a line of its own"),
        ("[decoding]\r\nbeams = 0", "line 2: 'beams' in [decoding] is 0; it must be a whole number from 1 to 100"),
        ("[decoding]\nbeams = true", "line 2: 'beams' in [decoding] is true; it must be a whole number from 1 to 100"),
        ("[summary]\nwords = 3.5", "line 2: 'words' in [summary] is 3.5; it must be a whole number, 0 or more"),
        ("[summary]\nwords = [\n1,\n]\n", "line 2: 'words' in [summary] is [1]; it must be a whole number, 0 or more"),
        ("summary = { words = '' }", "line 1: 'words' in [summary] is \"\"; it must be a whole number, 0 or more"),
        ("[models]\ntranslator = 3", "line 2: 'translator' in [models] is 3; it must be text that is not blank"),
        ('[models]\nsummarizer = """\n"""\ntranslator = "a"', "line 2: 'summarizer' in [models] is \"\"; it must be "
         "text that is not blank"),
        ("[run]\nengine = 'ctranslate'", "line 2: 'engine' in [run] is \"ctranslate\"; it must be "),
        ("[paths]\ncache = 'a\\u0000b'\noutput = ''", "line 3: 'output' in [paths] is \"\"; it must be the name of a "),
        ('[paths]\ncache = "a\\u0000b"', "line 2: 'cache' in [paths] is \"a\\u0000b\"; it must be the name of a "),
        ("[summary]\n'a\nb' = 1", "line 2, column "),
        ('[summary]\n"a\\nb" = 1', "line 2: there is no key 'a\\nb' in [summary]; it has "),
        ("[decoding", "line 1"),
        ("[models]\n\ntranslator = auto", "line 3, column 14: invalid value; text must stand in quotation marks"),
        ("[summary]\nwords = 1\nwords = 2", "line 3, column 10: this key is given twice"),
        ("[summary]\nwords = '''", "line 2: "),
        (b"[summary]\n# Gr\xf6\xdfe\n", "line 2: not UTF-8; save the file as UTF-8"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line_in_one_line(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        config.load(written(tmp_path, text), {})
    assert str(error.value).startswith(f"pipeline.toml, {said}")
    assert "\n" not in str(error.value)


def test_a_near_name_is_offered(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'ctranslate2'"):
        config.load(tmp_path, {"PIPELINE_ENGINE": "ctranslate"})


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    assert config.load(written(tmp_path, b"\xef\xbb\xbf[summary]\r\nwords = 5\r\n"), {}).words == 5


GIVEN = [
    *(("beams", text, None) for text in ("0", "101", "x", "1.5", "4 4", "-1", "٤", "1" * 5000, "true")),
    ("beams", "100", 100), ("threads", "0", 0), ("threads", "1025", None),
    ("sentences", "+2", 2), ("sentences", "-1", None), ("words", "1_0", None),
    ("engine", "marian", "marian"), ("engine", "Marian", None), ("engine", "marian ", None),
    ("from", "fr", "fr"), ("from", "FRA", "fr"), ("to", "pt-br", "pt_BR"), ("from", "ROMANCE", "ROMANCE"),
    ("from", "xx", None), ("to", "french", None), ("to", "fr ", None),
    ("translator", " ", None), ("compute", "\t", None), ("output", " ", None),
    ("compute", "foo", None), ("compute", "none", None), ("compute", "int8", "int8"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "wanted"), GIVEN)
def test_a_value_is_judged_alike_wherever_it_comes_from(
    tmp_path: Path, name: str, text: str, wanted: object
) -> None:
    file = written(tmp_path, f'[{SECTION[name]}]\n{name} = "{text}"\n'.replace("\t", "\\t"))
    (empty := tmp_path / "other").mkdir()
    written(empty, "")
    said = set()
    for arguments in ((file, {}), (empty, {f"PIPELINE_{name.upper()}": text}), (empty, {}, {name: text})):
        try:
            said.add(config.load(*arguments).value(name))
        except InputError as error:
            said.add(str(error).rpartition("it must be ")[2])
    (one,) = said
    assert (one == wanted) is (wanted is not None)


def test_variables_that_set_nothing_are_ignored_and_known(tmp_path: Path) -> None:
    environment = {
        "PIPELINE_SENTENCE": "3", "PIPELINE_ID": "77", "PIPELINE_BEAMS": "", "pipeline_words": "5", "PATH": "/",
        "PIPELINE_CACHE_FOLDER": "/x", "PIPELINE_FILE": "x",
    }  # fmt: skip
    gathered = config.gather(written(tmp_path, ""), environment)
    assert {name: gathered.settings.value(name) for name in SECTION} == DEFAULT
    assert {name: config.meant(name) for name in gathered.ignored} == {
        "PIPELINE_SENTENCE": "PIPELINE_SENTENCES", "PIPELINE_ID": None, "PIPELINE_FILE": None,
        "pipeline_words": "PIPELINE_WORDS",
    }  # fmt: skip
    assert config.meant("PIPELINE_CACHEFOLDER") == "PIPELINE_CACHE_FOLDER"
