"""A PDF as printed."""
