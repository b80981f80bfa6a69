"""Tests reach this machine and no other."""

import socket

import pytest


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as plug, pytest.raises(PermissionError, match=r"192\.0\.2\.1"):
        plug.connect(("192.0.2.1", 80))
    with pytest.raises(PermissionError, match=r"example\.invalid"):
        socket.getaddrinfo("example.invalid", 80)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as plug:
        plug.connect(server.getsockname())
