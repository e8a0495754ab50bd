"""How many waveforms a vocoder makes at once on a core, where that pays."""

GROUP = 4
"""Streams that advance in lock-step: each weight that is loaded serves all of them."""
