"""`python -m poollint`, and the command `poollint`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from poollint import quick

    run = quick.plain_run(sys.argv[1:])
    known = run.answer() if run is not None else None
    if run is not None and known is not None:
        sys.exit(run.tell(known))
    from poollint.cli import main as command

    command(run)


if __name__ == "__main__":
    main()
