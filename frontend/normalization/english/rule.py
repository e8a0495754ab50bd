"""Where English finds its rules: they are the same for all languages."""

from frontend.normalization.rule import DigitRule, Rule, alternatives, apply_rules

__all__ = ["DigitRule", "Rule", "alternatives", "apply_rules"]
