"""Tests of the charts' ground."""
