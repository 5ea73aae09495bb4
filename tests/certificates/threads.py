"""Races: many threads that start at the same instant."""

import threading

from django.db import connection


def in_threads(work, count=20):
    """Run `work` in `count` threads that start together; returns what they return, in order of finish."""
    start, results = threading.Barrier(count), []

    def run():
        try:
            start.wait(10)
            results.append(work())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
