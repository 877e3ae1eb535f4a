"""Speed and memory of translating 500 sentences, beside a bare CTranslate2 loop and the usual script.

    python benchmarks/translate_speed.py [--sentences 500] [--rounds 2] [--usual 10]

The model has opus-mt-de-en's exact shape and random weights. Such a model never ends an output by itself, so
every contestant writes exactly 32 tokens a sentence, with 4 beams, on as many threads as there are cores. Each
contestant runs in a fresh process; the two that are compared closely take turns, so that other work on the
machine meets both. Loading is not timed, tokenizing is (for our engine alone: the bare loop is given pieces).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BEAMS = 4
OUTPUT_TOKENS = 32
VOCABULARY = 58_101
ROOT = Path(__file__).resolve().parents[1]


def sentences(count: int) -> list[str]:
    """Sentences of the made-up vocabulary, 4 to 70 words long and 26 in the middle, the same at every call."""
    draw = random.Random(7)
    lengths = [min(70, max(4, round(draw.lognormvariate(3.25, 0.5)))) for _ in range(count)]
    return [" ".join(f"w{draw.randrange(VOCABULARY - 3)}" for _ in range(length)) for length in lengths]


def make_model(folder: Path) -> None:
    """Write a model of opus-mt-de-en's shape, 74 million random parameters, whose pieces are made-up words."""
    import sentencepiece
    import torch
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    words = folder / "words.txt"
    rows = [f"w{number}" for number in range(VOCABULARY - 3)]
    words.write_text("\n".join(" ".join(rows[start : start + 100]) for start in range(0, len(rows), 100)))
    sentencepiece.SentencePieceTrainer.train(
        input=str(words), model_prefix=str(folder / "source"), model_type="word", vocab_size=VOCABULARY - 1,
        character_coverage=1.0, bos_id=-1, eos_id=0, unk_id=1, minloglevel=2,
    )  # fmt: skip
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    model = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    pieces = {model.id_to_piece(number): number for number in range(VOCABULARY - 1)}
    pad = VOCABULARY - 1
    (folder / "vocab.json").write_text(json.dumps({**pieces, "<pad>": pad}))
    sizes = {f"{side}_{what}": value for side in ("encoder", "decoder")
             for what, value in (("layers", 6), ("attention_heads", 8), ("ffn_dim", 2048))}  # fmt: skip
    torch.manual_seed(7)
    network = MarianMTModel(MarianConfig(
        vocab_size=VOCABULARY, decoder_vocab_size=VOCABULARY, d_model=512, max_position_embeddings=512,
        pad_token_id=pad, eos_token_id=0, bos_token_id=None, decoder_start_token_id=pad, forced_eos_token_id=None,
        scale_embedding=True, activation_function="swish", **sizes,
    ))  # fmt: skip
    network.generation_config = GenerationConfig(
        max_length=512, pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, bad_words_ids=[[pad]]
    )
    network.save_pretrained(folder)


def begin() -> tuple[float, float]:
    """The clock on the wall and that of this process, in seconds."""
    return time.perf_counter(), time.process_time()


def spent(begun: tuple[float, float]) -> dict[str, float]:
    """Seconds since ``begin``; those of the processor say less of what else the machine was doing."""
    return {"seconds": time.perf_counter() - begun[0], "cpu": time.process_time() - begun[1]}


def ours(folder: Path, texts: list[str]) -> dict[str, float]:
    """The engine, from texts to texts."""
    from pipeline import models
    from pipeline.engine import Decoding

    engine = models.find(str(folder), task="translation").load()
    decoding = Decoding(BEAMS, limit_factor=0.0, limit_extra=OUTPUT_TOKENS, min_output_tokens=OUTPUT_TOKENS - 1)
    begun = begin()
    first = 0.0
    tokens = 0
    for _, output in engine.generate(texts, decoding):
        first = first or spent(begun)["seconds"]
        tokens += output.tokens
    return {**spent(begun), "tokens": tokens, "first": first}


def bare(folder: Path, texts: list[str]) -> dict[str, float]:
    """One call of CTranslate2 with everything sorted by length, pieces in and pieces out."""
    import ctranslate2

    from pipeline import models
    from pipeline.engines.converted import converted
    from pipeline.engines.ctranslate2 import BATCH_TOKENS, conversion_name
    from pipeline.engines.pieces import Pieces

    ref = models.find(str(folder), task="translation")
    pieces = Pieces(folder)
    source = sorted(([*pieces.source(text), "</s>"] for text in texts), key=len, reverse=True)
    with converted(folder, conversion_name(ref.identity)) as place:
        translator = ctranslate2.Translator(
            str(place), compute_type="int8", inter_threads=os.cpu_count() or 1, intra_threads=1
        )
    begun = begin()
    results = translator.translate_batch(
        source, beam_size=BEAMS, max_batch_size=BATCH_TOKENS, batch_type="tokens",
        min_decoding_length=OUTPUT_TOKENS, max_decoding_length=OUTPUT_TOKENS,
    )  # fmt: skip
    tokens = sum(len(result.hypotheses[0]) for result in results)
    return {**spent(begun), "tokens": tokens}


