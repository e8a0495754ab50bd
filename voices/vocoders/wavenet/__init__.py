"""The autoregressive WaveNet: its shape and its network."""
