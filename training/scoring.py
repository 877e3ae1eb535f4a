"""Log-probabilities of many targets given one source, with gradients, encoding the source once."""
from __future__ import annotations

from collections.abc import Sequence

import torch
from transformers import MarianMTModel

END = 0
"""The id of ``</s>`` in the joint vocabulary."""


def encode(model: MarianMTModel, source: Sequence[int]) -> torch.Tensor:
    """Encoder states of shape (1, pieces + 1, width); ``source`` is without its end token."""
    ids = torch.tensor([[*source, END]], device=model.device)
    return model.model.encoder(input_ids=ids).last_hidden_state


def token_log_probabilities(
    model: MarianMTModel, states: torch.Tensor, targets: Sequence[Sequence[int]]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Log-probability of each target piece and of the end token, and a mask of the real ones.

    Both of shape (targets, longest + 1). The same as the model's own forward pass; that one would copy
    the encoder states, and project them to keys and values, once for every target.
    """
    count, width = len(targets), max(len(row) for row in targets) + 1
    padding = model.config.decoder_start_token_id
    wanted = torch.full((count, width), padding)
    for row, target in enumerate(targets):
        wanted[row, : len(target) + 1] = torch.tensor([*target, END])
    wanted = wanted.to(model.device)
    real = wanted != padding
    decoder = model.model.decoder
    given = torch.cat([torch.full_like(wanted[:, :1], padding), wanted[:, :-1]], 1)
    x = decoder.embed_tokens(given) * model.config.d_model**0.5 + decoder.embed_positions(given.shape)
    drop, training = model.config.dropout, model.training
    x = torch.nn.functional.dropout(x, drop, training)
    for layer in decoder.layers:
        attended, _ = layer.self_attn(x)
        x = layer.self_attn_layer_norm(x + torch.nn.functional.dropout(attended, drop, training))
        flat, _ = layer.encoder_attn(x.reshape(1, count * width, -1), key_value_states=states)
        attended = flat.reshape(x.shape)
        x = layer.encoder_attn_layer_norm(x + torch.nn.functional.dropout(attended, drop, training))
        inner = layer.fc2(layer.activation_fn(layer.fc1(x)))
        x = layer.final_layer_norm(x + torch.nn.functional.dropout(inner, drop, training))
    logits = (model.lm_head(x[real]) + model.final_logits_bias).float()
    found = -torch.nn.functional.cross_entropy(logits, wanted[real], reduction="none")
    result = torch.zeros(real.shape, device=model.device)
    return result.masked_scatter(real, found), real


def means(log_probabilities: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """Mean log-probability per target token, end token included: what ``Engine.score`` gives."""
    return log_probabilities.sum(1) / real.sum(1)