def usual(folder: Path, texts: list[str]) -> dict[str, float]:
    """What the model cards show: transformers, one sentence at a time."""
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    tokenizer = MarianTokenizer.from_pretrained(folder)
    model = MarianMTModel.from_pretrained(folder).eval()
    torch.set_num_threads(os.cpu_count() or 1)
    begun = begin()
    tokens = 0
    for text in texts:
        made = model.generate(
            **tokenizer([text], return_tensors="pt"),
            num_beams=BEAMS, min_new_tokens=OUTPUT_TOKENS, max_new_tokens=OUTPUT_TOKENS,
        )  # fmt: skip
        tokenizer.decode(made[0], skip_special_tokens=True)
        tokens += made.shape[1] - 1
    return {**spent(begun), "tokens": tokens}


CONTESTANTS = {"ours": ours, "bare": bare, "usual": usual}


def run(name: str, folder: Path, count: int) -> dict[str, Any]:
    """One contestant in a process of its own: tokens per second and the process's peak memory in MB."""
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "PIPELINE_CACHE_FOLDER": str(folder.parent / "cache"),
        "HF_HUB_OFFLINE": "1", "PYTHONWARNINGS": "ignore", "TRANSFORMERS_VERBOSITY": "error",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    }  # fmt: skip
    command = [sys.executable, __file__, "--child", name, "--folder", str(folder), "--sentences", str(count)]
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    result: dict[str, Any] = json.loads(said.splitlines()[-1])
    return result


def child(name: str, folder: Path, count: int) -> None:
    """Run one contestant here and print its figures."""
    if name == "model":
        make_model(folder)
        print("{}")
        return
    figures = CONTESTANTS[name](folder, sentences(count))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                **figures,
                "rate": figures["tokens"] / figures["seconds"],
                "per_cpu": figures["tokens"] / figures["cpu"],
                "peak": peak,
            }
        )
    )


def compare(folder: Path, count: int, rounds: int, few: int) -> None:
    """Let the contestants take turns and print the figures and their ratios."""
    run("model", folder, 0)
    cold = run("ours", folder, 8)
    print(f"first use, conversion included: peak {cold['peak']:.0f} MB in our process", flush=True)
    taken: dict[str, list[dict[str, Any]]] = {name: [] for name in CONTESTANTS}
    for number in range(rounds):
        for name in ("ours", "bare") if number % 2 == 0 else ("bare", "ours"):
            taken[name].append(run(name, folder, count))
    taken["usual"].append(run("usual", folder, few))
    rates = {name: statistics.median(figures["rate"] for figures in row) for name, row in taken.items()}
    per_cpu = {name: statistics.median(figures["per_cpu"] for figures in row) for name, row in taken.items()}
    for name, row in taken.items():
        each = ", ".join(f"{figures['rate']:.0f}" for figures in row)
        peak = max(figures["peak"] for figures in row)
        print(f"{name:6} {rates[name]:6.0f} tokens/s ({each}), {per_cpu[name]:.0f} a CPU second, peak {peak:.0f} MB")
    print(f"first result of {count} after {taken['ours'][0]['first']:.2f} s")
    cpu = per_cpu["ours"]
    near, far = rates["ours"] / rates["bare"], rates["ours"] / rates["usual"]
    print(f"ours / bare  {near:.2f}, by CPU time {cpu / per_cpu['bare']:.2f}  (wanted: at least 0.9)")
    print(f"ours / usual {far:.0f}, by CPU time {cpu / per_cpu['usual']:.0f}  (wanted: at least 10)")
    print(f"peak memory  {max(f['peak'] for f in taken['ours']):.0f} MB  (wanted: under 500)")


def main() -> None:
    """Read the options; compare, or be one contestant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--usual", type=int, default=10, help="sentences for the usual script; its rate is scaled")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--child", choices=["model", *CONTESTANTS], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child, options.folder, options.sentences)
        return
    with tempfile.TemporaryDirectory(prefix="translate-speed-") as temporary:
        compare(Path(temporary) / "model", options.sentences, options.rounds, options.usual)


if __name__ == "__main__":
    main()
