"""What a conversion model's codes hold: `python -m benchmarks.conversion MODEL PREPARED... --hold-out PATTERN`.

MODEL is a conversion.safetensors, PREPARED are folders that `tts corpus prepare` made. Prints who speaks and which
phone is said as a linear probe reads them from the codes of held-out recordings, the same from cepstra, ABX errors over
pairs of phones, bits a second, and how the codes are used; draws the use of the codes into --picture.
"""

import argparse
import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path

import numpy as np

from voices.conversion.codes_file import code_rates
from voices.conversion.heard import by_code, cepstra, loudest, normalised, spoken, surroundings
from voices.conversion.model import ConversionModel, load_conversion_model
from voices.corpus.prepared import load_prepared
from voices.evaluation.codes import (
    Token,
    abx_error,
    balanced_accuracy,
    discriminant,
    perplexity,
    with_neighbours,
)
from voices.training.conversion.speech import ConversionSpeech, load_conversion_data

REACH = 1
"""Steps on each side of the one that a probe is asked about."""


def main(arguments: list[str] | None = None) -> None:
    """Print what the probes find."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, metavar="MODEL", help="a conversion.safetensors")
    parser.add_argument("prepared", type=Path, nargs="+", metavar="PREPARED", help="what `tts corpus prepare` made")
    parser.add_argument("--hold-out", default="*/arctic_b04[4-7]?", help="speaker/id of what the probes are tried on")
    parser.add_argument("--every", type=int, default=6, help="of the recordings that the probes learn from")
    parser.add_argument("--trials", type=int, default=3000, help="of each ABX error")
    parser.add_argument("--picture", type=Path, help="of how the codes are used")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    model = load_conversion_model(options.model)
    corpora = [load_prepared(folder) for folder in options.prepared]
    data = load_conversion_data(corpora, lambda key: fnmatchcase(key, options.hold_out))
    held_out = [one for one in data.speech if one.held_out]
    learned = [one for one in data.speech if not one.held_out][:: options.every]
    rates = code_rates(model.config)
    table = {
        "codes": read_from(lambda one: code_vectors(model, one), learned, held_out, options.trials),
        "latents": read_from(lambda one: latents_of(model, one), learned, held_out, options.trials),
        "cepstra": read_from(lambda one: heard_cepstra(model, one), learned, held_out, options.trials),
        "chance": chance(held_out),
    }
    codes = np.concatenate([codes_of(model, one) for one in held_out])
    use = {
        "bits/s of codes": rates.codes,
        "bits/s of melody": rates.melody,
        "perplexities": [perplexity(book, model.config.codes) for book in codes.T],
        "used": [len(np.unique(book)) for book in codes.T],
    }
    if options.picture:
        draw_use(codes, model.config.codes, options.picture)
    if options.json:
        print(json.dumps({"probes": table, "codes": use}))
        return
    print("| | " + " | ".join(next(iter(table.values()))) + " |")
    for name, row in table.items():
        print(f"| {name} | " + " | ".join(f"{value:.1%}" for value in row.values()) + " |")
    for name, figure in use.items():
        print(f"{name}: {figure if isinstance(figure, float) else [round(value) for value in figure]}")


def read_from(
    vectors_of: Callable[[ConversionSpeech], np.ndarray],
    learned: list[ConversionSpeech],
    held_out: list[ConversionSpeech],
    trials: int,
) -> dict[str, float]:
    """Return what the probes read from vectors [N, C] of utterances."""
    seen, unseen = [vectors_of(one) for one in learned], [vectors_of(one) for one in held_out]

    def speakers(several: list[ConversionSpeech], vectors: list[np.ndarray]) -> list[np.ndarray]:
        return [np.full(len(v), one.speaker) for one, v in zip(several, vectors, strict=True)]

    def phones(several: list[ConversionSpeech], vectors: list[np.ndarray]) -> list[np.ndarray]:
        return [step_phones(one, len(v)) for one, v in zip(several, vectors, strict=True)]

    means, means_unseen = ([v.mean(0, keepdims=True) for v in vectors] for vectors in (seen, unseen))
    tokens = [token for v, one in zip(unseen, held_out, strict=True) for token in tokens_of(v, one)]
    return {
        "speaker, by step": probe(seen, speakers(learned, seen), unseen, speakers(held_out, unseen)),
        "speaker, by utterance": probe(
            means, speakers(learned, means), means_unseen, speakers(held_out, means_unseen), 0
        ),
        "phone": probe(seen, phones(learned, seen), unseen, phones(held_out, unseen)),
        "ABX error within speakers": abx_error(tokens, trials, across=False),
        "ABX error across speakers": abx_error(tokens, trials, across=True),
    }


def chance(held_out: list[ConversionSpeech]) -> dict[str, float]:
    """Return what guessing would give."""
    speaker = 1 / len({one.speaker for one in held_out})
    phone = 1 / len({int(phone) for one in held_out for phone in np.unique(one.phones)})
    errors = {"ABX error within speakers": 0.5, "ABX error across speakers": 0.5}
    return {"speaker, by step": speaker, "speaker, by utterance": speaker, "phone": phone, **errors}


def probe(learned: list, learned_classes: list, held: list, held_classes: list, reach: int = REACH) -> float:
    """Return the balanced accuracy of a probe on what it has not seen."""
    values = np.concatenate([with_neighbours(v.astype(np.float64), reach) for v in learned])
    found = discriminant(values, np.concatenate(learned_classes))
    seen = np.concatenate([with_neighbours(v.astype(np.float64), reach) for v in held])
    return balanced_accuracy(found.choose(seen), np.concatenate(held_classes))


def heard_cepstra(model: ConversionModel, one: ConversionSpeech) -> np.ndarray:
    """The encoder's input [N, C]."""
    heard = cepstra(one.log_mel.astype(np.float32), model.config.coefficients)
    usual = surroundings(spoken(heard, loudest(heard)))
    return by_code(normalised(heard, usual), model.config.frames_per_code)


