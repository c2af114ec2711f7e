"""Tests that open a browser."""
