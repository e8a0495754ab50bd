"""Utterances to what the models see: phones in order, each with its place in syllable, word, phrase and utterance."""
