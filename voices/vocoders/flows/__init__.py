"""Inverse autoregressive flows: noise to a waveform, all steps at once."""
