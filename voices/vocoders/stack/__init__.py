"""Gated dilated convolutions and their conditioning: what every network of the WaveNet family is made of."""
