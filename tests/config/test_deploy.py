"""The shipped proxy configuration, read by the real nginx where there is one."""

import subprocess

import pytest

from tests.live import proxy


def test_nginx_accepts_our_configuration(tmp_path):
    nginx = proxy.find()
    if nginx is None:
        pytest.skip("nginx is not installed")

    done = subprocess.run([nginx, "-t", "-c", proxy.write(tmp_path)], capture_output=True, text=True)

    assert "test is successful" in done.stderr
