"""Makes the calls of vendors: to whom, how, in which order, and how often. Loaded when a session makes its first one."""
