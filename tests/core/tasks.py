"""Tasks for the tests of the worker; DONE lists what was done."""

import django_tasks

DONE: list[str] = []


@django_tasks.task()
def note(word: str) -> None:
    DONE.append(word)


@django_tasks.task()
def note_and_queue(word: str) -> None:
    DONE.append(word)
    note.enqueue(f"after {word}")


@django_tasks.task()
def fail() -> None:
    raise RuntimeError
