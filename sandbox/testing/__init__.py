"""What tests of a client need: a transport that answers from the sandbox in the same process, and signatures."""

from sandbox.testing.signing import OvationSignature
from sandbox.testing.transport import InProcess

__all__ = ["InProcess", "OvationSignature"]
