"""YAML ↔ Plan and Submission, with a finding for every fault."""
