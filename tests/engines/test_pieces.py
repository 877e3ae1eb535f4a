from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from pipeline.engines.pieces import PLAINER, Pieces
from pipeline.errors import ModelError
from tests.tiny import LINES

ODD = [json.loads(line) for line in Path("tests/cases/engines/odd-inputs.jsonl").read_text("utf-8").splitlines()]
SPECIAL = ("</s>", "<unk>", "<pad>", ">>")


@pytest.fixture(scope="module")
def pieces(tiny: Path) -> Pieces:
    return Pieces(tiny)


def test_pieces_are_those_of_the_marian_tokenizer(pieces: Pieces, tiny: Path) -> None:
    from transformers import MarianTokenizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for sacremoses, which it does not use
        tokenizer = MarianTokenizer.from_pretrained(tiny)
    texts = [text for text in LINES + ODD if not any(mark in text for mark in (*SPECIAL, *PLAINER))]
    assert len(texts) > 80
    for text in texts:
        numbers = [pieces.number(piece) for piece in pieces.source(text)]
        assert [*numbers, 0] == tokenizer(text)["input_ids"], text
        numbers = [pieces.number(piece) for piece in pieces.target(text)]
        assert [*numbers, 0] == tokenizer(text_target=text)["input_ids"], text
        known = [piece for piece in pieces.target(text) if piece != "<unk>"]
        expected = tokenizer.decode([pieces.number(piece) for piece in known], skip_special_tokens=True)
        assert pieces.text(known) == expected.strip()


@pytest.mark.parametrize(
    ("german", "plain"),
    [("„Das ist ein Tag“", '"Das ist ein Tag"'), ("»sie« – und", '"sie" - und'), ("lachte…", "lachte...")],
)
def test_quotation_marks_the_model_does_not_know_become_plain_ones(pieces: Pieces, german: str, plain: str) -> None:
    assert pieces.source(german) == pieces.source(plain)


def test_what_has_no_plainer_form_is_unknown(pieces: Pieces) -> None:
    assert "<unk>" in pieces.source("sie lachte 😀")


def test_marks_the_model_knows_stay(tiny: Path, tmp_path: Path) -> None:
    import sentencepiece

    for name in ("source.spm", "target.spm", "vocab.json"):
        (tmp_path / name).write_bytes((tiny / name).read_bytes())
    lines = tmp_path / "lines.txt"
    lines.write_text("\n".join(f"„{line}“" for line in LINES * 20), "utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(lines), model_prefix=str(tmp_path / "source"), vocab_size=100, bos_id=-1, eos_id=0, unk_id=1,
        minloglevel=2, num_threads=1,
    )  # fmt: skip
    (tmp_path / "source.model").rename(tmp_path / "source.spm")
    model = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "source.spm"))
    vocabulary = {model.id_to_piece(number): number for number in range(100)}
    (tmp_path / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    assert any("„" in piece for piece in Pieces(tmp_path).source("„Katze“"))


@pytest.mark.parametrize("text", ["</s>", "<pad>", "<unk>", "Ja </s> Nein"])
def test_the_name_of_a_special_token_is_ordinary_text(pieces: Pieces, text: str) -> None:
    assert not {"</s>", "<pad>"} & set(pieces.source(text))


def test_a_language_code_counts_only_if_the_vocabulary_has_it(tiny: Path, tmp_path: Path) -> None:
    for name in ("source.spm", "target.spm"):
        (tmp_path / name).write_bytes((tiny / name).read_bytes())
    vocabulary = json.loads((tiny / "vocab.json").read_text("utf-8"))
    (tmp_path / "vocab.json").write_text(json.dumps({**vocabulary, ">>fra<<": len(vocabulary)}), "utf-8")
    assert Pieces(tmp_path).source(">>fra<< Ja")[0] == ">>fra<<"
    assert Pieces(tiny).source(">>fra<< Ja")[-2:] == Pieces(tiny).source("Ja")[-2:]
    assert Pieces(tiny).source(">>fra<< Ja")[0] != ">>fra<<"


def test_generated_pieces_without_an_end_were_stopped(pieces: Pieces) -> None:
    assert pieces.output(["▁Ja", "</s>"], -1.0).reached_limit is False
    assert pieces.output(["▁Ja", "</s>"], -1.0).tokens == 1
    assert pieces.output(["▁Ja"], -1.0).reached_limit is True
    assert pieces.output([], 0.0).text == ""


def test_a_score_is_shared_among_all_tokens_the_end_with_them(pieces: Pieces) -> None:
    assert pieces.output(["▁Ja", "</s>"], -1.0).score == -0.5
    assert pieces.output(["▁Ja"], -1.0).score == -1
    assert pieces.output([], 0.0).score is None


def test_a_folder_with_another_vocabulary_is_refused(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "vocab.json").write_text('{"a": 0}', "utf-8")
    with pytest.raises(ModelError, match="no Marian vocabulary"):
        Pieces(tmp_path)
    (tmp_path / "vocab.json").write_bytes((tiny / "vocab.json").read_bytes())
    (tmp_path / "source.spm").write_text("not a model")
    with pytest.raises(ModelError, match="sentencepiece"):
        Pieces(tmp_path)
