"""``--from`` and ``--to``: the pair names the model, and what is made for German is not done to other languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.hub.conftest import User
from tests.hub.server import Hosted, HubServer
from tests.tiny import marian_folder

FRENCH = "Helsinki-NLP/opus-mt-fr-en"
FRENCH_TEXT = (
    "Le maire inaugure un pont\n\nM. Dupont est venu lundi. « C'est bien », a-t-il dit.\n\n"
    "Foto: Jean Martin\n\nIl viendra le 3. Oktober et partira. (AFP)\n"
)
NOTE = "Made for German: for French, dates, quotations, datelines, sign-offs and unusual spelling are not looked after."


@pytest.fixture
def french(hub: HubServer, user: User, files: dict[str, bytes]) -> User:
    hub.models[FRENCH] = Hosted(dict(files))
    (user.folder / "fr.txt").write_text(FRENCH_TEXT, "utf-8")
    return user


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A model that writes French and Spanish."""
    folder = marian_folder(tmp_path_factory.mktemp("hosted") / "several", codes=("fr", "es"))
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_the_pair_chooses_the_model_which_is_downloaded_once(hub: HubServer, french: User) -> None:
    first = french.pipeline("translate", "--from", "fr", "fr.txt", "--json", "--unchecked")
    assert first.returncode == 0, first.stderr
    assert f"downloading {FRENCH} " in first.stderr
    assert f"translator: {FRENCH}@{'a' * 12} (on disk, unchecked)" in first.stderr
    assert [line for line in first.stderr.splitlines() if "Made for" in line] == [f"pipeline: {NOTE}"]
    hub.forget()
    second = french.pipeline("translate", "--from", "FRA", "--to", "en", "fr.txt", "--json", "--unchecked")
    assert hub.counts() == {}
    made = json.loads(second.stdout)
    assert (made["article"]["language"], made["language"]) == ("fr", "en")
    assert {stage: made["run"][stage]["misses"] for stage in ("segment", "translate")} == {
        "segment": 0, "translate": 0,
    }  # fmt: skip
    texts = [sentence["text"] for sentence in made["sentences"]]
    assert texts[1:3] == ["M. Dupont est venu lundi.", "« C'est bien », a-t-il dit."]
    assert not any("German" in flag["message"] for one in made["english"] for flag in one["flags"])


def test_a_brief_of_another_language_says_what_it_lacks(hub: HubServer, french: User) -> None:
    done = french.pipeline("run", "--from", "fr", "fr.txt", "--json", "--unchecked")
    assert done.returncode == 0, done.stderr
    brief = json.loads(done.stdout)
    assert [note for note in brief["notes"] if "Made for" in note] == [NOTE]
    assert "The translator was not measured: do not print this without a look at the French." in brief["notes"]
    assert (brief["dates"], brief["quotations"]) == ([], [])
    assert not any("publication date" in note for note in brief["notes"])
    kinds = [block["kind"] for block in brief["translation"]["article"]["blocks"]]
    assert kinds[0] == "headline"
    assert not {"sign-off", "dateline"} & set(kinds)
    assert "machine-translated from French" in (french.folder / "outputs" / "fr.md").read_text("utf-8")


def test_german_goes_to_other_languages_too(hub: HubServer, user: User, files: dict[str, bytes]) -> None:
    hub.models["Helsinki-NLP/opus-mt-de-fr"] = Hosted(dict(files))
    done = user.pipeline("translate", "--from", "de", "--to", "fr", "a.txt", "--json", "--unchecked")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["language"] == "fr"
    assert "Made for German" not in done.stderr


def test_a_pair_that_the_hub_has_not_is_said_in_one_line_with_a_way_round(hub: HubServer, user: User) -> None:
    done = user.pipeline("translate", "--from", "fr", "--to", "sw", "a.txt")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "no Helsinki-NLP/opus-mt-fr-sw, which a model for French to Swahili would be called" in done.stderr
    assert "--from fr --to en, then --from en --to sw" in done.stderr
    assert "--translator" in done.stderr
    assert "through English" not in user.pipeline("translate", "--from", "fr", "a.txt").stderr


def test_offline_asks_for_nothing_and_says_how_to_get_the_pair(hub: HubServer, french: User) -> None:
    (french.folder / "pipeline.toml").write_text('[languages]\nfrom = "fr"\n', "utf-8")
    done = french.pipeline("translate", "fr.txt", "--offline")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.endswith(f"pipeline models pull {FRENCH} (from is set by pipeline.toml:2)\n")
    assert hub.counts() == {}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["translate", "--translator", FRENCH],
         f"{FRENCH} translates French to English, not German to English; add --from fr --to en"),
        (["translate", "--from", "fr", "--translator", "de-en-news-tiny"],
         "de-en-news-tiny translates German to English, not French to English"),
        (["translate", "--from", "en", "--to", "ROMANCE"], "--translator Helsinki-NLP/opus-mt-en-ROMANCE"),
        (["translate", "--to", "de"], "nothing to translate"),
        (["run", "--to", "fr"], "a brief is in English, as the summarizer reads nothing else"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_line_without_a_request(
    hub: HubServer, french: User, arguments: list[str], said: str
) -> None:
    done = french.pipeline(*arguments, "a.txt")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert said in done.stderr
    assert hub.counts() == {}


def test_a_model_of_several_languages_is_told_which_to_write(
    hub: HubServer, user: User, several: dict[str, bytes]
) -> None:
    name = "Helsinki-NLP/opus-mt-en-ROMANCE"
    hub.models[name] = Hosted(several)
    (user.folder / "en.txt").write_text("A cat sits on the roof and watches the birds.", "utf-8")
    made = {}
    for target in ("fr", "es"):
        named = ("--from", "en", "--to", target, "--translator", name, "--unchecked")
        done = user.pipeline("translate", *named, "en.txt", "--json")
        assert done.returncode == 0, done.stderr
        made[target] = json.loads(done.stdout)
    keys = [one["run"]["translate"]["units"][0]["key"] for one in made.values()]
    assert len(set(keys)) == 2
    shown = json.loads(user.pipeline("cache", "show", keys[0]).stdout)
    assert shown["recipe"]["fields"]["token"] == ">>fr<<"
    wrong = user.pipeline("translate", "--from", "en", "--to", "sv", "--translator", name, "en.txt")
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (1, 1)
    assert "does not write Swedish; name one of its languages with --to: es, fr" in wrong.stderr


def test_a_folder_is_used_for_the_pair_that_is_asked_for(
    user: User, files: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    done = user.pipeline("translate", "--from", "it", "--translator", str(folder), "a.txt", "--json", "--unchecked")
    assert json.loads(done.stdout)["article"]["language"] == "it"
