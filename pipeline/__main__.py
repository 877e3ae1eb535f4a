"""``pipeline`` and ``python -m pipeline``: Ctrl-C ends in one line even while the program is still being loaded."""
import os
import signal
import sys
from types import FrameType


def main() -> None:
    """Load the command line and run it; before it runs there is nothing to clean up, so Ctrl-C ends at once."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # not where a shell has it ignored
        signal.signal(signal.SIGINT, _leave)
    from pipeline.cli import main as command

    signal.signal(signal.SIGINT, before)
    command()


def _leave(number: int, frame: FrameType | None) -> None:
    if sys.stderr is not None:
        os.write(sys.stderr.fileno(), b"pipeline: interrupted\n")
    os._exit(130)


if __name__ == "__main__":
    main()
