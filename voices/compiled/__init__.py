"""Vector arithmetic inside code compiled by numba, and that code on disk."""
