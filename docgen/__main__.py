"""`python -m docgen`, and the `docgen` command."""

from docgen.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
