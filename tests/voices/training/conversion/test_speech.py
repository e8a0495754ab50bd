"""What a conversion model learns from, as prepared folders hold it."""

from pathlib import Path

import pytest

from voices.conditioning.feature_config import voice_features
from voices.corpus.alignment.transcript import Alignment
from voices.corpus.prepare_config import MeasurementConfig, PrepareConfig
from voices.corpus.prepared import PreparedCorpus, PreparedRecording
from voices.corpus.readers.recording import CorpusError
from voices.training.conversion.speech import load_conversion_data

CONFIG = PrepareConfig(MeasurementConfig(voice_features(16000)))


def corpus(folder, keys):
    rows = [PreparedRecording(key, "ann", "a text", f"{key}.safetensors", Alignment((), (), ())) for key in keys]
    return PreparedCorpus(Path(folder), CONFIG, tuple(rows))


@pytest.mark.parametrize(("first", "second"), [(["ann/1"], ["ann/2", "ann/1"]), ([], ["ann/1", "ann/1"])])
def test_two_recordings_of_one_key_are_refused_before_either_is_read(first, second):
    with pytest.raises(CorpusError, match=r"recording 'ann/1' is in .* and in two"):
        load_conversion_data([corpus("one", first), corpus("two", second)], lambda _: False)
