"""One module a language: a table of its words, and the few functions for what no table can say."""
