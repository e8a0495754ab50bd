"""What `benchmarks.fuzz` tries, one kind of input a file: `make` draws one, `check` raises where it is not borne."""
