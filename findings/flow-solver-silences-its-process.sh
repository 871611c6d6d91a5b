#!/bin/sh
# ortools 9.15.6755: while a flow is solved, no other thread of the Python process runs at all.
#
# `SimpleMinCostFlow.solve` is one call into C++ and keeps the interpreter's lock until it returns. A thread that should say every few
# milliseconds that the process is alive, or look whether somebody wants it to stop, is silent for as long as the solver
# works: half a minute for a large problem.
# The script ends with 1 once that is different.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install ortools==9.15.6755 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import threading
import time

import numpy as np
from ortools.graph.python import min_cost_flow


def longest_silence(work):
    """Return how long the work took, and the longest time in which another thread got no turn. Seconds."""
    times, done = [time.perf_counter()], threading.Event()

    def tick():
        while not done.is_set():
            time.sleep(0.001)
            times.append(time.perf_counter())

    ticker = threading.Thread(target=tick)
    ticker.start()
    time.sleep(0.05)
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    done.set()
    ticker.join()
    return took, max(later - earlier for earlier, later in zip(times, times[1:]))


random = np.random.default_rng(1)
people = places = 20_000
each = 20
flow = min_cost_flow.SimpleMinCostFlow()
tails = np.repeat(np.arange(people), each)
heads = people + random.integers(0, places, people * each)
flow.add_arcs_with_capacity_and_unit_cost(tails, heads, np.ones(len(tails), int), random.integers(0, 1000, len(tails)))
source, sink = people + places, people + places + 1
flow.add_arcs_with_capacity_and_unit_cost(np.full(people, source), np.arange(people), np.ones(people, int), np.zeros(people, int))
flow.add_arcs_with_capacity_and_unit_cost(people + np.arange(places), np.full(places, sink), np.ones(places, int), np.zeros(places, int))
flow.set_node_supply(source, people)
flow.set_node_supply(sink, -people)
took, silent = longest_silence(flow.solve_max_flow_with_min_cost)
resting, short = longest_silence(lambda: time.sleep(0.5))
print(f"solved in {took:.2f} s, of which another thread was silent for {silent:.2f} s")
print(f"beside a call that lets go, of {resting:.2f} s, it was silent for {short:.3f} s")
sys.exit(0 if silent > 0.6 * took and short < 0.3 else 1)
PYTHON
