"""What follows a start: who is asked how it is going, and who learns of trouble early."""
