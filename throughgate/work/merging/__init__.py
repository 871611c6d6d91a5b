"""Two entries of the register that are one organisation become one."""
