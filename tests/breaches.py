"""Every breach of the tests' own process, whatever the thread: one that no test expected fails it."""

from ccr.wall import guard

RECORDED: list[guard.Breach] = []
guard.LISTENERS.append(RECORDED.append)
