"""Flows taught by a WaveNet: probability density distillation, spectra, and an adversary."""
