"""Text to the pieces of a model's vocabulary and back, for every shape of model, without transformers."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import shapes
from pipeline.engine import Output
from pipeline.errors import ModelError

PEGASUS_OFFSET = 103
"""Pegasus numbers its pieces from here on; before them come padding, end, two masks and 101 unused names."""


class Vocabulary(ABC):
    """The pieces of one model, each with its number (its row in the model's embeddings)."""

    ids: Mapping[str, int]
    end: str
    """Closes every source and every output."""
    padding: str
    unknown: str
    before: tuple[str, ...] = ()
    """Opens every source."""

    @abstractmethod
    def source(self, text: str) -> list[str]:
        """The pieces of a source text, ``before`` and ``end`` excluded."""

    @abstractmethod
    def target(self, text: str) -> list[str]:
        """The pieces of a target text, end excluded."""

    @abstractmethod
    def text(self, pieces: list[str]) -> str:
        """The text that generated pieces stand for; special tokens are left out."""

    @abstractmethod
    def piece(self, number: int) -> str:
        """The piece with the id ``number``."""

    @abstractmethod
    def rows(self, size: int) -> list[str]:
        """A name for each of a model's ``size`` rows, all different. Raises ModelError if the two do not fit."""

    def number(self, piece: str) -> int:
        """The id of ``piece``; that of the unknown piece for one that is not there."""
        return self.ids.get(piece, self.ids[self.unknown])

    def input(self, pieces: Sequence[str]) -> list[str]:
        """What the model reads for the pieces of a source."""
        return [*self.before, *pieces, self.end]

    def output(self, generated: list[str], total: float) -> Output:
        """What a model wrote, as text: one without an end token was stopped by its limit.

        ``total`` is the log-probability of all that was generated, the end with it.
        """
        ended = bool(generated) and generated[-1] == self.end
        written = generated[:-1] if ended else generated
        score = total / len(generated) if generated else None
        return Output(self.text(written), len(written), reached_limit=not ended, score=score)


class Published(Vocabulary):
    """The vocabulary of BART, T5 or Pegasus; ``folder/config.json`` numbers its special pieces."""

    def __init__(self, folder: Path, kind: str, names: Iterable[tuple[str, int]], *, unknown: str) -> None:
        config = shapes.read_object(folder / "config.json")
        shape = shapes.SHAPES[kind]
        self.ids = dict(names)
        self.unknown = unknown
        self._names = {number: piece for piece, number in self.ids.items()}
        self._prefix = shapes.prefix(folder)
        try:
            self.end = self._names[shapes.number_of(folder, config, "eos_token_id", shape.end)]
            self.padding = self._names[shapes.number_of(folder, config, "pad_token_id", shape.padding)]
            if shape.begin is not None:
                self.before = (self._names[shapes.number_of(folder, config, "bos_token_id", shape.begin)],)
            self.ids[unknown]
        except KeyError as error:
            raise ModelError(f"{folder}: its vocabulary lacks a piece that config.json needs ({error})") from error
        self._special = {self.end, self.padding, self.unknown, *self.before}

    @abstractmethod
    def _encode(self, text: str) -> list[str]: ...

    @abstractmethod
    def _decode(self, pieces: list[str]) -> str: ...

    def source(self, text: str) -> list[str]:
        """See ``Vocabulary``; the model's own prefix stands before the text."""
        return self._encode(self._prefix + text)

    def target(self, text: str) -> list[str]:
        """See ``Vocabulary``."""
        return self._encode(text)

    def text(self, pieces: list[str]) -> str:
        """See ``Vocabulary``. Pegasus writes ``<n>`` between sentences."""
        plain = self._decode([piece for piece in pieces if piece not in self._special])
        return plain.replace("<n>", " ").strip()

    def piece(self, number: int) -> str:
        """See ``Vocabulary``; a row without a piece gets a name that no text has."""
        return self._names.get(number, f"<row {number}>")

    def rows(self, size: int) -> list[str]:
        """See ``Vocabulary``; a model may have more rows than pieces."""
        most = max(self._names)
        if most >= size:
            raise ModelError(
                f"The vocabulary names {most + 1} pieces where the model has {size}; these files do not belong together"
            )
        return [self.piece(number) for number in range(size)]


class WithTokenizers(Published):
    """Read by the tokenizers library, from ``tokenizer.json`` or BART's ``vocab.json`` and ``merges.txt``."""

    def __init__(self, folder: Path, kind: str, files: list[str]) -> None:
        from tokenizers import ByteLevelBPETokenizer, Tokenizer

        try:
            if files == ["tokenizer.json"]:
                read: Any = Tokenizer.from_file(str(folder / files[0]))
                # What looks like a special token in an article is text all the same.
                read.encode_special_tokens = True
                read.no_truncation()
                read.no_padding()
            else:
                read = ByteLevelBPETokenizer(*(str(folder / name) for name in files))
        except Exception as error:  # the library raises Exception itself
            raise ModelError(f"The vocabulary in {folder} cannot be read: {error}") from error
        self._tokenizer = read
        super().__init__(folder, kind, read.get_vocab(with_added_tokens=True).items(), unknown="<unk>")

    def _encode(self, text: str) -> list[str]:
        pieces: list[str] = self._tokenizer.encode(text, add_special_tokens=False).tokens
        return [piece if piece in self.ids else self.unknown for piece in pieces]

    def _decode(self, pieces: list[str]) -> str:
        text: str = self._tokenizer.decode([self.ids[piece] for piece in pieces if piece in self.ids])
        return text


class WithSentencePiece(Published):
    """Read by sentencepiece, from ``spiece.model`` of T5 or Pegasus."""

    def __init__(self, folder: Path, kind: str, files: list[str]) -> None:
        from sentencepiece import SentencePieceProcessor

        try:
            self._model = SentencePieceProcessor(model_file=str(folder / files[0]))
        except (OSError, RuntimeError) as error:
            raise ModelError(f"{folder / files[0]} cannot be read: {error}") from error
        pieces = [self._model.id_to_piece(number) for number in range(self._model.get_piece_size())]
        unknown = pieces[self._model.unk_id()]
        if kind == "pegasus":
            special = {"<pad>": 0, "</s>": 1, "<mask_1>": 2, "<mask_2>": 3}
            special |= {f"<unk_{k}>": k + 2 for k in range(2, PEGASUS_OFFSET)}
            numbered = {piece: k + PEGASUS_OFFSET for k, piece in enumerate(pieces) if k >= 2} | special
        else:
            numbered = {piece: k for k, piece in enumerate(pieces)}
        super().__init__(folder, kind, numbered.items(), unknown=unknown)

    def _encode(self, text: str) -> list[str]:
        pieces: list[str] = self._model.encode(text, out_type=str)
        return [piece if piece in self.ids and piece not in self._special else self.unknown for piece in pieces]

    def _decode(self, pieces: list[str]) -> str:
        text: str = self._model.decode_pieces([piece for piece in pieces if self.ids.get(piece, 0) > 1])
        return text.replace("▁", " ")


def read(folder: Path) -> Vocabulary:
    """The vocabulary of a model folder. Raises ModelError if it cannot be read or does not fit the model."""
    from pipeline.engines.pieces import Pieces

    kind, shape = shapes.shape_of(folder)
    files = shapes.vocabulary_files(folder, shape)
    try:
        if kind == "marian":
            return Pieces(folder)
        if files == ["spiece.model"]:
            return WithSentencePiece(folder, kind, files)
        return WithTokenizers(folder, kind, files)
    except (OSError, ValueError) as error:
        raise ModelError(f"The vocabulary in {folder} cannot be read: {error}") from error

