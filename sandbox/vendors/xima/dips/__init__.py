"""Data dips: what Xima sends to a customer's web service, and what it makes of the reply. Pure functions on data."""
