"""`python -m checker` is `plancheck`."""


def start() -> None:
    """Start the program: Ctrl-C ends it without a traceback while its parts are still being loaded."""
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from checker.cli import main

    main()


if __name__ == "__main__":  # a process that reads forms beside this one loads this module, too
    start()
