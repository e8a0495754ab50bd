"""Folders of recordings with their texts, made into aligned training data."""
