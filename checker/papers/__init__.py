"""Official papers as text and data, then set in a format."""
