"""Aligned speech to an acoustic model."""
