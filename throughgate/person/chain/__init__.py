"""The process chain: dated steps from arrival to twelve months after release."""
