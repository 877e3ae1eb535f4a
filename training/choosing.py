"""What the summarizer is trained on: the log-probability that it writes each of an article's sentences, if it may
write nothing else. The torch side, with gradients, of ``pipeline.engines.forks``.
"""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from transformers import MarianMTModel

from pipeline.engines.forks import forks

END = 0
"""The id of ``</s>`` in the joint vocabulary."""
NOTHING = -1e9


def encode(model: MarianMTModel, sources: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Encoder states (articles, pieces, width) and the mask of real pieces; sources are without their end token."""
    width = max(map(len, sources)) + 1
    ids = np.full((len(sources), width), model.config.pad_token_id, np.int64)
    for row, source in enumerate(sources):
        ids[row, : len(source) + 1] = [*source, END]
    given = torch.from_numpy(ids).to(model.device)
    mask = given.ne(model.config.pad_token_id or 0)
    return model.model.encoder(input_ids=given, attention_mask=mask.long()).last_hidden_state, mask


def decode(model: MarianMTModel, states: torch.Tensor, mask: torch.Tensor, given: torch.Tensor) -> torch.Tensor:
    """Decoder states (articles, rows, pieces, width) for ``given`` ids (articles, rows, pieces).

    The same as the model's own forward pass; that one would copy the encoder's states, and project them to keys and
    values, once for every row.
    """
    articles, rows, pieces = given.shape
    decoder = model.model.decoder
    flat = given.reshape(articles * rows, pieces)
    x = decoder.embed_tokens(flat) * model.config.d_model**0.5 + decoder.embed_positions(flat.shape)
    drop, training = model.config.dropout, model.training
    unseen = torch.where(mask, 0.0, NOTHING).to(states.dtype)[:, None, None, :].expand(-1, -1, rows * pieces, -1)
    x = torch.nn.functional.dropout(x, drop, training)
    for layer in decoder.layers:
        attended, _ = layer.self_attn(x)
        x = layer.self_attn_layer_norm(x + torch.nn.functional.dropout(attended, drop, training))
        attended, _ = layer.encoder_attn(
            x.reshape(articles, rows * pieces, -1), key_value_states=states, attention_mask=unseen)
        attended = attended.reshape(x.shape)
        x = layer.encoder_attn_layer_norm(x + torch.nn.functional.dropout(attended, drop, training))
        inner = layer.fc2(layer.activation_fn(layer.fc1(x)))
        x = layer.final_layer_norm(x + torch.nn.functional.dropout(inner, drop, training))
    return x.reshape(articles, rows, pieces, -1)


def choices(
    model: MarianMTModel, states: torch.Tensor, mask: torch.Tensor, texts: Sequence[Sequence[Sequence[int]]]
) -> list[torch.Tensor]:
    """For each article, the log-probability of each of its ``texts`` (piece ids without the end token)."""
    found = [[*forks([(*row, END) for row in rows])] for rows in texts]
    deep = max(len(fork.prefix) for row in found for fork in row) + 1
    many = max(map(len, found))
    given = np.full((len(found), many, deep), model.config.decoder_start_token_id, np.int64)
    for article, row in enumerate(found):
        for place, fork in enumerate(row):
            given[article, place, 1 : len(fork.prefix) + 1] = fork.prefix
    hidden = decode(model, states, mask, torch.from_numpy(given).to(model.device))
    result = []
    for article, row in enumerate(found):
        last = torch.tensor([len(fork.prefix) for fork in row], device=model.device)
        logits = model.lm_head(hidden[article, torch.arange(len(row), device=model.device), last]).float()
        scores = torch.zeros(len(texts[article]), device=model.device)
        for place, fork in enumerate(row):
            chances = torch.log_softmax(logits[place, list(fork.ways)], 0)
            way_of = [(way, member) for way, members in enumerate(fork.ways.values()) for member in members]
            ways, members = zip(*way_of, strict=True)
            scores = scores.index_add(0, torch.tensor(members, device=model.device), chances[list(ways)])
        result.append(scores)
    return result


def writing(
    model: MarianMTModel, states: torch.Tensor, mask: torch.Tensor, targets: Sequence[Sequence[int]]
) -> torch.Tensor:
    """Mean cross-entropy of the pieces of one target for each article, end token included."""
    width = max(map(len, targets)) + 1
    padding = model.config.pad_token_id or 0
    wanted = np.full((len(targets), width), padding, np.int64)
    for row, target in enumerate(targets):
        wanted[row, : len(target) + 1] = [*target, END]
    ids = torch.from_numpy(wanted).to(model.device)
    given = torch.cat([torch.full_like(ids[:, :1], padding), ids[:, :-1]], 1)
    hidden = decode(model, states, mask, given[:, None])[:, 0]
    real = ids != padding
    return torch.nn.functional.cross_entropy(model.lm_head(hidden[real]).float(), ids[real])
