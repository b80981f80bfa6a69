"""``python -m shuheng.cli`` does what ``shuheng`` does."""

from shuheng.cli.app import main

if __name__ == "__main__":
    main()
