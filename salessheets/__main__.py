"""`python -m salessheets`."""

from salessheets.cli import main

if __name__ == "__main__":
    main()
