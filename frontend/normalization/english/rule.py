"""Where English finds its rules: they are the same for all languages."""

from frontend.normalization.rule import Rule, alternatives, apply_rules

__all__ = ["Rule", "alternatives", "apply_rules"]
