"""The rules: (plan, submissions, on) → Assessment."""
