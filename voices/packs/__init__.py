"""Voices as directories and zip files: what one says of itself, and what makes it safe to use."""
