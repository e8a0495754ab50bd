"""Recordings to a voice: the chain of trainings, and what it leaves installed."""
