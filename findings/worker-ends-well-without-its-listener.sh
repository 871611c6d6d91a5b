#!/bin/sh
# procrastinate 3.10.0: a worker that can no longer hear of jobs ends, and says that all is well.
#
# The listener that waits for notifications is one of the worker's side tasks. Where it fails, as it does when the database
# goes away, the whole worker stops: it takes no more jobs, yet `run_worker_async` returns None like after an orderly stop.
# The failure stands in the log alone. Whoever restarts a process only when it ends badly never starts this one again.
# Seen with procrastinate 3.10.0 and its own in-memory connector. The script ends with 1 once that is different.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install procrastinate==3.10.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import logging
import sys

from procrastinate import App
from procrastinate.testing import InMemoryConnector

logging.basicConfig(level=logging.CRITICAL + 1)


class WithoutNotifications(InMemoryConnector):
    async def listen_notify(self, on_notification, channels):
        raise ConnectionError("the connection is lost")


async def main():
    app = App(connector=WithoutNotifications())

    @app.task(name="work")
    def work():
        pass

    async with app.open_async():
        # Without `wait=False` a worker runs until it is told to stop; nobody tells it here.
        running = app.run_worker_async(install_signal_handlers=False, listen_notify=True)
        try:
            return f"it returned {await asyncio.wait_for(running, 20)}"
        except TimeoutError:
            return "it still runs"
        except Exception as error:
            return f"it raised {type(error).__name__}"


seen = asyncio.run(main())
print(f"after its listener failed, {seen}")
sys.exit(0 if seen == "it returned None" else 1)
PYTHON
