"""Output distributions of the WaveNet: each owns its channels, its likelihood and its sampler."""
