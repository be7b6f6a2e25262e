"""Ctrl-C and SIGTERM end the program in order, also where Python itself would lose them.

A signal becomes an exception at whatever the main thread is doing. In a callback of the import machinery or a
`__del__`, Python prints such an exception ("Exception ignored in") and goes on; a library may drop it, too, or make
another of it. Hence the signal is remembered: `asked` says that there was one, `check` raises again what was lost.
"""

import _thread
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, NoReturn

_AGAIN = 0.05  # seconds after which a signal that fell into a callback is raised again

STOPPED = "Stopped. What was stored stays; the same command continues."

_signal = 0


def stop_in_order() -> None:
    """Have both signals raise KeyboardInterrupt or SystemExit in the main thread, so that everything is closed.

    Python's default for SIGTERM would cut Chroma off in the middle of a write.
    """
    global _signal  # noqa: PLW0603 (signals are the process's)
    _signal = 0
    sys.unraisablehook = partial(_raise_later, sys.unraisablehook)
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _stop)


def asked() -> int:
    """The exit status that the signal stands for, 0 where there was none."""
    return 128 + _signal if _signal else 0


def check() -> None:
    """Stop here if a signal has come and was lost."""
    if _signal:
        _stop(_signal)


def _stop(number: int, *_: object) -> NoReturn:
    global _signal  # noqa: PLW0603
    _signal = number
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(128 + number)


def _raise_later(otherwise: Callable[[Any], object], ignored: Any) -> None:
    """In place of the message that an exception was ignored: here it cannot be raised, but a moment later."""
    if _signal and issubclass(ignored.exc_type, KeyboardInterrupt | SystemExit):
        timer = threading.Timer(_AGAIN, _send_again)
        timer.daemon = True
        timer.start()
    else:
        otherwise(ignored)


def _send_again() -> None:
    main = threading.main_thread().ident
    if main is None or not hasattr(signal, "pthread_kill"):
        _thread.interrupt_main(signal.Signals(_signal))  # which does not wake it when it sleeps
    else:
        signal.pthread_kill(main, _signal)


@contextmanager
def in_words(words: str) -> Iterator[None]:
    """Say so on standard error when the block is stopped."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        print(words, file=sys.stderr)
        raise
