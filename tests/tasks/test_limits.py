"""What a child that computes may take of the machine."""

import subprocess
import sys

import pytest

from tasks.app import TEXT_ADDRESS_SPACE_BYTES

CHILD = """
import resource
from celery.signals import worker_process_init
import tasks.app
worker_process_init.send(sender=None)
print(resource.getrlimit(resource.RLIMIT_AS)[0])
"""


@pytest.mark.service
def test_a_child_may_take_so_much_memory_and_no_more() -> None:
    ended = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True)
    assert int(ended.stdout) == TEXT_ADDRESS_SPACE_BYTES
