"""What a vocoder makes instead of the waveform itself: pre-emphasised, and split into sub-bands."""