def codes_of(model: ConversionModel, one: ConversionSpeech) -> np.ndarray:
    """The codes [N, codebooks] of an utterance."""
    return model.quantise(latents_of(model, one)).astype(np.int64)


def latents_of(model: ConversionModel, one: ConversionSpeech) -> np.ndarray:
    """What lies between the codes, [N, C]."""
    mel = one.log_mel.astype(np.float32)
    heard = cepstra(mel, model.config.coefficients)
    return model.latents(mel, surroundings(spoken(heard, loudest(heard))))


def code_vectors(model: ConversionModel, one: ConversionSpeech) -> np.ndarray:
    """The vectors [N, C] of its codes."""
    return model.vectors(codes_of(model, one).astype(np.uint16))


def step_phones(one: ConversionSpeech, steps: int) -> np.ndarray:
    """Which phone is said in each step [N]."""
    each = -(-len(one.phones) // steps)
    phones = one.phones[each // 2 :: each].astype(np.int64)
    return np.pad(phones, (0, steps - len(phones)), mode="edge")


def tokens_of(vectors: np.ndarray, one: ConversionSpeech) -> list[Token]:
    """The phones of an utterance, each with its vectors; pauses are none."""
    phones = step_phones(one, len(vectors))
    cuts = [0, *np.flatnonzero(np.diff(phones)) + 1, len(phones)]
    return [
        Token(int(phones[first]), one.speaker, vectors[first:last].astype(np.float64))
        for first, last in pairwise(cuts)
        if phones[first] and last - first >= 2
    ]


def draw_use(codes: np.ndarray, count: int, path: Path) -> None:
    """Draw how often each code is used, most frequent first."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.add_subplot()
    for number in range(codes.shape[1]):
        share = np.sort(np.bincount(codes[:, number], minlength=count))[::-1] / len(codes)
        axes.step(np.arange(count), share * count, where="mid", label=f"codebook {number + 1}")
    axes.axhline(1, color="grey", linewidth=0.8, label="all alike")
    axes.set(xlabel="codes, most frequent first", ylabel="use, in the mean use", ylim=(0, None))
    axes.legend()
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
