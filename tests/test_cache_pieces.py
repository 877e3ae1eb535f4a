"""Pieces of articles as objects: where they are cut, and that nothing but what was written is taken from one."""

from __future__ import annotations

import hashlib
import json
import zlib

import pytest

from pipeline import cache_pieces
from pipeline.cache_pieces import LONGEST, MEAN, NotWhole, Piece, Unfinished, cut, pack, unpack

RECIPE = b'{"fields":{},"stage":"translate","version":1}'


def keys(*names: object) -> list[str]:
    return [hashlib.sha256(str(name).encode()).hexdigest() for name in names]


def results(piece: Piece) -> dict[str, tuple[bytes, float]]:
    return {key: (json.dumps(f"Süß {key[:4]}", ensure_ascii=False).encode(), 0.25) for key in piece.keys}


def test_pieces_hold_every_key_of_a_row_once_and_in_order() -> None:
    row = keys(*range(1000))
    pieces = cut(RECIPE, [[*row, *row[:3]]])
    assert [key for piece in pieces for key in piece.keys] == row
    assert max(len(piece.keys) for piece in pieces) <= LONGEST
    assert 1000 / MEAN / 2 < len(pieces) < 1000 / MEAN * 2


def test_a_changed_sentence_changes_its_own_piece_and_no_other() -> None:
    row = keys(*range(500))
    names = [piece.name for piece in cut(RECIPE, [row])]
    for place in range(0, 500, 50):
        changed = [piece.name for piece in cut(RECIPE, [row[:place] + keys(f"new {place}") + row[place + 1 :]])]
        assert len(set(names) - set(changed)) in (1, 2)
    longer = [piece.name for piece in cut(RECIPE, [keys("a new first sentence") + row])]
    assert len(set(names) - set(longer)) <= 1


def test_articles_are_pieces_of_their_own_whoever_is_asked_for_beside_them() -> None:
    one, other = keys(*range(40)), keys(*range(100, 140))
    together = {piece.name for piece in cut(RECIPE, [one, other])}
    assert together == {piece.name for row in (one, other) for piece in cut(RECIPE, [row])}
    assert cut(RECIPE, [one, one]) == cut(RECIPE, [one])
    assert cut(RECIPE, [[]]) == []


def test_keys_that_never_say_where_a_piece_ends_are_cut_all_the_same() -> None:
    row = [f"{number * MEAN + 1:08x}" + "0" * 56 for number in range(3 * LONGEST)]
    assert [len(piece.keys) for piece in cut(RECIPE, [row])] == [LONGEST] * 3


def test_what_was_packed_is_unpacked() -> None:
    (piece,) = cut(RECIPE, [keys(1)])
    assert unpack(piece, pack(piece, results(piece))) == results(piece)


def test_no_cut_and_no_flipped_bit_goes_unseen() -> None:
    piece = Piece(RECIPE, tuple(keys(*range(8))))
    packed = pack(piece, results(piece))
    for length in range(len(packed)):
        with pytest.raises(NotWhole):
            unpack(piece, packed[:length])
    for place in range(len(packed)):
        with pytest.raises(NotWhole):
            unpack(piece, packed[:place] + bytes([packed[place] ^ 4]) + packed[place + 1 :])


def sealed(plain: object) -> bytes:
    packed = zlib.compress(json.dumps(plain).encode())
    return cache_pieces.MAGIC + hashlib.sha256(packed).digest() + packed


def test_what_belongs_elsewhere_is_not_taken() -> None:
    one, other = Piece(RECIPE, tuple(keys(1, 2))), Piece(RECIPE, tuple(keys(3, 4)))
    with pytest.raises(NotWhole):
        unpack(one, pack(other, results(other)))
    with pytest.raises(NotWhole):
        unpack(Piece(b'{"stage":"retry"}', one.keys), pack(one, results(one)))
    good = {"recipe": hashlib.sha256(RECIPE).hexdigest(), "results": [[key, '"x"', 1.0] for key in one.keys]}
    assert unpack(one, sealed(good)) == dict.fromkeys(one.keys, (b'"x"', 1.0))
    rows = good["results"]
    for wrong in (
        [], None, "text", {}, good | {"results": rows[:1]}, good | {"results": 5}, good | {"results": [[]]},
        good | {"results": [[key, 5, 1.0] for key in one.keys]},
        good | {"results": [[key, '"x"', "soon"] for key in one.keys]},
        good | {"results": [[key, '"x"', float("inf")] for key in one.keys]},
        good | {"results": [[key, '"x"', -1.0] for key in one.keys]},
        good | {"results": [*rows, [keys(9)[0], '"x"', 1.0]]},
    ):  # fmt: skip
        with pytest.raises(NotWhole):
            unpack(one, sealed(wrong))
    for foreign in (b"", b"<html>", b"\0" * 500, cache_pieces.MAGIC.replace(b"1", b"2") + sealed(good)[24:]):
        with pytest.raises(NotWhole):
            unpack(one, foreign)


def test_an_object_that_would_fill_the_memory_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = Piece(RECIPE, tuple(keys(1)))
    large = pack(piece, {piece.keys[0]: (b'"' + b"a" * 5000 + b'"', 1.0)})
    assert unpack(piece, large)
    monkeypatch.setattr(cache_pieces, "LARGEST", 4000)
    with pytest.raises(NotWhole):
        unpack(piece, large)


def test_a_piece_is_given_out_once_when_the_last_of_its_results_is_there() -> None:
    one, other = Piece(RECIPE, tuple(keys(1, 2, 3))), Piece(RECIPE, tuple(keys(3, 4)))
    found = results(one) | results(other)
    waiting = Unfinished()
    waiting.add(one, {key: found[key] for key in keys(1)})
    waiting.add(other, {})
    waiting.add(other, {})
    assert waiting.computed(keys(9)[0], (b"1", 0.0)) == []
    assert waiting.computed(keys(3)[0], found[keys(3)[0]]) == []
    assert waiting.computed(keys(2)[0], found[keys(2)[0]]) == [(one, results(one))]
    assert waiting.computed(keys(4)[0], found[keys(4)[0]]) == [(other, results(other))]
    assert waiting.computed(keys(4)[0], found[keys(4)[0]]) == []


def test_what_is_waited_for_in_vain_does_not_fill_the_memory() -> None:
    waiting = Unfinished(most=10)
    pieces = [Piece(RECIPE, tuple(keys(number, "shared"))) for number in range(50)]
    for piece in pieces:
        waiting.add(piece, {})
    done = [piece for key in keys(*range(50), "shared") for piece, _ in waiting.computed(key, (b"1", 0.0))]
    assert sorted(piece.name for piece in done) == sorted(piece.name for piece in pieces[-10:])
