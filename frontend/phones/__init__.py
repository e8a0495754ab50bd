"""Spoken words to phones: espeak-ng through phonemizer, the user's lexicon, and phones written into the text."""
