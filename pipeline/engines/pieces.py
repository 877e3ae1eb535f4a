"""Text to the pieces of a Marian model's vocabulary and back, as ``MarianTokenizer`` does it, without transformers."""
from __future__ import annotations

from pathlib import Path

from pipeline import shapes
from pipeline.engines.vocabulary import Vocabulary
from pipeline.errors import ModelError

END = "</s>"
UNKNOWN = "<unk>"
PADDING = "<pad>"
_SPECIAL = frozenset({END, UNKNOWN, PADDING})

PLAINER = {
    "„": '"', "“": '"', "”": '"', "‟": '"', "»": '"', "«": '"', "″": '"',
    "‚": "'", "‘": "'", "’": "'", "‛": "'", "›": "'", "‹": "'", "′": "'", "´": "'", "`": "'",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...", "•": "-", "·": "-",
}  # fmt: skip
"""Punctuation of German print and what stands in for it where a model's vocabulary lacks it."""


class Pieces(Vocabulary):
    """The two sentencepiece models and the vocabulary of one model folder.

    Differs from ``MarianTokenizer`` in three ways, all of them for text that is only text: ``</s>`` and its
    like inside a text are ordinary characters; ``>>code<<`` at the start is a language code only if the
    vocabulary has it; punctuation that would be unknown is replaced by its plainer form (see ``PLAINER``).
    """

    end = END
    padding = PADDING
    unknown = UNKNOWN

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self.ids: dict[str, int] = shapes.read_object(folder / "vocab.json")
        if not all(type(number) is int for number in self.ids.values()):
            raise ModelError(f"{folder / 'vocab.json'} does not number its pieces: it is no Marian vocabulary")
        missing = [piece for piece in (END, UNKNOWN) if piece not in self.ids]
        if missing:
            raise ModelError(f"{folder / 'vocab.json'} lacks {' and '.join(missing)}: it is no Marian vocabulary")
        self._names = {number: piece for piece, number in self.ids.items()}
        try:
            self._source = SentencePieceProcessor(model_file=str(folder / "source.spm"))
            self._target = SentencePieceProcessor(model_file=str(folder / "target.spm"))
        except (OSError, RuntimeError) as error:
            raise ModelError(f"The sentencepiece models in {folder} cannot be read: {error}") from error

    def source(self, text: str) -> list[str]:
        """The pieces of a source text, end token excluded; what the vocabulary lacks is ``<unk>``."""
        code, rest = self._language_code(text)
        return code + self._encode(self._source, rest)

    def target(self, text: str) -> list[str]:
        """The pieces of a target text, end token excluded; what the vocabulary lacks is ``<unk>``."""
        return self._encode(self._target, text)

    def text(self, pieces: list[str]) -> str:
        """The text that generated pieces stand for; special tokens are left out."""
        plain = [piece for piece in pieces if piece not in _SPECIAL]
        text: str = self._target.decode_pieces(plain)
        return text.replace("▁", " ").strip()

    def piece(self, number: int) -> str:
        """The piece with the id ``number``; ``<unk>`` for an id the vocabulary does not name."""
        return self._names.get(number, UNKNOWN)

    def rows(self, size: int) -> list[str]:
        """See ``Vocabulary``: Marian's vocabulary has exactly the model's rows."""
        if sorted(self.ids.values()) != list(range(size)) or PADDING not in self.ids:
            raise ModelError(
                f"vocab.json names {len(self.ids)} pieces where the model has {size}, or lacks {PADDING}; "
                "the folder's files do not belong together"
            )
        return [self.piece(number) for number in range(size)]

    def _language_code(self, text: str) -> tuple[list[str], str]:
        end = text.find("<<")
        if text.startswith(">>") and end != -1 and text[: end + 2] in self.ids:
            return [text[: end + 2]], text[end + 2 :]
        return [], text

    def _encode(self, model: object, text: str) -> list[str]:
        pieces: list[str] = model.encode(text, out_type=str)  # type: ignore[attr-defined]
        unknown = {character for piece in pieces if piece not in self.ids for character in piece}
        plainer = {ord(character): PLAINER[character] for character in unknown if character in PLAINER}
        if plainer:
            pieces = model.encode(text.translate(plainer), out_type=str)  # type: ignore[attr-defined]
        # A piece that spells a special token is text all the same, never a command to the model.
        return [piece if piece in self.ids and piece not in _SPECIAL else UNKNOWN for piece in pieces]

