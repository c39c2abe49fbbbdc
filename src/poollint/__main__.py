"""`python -m poollint`, and the command `poollint`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from poollint import quick

    arguments = sys.argv[1:]
    if arguments and quick.nothing_to_find(arguments):
        if not quick.is_quiet(arguments):
            sys.stderr.write("No problems found.\n")
        sys.exit(0)
    from poollint.cli import main as command

    command()


if __name__ == "__main__":
    main()
