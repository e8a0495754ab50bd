"""Linguistic contexts to durations, pitch and mel: the part of a voice between the frontend and the vocoder."""
