"""Tests of the process chain."""
