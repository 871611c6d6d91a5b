"""What stands behind the words of the ``throughgate`` command, one module each."""
