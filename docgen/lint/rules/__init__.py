"""The rules, one a file named by its code, each with its page beside it (`docgen.lint.rule` says what a rule is)."""
