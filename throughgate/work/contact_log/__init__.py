"""What there was with companies, clubs and charities: visits, calls, job fairs, what followed, and agreements on paper."""
