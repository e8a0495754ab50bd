"""`--restart`: what a run learned is forgotten, and nothing else in its folder."""

import pytest

from tts_cli.restart import CONVERSION, UNCONDITIONAL, VOICE, start_over

LEARNED = {
    VOICE: {"acoustic", "vocoder", "parallel", "run.json"},
    CONVERSION: {"conversion", "direct", "conversion.json"},
    UNCONDITIONAL: {"step-00000002.safetensors", "step-00000004.safetensors", "best.safetensors"},
}
KEPT = {"prepared", "notes.txt"}


@pytest.mark.parametrize("kind", LEARNED)
def test_only_what_runs_of_its_own_kind_learn_is_forgotten(kind, tmp_path):
    everything = set().union(KEPT, *LEARNED.values())
    for name in everything:
        if "." in name:
            (tmp_path / name).write_text("")
        else:
            (tmp_path / name).mkdir()
            (tmp_path / name / "step-00000002.safetensors").write_text("")
    start_over(tmp_path, kind)
    assert {path.name for path in tmp_path.iterdir()} == everything - LEARNED[kind]
    assert (tmp_path / "prepared" / "step-00000002.safetensors").exists()


def test_where_nothing_was_learned_there_is_nothing_to_forget(tmp_path):
    start_over(tmp_path / "none", VOICE)
    start_over(tmp_path, CONVERSION)
