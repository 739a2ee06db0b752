"""The finished worked example for tests in a browser too."""

from tests.workflow.conftest import finished_example

__all__ = ["finished_example"]
