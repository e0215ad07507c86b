"""Reports: what is computed of the issues that there are."""
