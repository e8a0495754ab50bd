"""Sample-by-sample generation, compiled by numba for the processor at hand; needs no torch."""
