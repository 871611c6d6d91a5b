"""What the worker does about the register."""

from __future__ import annotations

from procrastinate.contrib.django import app

from throughgate.work.register.actions import keys


@app.periodic(cron="41 6 * * *")
@app.task(name="register.ask_again", queueing_lock="register.ask_again")
def ask_again(timestamp: int) -> None:
    """Ask those whose entry nobody looked at for half a year whether it is still right."""
    keys.ask_again()


@app.periodic(cron="17 3 * * *")
@app.task(name="register.tidy", queueing_lock="register.tidy")
def tidy(timestamp: int) -> None:
    """Give an entry to organisations that were added, and forget what nobody confirmed."""
    keys.tidy()
