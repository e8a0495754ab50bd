"""A run goes on with what it was started with, or not at all."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from frontend.errors import TtsError
from voices.corpus.prepared import write_atomically


class OtherRunError(TtsError):
    """The run's folder was started with other recordings or settings."""


def hold_to(path: Path, about: Mapping[str, Any]) -> None:
    """Write down what the run in a folder is of, or compare with what is written down.

    Raises:
        OtherRunError: something is not as it was when the run was started.
    """
    told: dict[str, Any] = json.loads(json.dumps(about, ensure_ascii=False))
    if not path.exists():
        write_atomically(path, json.dumps(told, ensure_ascii=False))
        return
    before = json.loads(path.read_text(encoding="utf-8"))
    changed = [key for key in told if before.get(key) != told[key]]
    if changed:
        raise OtherRunError(
            f"the run in {path.parent} was started with other {' and '.join(changed)}; "
            "--restart forgets what it learned, another --name keeps it"
        )
