"""An assessment in words, the same for every output."""
