"""What tests need of the sandbox: clients that reach it without a socket."""

from sandbox.testing.transport import InProcess

__all__ = ["InProcess"]
