"""Packed audio to the weights of a WaveNet."""
