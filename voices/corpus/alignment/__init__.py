"""Forced alignment learned from the corpus itself: which stretch of a recording is which phone."""
