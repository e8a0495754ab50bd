"""Utterances as models take them: aligned with their phones, or packed for a vocoder."""
