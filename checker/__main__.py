"""`python -m checker` is `plancheck`."""

from checker.cli import main

if __name__ == "__main__":  # a process that reads forms beside this one loads this module, too
    main()
