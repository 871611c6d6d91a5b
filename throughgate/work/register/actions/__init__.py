"""What people do with the register."""
