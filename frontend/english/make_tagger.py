"""Make `data/tagger.npz` of the tagger in gruut-lang-en 2.0.1 (Michael Hansen, MIT; trained on UD English).

pip install python-crfsuite gruut-lang-en==2.0.1
python -m frontend.english.make_tagger .../gruut_lang_en/pos/model.crf
"""

import argparse
import base64
import zlib
from collections import defaultdict
from pathlib import Path

import numpy as np

from frontend.english.tagger import WEIGHTS_FILE

SMALLEST_WEIGHT = 0.1
_ALWAYS = ("bias", "len(word)", "BOS", "EOS")  # many small weights that count for every word
_NEVER = -20.0  # a transition the treebank does not have


def main(arguments: list[str] | None = None) -> None:
    """Write the weights that matter, rounded to half precision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    options = parser.parse_args(arguments)
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(options.model))
    found = tagger.info()
    tags = list(found.labels)
    by_feature: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (name, tag), weight in found.state_features.items():
        if abs(weight) >= SMALLEST_WEIGHT or name.endswith(_ALWAYS):
            by_feature[zlib.crc32(readable(name).encode())].append((tags.index(tag), weight))
    transitions = np.full((len(tags), len(tags)), _NEVER, dtype=np.float16)
    for (first, second), weight in found.transitions.items():
        transitions[tags.index(first), tags.index(second)] = weight
    features = sorted(by_feature)
    pairs = [pair for feature in features for pair in by_feature[feature]]
    np.savez(
        WEIGHTS_FILE,
        tags=" ".join(tags),
        features=np.array(features, dtype=np.uint32),
        counts=np.array([len(by_feature[feature]) for feature in features], dtype=np.uint8),
        tag_of_weight=np.array([tag for tag, _ in pairs], dtype=np.uint8),
        weights=np.array([weight for _, weight in pairs], dtype=np.float16),
        transitions=transitions,
    )
    print(f"{len(features)} features, {len(pairs)} weights, {WEIGHTS_FILE.stat().st_size} bytes")


def readable(name: str) -> str:
    """Return a feature's name with its word as it is written; crfsuite's holds it in base 64."""
    kind, mark, value = name.partition("word:")
    return f"{kind}{mark}{base64.b64decode(value).decode()}" if mark else name


if __name__ == "__main__":
    main()
