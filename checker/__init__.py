"""plancheck: judges public-service action plans by rule and explains every light."""

__version__ = "0.1.0"
