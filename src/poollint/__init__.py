"""poollint finds Python code that still uses an object after giving it back to its pool."""

TYPE_CHECKING = False  # type checkers take it for true; importing `typing` would cost more than all the rest
if TYPE_CHECKING:
    from poollint.batch import check_paths
    from poollint.engine import check_source
    from poollint.finding import Finding

__all__ = ["Finding", "__version__", "check_paths", "check_source"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the public names on first use: `import poollint` alone stays cheap (PEP 562)."""
    if name == "check_paths":
        from poollint.batch import check_paths

        return check_paths
    if name == "check_source":
        from poollint.engine import check_source

        return check_source
    if name == "Finding":
        from poollint.finding import Finding

        return Finding
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
