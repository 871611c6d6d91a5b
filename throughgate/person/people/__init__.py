"""The register of people: who they are, their stays, who takes part in their case, what they agreed to."""
