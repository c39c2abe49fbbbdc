"""poollint finds Python code that still uses an object after giving it back to its pool."""

__version__ = "0.1.0"
