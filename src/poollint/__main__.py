"""`python -m poollint`."""

from poollint.cli import main

if __name__ == "__main__":
    main()
